/** Leaving out, by entry and by pattern, and what was left out until now. */
import type { Notice } from '../image/notices';
import { type EntryId, type ImageTree, Kind, NO_ENTRY, ROOT } from '../image/tree';
import { type CommandRooms, doEdit, topmostMeant, whatOf } from './command-rooms';
import { missingPart } from './failure';
import { findAll, originsOf } from './origin-lists';
import type { JournalStep } from './protocol';
import { Refused } from './refusal';
import { say } from './saying';
import type { Entries, Label, LeftOut, PatternMatch, Revision } from './session';
import { inSlices, type Work } from './slices';

export class LeavingOut {
  readonly #rooms: CommandRooms;
  #known: { version: number; length: number; entries: EntryId[] } | undefined;

  constructor(rooms: CommandRooms) {
    this.#rooms = rooms;
  }

  /** Leaves entries out; those with a problem are said to be unreadable. */
  leaveOut(entries: Entries, label?: Label): boolean {
    const { tree, origins, problems } = this.#rooms;
    const removed = topmostMeant(this.#rooms, entries);
    if (removed.length === 0) return false;
    const pathOf = paths(tree);
    const notices = removed.map((entry): Notice => {
      const path = pathOf(entry);
      const reason = problems.reason(entry);
      return reason === undefined ? { code: 'left-out-by-choice', path } : { code: 'unreadable', path, before: reason };
    });
    for (const entry of removed) origins.remember(entry);
    const journal: JournalStep = { step: 'leave-out', what: originsOf(origins, removed) };
    const { dissolved } = tree;
    return doEdit(this.#rooms, label ?? say('leave-out', whatOf(tree, removed)), {
      removed,
      notices,
      noticed: removed,
      journal,
      // Brought back by a step of its own it is a folder: its entries could meet what came since.
      ...(removed.includes(dissolved) ? { dissolved: { before: dissolved, after: NO_ENTRY } } : {}),
    });
  }

  /** Leaves out what patterns match. */
  async leaveOutMatching(patterns: readonly string[]): Promise<() => boolean> {
    const { matchers } = await import('./patterns').catch(missingPart);
    const { tree } = this.#rooms;
    const [all = []] = await sliced(matchingEntries(tree, matchers([[...patterns]])));
    return () => {
      // Something may have been done meanwhile.
      const found = all.filter((entry) => tree.isIncluded(entry));
      if (found.length === 0) throw new Refused('nothing', say('nothing-matches'));
      return this.leaveOut(
        found,
        found.length === 1 ? say('leave-out', whatOf(tree, found)) : say('leave-out-matching', found.length),
      );
    };
  }

  /** What each pattern would leave out by itself. */
  async matching(patterns: readonly string[]): Promise<PatternMatch[]> {
    const { matchers } = await import('./patterns').catch(missingPart);
    const { tree } = this.#rooms;
    const all = matchers(patterns.map((pattern) => pattern.split('\n')));
    const found = await sliced(matchingEntries(tree, all));
    return patterns.map((pattern, at) => {
      const match: PatternMatch = { pattern, items: 0, files: 0, bytes: 0 };
      for (const entry of found[at] ?? []) {
        match.items++;
        match.files += tree.kind(entry) === Kind.directory ? tree.countsOf(entry).files : 1;
        match.bytes += tree.byteLength(entry);
      }
      return match;
    });
  }

  /** Does again what was done to a tree that is lost. */
  replay(step: JournalStep): boolean {
    if (step.step !== 'leave-out') return false;
    return this.leaveOut(findAll(this.#rooms.origins, step.what).filter((entry) => entry > ROOT));
  }

  get count(): number {
    return this.#entries.length;
  }

  /** What can be brought back. */
  list(first: number, count: number, revision: Revision): LeftOut {
    const { tree } = this.#rooms;
    const entries = this.#entries.slice(first, first + count).map((entry) => ({
      entry,
      path: tree.path(entry),
      kind: tree.kind(entry) === Kind.directory ? ('folder' as const) : ('file' as const),
      byteLength: tree.byteLength(entry),
    }));
    return { revision, first, total: this.#entries.length, entries };
  }

  /** What the current steps took out and is out, but what lies in something else that is. */
  get #entries(): EntryId[] {
    const { tree, history } = this.#rooms;
    if (this.#known?.version === history.version && this.#known.length === tree.length) return this.#known.entries;
    const removed = new Set(history.current.flatMap((step) => (step.startsOver ? [] : step.removed)));
    const entries = [...removed]
      .filter((entry) => tree.isExcluded(entry) && tree.isIncluded(tree.parent(entry)))
      .reverse();
    this.#known = { version: history.version, length: tree.length, entries };
    return entries;
  }
}

/** Paths in the image: neighbours share that of their folder. */
function paths(tree: ImageTree): (entry: EntryId) => string {
  let folder: EntryId | undefined;
  let around = '';
  return (entry) => {
    const parent = tree.parent(entry);
    if (parent !== folder) {
      folder = parent;
      around = tree.path(parent);
    }
    return around === '' ? tree.name(entry) : `${around}/${tree.name(entry)}`;
  };
}

/** Entries looked at before somebody else may have the thread. */
const STRIDE = 256;

const sliced = <Result>(work: Work<Result>) => new Promise<Result>((resolve) => inSlices(work, resolve));

/** Whether a path matches, with a slash behind a folder's. */
export type Matches = (path: string, name: string) => boolean;

/** For each matcher what it matches in the image, without what lies in a folder that it does; all in one walk. */
function* matchingEntries(tree: ImageTree, matchers: readonly Matches[]): Work<EntryId[][]> {
  const found = matchers.map((): EntryId[] => []);
  const all = [...matchers.keys()];
  /** Folders, and the matchers that match nothing around them. */
  const waiting: { folder: EntryId; path: string; open: readonly number[] }[] = [{ folder: ROOT, path: '', open: all }];
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    const children: EntryId[] = [];
    tree.collectChildren(at.folder, children);
    for (const [index, entry] of children.entries()) {
      if (index % STRIDE === STRIDE - 1) yield;
      const name = tree.name(entry);
      const isFolder = tree.kind(entry) === Kind.directory;
      const path = at.path + name + (isFolder ? '/' : '');
      const open = at.open.filter((one) => !matchers[one]?.(path, name));
      if (open.length < at.open.length) for (const one of at.open) if (!open.includes(one)) found[one]?.push(entry);
      if (isFolder && open.length > 0) waiting.push({ folder: entry, path, open });
    }
    yield;
  }
  return found;
}
