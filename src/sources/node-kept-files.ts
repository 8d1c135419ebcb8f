import fs, { type BigIntStats } from 'node:fs';
import { Kind } from '../image/tree';
import type { NodePath } from './node-path';
import { fileKind } from './node-stats';
import { Waits } from './node-waits';

/** Longer files are read when they are written: little of their time is the opening. */
const MOST_FILE_BYTES = 8 << 10;
/** Of all files together. */
const MOST_BYTES = 32 << 20;
const CHUNK_BYTES = 1 << 20;

const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = fs.constants;
const OPEN_FLAGS = O_RDONLY | O_NONBLOCK | O_NOFOLLOW;
const BIGINT = { bigint: true } as const;

/** A file that was looked at. */
export interface LookedAt {
  stats: BigIntStats;
  /** Where its bytes are kept; undefined: they are not. */
  kept: number | undefined;
}

/**
 * Small files that are read as they are listed and kept until they are written. The system looks up one path instead of
 * three (for `lstat`, `access` and `open`), which is most of what a small file costs: of 100,000 files of 100 bytes
 * listing and reading take 0.82 s instead of 1.28 s.
 */
export class KeptFiles {
  readonly #chunks: Uint8Array[] = [];
  readonly #waits = new Waits();
  /** Where the next bytes come, counted over all chunks. */
  #end = 0;
  #isOver = false;

  /** No more is kept. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /**
   * Looks at a file by opening it, and keeps its bytes if they are few. Returns undefined where it had better be looked
   * at by its path: no more is kept, or something is wrong with it, which is then found out and told as ever.
   * @param path of a file that is nothing else, since to open a device may have effects
   */
  look(path: NodePath): LookedAt | undefined {
    // Files that must be waited for are read by several threads when they are written.
    this.#isOver ||= this.#waits.areMany();
    if (this.#isOver) return undefined;
    let descriptor: number | undefined;
    try {
      descriptor = fs.openSync(path as string, OPEN_FLAGS);
      return this.#read(descriptor);
    } catch {
      return undefined;
    } finally {
      if (descriptor !== undefined) fs.closeSync(descriptor);
    }
  }

  /** Bytes that are kept. */
  bytes(at: number, length: number): Uint8Array {
    // Files that are empty need no chunk.
    if (length === 0) return new Uint8Array();
    const [chunk, from] = this.#chunkOf(at);
    return chunk.subarray(from, from + length);
  }

  #read(descriptor: number): LookedAt | undefined {
    const stats = fs.fstatSync(descriptor, BIGINT);
    if (fileKind(stats) !== Kind.file) return undefined;
    const length = Number(stats.size);
    // One of several links may be met again, and would be kept twice.
    if (length > MOST_FILE_BYTES || stats.nlink > 1n) return { stats, kept: undefined };
    if (length === 0) return { stats, kept: 0 };
    const at = this.#place(length);
    if (at === undefined) return undefined;
    const [chunk, from] = this.#chunkOf(at);
    if (fs.readSync(descriptor, chunk, from, length, null) < length) return undefined;
    // Whatever was written before it was read has moved the time or the size.
    const after = fs.fstatSync(descriptor, BIGINT);
    if (after.mtimeNs !== stats.mtimeNs || after.size !== stats.size) return undefined;
    this.#end = at + length;
    return { stats, kept: at };
  }

  /** A place for some bytes, which are never in two chunks. */
  #place(length: number): number | undefined {
    const left = CHUNK_BYTES - (this.#end % CHUNK_BYTES);
    const at = length <= left ? this.#end : this.#end + left;
    this.#isOver = at + length > MOST_BYTES;
    return this.#isOver ? undefined : at;
  }

  /** The chunk of a place, and where in it that is. */
  #chunkOf(at: number): [chunk: Uint8Array, from: number] {
    const from = at % CHUNK_BYTES;
    const number = (at - from) / CHUNK_BYTES;
    this.#chunks[number] ??= new Uint8Array(CHUNK_BYTES);
    return [this.#chunks[number], from];
  }
}
