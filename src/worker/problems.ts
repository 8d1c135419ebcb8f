/** What could not be read, or changed since: Download waits until a person has chosen. */
import { type EntryId, type ImageTree, Kind, NO_ENTRY } from '../image/tree';
import { isLossReason, unreadableReason } from './failure';
import type { Origins } from './origins';
import type { Problem, Summary } from './session';

const PROBLEMS_SHOWN = 20;

interface Found {
  kind: Problem['kind'];
  /** The browser's error, empty where there was none. */
  error: string;
  /** The browser told of the change, without being asked. */
  isTold: boolean;
}

/**
 * Problems by entry, until they are solved: of folders, and of what was read of files, whoever shows it. Sentences are
 * made for those that are shown.
 */
export class Problems {
  readonly #tree: ImageTree;
  readonly #origins: Origins;
  readonly #found = new Map<EntryId, Found>();

  constructor(tree: ImageTree, origins: Origins) {
    this.#tree = tree;
    this.#origins = origins;
  }

  add(entry: EntryId, kind: Problem['kind'], error = '', isTold = false): void {
    this.#found.set(entry, { kind, error, isTold: isTold || this.isTold(entry) });
  }

  /** Adds a file that could not be read, by the name of the browser's error or for the reason of a loss. */
  addUnread(entry: EntryId, error: string): void {
    this.add(entry, isLossReason(error) ? 'lost' : error === 'NotFoundError' ? 'missing' : 'unreadable', error);
  }

  /** What a file shows could not be read. Returns whether it was read from somewhere: else nobody can read it again. */
  addShown(entry: EntryId, kind: Problem['kind']): boolean {
    const from = this.#origins.readFrom(entry);
    if (from !== NO_ENTRY) this.add(from, kind);
    return from !== NO_ENTRY;
  }

  /** Takes problems away, to be put back if nothing comes of it. */
  take(entries: Iterable<EntryId>): [EntryId, Found][] {
    const taken: [EntryId, Found][] = [];
    for (const entry of entries) {
      const found = this.#found.get(entry);
      if (found && this.#found.delete(entry)) taken.push([entry, found]);
    }
    return taken;
  }

  /** Puts back what was taken, but where a newer problem was found or `isSolved`. */
  putBack(taken: readonly [EntryId, Found][], isSolved: (entry: EntryId) => boolean): void {
    for (const [entry, found] of taken) {
      if (!this.#found.has(entry) && !isSolved(entry)) this.#found.set(entry, found);
    }
  }

  has(entry: EntryId): boolean {
    return this.#found.has(entry);
  }

  /** Whether the browser told that an entry has changed since it was read. */
  isTold(entry: EntryId): boolean {
    return this.#found.get(entry)?.isTold ?? false;
  }

  /** Whether an entry is one that did not come back. */
  isLost(entry: EntryId): boolean {
    return this.#found.get(entry)?.kind === 'lost';
  }

  lost(): EntryId[] {
    return this.entries().filter((entry) => this.isLost(entry));
  }

  error(entry: EntryId): string | undefined {
    return this.#found.get(entry)?.error;
  }

  isUnreadable(entry: EntryId): boolean {
    const kind = this.#found.get(entry)?.kind;
    return kind !== undefined && kind !== 'changed';
  }

  /** All of them, also of what is not in the image. */
  entries(): EntryId[] {
    return [...this.#found.keys()];
  }

  /** Those of what is in the image. */
  open(): EntryId[] {
    return this.entries().filter((entry) => this.shown(entry).length > 0);
  }

  /** Whether anything in the image has one. */
  get isAnyOpen(): boolean {
    for (const entry of this.#found.keys()) if (this.shown(entry).length > 0) return true;
    return false;
  }

  /** What shows a problem: the entry, as long as it is in the image and has what was read of it, and copies of it. */
  shown(entry: EntryId): EntryId[] {
    if (this.#tree.kind(entry) === Kind.file) return this.#origins.shownOf(entry);
    return this.#tree.isIncluded(entry) ? [entry] : [];
  }

  /** Those of what is in the image and can be tried again. */
  asked(): EntryId[] {
    return this.open().filter((entry) => !this.isLost(entry));
  }

  /** What the browser told of, and is in the image. */
  told(): EntryId[] {
    return this.open().filter((entry) => this.isTold(entry));
  }

  /** What happened, as the end of a sentence; undefined where nothing did. */
  reason(entry: EntryId): string | undefined {
    const found = this.#found.get(entry);
    return found && (REASONS[found.kind] ?? unreadableReason(found.error));
  }

  /** A problem as the page shows it. */
  problem(entry: EntryId): Problem {
    const { kind, error } = this.#found.get(entry) as Found;
    const path = this.#tree.path(this.shown(entry)[0] ?? entry) || '/';
    const again = error === 'InvalidStateError' ? 'Choose it again' : RETRIES[kind];
    return { entry, path, kind, error, message: `${sentenceOf(this.reason(entry) ?? '')} ${again}, or leave it out.` };
  }

  /**
   * What the page shows of them.
   * @param all those of what is in the image
   */
  summary(all: readonly EntryId[]): Pick<Summary, 'problems' | 'problemCount' | 'changedCount'> {
    const open = all.filter((entry) => !this.isLost(entry));
    return {
      problems: open.slice(0, PROBLEMS_SHOWN).map((entry) => this.problem(entry)),
      problemCount: open.length,
      changedCount: open.reduce((count, entry) => count + Number(this.isTold(entry)), 0),
    };
  }
}

const sentenceOf = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const REASONS: Readonly<Partial<Record<Problem['kind'], string>>> = {
  changed: 'it changed on disk since it was read',
  missing: 'it is not on disk any more',
};
const RETRIES: Readonly<Record<Problem['kind'], string>> = {
  changed: 'Read it again',
  missing: 'Put it back and retry',
  unreadable: 'Retry',
  'folder-unreadable': 'Retry',
  lost: 'Drop it again',
};
