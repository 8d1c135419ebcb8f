/** MD5s of many ranges of an image, in one pass over it. */
import type { ByteSource } from '../byte-source';
import type { Extent } from '../entry';

/** An MD5 under way. */
export interface Digest {
  update(bytes: Uint8Array): unknown;
  /** Its sixteen bytes. Nothing may follow. */
  digest(): Uint8Array;
  /** What it is by now, while more may follow. */
  copy(): Pick<Digest, 'digest'>;
}

export type NewDigest = () => Digest | Promise<Digest>;

/** Ranges of an image that are digested as one run of bytes. */
export interface Summed {
  extents: readonly Extent[];
  /** Bytes of the image that count as spaces. */
  blank?: { from: number; to: number } | undefined;
  /**
   * Where the MD5 is asked for: bytes from the beginning of the run, ascending; the last one is the run's length. What is
   * found is told in hexadecimal digits; undefined where the image ends before.
   */
  marks: readonly { at: number; found: (md5: string | undefined) => void }[];
}

/** Bytes that are read at once, and while those before are digested. */
const RUN_BYTES = 1 << 22;
const SPACE = 0x20;

export const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const startOf = ({ extents }: Summed) => extents[0]?.at ?? 0;
/** Whether its parts lie one after the other in the image, so that it can be summed up as the image is read. */
const isInOrder = ({ extents }: Summed) =>
  extents.every(({ at }, index) => {
    const before = extents[index - 1];
    return !before || at >= before.at + before.byteLength;
  });

/** Bytes of the image that are read for some ranges: those that several share once. */
export function bytesOf(runs: readonly Summed[]): number {
  const extents = runs.flatMap((run) => run.extents).sort((a, b) => a.at - b.at);
  let bytes = 0;
  let end = 0;
  for (const { at, byteLength } of extents) {
    bytes += Math.max(0, at + byteLength - Math.max(at, end));
    end = Math.max(end, at + byteLength);
  }
  return bytes;
}

/**
 * Digests ranges of the image in one pass.
 * @param told called now and then with the bytes that were read since
 */
export async function sumUp(
  source: ByteSource,
  runs: readonly Summed[],
  newDigest: NewDigest,
  told: (bytes: number) => void = () => {},
): Promise<void> {
  const inOrder = runs.filter(isInOrder).sort((a, b) => startOf(a) - startOf(b));
  let active: Sum[] = [];
  let next = 0;
  const nextStart = () => (next < inOrder.length ? startOf(inOrder[next] as Summed) : Number.POSITIVE_INFINITY);
  let ahead: { at: number; bytes: Promise<Uint8Array> } | undefined;
  const read = (at: number) => (ahead?.at === at ? ahead.bytes : source.read(at, RUN_BYTES - (at % RUN_BYTES)));
  for (let at = 0; active.length > 0 || next < inOrder.length; ) {
    // Between the parts of all that is under way nothing needs to be read.
    at = Math.max(at, Math.min(...active.map((sum) => sum.nextByte), nextStart()));
    const begin = at;
    const window = await read(at);
    if (window.length === 0) break;
    const end = begin + window.length;
    ahead = undefined;
    if (active.some((sum) => sum.endOfPart > end)) {
      ahead = { at: end, bytes: source.read(end, RUN_BYTES - (end % RUN_BYTES)) };
      // It is told of when it is its turn.
      ahead.bytes.catch(() => {});
    }
    while (at < end) {
      while (nextStart() <= at) active.push(new Sum(inOrder[next++] as Summed, await newDigest()));
      const until = Math.min(end, nextStart());
      const piece = window.subarray(at - begin, until - begin);
      const [from, to] = [
        Math.min(...active.map((sum) => sum.nextByte)),
        Math.max(...active.map((sum) => sum.endOfPart)),
      ];
      for (const sum of active) sum.take(piece, at);
      told(Math.max(0, Math.min(until, to) - Math.max(at, from)));
      active = active.filter((sum) => !sum.isDone);
      at = until;
    }
  }
  // The image ends before these do.
  for (const sum of active) sum.cut();
  for (const { marks } of inOrder.slice(next)) for (const { found } of marks) found(undefined);
  for (const run of runs) if (!isInOrder(run)) await sumUpApart(source, run, await newDigest(), told);
}

const END: Extent = { at: Number.POSITIVE_INFINITY, byteLength: 0 };

async function sumUpApart(source: ByteSource, run: Summed, digest: Digest, told: (bytes: number) => void) {
  const sum = new Sum(run, digest);
  while (!sum.isDone) {
    const at = sum.nextByte;
    const piece = await source.read(at, Math.min(RUN_BYTES, sum.endOfPart - at));
    if (piece.length === 0) return sum.cut();
    sum.take(piece, at);
    told(piece.length);
  }
}

/** One of them under way. */
class Sum {
  readonly #run: Summed;
  readonly #digest: Digest;
  #extent = 0;
  /** Bytes of the extent, and of the run, that were taken. */
  #inExtent = 0;
  #taken = 0;
  #mark = 0;

  constructor(run: Summed, digest: Digest) {
    this.#run = run;
    this.#digest = digest;
    this.#pass();
  }

  get isDone(): boolean {
    return this.#mark >= this.#run.marks.length || this.#extent >= this.#run.extents.length;
  }

  /** The place in the image of what it needs next, and where that part of it ends. */
  get nextByte(): number {
    return (this.#run.extents[this.#extent] ?? END).at + this.#inExtent;
  }

  get endOfPart(): number {
    const { at, byteLength } = this.#run.extents[this.#extent] ?? END;
    return at + byteLength;
  }

  /** Takes what is its of some bytes of the image. @param at where they are */
  take(bytes: Uint8Array, at: number): void {
    while (!this.isDone && this.nextByte < at + bytes.length && this.nextByte >= at) {
      const from = this.nextByte;
      const mark = this.#run.marks[this.#mark] as Summed['marks'][number];
      const length = Math.min(at + bytes.length - from, this.endOfPart - from, mark.at - this.#taken);
      if (length > 0) this.#digest.update(this.#shown(bytes.subarray(from - at, from - at + length), from));
      this.#inExtent += length;
      this.#taken += length;
      this.#pass();
    }
  }

  /** The image ends before it does. */
  cut(): void {
    for (const { found } of this.#run.marks.slice(this.#mark)) found(undefined);
  }

  #shown(piece: Uint8Array, at: number): Uint8Array {
    const { blank } = this.#run;
    if (!blank || at >= blank.to || at + piece.length <= blank.from) return piece;
    return piece.slice().fill(SPACE, Math.max(0, blank.from - at), Math.min(piece.length, blank.to - at));
  }

  /** Tells what is asked for here, and goes to the next part. */
  #pass(): void {
    const { marks, extents } = this.#run;
    for (let mark = marks[this.#mark]; mark && mark.at <= this.#taken; mark = marks[++this.#mark]) {
      const isLast = this.#mark === marks.length - 1;
      mark.found(hex(isLast ? this.#digest.digest() : this.#digest.copy().digest()));
    }
    for (let extent = extents[this.#extent]; extent && this.#inExtent >= extent.byteLength; ) {
      this.#inExtent = 0;
      extent = extents[++this.#extent];
    }
  }
}
