/** What all readers of archives read with: the archive, its name for sentences, how far they are, whether to go on. */
import type { ByteSource } from '../reader/byte-source';
import { ArchiveError } from './archive-error';
import type { BoundedSpool } from './spool';

/** Short reads that lie close together are served by one of this many bytes. */
const WINDOW_BYTES = 1 << 17;
/** Long ones are done piece by piece. */
const PIECE_BYTES = 1 << 20;

export interface ReadingHost {
  signal?: AbortSignal | undefined;
  /** Told how many of the archive's bytes have been gone through. */
  progress?: ((bytes: number) => void) | undefined;
}

/** An archive while it is read. */
export class Reading {
  readonly source: ByteSource;
  /** As sentences name it. */
  readonly archive: string;
  readonly #host: ReadingHost;
  #window: { start: number; bytes: Uint8Array } = { start: 0, bytes: new Uint8Array(0) };

  constructor(source: ByteSource, archive: string, host: ReadingHost) {
    this.source = source;
    this.archive = archive;
    this.#host = host;
  }

  get byteLength(): number {
    return this.source.byteLength;
  }

  /** Says how far reading is. Throws where somebody ended it. */
  reached(offset: number): void {
    this.#host.signal?.throwIfAborted();
    this.#host.progress?.(offset);
  }

  /** Some bytes, fewer than asked for only where the archive ends. */
  async read(offset: number, byteLength: number): Promise<Uint8Array> {
    if (byteLength > WINDOW_BYTES) return this.source.read(offset, byteLength);
    let start = offset - this.#window.start;
    if (start < 0 || start + byteLength > this.#window.bytes.length) {
      this.reached(offset);
      this.#window = { start: offset, bytes: await this.source.read(offset, WINDOW_BYTES) };
      start = 0;
    }
    return this.#window.bytes.subarray(start, start + byteLength);
  }

  /** So many bytes, or an `ArchiveError` that says what the archive ends in. */
  async readWhole(offset: number, byteLength: number, what: string): Promise<Uint8Array> {
    const bytes = offset + byteLength > this.byteLength ? undefined : await this.read(offset, byteLength);
    if (bytes?.length !== byteLength) throw this.truncated(what);
    return bytes;
  }

  /** The bytes from one place to another, piece by piece. */
  async *pieces(offset: number, byteLength: number): AsyncGenerator<Uint8Array> {
    for (let done = 0; done < byteLength; ) {
      this.reached(offset + done);
      const piece = await this.source.read(offset + done, Math.min(PIECE_BYTES, byteLength - done));
      if (piece.length === 0) throw this.truncated('its contents');
      yield piece;
      done += piece.length;
    }
  }

  truncated(what: string): ArchiveError {
    return new ArchiveError(
      `“${this.archive}” is cut off: it ends within ${what}. Get it once more, or make it anew; nothing was taken.`,
    );
  }

  damaged(what: string): ArchiveError {
    return new ArchiveError(`“${this.archive}” is damaged: ${what}. Get it once more, or make it anew.`);
  }

  refused(entry: string, why: string): ArchiveError {
    return new ArchiveError(
      `“${entry}” in “${this.archive}” cannot be taken: ${why}. Unpack the archive with the program that made it, and take the folder.`,
    );
  }
}

/** What a reader that decompresses gets: its spool is opened when something is to be put there. */
export type OpenSpool = () => Promise<BoundedSpool>;
