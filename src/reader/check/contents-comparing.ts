/** Whether the bytes of an image are those that it is made of. */
import type { ByteSource } from '../byte-source';
import type { DiscImage } from '../disc-image';
import { ImageError } from '../image-error';
import type { Places } from './expected';

/** Bytes that are read of an image at once. */
const RUN_BYTES = 1 << 20;

/** The first place where two runs of bytes differ; -1 where they do not. */
export function firstDifference(one: Uint8Array, other: Uint8Array): number {
  const length = Math.min(one.length, other.length);
  for (let at = sameWords(one, other, length); at < length; at++) if (one[at] !== other[at]) return at;
  return one.length === other.length ? -1 : length;
}

const WORD_BYTES = Int32Array.BYTES_PER_ELEMENT;

/** How many bytes are the same for certain, word by word; 0 where the bytes do not lie as words do. */
function sameWords(one: Uint8Array, other: Uint8Array, length: number): number {
  if (one.byteOffset % WORD_BYTES !== 0 || other.byteOffset % WORD_BYTES !== 0) return 0;
  const words = Math.floor(length / WORD_BYTES);
  const left = new Int32Array(one.buffer, one.byteOffset, words);
  const right = new Int32Array(other.buffer, other.byteOffset, words);
  let at = 0;
  while (at < words && left[at] === right[at]) at++;
  return at * WORD_BYTES;
}

/**
 * Compares the contents of files with what they are made of, in the order of the image. What differs is in the image's
 * findings.
 * @param contents the bytes that a row's file should have
 * @param told called with the bytes that were compared since
 */
export async function compareContents(
  { source, findings }: DiscImage,
  places: Places,
  contents: (row: number) => AsyncIterable<Uint8Array>,
  path: (row: number) => string,
  told: (bytes: number) => void,
): Promise<void> {
  for (const row of places.inOrder()) {
    const reading = new Sections(source, places.of(row));
    let done = 0;
    for await (const piece of contents(row)) {
      const found = await reading.next(piece.length);
      const at = firstDifference(found, piece);
      if (at >= 0) {
        findings.add('contents-differ', { path: path(row), found: done + at });
        break;
      }
      done += piece.length;
      told(piece.length);
    }
  }
}

/** The bytes of a file's sections, one after the other. */
class Sections {
  readonly #source: ByteSource;
  readonly #extents: readonly { at: number; byteLength: number }[];
  #section = 0;
  #offset = 0;

  constructor(source: ByteSource, extents: readonly { at: number; byteLength: number }[]) {
    this.#source = source;
    this.#extents = extents;
  }

  /** So many bytes; fewer only where there are no more. */
  async next(byteLength: number): Promise<Uint8Array> {
    const pieces = new Uint8Array(byteLength);
    let filled = 0;
    while (filled < byteLength) {
      const section = this.#extents[this.#section];
      if (!section) break;
      const left = section.byteLength - this.#offset;
      if (left === 0) {
        this.#section++;
        this.#offset = 0;
        continue;
      }
      const piece = await this.#source.read(section.at + this.#offset, Math.min(left, byteLength - filled));
      if (piece.length === 0) break;
      pieces.set(piece, filled);
      filled += piece.length;
      this.#offset += piece.length;
    }
    return filled === byteLength ? pieces : pieces.subarray(0, filled);
  }
}

/**
 * Compares all bytes of an image with those that it should have. What differs is in the findings: a file by its path, and
 * the first place of each file or of what lies between files.
 * @param wanted the image as it should be, in pieces
 */
export async function compareBytes(
  { source, findings }: DiscImage,
  wanted: AsyncIterable<Uint8Array>,
  places: Places,
  path: (row: number) => string,
  told: (bytes: number) => void,
): Promise<void> {
  const files = new FileAt(places);
  const known = new Set<number>();
  let start = 0;
  for await (const piece of wanted) {
    for (let offset = 0; offset < piece.length; offset += RUN_BYTES) {
      const part = piece.subarray(offset, offset + RUN_BYTES);
      const found = await source.read(start + offset, part.length);
      for (let from = 0; from < part.length; ) {
        const difference = firstDifference(found.subarray(from), part.subarray(from));
        if (difference < 0) break;
        const at = start + offset + from + difference;
        const { row, begin, end } = files.at(at);
        if (!known.has(row)) {
          known.add(row);
          if (row >= 0) findings.add('contents-differ', { path: path(row), found: at - begin });
          else findings.add('structure-differs', { at });
        }
        // Of each run one place is told: the search goes on behind it.
        from = Math.max(from + difference + 1, end - start - offset);
      }
    }
    start += piece.length;
    told(piece.length);
  }
}

/** Which file lies at a place of the image; asked in the order of the image. */
class FileAt {
  readonly #rows: readonly number[];
  readonly #places: Places;
  #next = 0;

  constructor(places: Places) {
    this.#places = places;
    this.#rows = places.inOrder();
  }

  /** Its row, and where its run begins and ends; row -1: no file, up to the next one. */
  at(place: number): { row: number; begin: number; end: number } {
    for (; this.#next < this.#rows.length; this.#next++) {
      const row = this.#rows[this.#next] as number;
      const extents = this.#places.of(row);
      const [first, last] = [extents[0], extents.at(-1)];
      if (!first || !last) continue;
      if (place < first.at) return { row: -1, begin: 0, end: first.at };
      // Sections of a file follow each other, but for what fills a block.
      const end = last.at + last.byteLength;
      if (place < end) return { row, begin: first.at, end };
    }
    return { row: -1, begin: 0, end: Number.MAX_SAFE_INTEGER };
  }
}

/** Runs a part of a comparison; what cannot be read of the image is a finding of a path. */
export async function orUnreadable(image: DiscImage, compare: () => Promise<void>): Promise<void> {
  try {
    await compare();
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
    image.findings.add('structure-unreadable', { field: 'contents of files', found: error.message });
  }
}
