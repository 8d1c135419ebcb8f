/** Where the bytes of small files are packed: chunks in memory (Blobs), or files where memory would not do. */
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
  /** Bytes after which chunks go to files from the start. */
  memoryLimit?: number;
  chunkBytes?: number;
  fileBytes?: number;
  prove?: (bytes: Uint8Array<ArrayBuffer>) => Promise<Blob | undefined>;
}

/** Everything in a spool begins at a block, so that files lie there as they do in an image. */
export const BLOCK_BYTES = 2048;
const CHUNK_BYTES = 16 * 2 ** 20;
const MEMORY_LIMIT = 256 * 2 ** 20;
const FILE_BYTES = 2 ** 30;
/** Chunks that wait for their proof. */
const UNPROVEN = 2;

/** There is no room for packed files, neither in memory nor on disk. */
export class SpoolFullError extends Error {
  override readonly name = 'SpoolFullError';
}

interface Chunk {
  store: number;
  /** Bytes of its store that are in a file already. */
  offset: number;
  bytes: Uint8Array<ArrayBuffer>;
  used: number;
}

export class Spool {
  readonly #options: Required<Omit<SpoolOptions, 'createFile'>> & Pick<SpoolOptions, 'createFile'>;
  #chunk: Chunk | undefined;
  #file: { store: number; file: SpoolFile; length: number } | undefined;
  #memoryUsed = 0;
  #memoryRefused = false;
  #packed = 0;
  readonly #unproven: Promise<void>[] = [];
  /** Buffers of chunks that were put away: a new one costs the browser's memory management more than the filling. */
  readonly #spare: Uint8Array<ArrayBuffer>[] = [];

  constructor(options: SpoolOptions) {
    this.#options = {
      memoryLimit: MEMORY_LIMIT,
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
   * Completes every store, so that all that was packed can be read. Rejects with `SpoolFullError`: then those stores
   * that could be completed are, and the spool can be used again.
   */
  async seal(): Promise<void> {
    const outcomes = await Promise.allSettled([this.#putAway()]);
    outcomes.push(...(await Promise.allSettled(this.#unproven.splice(0))));
    outcomes.push(...(await Promise.allSettled([this.#closeFile()])));
    this.#spare.length = 0;
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
  }

  get #inFiles(): boolean {
    return (
      this.#options.createFile !== undefined && (this.#memoryRefused || this.#memoryUsed >= this.#options.memoryLimit)
    );
  }

  async #newChunk(atLeast: number): Promise<Chunk> {
    const length = Math.max(this.#options.chunkBytes, atLeast);
    const file = this.#inFiles ? await this.#openFile(length) : undefined;
    return {
      store: file?.store ?? this.#options.nextStore(),
      offset: file?.length ?? 0,
      bytes: (length === this.#options.chunkBytes ? this.#spare.pop() : undefined) ?? new Uint8Array(length),
      used: 0,
    };
  }

  async #putAway(): Promise<void> {
    const chunk = this.#chunk;
    this.#chunk = undefined;
    if (!chunk || chunk.used === 0) return;
    const bytes = chunk.bytes.subarray(0, chunk.used);
    if (this.#file?.store === chunk.store) {
      await this.#write(this.#file.file, bytes).catch(async (error: unknown) => {
        // What is in the file already stays good; what comes next must not be put after half a chunk.
        await this.#closeFile();
        throw error;
      });
      this.#file.length += bytes.length;
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

  #reuse({ bytes }: Chunk): void {
    if (bytes.length === this.#options.chunkBytes) this.#spare.push(bytes);
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
    await this.#write(file, bytes);
    this.#options.sealed(store, await this.#close(file));
  }

  async #write(file: SpoolFile, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    try {
      file.append(bytes);
    } catch (error) {
      throw await this.#full(bytes.length, error);
    }
  }

  async #close(file: SpoolFile): Promise<File> {
    try {
      return await file.close();
    } catch (error) {
      throw await this.#full(0, error);
    }
  }

  async #openFile(room: number) {
    if (this.#file && this.#file.length + room > this.#options.fileBytes) await this.#closeFile();
    if (!this.#file) {
      const store = this.#options.nextStore();
      try {
        const file = await (this.#options.createFile as NonNullable<SpoolOptions['createFile']>)(String(store));
        this.#file = { store, file, length: 0 };
      } catch (error) {
        throw await this.#full(room, error);
      }
    }
    return this.#file;
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
