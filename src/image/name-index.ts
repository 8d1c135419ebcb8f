/** Finds an entry of a tree by its folder and name. */
import type { BytePool, Column } from './columns';
import { type EntryId, NO_ENTRY } from './entry';
import { compareNames } from './names';

/** What the index is about. */
export interface NameColumns {
  names: BytePool;
  name: Column<Uint32Array>;
  parent: Column<Uint32Array>;
}

/**
 * Open addressing over (folder, name): an entry's number plus one, 0 where free. Made when something is looked up. An
 * entry that has got another name or folder is found there as well; where it was it stays, and counts no more.
 */
export class NameIndex {
  readonly #columns: NameColumns;
  #slots: Uint32Array | undefined;
  #used = 0;

  constructor(columns: NameColumns) {
    this.#columns = columns;
  }

  /**
   * An entry is new, or has another name or folder.
   * @param length of the tree
   */
  enter(entry: EntryId, length: number): void {
    if (!this.#slots) return;
    if ((this.#used + 1) * 2 > this.#slots.length) this.#make(length);
    else this.#enter(this.#slots, entry);
  }

  /** The entry of that name for which `counts`, or `NO_ENTRY`. */
  find(parent: EntryId, name: Uint8Array, length: number, counts: (entry: EntryId) => boolean): EntryId {
    const slots = this.#slots ?? this.#make(length);
    const { names, name: nameOf, parent: parentOf } = this.#columns;
    const mask = slots.length - 1;
    let slot = hashOf(parent, name, 0, name.length) & mask;
    for (let key = slots[slot] as number; key !== 0; key = slots[slot] as number) {
      const entry = key - 1;
      if (parentOf.get(entry) === parent && counts(entry) && compareNames(names.get(nameOf.get(entry)), name) === 0) {
        return entry;
      }
      slot = (slot + 1) & mask;
    }
    return NO_ENTRY;
  }

  #enter(slots: Uint32Array, entry: EntryId): void {
    const { names, name: nameOf, parent: parentOf } = this.#columns;
    const mask = slots.length - 1;
    const name = nameOf.get(entry);
    let slot = hashOf(parentOf.get(entry), names.bytes, names.start(name), names.end(name)) & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      if (slots[slot] === entry + 1) return;
    }
    slots[slot] = entry + 1;
    this.#used++;
  }

  #make(length: number): Uint32Array {
    let size = 1024;
    while (size < length * 2 + 2) size *= 2;
    const slots = new Uint32Array(size);
    this.#used = 0;
    for (let entry = 1; entry < length; entry++) this.#enter(slots, entry);
    this.#slots = slots;
    return slots;
  }
}

function hashOf(parent: EntryId, bytes: Uint8Array, start: number, end: number): number {
  let hash = Math.imul(parent, 0x9e3779b1);
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
