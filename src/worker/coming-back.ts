/** Sources of an earlier visit: those that the browser lets the page read again, and those that have to come again. */
import type { StoredSource } from './kept-store';
import { looseNamesOf, type PageSource, sampleSource } from './page-sources';
import type { Origin, SourceBefore } from './protocol';
import type { LossReason } from './session';

/** Asks the browser for handles, one after the other; after the first refusal it is not asked any more. */
export class Permissions {
  #isRefused = false;

  /** Whether a handle may be read. The first time it must be asked for in a click's handler. */
  async isGiven(handle: FileSystemHandle): Promise<boolean> {
    const mode = { mode: 'read' } as const;
    if ((await handle.queryPermission(mode)) === 'granted') return true;
    if (this.#isRefused) return false;
    // The browser refuses to ask, too, when the click is too long ago.
    const answer = await handle.requestPermission(mode).catch(() => 'denied');
    this.#isRefused = answer !== 'granted';
    return !this.#isRefused;
  }
}

/** A source as it can be added now: all of it, a part, or nothing but the word that it is lost. */
export async function comeBack(stored: StoredSource, permissions: Permissions): Promise<PageSource> {
  if (stored.way === 'sample') return withPlace(sampleSource(), stored.into);
  const { directory, files = [], names = [], count, hidden } = stored;
  const before: SourceBefore = { files: count, hidden };
  if (directory) {
    if (!(await permissions.isGiven(directory))) return { ...lost(stored, before, 'refused'), closed: [directory] };
    const isThere = await canBeListed(directory);
    return isThere ? source(stored, { ...before }, { directory }) : lost(stored, before, 'gone');
  }
  if (stored.archive !== undefined && files.length > 0) return archiveBack(stored, files, before, permissions);
  if (files.length === 0) return lost(stored, before, 'once', stored.name === undefined ? names : undefined);
  const open: FileSystemFileHandle[] = [];
  const closed: FileSystemFileHandle[] = [];
  for (const file of files) ((await permissions.isGiven(file)) ? open : closed).push(file);
  const missing = [...closed.map(({ name }) => name), ...names];
  if (missing.length > 0) before.lost = { reason: closed.length > 0 ? 'refused' : 'once', names: missing };
  return { ...source(stored, before, open.length > 0 ? { files: open } : {}), closed };
}

/** An archive comes back whole or not at all. */
async function archiveBack(
  stored: StoredSource,
  files: FileSystemFileHandle[],
  before: SourceBefore,
  permissions: Permissions,
): Promise<PageSource> {
  for (const file of files) {
    if (!(await permissions.isGiven(file))) return { ...lost(stored, before, 'refused'), closed: files };
  }
  const found = await Promise.allSettled(files.map((file) => file.getFile()));
  const isThere = found.every(({ status }) => status === 'fulfilled');
  return isThere ? source(stored, before, { files }) : lost(stored, before, 'gone');
}

function source(
  { name, way, readAt, into, archive, insteadOf, opens, discSession }: StoredSource,
  before: SourceBefore,
  handles: Pick<StoredSource, 'directory' | 'files'> = {},
): PageSource {
  const named = {
    ...(name === undefined ? {} : { name }),
    ...(into ? { into } : {}),
    ...(archive === undefined ? {} : { archive }),
    ...(insteadOf === undefined ? {} : { insteadOf }),
    ...(discSession === undefined ? {} : { discSession }),
    ...(opens ? { opens } : {}),
  };
  // What is read now is as it is now.
  const time = Object.keys(handles).length > 0 ? Date.now() : readAt;
  return { info: { ...named, way, entries: false, pushed: false, readAt: time, before, ...handles } };
}

function lost(stored: StoredSource, before: SourceBefore, reason: LossReason, names?: string[]): PageSource {
  return source(stored, { ...before, lost: { reason, names } });
}

/** Whether a folder is where it was. */
async function canBeListed(directory: FileSystemDirectoryHandle): Promise<boolean> {
  try {
    await directory.values().next();
    return true;
  } catch (error) {
    // Anything else is told of when it is listed.
    return !(error instanceof DOMException && error.name === 'NotFoundError');
  }
}

/** Whether what was dropped or chosen now is what was lost: the folder of that name, or some of the loose files. */
export function isWhatWasLost(added: PageSource, { info }: PageSource): boolean {
  if (added.info.name !== info.name || added.info.archive !== info.archive) return false;
  if (info.name !== undefined) return true;
  const names = new Set(info.before?.lost?.names);
  return looseNamesOf(added).some((name) => names.has(name));
}

/** A source after the browser was asked again for what it did not allow; undefined when it does not now either. */
export async function opened(source: PageSource, permissions: Permissions): Promise<PageSource | undefined> {
  const open: FileSystemHandle[] = [];
  const closed: FileSystemHandle[] = [];
  for (const handle of source.closed ?? []) ((await permissions.isGiven(handle)) ? open : closed).push(handle);
  if (open.length === 0 || (source.info.archive !== undefined && closed.length > 0)) return undefined;
  const { before, ...info } = source.info;
  const directory = open.find(({ kind }) => kind === 'directory') as FileSystemDirectoryHandle | undefined;
  if (directory) return { ...source, closed, info: { ...info, directory, before: found(before) } };
  const files = [...(info.files ?? []), ...(open as FileSystemFileHandle[])];
  const names = before?.lost?.names?.filter((name) => files.every((file) => file.name !== name)) ?? [];
  return { ...source, closed, info: { ...info, files, before: found(before, names) } };
}

/**
 * A source whose folder, or some of whose loose files, came again.
 * @returns what is in its place, and for loose files what is added beside it
 */
export function withFound(lost: PageSource, came: PageSource): { completed: PageSource; beside?: PageSource } {
  const { before } = lost.info;
  if (lost.info.name !== undefined) {
    // The picker hides the same names again.
    const hidden = came.info.way === 'picker' ? (before?.hidden ?? []) : [];
    // It is what it was; only what it is read through is what came.
    const { directory: _, files: __, ...was } = lost.info;
    const info = { ...was, ...came.info, before: { files: before?.files ?? 0, hidden } };
    return { completed: withPlace({ ...came, info }, was.into) };
  }
  const names = new Set(looseNamesOf(came));
  const rest = before?.lost?.names?.filter((name) => !names.has(name)) ?? [];
  const closed = lost.closed?.filter(({ name }) => !names.has(name)) ?? [];
  return {
    completed: { ...lost, closed, info: { ...lost.info, before: found(before, rest) } },
    beside: withPlace(came, lost.info.into),
  };
}

/** A source that is put where it was put before. */
const withPlace = (source: PageSource, into: Origin | undefined): PageSource =>
  into ? { ...source, info: { ...source.info, into } } : source;

/** What is known from before of a source of which only these loose files are still lost. */
function found(before: SourceBefore | undefined, names: string[] = []): SourceBefore {
  const { lost, ...rest } = before ?? { files: 0, hidden: [] };
  return lost && names.length > 0 ? { ...rest, lost: { ...lost, names } } : rest;
}
