/**
 * Where the bytes of small files are packed: chunks in memory (Blobs) up to a limit, then files of the browser's private
 * file system, which weigh nothing in memory; more of memory where there is no room for files.
 */
import { releaseBuffer } from '../image/buffers';
import { provenBlob } from './proven-blob';
import type { SpoolFile } from './spool-files';

/** Where packed bytes lie: a store's number and the position in it. */
export interface Place {
  store: number;
  offset: number;
}

/** A place and the bytes to be filled in there. */
export interface Room extends Place {
  bytes: Uint8Array<ArrayBuffer>;
}

export interface SpoolOptions {
  /** Gives the number of the next store. */
  nextStore: () => number;
  /** A store is complete and can be read. */
  sealed: (store: number, blob: Blob) => void;
  /** Opens a spool file, where there are any. */
  createFile?: ((name: string) => Promise<SpoolFile>) | undefined;
  /** Bytes of chunks in memory after which they go to files. */
  memoryLimit?: number;
  /** The same where there is no room for files. */
  memoryReserve?: number;
  chunkBytes?: number;
  fileBytes?: number;
  prove?: (bytes: Uint8Array<ArrayBuffer>) => Promise<Blob | undefined>;
}

/** Everything in a spool begins at a block, so that files lie there as they do in an image. */
export const BLOCK_BYTES = 2048;
const CHUNK_BYTES = 8 * 2 ** 20;
/** Less than this is over before a file is open; beyond it files take no more time than memory (measured). */
const MEMORY_LIMIT = 16 * 2 ** 20;
const MEMORY_RESERVE = 256 * 2 ** 20;
const FILE_BYTES = 2 ** 30;
/** Chunks that wait for their proof. */
const UNPROVEN = 2;

/** There is no room for packed files, neither in memory nor on disk. */
export class SpoolFullError extends Error {
  override readonly name = 'SpoolFullError';
}

interface OpenFile {
  store: number;
  file: SpoolFile;
  length: number;
}

interface Chunk {
  store: number;
  /** Where it goes to a file: the one that its store is in. */
  file: OpenFile | undefined;
  /** Bytes of its store that are in a file already. */
  offset: number;
  bytes: Uint8Array<ArrayBuffer>;
  used: number;
}

export class Spool {
  readonly #options: Required<Omit<SpoolOptions, 'createFile'>> & Pick<SpoolOptions, 'createFile'>;
  #chunk: Chunk | undefined;
  #file: OpenFile | undefined;
  #memoryUsed = 0;
  #memoryRefused = false;
  #filesRefused = false;
  #packed = 0;
  readonly #unproven: Promise<void>[] = [];
  /** Resolves when every store is complete: until then nothing may go to the file that is to be closed. */
  #sealing: Promise<void> | undefined;
  /** Buffers of chunks that were put away: a new one costs the browser's memory management more than the filling. */
  readonly #spare: Uint8Array<ArrayBuffer>[] = [];

