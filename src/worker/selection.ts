/** Which entries are selected: a bit for each, so that a million cost no more than a look at them. */
import { type EntryId, type ImageTree, Kind, ROOT } from '../image/tree';
import type { SelectionSummary } from './session';
import type { Work } from './slices';

const WORD_BITS = 32;
/** Entries counted before somebody else may have the thread. */
const STRIDE = 4096;

/** What holds for all children of a folder. */
interface Around {
  folder: EntryId;
  isIncluded: boolean;
  isSelected: boolean;
}

export class Selection {
  readonly #tree: ImageTree;
  #words = new Uint32Array(0);

  constructor(tree: ImageTree) {
    this.#tree = tree;
  }

  has(entry: EntryId): boolean {
    return (((this.#words[entry >>> 5] ?? 0) >>> (entry & 31)) & 1) === 1;
  }

  set(entry: EntryId, selected: boolean): void {
    const word = entry >>> 5;
    if (word >= this.#words.length) {
      if (!selected) return;
      const grown = new Uint32Array(Math.ceil(this.#tree.length / WORD_BITS));
      grown.set(this.#words);
      this.#words = grown;
    }
    const bit = 1 << (entry & 31);
    const before = this.#words[word] as number;
    this.#words[word] = selected ? before | bit : before & ~bit;
  }

  clear(): void {
    this.#words.fill(0);
  }

  /** What is selected and in the image, but not what lies in a selected folder: what is done to all is done to these. */
  topmost(): EntryId[] {
    const found: EntryId[] = [];
    for (const { entry, isInside } of this.#included()) {
      if (!isInside) found.push(entry);
    }
    return found;
  }

  *summary(): Work<SelectionSummary> {
    const summary = { count: 0, files: 0, folders: 0, bytes: 0 };
    let last: EntryId = ROOT;
    for (const { entry, isInside } of this.#included()) {
      if (++summary.count % STRIDE === 0) yield;
      summary[this.#tree.kind(entry) === Kind.directory ? 'folders' : 'files']++;
      if (!isInside) summary.bytes += this.#tree.byteLength(entry);
      last = entry;
    }
    return summary.count === 1 ? { ...summary, only: last } : summary;
  }

  *#included(): IterableIterator<{ entry: EntryId; isInside: boolean }> {
    let around: Around | undefined;
    for (let word = 0; word < this.#words.length; word++) {
      for (let bits = this.#words[word] as number; bits !== 0; bits &= bits - 1) {
        const entry = word * WORD_BITS + 31 - Math.clz32(bits & -bits);
        if (entry === ROOT || entry === this.#tree.dissolved || this.#tree.isExcluded(entry)) continue;
        // Neighbours mostly lie in one folder.
        const folder = this.#tree.parent(entry);
        if (around?.folder !== folder) around = this.#around(folder);
        if (around.isIncluded) yield { entry, isInside: around.isSelected };
      }
    }
  }

  #around(folder: EntryId): Around {
    let isSelected = false;
    for (let at = folder; at !== ROOT; at = this.#tree.parent(at)) {
      if (this.#tree.isExcluded(at)) return { folder, isIncluded: false, isSelected };
      if (at !== this.#tree.dissolved && this.has(at)) isSelected = true;
    }
    return { folder, isIncluded: true, isSelected };
  }
}
