/** A Blob that is put together in order: of ranges of others, which are not copied, and of bytes, which are. */
import { provenBlob } from './proven-blob';
import { createSpoolFile, hasSpoolFiles, type SpoolFile } from './spool-files';

const CHUNK_BYTES = 8 * 2 ** 20;

type Part = Blob | { from: number; to: number };

/** Bytes go to a file of the origin private file system, and to memory where there is none. In workers only. */
export class ComposedBlob {
  readonly #parts: Part[] = [];
  readonly #file: SpoolFile | undefined;
  #chunk = new Uint8Array(CHUNK_BYTES);
  #used = 0;
  /** Bytes that are in the file. */
  #spooled = 0;
  #byteLength = 0;

  private constructor(file: SpoolFile | undefined) {
    this.#file = file;
  }

  /** @param session whose spool files it is one of */
  static async open(session: string, name: string): Promise<ComposedBlob> {
    // A private window may have the one and refuse the other.
    const file = hasSpoolFiles() ? await createSpoolFile(session, name).catch(() => undefined) : undefined;
    return new ComposedBlob(file);
  }

  get byteLength(): number {
    return this.#byteLength;
  }

  /** Appends bytes. Throws a `QuotaExceededError` where there is no room for them. */
  async write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      const count = Math.min(bytes.length - at, CHUNK_BYTES - this.#used);
      this.#chunk.set(bytes.subarray(at, at + count), this.#used);
      this.#used += count;
      at += count;
      if (this.#used === CHUNK_BYTES) await this.#putAway();
    }
    this.#byteLength += bytes.length;
  }

  /** Appends a range, which must be readable as long as the whole is. */
  async append(blob: Blob): Promise<void> {
    await this.#putAway();
    this.#parts.push(blob);
    this.#byteLength += blob.size;
  }

  /** The whole. */
  async close(type: string): Promise<Blob> {
    await this.#putAway();
    const file = await this.#file?.close();
    const parts = this.#parts.map((part) => (part instanceof Blob ? part : (file as Blob).slice(part.from, part.to)));
    return new Blob(parts, { type });
  }

  /** Lets go of the file: it goes when the page does. */
  async abort(): Promise<void> {
    await this.#file?.close().catch(() => {});
  }

  async #putAway(): Promise<void> {
    if (this.#used === 0) return;
    const bytes = this.#chunk.subarray(0, this.#used);
    if (this.#file) {
      this.#file.append(bytes);
      const last = this.#parts.at(-1);
      const to = this.#spooled + this.#used;
      // Neighbours are one part: each costs the browser memory.
      if (last && !(last instanceof Blob) && last.to === this.#spooled) last.to = to;
      else this.#parts.push({ from: this.#spooled, to });
      this.#spooled = to;
    } else {
      const blob = await provenBlob(bytes);
      if (!blob) throw new DOMException('The browser has no room for it.', 'QuotaExceededError');
      this.#parts.push(blob);
    }
    this.#used = 0;
  }
}
