/** A file that somebody chose, written in large pieces while others are made: each write costs the browser a round. */

const PIECE_BYTES = 8 * 2 ** 20;

/**
 * The browser writes to a file of its own beside it, which takes its place when it is closed: until then it is what it
 * was. Methods reject as the browser does.
 */
export class ChosenFile {
  readonly #stream: FileSystemWritableFileStream;
  #filling = new Uint8Array(PIECE_BYTES);
  #other = new Uint8Array(PIECE_BYTES);
  #filled = 0;
  #writing: Promise<void> | undefined;
  /** Bytes that were handed over. */
  #position = 0;

  private constructor(stream: FileSystemWritableFileStream) {
    this.#stream = stream;
  }

  static async open(handle: FileSystemFileHandle): Promise<ChosenFile> {
    return new ChosenFile(await handle.createWritable());
  }

  /** Appends bytes, which are copied. */
  async write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      const count = Math.min(bytes.length - at, PIECE_BYTES - this.#filled);
      this.#filling.set(bytes.subarray(at, at + count), this.#filled);
      this.#filled += count;
      at += count;
      if (this.#filled === PIECE_BYTES) await this.#flush();
    }
  }

  /** Appends bytes that the browser copies itself, which is faster. */
  async append(blob: Blob): Promise<void> {
    await this.flush();
    await this.#stream.write({ type: 'write', position: this.#position, data: blob });
    this.#position += blob.size;
  }

  /** Writes over bytes that were written before. */
  async patch(position: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.flush();
    await this.#stream.write({ type: 'write', position, data: bytes });
  }

  /** Hands the rest over, and waits until all of it is written. */
  async flush(): Promise<void> {
    if (this.#filled > 0) await this.#flush();
    await this.#writing;
  }

  /** What was written takes the file's place. */
  async close(): Promise<void> {
    await this.flush();
    await this.#stream.close();
  }

  /** The file stays what it was. */
  async abort(): Promise<void> {
    await this.#stream.abort().catch(() => {});
  }

  async #flush(): Promise<void> {
    // The browser reads this one while the other is filled.
    await this.#writing;
    const data = this.#filling.subarray(0, this.#filled);
    this.#writing = this.#stream.write({ type: 'write', position: this.#position, data });
    this.#position += this.#filled;
    this.#writing.catch(() => {});
    [this.#filling, this.#other] = [this.#other, this.#filling];
    this.#filled = 0;
  }
}
