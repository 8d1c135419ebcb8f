import { type ByteSource, concatenated } from './byte-source';
import { EarlierSectorError, SECTOR_BYTES } from './sectors';

/** Structures lie close together: what is read for one serves the next ones. */
const CHUNK_BYTES = 1 << 17;
/** Chunks side by side of which the second one that is missing has all read at once: there are more structures there. */
const GROUP_CHUNKS = 8;
/** Makers lay out directories in many orders: those of 100,000 entries are 22 MB, and should be read once. */
const MOST_CHUNKS = 256;

/** A source whose last-read chunks are kept, for the many short reads that structures need. */
export class CachedBytes {
  readonly source: ByteSource;
  /** Reading before it fails. */
  readonly firstByte: number;
  /** By their number; the one that was used longest ago is the first. */
  readonly #chunks = new Map<number, Uint8Array>();
  /** The one that was used last. */
  #newest = -1;
  /** Groups of which a chunk was read, and whether they may be read whole: a worn disc has some that cannot. */
  readonly #groups = new Map<number, boolean>();

  constructor(source: ByteSource, firstByte = 0) {
    this.source = source;
    this.firstByte = firstByte;
  }

  get byteLength(): number {
    return this.source.byteLength;
  }

  /** What is asked for, if it lies in one chunk that is there already; undefined otherwise. */
  peek(offset: number, byteLength: number): Uint8Array | undefined {
    const index = Math.floor(offset / CHUNK_BYTES);
    const chunk = this.#chunks.get(index);
    const start = offset - index * CHUNK_BYTES;
    if (!chunk || start + byteLength > CHUNK_BYTES || offset < this.firstByte) return undefined;
    if (index !== this.#newest) this.#keep(index, chunk);
    return chunk.subarray(start, start + byteLength);
  }

  /** The bytes from `offset` on, fewer than asked for only at the end of the source. */
  async read(offset: number, byteLength: number): Promise<Uint8Array> {
    const end = Math.min(offset + byteLength, this.byteLength);
    if (offset >= end) return new Uint8Array(0);
    if (offset < this.firstByte) throw new EarlierSectorError(Math.floor(offset / SECTOR_BYTES));
    const pieces: Uint8Array[] = [];
    for (let at = offset; at < end; ) {
      const index = Math.floor(at / CHUNK_BYTES);
      const start = index * CHUNK_BYTES;
      const chunk = await this.#chunk(index);
      const piece = chunk.subarray(at - start, Math.min(end - start, CHUNK_BYTES));
      if (piece.length === 0) break;
      pieces.push(piece);
      at += piece.length;
    }
    return pieces.length === 1 ? (pieces[0] as Uint8Array) : concatenated(pieces);
  }

  async #chunk(index: number): Promise<Uint8Array> {
    const known = this.#chunks.get(index);
    if (known) {
      this.#keep(index, known);
      return known;
    }
    const group = Math.floor(index / GROUP_CHUNKS);
    if (this.#groups.get(group)) await this.#readGroup(group);
    else if (!this.#groups.has(group)) this.#groups.set(group, true);
    const read = this.#chunks.get(index);
    if (read) return read;
    const chunk = await this.source.read(index * CHUNK_BYTES, CHUNK_BYTES);
    this.#keep(index, chunk);
    return chunk;
  }

  async #readGroup(group: number): Promise<void> {
    const first = group * GROUP_CHUNKS;
    const bytes = await this.source.read(first * CHUNK_BYTES, GROUP_CHUNKS * CHUNK_BYTES).catch(() => undefined);
    if (!bytes) this.#groups.set(group, false);
    for (let at = 0; bytes && at < GROUP_CHUNKS; at++) {
      // Bytes of their own: one chunk that stays would keep the whole group.
      this.#keep(first + at, bytes.slice(at * CHUNK_BYTES, (at + 1) * CHUNK_BYTES));
    }
  }

  #keep(index: number, chunk: Uint8Array): void {
    this.#chunks.delete(index);
    this.#chunks.set(index, chunk);
    this.#newest = index;
    if (this.#chunks.size <= MOST_CHUNKS) return;
    const [oldest] = this.#chunks.keys();
    this.#chunks.delete(oldest as number);
  }
}
