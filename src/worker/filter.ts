/** Which entries a filter lets be seen: those whose names match, and the folders around them. */
import { type EntryId, type ImageTree, ROOT } from '../image/tree';
import { nameMatcher } from './name-matcher';
import type { Work } from './slices';

const MATCHES = 1;
const HAS_MATCHES = 2;
/** Names looked at before somebody else may have the thread. */
const STRIDE = 4096;

/** What was found up to an entry. */
interface Found {
  marks: Uint8Array;
  /** Entries whose names match. */
  count: number;
  /** Entries looked at, after so many edits. */
  looked: number;
  edits: number;
}

export class Filter {
  readonly #tree: ImageTree;
  #found: Found = { marks: new Uint8Array(0), count: 0, looked: 0, edits: 0 };
  readonly text: string;

  /** @param text empty: it filters nothing */
  constructor(tree: ImageTree, text: string) {
    this.#tree = tree;
    this.text = text;
  }

  get isOn(): boolean {
    return this.text !== '';
  }

  /** Entries whose names match. */
  get matches(): number {
    return this.#found.count;
  }

  isMatch(entry: EntryId): boolean {
    return ((this.#found.marks[entry] ?? 0) & MATCHES) !== 0;
  }

  /** Whether something in a folder matches. */
  hasMatches(folder: EntryId): boolean {
    return ((this.#found.marks[folder] ?? 0) & HAS_MATCHES) !== 0;
  }

  shows(entry: EntryId): boolean {
    return (this.#found.marks[entry] ?? 0) !== 0;
  }

  /**
   * Looks at what is new, or after another edit at everything; then what was found before stays until that is done.
   * @param edits counts what may have changed entries that are there
   */
  *update(edits: number): Work {
    if (!this.isOn) return;
    const tree = this.#tree;
    const { length } = tree;
    const before = this.#found;
    if (before.edits === edits && before.looked === length) return;
    const found = before.edits === edits ? before : { marks: new Uint8Array(0), count: 0, looked: 0, edits };
    const marks = new Uint8Array(length);
    marks.set(found.marks);
    let { count } = found;
    for (let start = found.looked; start < length; start += STRIDE) {
      const isMatch = nameMatcher(tree, this.text, 'anywhere');
      const end = Math.min(start + STRIDE, length);
      for (let entry = Math.max(start, ROOT + 1); entry < end; entry++) {
        if (!isMatch(entry) || entry === tree.dissolved || !tree.isIncluded(entry)) continue;
        marks[entry] = (marks[entry] as number) | MATCHES;
        count++;
        this.#markAround(entry, marks);
      }
      yield;
    }
    this.#found = { marks, count, looked: length, edits };
  }

  #markAround(entry: EntryId, marks: Uint8Array): void {
    for (let at = entry; at !== ROOT; ) {
      at = this.#tree.parent(at);
      const mark = marks[at] as number;
      if ((mark & HAS_MATCHES) !== 0) return;
      marks[at] = mark | HAS_MATCHES;
    }
  }
}
