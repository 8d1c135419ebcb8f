/** Contents of two sides, compared pair by pair: those of the same two places once, and all together in so many bytes. */
import { firstDifference } from '../check/contents-comparing';
import { ImageError } from '../image-error';
import type { Compared, ComparedSide } from './compared';

/** Files that lie over one another are compared until so many times the bytes of both sides were read. */
const MOST_TIMES = 2;
/** What is compressed counts as what is recorded, but not as less than its bytes divided by what deflate can do. */
const MOST_DEFLATED = 1032;

/** Bytes that are read of two sides at most. @param sizes bytes that there are on each side, in all */
export const mostToRead = (...sizes: number[]): number => MOST_TIMES * sizes.reduce((sum, one) => sum + one, 0);

export interface PairsOptions {
  /** Bytes that are read of both sides at most (`mostToRead`). */
  most?: number;
  /** Called with the bytes of each side that were read since. */
  told?: (bytes: number) => void;
}

export class ContentsPairs {
  readonly #most: number;
  readonly #told: (bytes: number) => void;
  /** What came of pairs of places. */
  readonly #known = new Map<string, boolean>();
  #read = 0;

  constructor({ most = Number.POSITIVE_INFINITY, told = () => {} }: PairsOptions) {
    this.#most = most;
    this.#told = told;
  }

  /**
   * Whether both have the same contents.
   * @param path for messages
   * @throws {ImageError} where that would be too much to read; and as reading them fails
   */
  async areSame(path: string, left: Readable, right: Readable): Promise<boolean> {
    const places = placesOf(left, right);
    const known = places === undefined ? undefined : this.#known.get(places);
    if (known !== undefined) return known;
    const areSame = await sameContents(this.#counted(path, left), this.#counted(path, right), this.#told);
    if (places !== undefined) this.#known.set(places, areSame);
    return areSame;
  }

  async *#counted(path: string, one: Readable): AsyncGenerator<Uint8Array> {
    const weight = weightOf(one);
    this.#check(path);
    for await (const piece of one.contents()) {
      this.#read += piece.length * weight;
      this.#check(path);
      yield piece;
    }
  }

  #check(path: string): void {
    if (this.#read <= this.#most) return;
    throw new ImageError(
      `“${path}” was not compared: files lie over one another, and ${MOST_TIMES} times the bytes of both sides were read before it.`,
    );
  }
}

/** What has contents that can be read. */
export type Readable = Compared & { contents: () => AsyncIterable<Uint8Array> };

/** What is called alike, where it has to be read to know whether it is the same. */
export function pairToCompare(one: Compared, other: Compared | undefined): readonly [Readable, Readable] | undefined {
  const areFiles = one.kind === 'file' && other?.kind === 'file';
  if (!areFiles || one.byteLength !== other.byteLength || one.byteLength === 0) return undefined;
  return isReadable(one) && isReadable(other) ? [one, other] : undefined;
}

const isReadable = (one: Compared): one is Readable => one.contents !== undefined;

/**
 * Bytes that are read of each side, where nothing is otherwise.
 * @param most as in `PairsOptions`
 */
export function bytesToCompare(left: ComparedSide, right: ComparedSide, most = Number.POSITIVE_INFINITY): number {
  const known = new Set<string>();
  let [bytes, read] = [0, 0];
  for (const [path, one] of left) {
    const pair = pairToCompare(one, right.get(path));
    if (!pair) continue;
    const places = placesOf(...pair);
    if (places !== undefined && known.has(places)) continue;
    if (places !== undefined) known.add(places);
    bytes += one.byteLength;
    read += one.byteLength * (weightOf(pair[0]) + weightOf(pair[1]));
    if (read > most) break;
  }
  return bytes;
}

function placesOf({ place: left }: Compared, { place: right }: Compared): string | undefined {
  return left && right && `${left()}|${right()}`;
}

function weightOf({ recordedBytes, byteLength }: Compared): number {
  return recordedBytes === undefined ? 1 : Math.min(1, Math.max(recordedBytes / byteLength, 1 / MOST_DEFLATED));
}

const NONE = new Uint8Array(0);

/** Whether both give the same bytes, read piece by piece. */
async function sameContents(
  one: AsyncIterable<Uint8Array>,
  other: AsyncIterable<Uint8Array>,
  told: (bytes: number) => void,
): Promise<boolean> {
  const left = one[Symbol.asyncIterator]();
  const right = other[Symbol.asyncIterator]();
  let [a, b]: [Uint8Array, Uint8Array] = [NONE, NONE];
  try {
    for (;;) {
      [a, b] = await Promise.all([a.length > 0 ? a : next(left), b.length > 0 ? b : next(right)]);
      if (a.length === 0 || b.length === 0) return a.length === b.length;
      const length = Math.min(a.length, b.length);
      if (firstDifference(a.subarray(0, length), b.subarray(0, length)) >= 0) return false;
      a = a.subarray(length);
      b = b.subarray(length);
      told(length);
    }
  } finally {
    await left.return?.();
    await right.return?.();
  }
}

/** The next piece with bytes in it; none at the end. */
async function next(pieces: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  for (;;) {
    const { done, value } = await pieces.next();
    if (done) return NONE;
    if (value.length > 0) return value;
  }
}
