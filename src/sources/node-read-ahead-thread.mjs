// The thread of node-read-ahead.ts: a text that is started as it is, since it imports nothing of Isodrop.
import fs from 'node:fs';
import { workerData } from 'node:worker_threads';

/** @type {import('./node-read-ahead').ReadAheadShare} */
const { slots, chunks, limit, range } = workerData;

/** Waits until a number has grown to a value. @param {Int32Array} numbers @param {number} at @param {number} value */
function waitFor(numbers, at, value) {
  for (let now = Atomics.load(numbers, at); now < value; now = Atomics.load(numbers, at)) {
    Atomics.wait(numbers, at, now);
  }
}

/** Reads a chunk. It was claimed: until it is told of, neither its range nor its descriptor changes. @param {number} chunk */
function readChunk(chunk) {
  const [descriptor = -1, first = 0, begin = 0, end = 0] = range;
  const bytes = /** @type {Uint8Array} */ (chunks[chunk % chunks.length]);
  const position = begin + (chunk - first) * bytes.length;
  const length = Math.min(bytes.length, end - position);
  try {
    for (let read = 0; read < length; ) {
      const more = fs.readSync(descriptor, bytes, read, length - read, position + read);
      if (more === 0) return false;
      read += more;
    }
    return true;
  } catch {
    return false;
  }
}

/** Waits until a chunk may be read; false: none is wanted any more. @param {number} chunk */
function isWanted(chunk) {
  while (Atomics.load(limit, 0) === chunk) Atomics.wait(limit, 0, chunk);
  return Atomics.load(limit, 0) > chunk;
}

for (let chunk = 0; isWanted(chunk); chunk++) {
  const slot = chunk % chunks.length;
  if (Atomics.load(slots, slot) < 3 * chunk) {
    // The ring is full. It goes on when half of it is free, not for each chunk.
    const later = chunk + chunks.length / 2 - 1;
    waitFor(slots, later % chunks.length, 3 * later);
  }
  if (Atomics.compareExchange(slots, slot, 3 * chunk, 3 * chunk + 1) !== 3 * chunk) continue;
  // What it cannot read the caller tries to read, and tells why.
  Atomics.store(slots, slot, readChunk(chunk) ? 3 * chunk + 2 : 3 * chunk);
  Atomics.notify(slots, slot);
}