  constructor(options: SpoolOptions) {
    this.#options = {
      memoryLimit: MEMORY_LIMIT,
      memoryReserve: MEMORY_RESERVE,
      chunkBytes: CHUNK_BYTES,
      fileBytes: FILE_BYTES,
      prove: (bytes) => provenBlob(bytes, options.createFile ? 3 : undefined),
      ...options,
    };
  }

  /**
   * Room for some bytes, at the start of a block; the bytes up to the next block are zero. To be filled as a whole
   * before the next call. At once where there is room in memory; else it may reject with `SpoolFullError`.
   */
  reserve(byteLength: number): Room | Promise<Room> {
    const padded = Math.ceil(byteLength / BLOCK_BYTES) * BLOCK_BYTES;
    const chunk = this.#chunk;
    if (chunk && chunk.used + padded <= chunk.bytes.length) return this.#take(chunk, byteLength, padded);
    return this.#reserveNext(byteLength, padded);
  }

  async #reserveNext(byteLength: number, padded: number): Promise<Room> {
    while (this.#sealing) await this.#sealing;
    await this.#putAway();
    this.#chunk ??= await this.#newChunk(padded);
    return this.#take(this.#chunk, byteLength, padded);
  }

  #take(chunk: Chunk, byteLength: number, padded: number): Room {
    const start = chunk.used;
    chunk.used += padded;
    this.#packed += padded;
    chunk.bytes.fill(0, start + byteLength, start + padded);
    return {
      store: chunk.store,
      offset: chunk.offset + start,
      bytes: chunk.bytes.subarray(start, start + byteLength),
    };
  }

  /**
   * Completes every store, so that all that was packed can be read; not while a room is asked for or to be filled. What
   * is reserved meanwhile waits for it. Rejects with `SpoolFullError`: then those stores that could be completed are,
   * and the spool can be used again.
   */
  async seal(): Promise<void> {
    while (this.#sealing) await this.#sealing;
    const done = this.#sealAll();
    this.#sealing = done
      .catch(() => {})
      .then(() => {
        this.#sealing = undefined;
      });
    await done;
  }

  async #sealAll(): Promise<void> {
    const outcomes = await Promise.allSettled([this.#putAway()]);
    outcomes.push(...(await Promise.allSettled(this.#unproven.splice(0))));
    outcomes.push(...(await Promise.allSettled([this.#closeFile()])));
    this.#releaseSpare();
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
  }

  /** Whether so many bytes go to a file. Where both refuse, files are asked once more: there may be room by now. */
  #goToFile(byteLength: number): boolean {
    const { createFile, memoryLimit, memoryReserve } = this.#options;
    const allowed = this.#filesRefused ? Math.max(memoryLimit, memoryReserve) : memoryLimit;
    return createFile !== undefined && (this.#memoryRefused || this.#memoryUsed + byteLength > allowed);
  }

  async #newChunk(atLeast: number): Promise<Chunk> {
    const length = Math.max(this.#options.chunkBytes, atLeast);
    const file = this.#goToFile(length) ? await this.#fileFor(length) : undefined;
    const bytes = (length === this.#options.chunkBytes ? this.#spare.pop() : undefined) ?? new Uint8Array(length);
    // A file takes chunks one by one.
    if (file) this.#releaseSpare();
    return { store: file?.store ?? this.#options.nextStore(), file, offset: file?.length ?? 0, bytes, used: 0 };
  }

  /** The file for the next chunk; undefined where there is no room for files, and memory takes it. */
  async #fileFor(room: number): Promise<OpenFile | undefined> {
    if (this.#file && this.#file.length + room > this.#options.fileBytes) await this.#closeFile();
    try {
      this.#file ??= await this.#openFile(room);
    } catch (error) {
      if (!this.#memoryTakesOver(room)) throw error;
    }
    return this.#file;
  }

  #memoryTakesOver(byteLength: number): boolean {
    this.#filesRefused = true;
    return !this.#goToFile(byteLength);
  }

  async #putAway(): Promise<void> {
    const chunk = this.#chunk;
    this.#chunk = undefined;
    if (!chunk || chunk.used === 0) return;
    const bytes = chunk.bytes.subarray(0, chunk.used);
    if (chunk.file) {
      if (chunk.file !== this.#file)
        throw new Error('A store ended before its last chunk (this is a defect of Isodrop).');
      await this.#append(chunk.file, bytes);
      this.#reuse(chunk);
      return;
    }
    this.#memoryUsed += bytes.length;
    const proof = this.#proveOrWrite(chunk.store, bytes).then(() => this.#reuse(chunk));
    // Who waits for it may come later.
    proof.catch(() => {});
    this.#unproven.push(proof);
    if (this.#unproven.length > UNPROVEN) await this.#unproven.shift();
  }

  /**
   * Puts a chunk into its file. Where that takes no more, what is in it stays good, and memory has the chunk that comes
   * after it in the same store, if it may: places in it were given out already.
   */
  async #append(open: OpenFile, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    try {
      await this.#write(open.file, bytes);
      open.length += bytes.length;
    } catch (error) {
      this.#file = undefined;
      const start = await this.#close(open.file);
      const rest = this.#memoryTakesOver(bytes.length) ? await this.#options.prove(bytes) : undefined;
      this.#options.sealed(open.store, rest ? new Blob([start, rest]) : start);
      if (!rest) throw error;
      this.#memoryUsed += bytes.length;
    }
  }

  #reuse({ bytes }: Chunk): void {
    if (bytes.length === this.#options.chunkBytes) this.#spare.push(bytes);
  }

  #releaseSpare(): void {
    for (const { buffer } of this.#spare.splice(0)) releaseBuffer(buffer);
  }

  async #proveOrWrite(store: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const blob = await this.#options.prove(bytes);
    if (blob) {
      this.#options.sealed(store, blob);
      return;
    }
    this.#memoryRefused = true;
    const { createFile } = this.#options;
    if (!createFile) throw await this.#full(bytes.length);
    const file = await createFile(String(store)).catch(async (error: unknown) => {
      throw await this.#full(bytes.length, error);
    });
    try {
      await this.#write(file, bytes);
    } catch (error) {
      await file.close().catch(() => {});
      throw error;
    }
    this.#options.sealed(store, await this.#close(file));
  }

  async #write(file: SpoolFile, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    try {
      file.append(bytes);
    } catch (error) {
      throw await this.#full(bytes.length, error);
    }
  }

  async #close(file: SpoolFile): Promise<Blob> {
    try {
      return await file.close();
    } catch (error) {
      throw await this.#full(0, error);
    }
  }

  async #openFile(room: number): Promise<OpenFile> {
    const store = this.#options.nextStore();
    try {
      const file = await (this.#options.createFile as NonNullable<SpoolOptions['createFile']>)(String(store));
      return { store, file, length: 0 };
    } catch (error) {
      throw await this.#full(room, error);
    }
  }

  async #closeFile(): Promise<void> {
    const open = this.#file;
    this.#file = undefined;
    if (open) this.#options.sealed(open.store, await this.#close(open.file));
  }

  async #full(refused: number, cause?: unknown): Promise<SpoolFullError> {
    const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.().catch(() => undefined)) ?? {};
    // Some browsers give a limit that has nothing to do with this computer: told only where it explains something.
    const limit =
      quota > 0 && quota - usage < refused
        ? ` It allows this page ${megabytes(quota)}, of which ${megabytes(usage)} are in use.`
        : '';
    const taken = Math.max(0, this.#packed - refused);
    return new SpoolFullError(
      `The browser took ${megabytes(taken)} of small files and had no room for ${megabytes(refused)} more.${limit} Nothing was lost: free some disk space, use a window that is not private, or leave something out; then retry.`,
      { cause },
    );
  }
}

/** Rounded up, so that nothing is ever called 0 MB. */
const megabytes = (bytes: number) => `${Math.ceil(bytes / 1e6).toLocaleString('en')} MB`;
