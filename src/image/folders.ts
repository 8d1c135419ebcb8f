/** Which folder each entry of a tree lies in, and what each folder holds in all. */
import { Column } from './columns';
import { type EntryId, NO_ENTRY, ROOT } from './entry';

export class Folders {
  readonly parent = new Column((n) => new Uint32Array(n));
  readonly firstChild = new Column((n) => new Int32Array(n), NO_ENTRY);
  readonly nextSibling = new Column((n) => new Int32Array(n), NO_ENTRY);
  /** Made when the first entry is moved: before that nobody asks. */
  #previousSibling: Column<Int32Array> | undefined;
  /** Right in a folder, without what is excluded. */
  readonly childCount = new Column((n) => new Uint32Array(n));
  readonly bytes = new Column((n) => new Float64Array(n));
  readonly files = new Column((n) => new Uint32Array(n));
  readonly folders = new Column((n) => new Uint32Array(n));
  readonly #isExcluded: (entry: EntryId) => boolean;

  constructor(isExcluded: (entry: EntryId) => boolean) {
    this.#isExcluded = isExcluded;
  }

  /** Puts an entry into a folder, before what is there. */
  link(entry: EntryId, parent: EntryId): void {
    const next = this.firstChild.get(parent);
    this.parent.set(entry, parent);
    this.nextSibling.set(entry, next);
    this.firstChild.set(parent, entry);
    if (!this.#previousSibling) return;
    this.#previousSibling.set(entry, NO_ENTRY);
    if (next !== NO_ENTRY) this.#previousSibling.set(next, entry);
  }

  /**
   * Takes an entry out of its folder.
   * @param length of the tree
   */
  unlink(entry: EntryId, length: number): void {
    this.#previousSibling ??= this.#previous(length);
    const before = this.#previousSibling.get(entry);
    const next = this.nextSibling.get(entry);
    if (before === NO_ENTRY) this.firstChild.set(this.parent.get(entry), next);
    else this.nextSibling.set(before, next);
    if (next !== NO_ENTRY) this.#previousSibling.set(next, before);
  }

  /** Adds to the totals of a folder and of those around it, as far as they are in the image. */
  count(parent: EntryId, bytes: number, files: number, folders: number): void {
    for (let at = parent; ; at = this.parent.get(at)) {
      this.bytes.set(at, this.bytes.get(at) + bytes);
      this.files.set(at, this.files.get(at) + files);
      this.folders.set(at, this.folders.get(at) + folders);
      if (at === ROOT || this.#isExcluded(at)) return;
    }
  }

  #previous(length: number): Column<Int32Array> {
    const previous = new Column((n) => new Int32Array(n), NO_ENTRY);
    for (let entry = 1; entry < length; entry++) {
      const next = this.nextSibling.get(entry);
      if (next !== NO_ENTRY) previous.set(next, entry);
    }
    return previous;
  }
}
