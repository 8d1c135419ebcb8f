/** Packed files that are copied to another order are what they were, wherever they lay. */
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { BLOCK_BYTES, Spool } from '../sinks/spool';
import { countRuns, paddedBytes } from './gather';
import { gatherPacked } from './gatherer';
import type { Places } from './protocol';

afterEach(() => vi.restoreAllMocks());

interface Packed {
  stores: Map<number, Blob>;
  places: Places;
}

/** Files packed one after the other into stores of so many files each, named in another order. */
function pack(sizes: readonly number[], perStore: number, order: readonly number[]): Packed {
  const stores = new Map<number, Blob>();
  const lies: [store: number, offset: number][] = [];
  for (let first = 0; first < sizes.length; first += perStore) {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let offset = 0;
    for (const [at, size] of sizes.slice(first, first + perStore).entries()) {
      lies.push([first + 1, offset]);
      parts.push(paddedContent(first + at, size));
      offset += paddedBytes(size);
    }
    stores.set(first + 1, new Blob(parts));
  }
  const column = (of: (file: number) => number) => order.map(of);
  return {
    stores,
    places: {
      stores: Uint32Array.from(column((file) => lies[file]?.[0] ?? 0)),
      offsets: Float64Array.from(column((file) => lies[file]?.[1] ?? 0)),
      byteLengths: Float64Array.from(column((file) => sizes[file] ?? 0)),
    },
  };
}

function paddedContent(file: number, size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(paddedBytes(size));
  bytes.fill(1 + (file % 255), 0, size);
  return bytes;
}

test('in any order', async () => {
  const some = fc.array(fc.integer({ min: 1, max: 3 * BLOCK_BYTES }), { minLength: 1, maxLength: 700, size: 'max' });
  const shuffled = some.chain((sizes) =>
    fc.tuple(
      fc.constant(sizes),
      fc.oneof(fc.constant([...sizes.keys()]), fc.shuffledSubarray([...sizes.keys()], { minLength: 1 })),
    ),
  );
  const bytes = fc.integer({ min: 0, max: 200 * BLOCK_BYTES });
  const limits = fc.record({ batchBytes: bytes, readBytes: bytes, gapBytes: bytes });
  await fc.assert(
    fc.asyncProperty(shuffled, fc.integer({ min: 1, max: 300 }), limits, async ([sizes, order], perStore, most) => {
      const { stores, places } = pack(sizes, perStore, order);
      const sealed = new Map<number, Blob>();
      let next = 0;
      const spool = new Spool({
        nextStore: () => next++,
        sealed: (store, blob) => sealed.set(store, blob),
        chunkBytes: 64 * BLOCK_BYTES,
      });
      const to = await gatherPacked(stores, places, spool, most);
      for (const [row, file] of order.entries()) {
        const wanted = paddedContent(file, sizes[file] as number);
        const [store, offset] = [to.stores[row] as number, to.offsets[row] as number];
        const got = await sealed
          .get(store)
          ?.slice(offset, offset + wanted.length)
          .arrayBuffer();
        expect(Buffer.compare(new Uint8Array(got as ArrayBuffer), wanted)).toBe(0);
      }
      const chunks = sealed.size;
      expect(countRuns({ ...places, ...to })).toBeLessThanOrEqual(chunks);
    }),
    { numRuns: 30 },
  );
});

test('a store that is shorter than what is said to lie in it is no answer', async () => {
  const { stores, places } = pack([5000, 5000], 2, [1, 0]);
  stores.set(1, new Blob([new Uint8Array(3 * BLOCK_BYTES)]));
  const spool = new Spool({ nextStore: () => 1, sealed: () => {} });
  await expect(gatherPacked(stores, places, spool)).rejects.toThrow('shorter');
});

const MIB = 2 ** 20;

/** What is read of stores at a time, and what is written between. */
function watch() {
  const events: { isRead: boolean; bytes: number }[] = [];
  const { arrayBuffer } = Blob.prototype;
  vi.spyOn(Blob.prototype, 'arrayBuffer').mockImplementation(function (this: Blob) {
    // The spool reads the last byte of what it has written.
    if (this.size > 1) events.push({ isRead: true, bytes: this.size });
    return arrayBuffer.call(this);
  });
  const spool = new Spool({ nextStore: () => 1, sealed: () => {} });
  const reserve = spool.reserve.bind(spool);
  spool.reserve = (bytes) => {
    events.push({ isRead: false, bytes });
    return reserve(bytes);
  };
  return { events, spool };
}

test('16 MiB are put in order at a time, and 8 MiB of them read', async () => {
  const size = 4 * BLOCK_BYTES;
  const count = (40 * MIB) / size;
  // Neighbours in the new order lie far apart, so that every read has bytes of all stores.
  const order = Array.from({ length: count }, (_, at) => (at * 1009) % count);
  const { stores, places } = pack(Array(count).fill(size), count / 4, order);
  const { events, spool } = watch();
  await gatherPacked(stores, places, spool);
  const reads = events.filter(({ isRead }) => isRead).map(({ bytes }) => bytes);
  expect(Math.max(...reads)).toBeLessThanOrEqual(8 * MIB);
  const batches: number[] = [];
  for (const [at, { isRead, bytes }] of events.entries()) {
    if (isRead) continue;
    if (events[at - 1]?.isRead) batches.push(0);
    batches[batches.length - 1] = (batches.at(-1) as number) + bytes;
  }
  expect(batches).toEqual([16 * MIB, 16 * MIB, 8 * MIB]);
});

test.each([
  [256 * 2 ** 10, 1],
  [256 * 2 ** 10 + BLOCK_BYTES, 2],
])('files with %i bytes between them that nobody wants are read in %i parts', async (gap, parts) => {
  const { stores, places } = pack([1, gap, 1], 3, [2, 0]);
  const slice = vi.spyOn(Blob.prototype, 'slice');
  const { events, spool } = watch();
  await gatherPacked(stores, places, spool);
  expect(slice.mock.contexts.filter((blob) => blob === stores.get(1))).toHaveLength(parts);
  expect(events[0]).toEqual({ isRead: true, bytes: 2 * BLOCK_BYTES + (parts === 1 ? gap : 0) });
});
