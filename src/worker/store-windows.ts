/** Packed bytes, read in large windows, of which the last few are kept. */

const WINDOW_BYTES = 16 * 2 ** 20;
const WINDOWS = 8;

export class StoreWindows {
  readonly #stores: ReadonlyMap<number, Blob>;
  readonly #windows = new Map<string, Uint8Array>();

  constructor(stores: ReadonlyMap<number, Blob>) {
    this.#stores = stores;
  }

  /** Bytes of a store, as parts that follow each other. Rejects as the browser does when a store cannot be read. */
  async *parts(store: number, offset: number, byteLength: number): AsyncGenerator<Uint8Array> {
    for (let done = 0; done < byteLength; ) {
      const at = offset + done;
      const index = Math.floor(at / WINDOW_BYTES);
      const bytes = await this.#window(store, index);
      const start = at - index * WINDOW_BYTES;
      const part = bytes.subarray(start, Math.min(bytes.length, start + byteLength - done));
      if (part.length === 0)
        throw new RangeError('A store is shorter than its contents (this is a defect of Isodrop).');
      yield part;
      done += part.length;
    }
  }

  async #window(store: number, index: number): Promise<Uint8Array> {
    const key = `${store}/${index}`;
    let bytes = this.#windows.get(key);
    if (bytes) {
      // The one used last is thrown away last.
      this.#windows.delete(key);
    } else {
      const blob = this.#stores.get(store);
      if (!blob) throw new RangeError(`Store ${store} is not known (this is a defect of Isodrop).`);
      const part = blob.slice(index * WINDOW_BYTES, (index + 1) * WINDOW_BYTES);
      bytes = new Uint8Array(await part.arrayBuffer());
    }
    this.#windows.set(key, bytes);
    if (this.#windows.size > WINDOWS) this.#windows.delete(this.#windows.keys().next().value as string);
    return bytes;
  }
}
