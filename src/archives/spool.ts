/** Where an archive's compressed bytes go, and how all of it is bounded. */
import type { ByteSource } from '../reader/byte-source';
import { ArchiveError } from './archive-error';

/** Takes bytes one after the other. What is appended may be used again by whoever appended it. */
export interface ArchiveSpool {
  /** Throws what the place of the bytes throws. */
  append(bytes: Uint8Array): void;
  /** Lets go of all that was appended. */
  clear(): void;
  /** Bytes that there is still room for, as far as that is known. */
  room(): Promise<number>;
  /** All that was appended, to be read. */
  complete(): Promise<ByteSource>;
}

/** How often it is looked whether there still is room. */
const LOOK_BYTES = 64 * 2 ** 20;
/** What is left to everybody else. */
const RESERVE_BYTES = 64 * 2 ** 20;
/** An image holds no more than that (2^32 blocks): whatever decompresses to more is no archive for one. */
const MOST_BYTES = 2 ** 43;

/** A spool that ends with a sentence when it gets too much: an archive of a few bytes may decompress to any number. */
export class BoundedSpool {
  /** Its number, as `MemberBytes` has it. */
  readonly place: number;
  readonly #spool: ArchiveSpool;
  readonly #archive: string;
  #room = 0;
  #sinceLook = 0;
  byteLength = 0;

  private constructor(spool: ArchiveSpool, archive: string, place: number) {
    this.#spool = spool;
    this.#archive = archive;
    this.place = place;
  }

  /** @param archive as sentences name it */
  static async open(spool: ArchiveSpool, archive: string, place: number): Promise<BoundedSpool> {
    const bounded = new BoundedSpool(spool, archive, place);
    await bounded.look();
    return bounded;
  }

  /** Throws an `ArchiveError` where there is no room. */
  append(bytes: Uint8Array): void {
    if (this.byteLength + bytes.length > this.#room) throw this.#tooMuch(this.byteLength + bytes.length);
    try {
      this.#spool.append(bytes);
    } catch (error) {
      throw this.#failure(error);
    }
    this.byteLength += bytes.length;
    this.#sinceLook += bytes.length;
  }

  /** Appends, and looks now and then whether there is room. */
  async write(bytes: Uint8Array): Promise<void> {
    if (this.#sinceLook + bytes.length > LOOK_BYTES) await this.look();
    this.append(bytes);
  }

  /** Throws an `ArchiveError` where so many more bytes have no room. */
  require(byteLength: number): void {
    if (this.byteLength + byteLength > this.#room) throw this.#tooMuch(this.byteLength + byteLength);
  }

  async look(): Promise<void> {
    this.#sinceLook = 0;
    const room = await this.#spool.room();
    this.#room = Math.min(MOST_BYTES, this.byteLength + Math.max(0, room - RESERVE_BYTES));
  }

  /** Lets go of all that was written: it begins again. */
  clear(): void {
    this.#spool.clear();
    this.byteLength = 0;
  }

  async complete(): Promise<ByteSource> {
    try {
      return await this.#spool.complete();
    } catch (error) {
      // What a browser says of its room has a sentence of its own.
      throw error instanceof DOMException ? error : this.#failure(error);
    }
  }

  #failure(error: unknown): ArchiveError {
    const reason = error instanceof Error ? error.message : String(error);
    return new ArchiveError(`“${this.#archive}” cannot be decompressed: ${reason}`, { cause: error });
  }

  #tooMuch(byteLength: number): ArchiveError {
    const wanted = Math.ceil(byteLength / 1e6).toLocaleString('en');
    const room = Math.floor(this.#room / 1e6).toLocaleString('en');
    return new ArchiveError(
      `“${this.#archive}” has more in it than there is room for: at least ${wanted} MB decompressed, where ${room} MB are free. Free some space, or decompress it somewhere else and take the folder.`,
    );
  }
}
