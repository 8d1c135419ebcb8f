/** Copies packed bytes to new stores, in a new order. */
import type { Spool } from '../sinks/spool';
import { paddedBytes } from './gather';
import type { Places } from './protocol';

/** Files that are read together, and bytes of theirs: they may lie anywhere, so that no reading ahead would help. */
const BATCH_FILES = 256;
const BATCH_BYTES = 4 * 2 ** 20;

/**
 * Copies packed files, one after the other, into a spool, and seals it. Returns their new places.
 * Rejects with `SpoolFullError`, or as the browser does when a store cannot be read.
 */
export async function gatherPacked(
  stores: ReadonlyMap<number, Blob>,
  from: Places,
  spool: Spool,
): Promise<Pick<Places, 'stores' | 'offsets'>> {
  const count = from.stores.length;
  const to = { stores: new Uint32Array(count), offsets: new Float64Array(count) };
  for (let first = 0; first < count; ) {
    const { bytes, end } = await readBatch(stores, from, first);
    let at = 0;
    for (let row = first; row < end; row++) {
      const byteLength = paddedBytes(from.byteLengths[row] as number);
      const reserved = spool.reserve(byteLength);
      const room = reserved instanceof Promise ? await reserved : reserved;
      room.bytes.set(bytes.subarray(at, at + byteLength));
      at += byteLength;
      to.stores[row] = room.store;
      to.offsets[row] = room.offset;
    }
    first = end;
  }
  await spool.seal();
  return to;
}

/** The bytes of some files from `first` on, one after the other; `end` is the row behind the last of them. */
async function readBatch(stores: ReadonlyMap<number, Blob>, from: Places, first: number) {
  const parts: Blob[] = [];
  let end = first;
  let byteLength = 0;
  while (end < from.stores.length && end - first < BATCH_FILES && byteLength < BATCH_BYTES) {
    const store = from.stores[end] as number;
    const start = from.offsets[end] as number;
    let stop = start;
    // Neighbours are one part.
    while (end < from.stores.length && from.stores[end] === store && from.offsets[end] === stop) {
      stop += paddedBytes(from.byteLengths[end] as number);
      end++;
      if (end - first >= BATCH_FILES || byteLength + stop - start >= BATCH_BYTES) break;
    }
    const blob = stores.get(store);
    if (!blob) throw new RangeError(`Store ${store} is not known (this is a defect of Isodrop).`);
    parts.push(blob.slice(start, stop));
    byteLength += stop - start;
  }
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  if (bytes.length !== byteLength) {
    throw new RangeError('A store is shorter than its contents (this is a defect of Isodrop).');
  }
  return { bytes, end };
}
