import type { ByteSource } from '../reader/byte-source';

/** Bytes of a Blob, read in large windows of which the last few are kept: most of it is read in order. */
const WINDOW_BYTES = 4 * 2 ** 20;
const WINDOWS = 4;

/** Rejects as the browser does where the Blob cannot be read. */
export class BlobBytes implements ByteSource {
  readonly byteLength: number;
  readonly #blob: Blob;
  readonly #windows = new Map<number, Uint8Array>();

  constructor(blob: Blob) {
    this.#blob = blob;
    this.byteLength = blob.size;
  }

  async read(offset: number, byteLength: number): Promise<Uint8Array> {
    const end = Math.min(offset + byteLength, this.byteLength);
    if (offset >= end) return new Uint8Array(0);
    const first = Math.floor(offset / WINDOW_BYTES);
    if (end <= (first + 1) * WINDOW_BYTES) {
      const start = first * WINDOW_BYTES;
      return (await this.#window(first)).subarray(offset - start, end - start);
    }
    const bytes = new Uint8Array(end - offset);
    for (let at = offset; at < end; ) {
      const index = Math.floor(at / WINDOW_BYTES);
      const start = index * WINDOW_BYTES;
      const part = (await this.#window(index)).subarray(at - start, end - start);
      bytes.set(part, at - offset);
      at += part.length;
    }
    return bytes;
  }

  async #window(index: number): Promise<Uint8Array> {
    let bytes = this.#windows.get(index);
    // The one used last is thrown away last.
    if (bytes) this.#windows.delete(index);
    else {
      const part = this.#blob.slice(index * WINDOW_BYTES, (index + 1) * WINDOW_BYTES);
      bytes = new Uint8Array(await part.arrayBuffer());
    }
    this.#windows.set(index, bytes);
    if (this.#windows.size > WINDOWS) this.#windows.delete(this.#windows.keys().next().value as number);
    return bytes;
  }
}
