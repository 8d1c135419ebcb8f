/** Where contents' bytes are: stores of packed files, and large files that stay references. */
import { BLOCK_BYTES } from '../sinks/spool';

/** Numbers of large files begin here, and of what archives were decompressed to; below those the spool's. 0 is no store. */
export const FIRST_FILE = 0x8000_0000;
export const FIRST_EXPANDED = 0x4000_0000;

/** Whether small files are packed in a store, each from the beginning of a block on. */
export const isPacked = (store: number): boolean => store !== 0 && store < FIRST_EXPANDED;
/** Whether a store is a file of the disk, which may change. */
export const isReference = (store: number): boolean => store >= FIRST_FILE;

export class Stores {
  /** Packed ones, and what archives were decompressed to. */
  readonly #packed = new Map<number, Blob>();
  readonly #files = new Map<number, File>();
  /** Packed stores that are in an image which was handed over: the browser may read them at any time. */
  readonly #handedOver = new Set<number>();
  /** Opened images and what was decoded of them: what lies in these is padded to whole blocks, as in packed ones. */
  readonly #padded = new Set<number>();
  #nextFile = FIRST_FILE;
  #next = 1;

  /** A number that no packed store had yet, not even one that was never completed. */
  get next(): number {
    return this.#next;
  }

  /** Keeps a large file and returns its store. */
  addFile(file: File): number {
    this.#files.set(this.#nextFile, file);
    return this.#nextFile++;
  }

  /** What lies in a store begins at a block and fills it. */
  setPadded(store: number): void {
    this.#padded.add(store);
  }

  /** Whether what lies in a store begins at a block and fills it. */
  isPadded(store: number): boolean {
    return isPacked(store) || this.#padded.has(store);
  }

  addPacked(store: number, blob: Blob): void {
    this.#packed.set(store, blob);
    this.announce(store);
  }

  /** Bytes are said to lie in a packed store, which may not be complete yet. */
  announce(store: number): void {
    if (!isReference(store)) this.#next = Math.max(this.#next, (store % FIRST_EXPANDED) + 1);
  }

  /** Whether a store's bytes can be read. */
  has(store: number): boolean {
    return store === 0 || this.#packed.has(store) || this.#files.has(store);
  }

  /** Throws when a store was never completed, which would be a defect. */
  get(store: number): Blob {
    const blob = isReference(store) ? this.#files.get(store) : this.#packed.get(store);
    if (!blob) throw new RangeError(`Store ${store} is not known (this is a defect of Isodrop).`);
    return blob;
  }

  /** Whether these bytes, and those up to the end of their block, can be read. Large files are not looked at. */
  holds({ store, offset, byteLength }: { store: number; offset: number; byteLength: number }): boolean {
    if (store === 0 || isReference(store)) return true;
    const blob = this.#packed.get(store);
    if (!isPacked(store)) return blob !== undefined;
    return blob !== undefined && offset + Math.ceil(byteLength / BLOCK_BYTES) * BLOCK_BYTES <= blob.size;
  }

  /** A large file. */
  file(store: number): File {
    const file = this.#files.get(store);
    if (!file) throw new RangeError(`Store ${store} is no large file (this is a defect of Isodrop).`);
    return file;
  }

  /** Packed stores, for the worker that puts them in order. */
  packed(stores: Iterable<number>): Map<number, Blob> {
    const some = new Map<number, Blob>();
    for (const store of stores) {
      if (!some.has(store)) some.set(store, this.get(store));
    }
    return some;
  }

  /** The bytes of a store, for an image that is handed over. */
  handOver(store: number): Blob {
    this.#handedOver.add(store);
    return this.get(store);
  }

  /** Lets go of all stores but those that are used. Returns the packed ones that nobody reads any more. */
  keep(used: ReadonlySet<number>): number[] {
    const unused = [...this.#packed.keys()].filter((store) => !used.has(store));
    for (const store of unused) this.#packed.delete(store);
    for (const store of this.#files.keys()) if (!used.has(store)) this.#files.delete(store);
    return unused.filter((store) => !this.#handedOver.has(store));
  }
}
