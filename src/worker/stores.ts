/** Where contents' bytes are: stores of packed files, and large files that stay references. */

/** Numbers of large files begin here; below it the spool's. 0 is no store. */
const FIRST_FILE = 0x8000_0000;

export const isPacked = (store: number): boolean => store !== 0 && store < FIRST_FILE;

export class Stores {
  readonly #packed = new Map<number, Blob>();
  readonly #files: File[] = [];
  /** A number that no packed store had yet. */
  next = 1;

  /** Keeps a large file and returns its store. */
  addFile(file: File): number {
    return FIRST_FILE + this.#files.push(file) - 1;
  }

  addPacked(store: number, blob: Blob): void {
    this.#packed.set(store, blob);
    this.next = Math.max(this.next, store + 1);
  }

  /** Throws when a store was never completed, which would be a defect. */
  get(store: number): Blob {
    const blob = isPacked(store) ? this.#packed.get(store) : this.#files[store - FIRST_FILE];
    if (!blob) throw new RangeError(`Store ${store} is not known (this is a defect of Isodrop).`);
    return blob;
  }

  /** Whether these bytes, and those up to the end of their block, can be read. Large files are not looked at. */
  holds({ store, offset, byteLength }: { store: number; offset: number; byteLength: number }): boolean {
    if (!isPacked(store)) return true;
    const blob = this.#packed.get(store);
    return blob !== undefined && offset + Math.ceil(byteLength / 2048) * 2048 <= blob.size;
  }

  file(store: number): File {
    return this.get(store) as File;
  }

  /** Packed stores, for the worker that puts them in order. */
  packed(stores: Iterable<number>): Map<number, Blob> {
    const some = new Map<number, Blob>();
    for (const store of stores) {
      if (!some.has(store)) some.set(store, this.get(store));
    }
    return some;
  }

  /** Forgets packed stores that nothing refers to any more. */
  forget(unused: Iterable<number>): void {
    for (const store of unused) this.#packed.delete(store);
  }
}
