/** Where the decompressed bytes of an archive go: a file of the origin private file system, or memory without one. */
import type { ArchiveSpool } from '../archives/spool';
import type { ByteSource } from '../reader/byte-source';
import { provenBlob } from '../sinks/proven-blob';
import type { SpoolFile } from '../sinks/spool-files';
import { blobSource } from '../sources/blob-source';

const CHUNK_BYTES = 16 * 2 ** 20;
/** Short pieces are gathered: each write costs a call to the browser. */
const BUFFER_BYTES = 2 ** 20;
/** What memory may hold where there is nothing else. */
const MOST_MEMORY = 2 ** 31;

type Completed = (blob: Blob) => void;

export class FileSpool implements ArchiveSpool {
  readonly #file: SpoolFile;
  readonly #completed: Completed;
  readonly #buffer = new Uint8Array(BUFFER_BYTES);
  #used = 0;

  constructor(file: SpoolFile, completed: Completed) {
    this.#file = file;
    this.#completed = completed;
  }

  append(bytes: Uint8Array): void {
    if (this.#used + bytes.length > BUFFER_BYTES) this.#flush();
    if (bytes.length > BUFFER_BYTES) {
      this.#file.append(bytes as Uint8Array<ArrayBuffer>);
      return;
    }
    this.#buffer.set(bytes, this.#used);
    this.#used += bytes.length;
  }

  clear(): void {
    this.#used = 0;
    this.#file.clear();
  }

  async room(): Promise<number> {
    const { usage = 0, quota = Number.POSITIVE_INFINITY } = (await navigator.storage.estimate?.()) ?? {};
    return quota - usage;
  }

  async complete(): Promise<ByteSource> {
    this.#flush();
    const file = await this.#file.close();
    this.#completed(file);
    return blobSource(file);
  }

  #flush(): void {
    if (this.#used > 0) this.#file.append(this.#buffer.subarray(0, this.#used));
    this.#used = 0;
  }
}

export class BlobSpool implements ArchiveSpool {
  readonly #completed: Completed;
  readonly #blobs: Promise<Blob | undefined>[] = [];
  #chunk = new Uint8Array(0);
  #used = 0;
  #byteLength = 0;

  constructor(completed: Completed) {
    this.#completed = completed;
  }

  append(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      if (this.#used === this.#chunk.length) {
        this.#putAway();
        this.#chunk = new Uint8Array(CHUNK_BYTES);
      }
      const piece = bytes.subarray(at, at + this.#chunk.length - this.#used);
      this.#chunk.set(piece, this.#used);
      this.#used += piece.length;
      at += piece.length;
    }
    this.#byteLength += bytes.length;
  }

  clear(): void {
    this.#blobs.length = 0;
    this.#chunk = new Uint8Array(0);
    this.#used = 0;
    this.#byteLength = 0;
  }

  async room(): Promise<number> {
    return MOST_MEMORY - this.#byteLength;
  }

  async complete(): Promise<ByteSource> {
    this.#putAway();
    const blobs = await Promise.all(this.#blobs);
    if (blobs.includes(undefined)) throw new DOMException('The browser took no more of it.', 'QuotaExceededError');
    const blob = new Blob(blobs as Blob[]);
    this.#completed(blob);
    return blobSource(blob);
  }

  #putAway(): void {
    if (this.#used > 0) this.#blobs.push(provenBlob(this.#chunk.subarray(0, this.#used)));
    this.#used = 0;
    this.#chunk = new Uint8Array(0);
  }
}
