/** Which packed files must be moved, so that the finished image has few parts. */

/** Packed and other contents in the order they lie in the image, as columns. */
export interface ImageOrder {
  stores: Uint32Array;
  offsets: Float64Array;
  byteLengths: Float64Array;
}

const BLOCK_BYTES = 2048;
/** Parts of an image that cost nothing worth the copying (measured: 0.2 ms and 35 KB each). */
const PARTS_ALLOWED = 128;
/** A run of this many bytes is worth a part of its own. */
const LONG_RUN = 2 ** 20;

export const paddedBytes = (byteLength: number): number => Math.ceil(byteLength / BLOCK_BYTES) * BLOCK_BYTES;

/**
 * Rows of `order` to be copied, one after the other, to new chunks. Empty when they lie well enough.
 * @param isPacked whether a store holds packed files
 */
export function planGather(
  order: ImageOrder,
  isPacked: (store: number) => boolean,
  allowed = PARTS_ALLOWED,
  longRun = LONG_RUN,
): Uint32Array {
  const { stores, offsets, byteLengths } = order;
  const short: [first: number, end: number][] = [];
  let first = 0;
  while (first < stores.length) {
    const store = stores[first] as number;
    let end = first + 1;
    let bytes = paddedBytes(byteLengths[first] as number);
    if (!isPacked(store)) {
      first = end;
      continue;
    }
    while (end < stores.length && stores[end] === store && offsets[end] === (offsets[first] as number) + bytes) {
      bytes += paddedBytes(byteLengths[end] as number);
      end++;
    }
    if (bytes < longRun) short.push([first, end]);
    first = end;
  }
  // What stands alone between two large files is a part of its own wherever it lies.
  const avoidable = short.filter(([, end], at) => short[at + 1]?.[0] === end).length;
  if (avoidable <= allowed) return new Uint32Array(0);
  const rows = new Uint32Array(short.reduce((sum, [start, end]) => sum + end - start, 0));
  let at = 0;
  for (const [start, end] of short) {
    for (let row = start; row < end; row++) rows[at++] = row;
  }
  return rows;
}

/** How many parts these places are, neighbours in a store taken together. */
export function countRuns({ stores, offsets, byteLengths }: ImageOrder): number {
  let runs = 0;
  for (let row = 0; row < stores.length; row++) {
    const end = row === 0 ? -1 : (offsets[row - 1] as number) + paddedBytes(byteLengths[row - 1] as number);
    if (stores[row] !== stores[row - 1] || offsets[row] !== end) runs++;
  }
  return runs;
}
