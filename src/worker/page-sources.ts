/** What was dropped or chosen, taken apart on the page: handles for the workers, entries and Files that stay here. */
import { archiveStem } from '../archives/archive-names';
import { imageStem } from '../opened/image-names';
import { EntryFolders, fileOf } from '../sources/entries';
import { chosenPath, groupInput, type InputGroup } from '../sources/inputs';
import { sampleFiles } from '../sources/sample';
import type { SourceInfo } from './protocol';

/** A source and what only the page can do with it. */
export interface PageSource {
  info: Omit<SourceInfo, 'source'>;
  /** A dropped folder's entries. */
  folders?: EntryFolders;
  /** Loose dropped files, by name. */
  loose?: Map<string, FileSystemFileEntry>;
  /** Files to be sent to the read worker; let go afterwards. */
  pushed?: InputGroup | undefined;
  /** How many those were; and their names, of loose ones. */
  pushedFiles?: { count: number; names?: string[] };
  /** An archive that has no handle: the workers do not keep it. */
  archive?: File;
  /** Handles that the browser does not let the page read yet. */
  closed?: FileSystemHandle[];
}

/** An item of a drop, asked for everything before the drop handler ends. */
interface Dropped {
  entry: FileSystemEntry | null;
  handle: Promise<FileSystemHandle | null> | undefined;
  file: File | null;
}

interface LooseFiles {
  entries: Map<string, FileSystemFileEntry>;
  handles: FileSystemFileHandle[];
}

/** Asks the items of a drop. Must be called in the drop handler, before anything is waited for. */
export function takeDrop(transfer: DataTransfer): () => Promise<PageSource[]> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const dropped = items.map((item): Dropped => {
    const entry = item.webkitGetAsEntry?.() ?? null;
    return { entry, handle: item.getAsFileSystemHandle?.(), file: entry ? null : item.getAsFile() };
  });
  for (const { handle } of dropped) handle?.catch(() => {});
  return () => dropSources(dropped);
}

async function dropSources(dropped: Dropped[]): Promise<PageSource[]> {
  const handles = await allHandles(dropped);
  const readAt = Date.now();
  const [first] = dropped;
  const archive = dropped.length === 1 && first ? await droppedArchive(first, handles?.[0]) : undefined;
  if (archive) return [archive];
  const sources: PageSource[] = [];
  const loose: LooseFiles[] = [];
  const looseFiles: File[] = [];
  dropped.forEach(({ entry, file }, at) => {
    const handle = handles?.[at];
    if (entry?.isDirectory) {
      sources.push({
        info: {
          name: entry.name,
          way: 'drop',
          entries: true,
          pushed: false,
          readAt,
          ...(handle?.kind === 'directory' ? { directory: handle as FileSystemDirectoryHandle } : {}),
        },
        folders: new EntryFolders(entry as FileSystemDirectoryEntry),
      });
    } else if (entry) {
      // Files from different places may have one name: they are different sources then.
      let group = loose.find(({ entries }) => !entries.has(entry.name));
      if (!group) {
        group = { entries: new Map(), handles: [] };
        loose.push(group);
      }
      group.entries.set(entry.name, entry as FileSystemFileEntry);
      if (handle?.kind === 'file') group.handles.push(handle as FileSystemFileHandle);
    } else if (file) {
      looseFiles.push(file);
    }
  });
  for (const { entries, handles: files } of loose) {
    const byHandle = files.length > 0 ? { files } : {};
    sources.push({ info: { way: 'drop', entries: true, pushed: false, readAt, ...byHandle }, loose: entries });
  }
  return looseFiles.length > 0 ? [...sources, ...inputSources(looseFiles)] : sources;
}

/** A file that is all that was dropped, if it is an archive. */
async function droppedArchive(
  { entry, file }: Dropped,
  handle: FileSystemHandle | null | undefined,
): Promise<PageSource | undefined> {
  if (entry?.isDirectory) return undefined;
  if (handle?.kind === 'file') return archiveSource(handle.name, { files: [handle as FileSystemFileHandle] }, 'drop');
  const name = entry?.name ?? file?.name ?? '';
  if ((archiveStem(name) ?? imageStem(name)) === undefined) return undefined;
  return archiveSource(name, entry ? await fileOf(entry as FileSystemFileEntry) : (file as File), 'drop');
}

/** An archive by the name of its file; undefined where it is named otherwise. */
function archiveSource(
  archive: string,
  from: File | { files: FileSystemFileHandle[] },
  way: SourceInfo['way'],
): PageSource | undefined {
  const name = archiveStem(archive) ?? imageStem(archive);
  if (name === undefined) return undefined;
  const info = { name, archive, way, entries: false, readAt: Date.now() };
  return from instanceof File
    ? { info: { ...info, pushed: true }, archive: from }
    : { info: { ...info, pushed: false, files: from.files } };
}

/** An archive as the file that it is, in the place of what is in it. */
export function archiveAsFile({ info, archive }: PageSource & { info: SourceInfo }): PageSource[] {
  const { source, way, files, into } = info;
  const placed = { insteadOf: source, readAt: Date.now(), ...(into ? { into } : {}) };
  if (files) return [{ info: { way, entries: false, pushed: false, files, ...placed } }];
  return (archive ? groupInput([{ file: archive, path: chosenPath(archive) }]) : []).map((group) => {
    const given = pushedSource(group, 'input');
    return { ...given, info: { ...given.info, ...placed } };
  });
}

/** The handles of a drop, or undefined when one cannot be had: then the whole drop goes through entries. */
async function allHandles(dropped: Dropped[]): Promise<(FileSystemHandle | null)[] | undefined> {
  if (dropped.some(({ handle }) => handle === undefined)) return undefined;
  try {
    const handles = await Promise.all(dropped.map(({ handle }) => handle as Promise<FileSystemHandle | null>));
    return handles.every((handle) => handle !== null) ? handles : undefined;
  } catch {
    return undefined;
  }
}

/** A folder from the picker: it has no second list that would tell which names were hidden. */
export function pickedSource(directory: FileSystemDirectoryHandle): PageSource {
  return {
    info: { name: directory.name, way: 'picker', entries: false, directory, pushed: false, readAt: Date.now() },
  };
}

/** The files of an input. */
export function inputSources(files: readonly File[]): PageSource[] {
  const [only] = files;
  const archive =
    files.length === 1 && only && chosenPath(only).length === 1 && archiveSource(only.name, only, 'input');
  if (archive) return [archive];
  return groupInput(files.map((file) => ({ file, path: chosenPath(file) }))).map((group) =>
    pushedSource(group, 'input'),
  );
}

export function sampleSource(): PageSource {
  const [group] = groupInput(sampleFiles());
  return pushedSource(group as InputGroup, 'sample');
}

function pushedSource(group: InputGroup, way: 'input' | 'sample'): PageSource {
  const name = group.name === undefined ? {} : { name: group.name };
  const { names } = group.files;
  return {
    info: { ...name, way, entries: false, pushed: true, readAt: Date.now() },
    pushed: group,
    pushedFiles: { count: names.length, ...(group.name === undefined ? { names } : {}) },
  };
}
