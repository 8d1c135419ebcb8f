import type { ByteSource } from './byte-source';
import type { Entry } from './entry';
import { ImageError } from './image-error';

/** Read at once; larger files are not read here. */
export const NEAR_BYTES = 1 << 20;
/** What lies between two files that are read together. */
const MOST_BETWEEN = 1 << 16;

/**
 * Whole contents of small files. Makers record files that lie in one folder side by side: where one is asked for that
 * lies behind the last one, those that follow are read with it.
 */
export class NearContents {
  readonly #source: ByteSource;
  readonly #buffer = new Uint8Array(NEAR_BYTES);
  /** What was read last, and where it begins in the image. */
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;
  /** A worn disc may have sectors that nobody asked for and that cannot be read: then each file is read alone. */
  #mayReadAhead = true;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** The contents, if they are there already: as they are until the next `read`. */
  peek(entry: Entry): Uint8Array | undefined {
    const extent = plainExtent(entry);
    if (!extent) return undefined;
    const start = extent.at - this.#at;
    const end = start + extent.byteLength;
    return start >= 0 && end <= this.#bytes.length ? this.#bytes.subarray(start, end) : undefined;
  }

  /**
   * The contents, as they are until the next `read`. Undefined where they are to be read in another way, which tells what
   * is wrong with them: large, compressed, in several sections, damaged.
   */
  async read(entry: Entry): Promise<Uint8Array | undefined> {
    const extent = plainExtent(entry);
    if (!extent) return undefined;
    const between = extent.at - this.#at - this.#bytes.length;
    const isNext = this.#mayReadAhead && this.#bytes.length > 0 && between >= 0 && between <= MOST_BETWEEN;
    this.#bytes = this.#buffer.subarray(0, 0);
    try {
      this.#bytes = await this.#source.read(extent.at, isNext ? NEAR_BYTES : extent.byteLength, this.#buffer);
      this.#at = extent.at;
    } catch (error) {
      if (!(error instanceof ImageError)) throw error;
      this.#mayReadAhead = false;
    }
    return this.peek(entry);
  }
}

/** Where a file's contents are, if they are small and lie there as they are. */
function plainExtent({ extents, refusal, zisofs, byteLength }: Entry) {
  if (refusal || zisofs || byteLength > NEAR_BYTES || extents.length !== 1) return undefined;
  return extents[0];
}
