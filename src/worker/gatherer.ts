/** Copies packed bytes to new stores, in a new order. */
import { releaseBuffer } from '../image/buffers';
import type { Spool } from '../sinks/spool';
import { paddedBytes } from './gather';
import type { Places } from './protocol';

export interface GatherLimits {
  /** Bytes of files that are put in order together. */
  batchBytes: number;
  /** Bytes of those that are read at a time. */
  readBytes: number;
  /** So many bytes that nobody wants take less time to read than another part of a Blob, if that is of a file. */
  gapBytes: number;
}

/** Measured: each such part costs some 0.4 ms; one of a Blob in memory less, but then there is little to put in order. */
const LIMITS: GatherLimits = { batchBytes: 16 * 2 ** 20, readBytes: 8 * 2 ** 20, gapBytes: 256 * 2 ** 10 };

/**
 * Copies packed files, one after the other, into a spool, and seals it. Returns their new places.
 * Rejects with `SpoolFullError`, or as the browser does when a store cannot be read.
 */
export async function gatherPacked(
  stores: ReadonlyMap<number, Blob>,
  from: Places,
  spool: Spool,
  limits = LIMITS,
): Promise<Pick<Places, 'stores' | 'offsets'>> {
  const count = from.stores.length;
  const to = { stores: new Uint32Array(count), offsets: new Float64Array(count) };
  for (let first = 0; first < count; ) {
    const batch = batchFrom(from, first, limits.batchBytes);
    const bytes = await readBatch(stores, from, batch, limits);
    for (let row = first; row < batch.end; row++) {
      const reserved = spool.reserve(paddedBytes(from.byteLengths[row] as number));
      const room = reserved instanceof Promise ? await reserved : reserved;
      const at = batch.starts[row - first] as number;
      room.bytes.set(bytes.subarray(at, at + room.bytes.length));
      to.stores[row] = room.store;
      to.offsets[row] = room.offset;
    }
    releaseBuffer(bytes.buffer);
    first = batch.end;
  }
  await spool.seal();
  return to;
}

/** Rows that are put in order together, up to `end`; of each where its bytes begin among those of all. */
interface Batch {
  first: number;
  end: number;
  starts: number[];
  byteLength: number;
}

function batchFrom(from: Places, first: number, most: number): Batch {
  const starts: number[] = [];
  let byteLength = 0;
  let end = first;
  for (; end < from.stores.length && (end === first || byteLength < most); end++) {
    starts.push(byteLength);
    byteLength += paddedBytes(from.byteLengths[end] as number);
  }
  return { first, end, starts, byteLength };
}

/** A run of a store that is read as one, with the rows whose bytes are in it. */
interface Part {
  store: number;
  start: number;
  stop: number;
  rows: number[];
}

/** The bytes of a batch's files, one after the other: read in the order in which they lie, as that takes the fewest reads. */
async function readBatch(
  stores: ReadonlyMap<number, Blob>,
  from: Places,
  { first, end, starts, byteLength }: Batch,
  { readBytes, gapBytes }: GatherLimits,
) {
  const bytes = new Uint8Array(byteLength);
  let parts: Part[] = [];
  let toRead = 0;
  const read = async () => {
    const pieces = await readParts(stores, from, parts);
    for (const { row, found } of pieces) bytes.set(found, starts[row - first]);
    if (pieces[0]) releaseBuffer(pieces[0].found.buffer);
    parts = [];
    toRead = 0;
  };
  for (const row of inPlaceOrder(from, first, end)) {
    const part = partOf(from, row);
    let last = nearEnough(parts.at(-1), part, gapBytes);
    let more = part.stop - (last?.stop ?? part.start);
    if (parts.length > 0 && toRead + more > readBytes) {
      await read();
      last = undefined;
      more = part.stop - part.start;
    }
    if (last) {
      last.stop = Math.max(last.stop, part.stop);
      last.rows.push(row);
    } else parts.push(part);
    toRead += more;
  }
  await read();
  return bytes;
}

function partOf({ stores, offsets, byteLengths }: Places, row: number): Part {
  const start = offsets[row] as number;
  return { store: stores[row] as number, start, stop: start + paddedBytes(byteLengths[row] as number), rows: [row] };
}

/** The part before another one, if both are better read as one. */
function nearEnough(before: Part | undefined, { store, start }: Part, gapBytes: number): Part | undefined {
  return before?.store === store && start - before.stop <= gapBytes ? before : undefined;
}

/** Rows by the place where their bytes lie. */
function inPlaceOrder({ stores, offsets }: Places, first: number, end: number): number[] {
  const rows = Array.from({ length: end - first }, (_, at) => first + at);
  return rows.sort(
    (a, b) => (stores[a] as number) - (stores[b] as number) || (offsets[a] as number) - (offsets[b] as number),
  );
}

async function readParts(stores: ReadonlyMap<number, Blob>, { offsets, byteLengths }: Places, parts: readonly Part[]) {
  const blobs = parts.map(({ store, start, stop }) => {
    const blob = stores.get(store);
    if (!blob) throw new RangeError(`Store ${store} is not known (this is a defect of Isodrop).`);
    return blob.slice(start, stop);
  });
  const bytes = new Uint8Array(await new Blob(blobs).arrayBuffer());
  if (bytes.length !== parts.reduce((sum, { start, stop }) => sum + stop - start, 0)) {
    throw new RangeError('A store is shorter than its contents (this is a defect of Isodrop).');
  }
  const found: { row: number; found: Uint8Array<ArrayBuffer> }[] = [];
  let at = 0;
  for (const { start, stop, rows } of parts) {
    for (const row of rows) {
      const begin = at + (offsets[row] as number) - start;
      found.push({ row, found: bytes.subarray(begin, begin + paddedBytes(byteLengths[row] as number)) });
    }
    at += stop - start;
  }
  return found;
}
