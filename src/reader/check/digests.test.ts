/** MD5s of many ranges in one pass are those of each range by itself. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { bytesSource, concatenated } from '../byte-source';
import { bytesOf, type Summed, sumUp } from './digests';

/** Longer than what is read at once. */
const BYTES = Uint8Array.from({ length: 5 * 2 ** 20 + 77 }, (_, at) => (at * at * 31 + at) >>> 7);
const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');
const newDigest = () => createHash('md5');
const MIB = 2 ** 20;

/** What is found of runs, by their order. */
async function found(runs: readonly Omit<Summed, 'marks'>[], marks: readonly (readonly number[])[]) {
  const told: (string | undefined)[][] = runs.map(() => []);
  let read = 0;
  const summed = runs.map((run, at): Summed => {
    return { ...run, marks: (marks[at] ?? []).map((mark) => ({ at: mark, found: (one) => told[at]?.push(one) })) };
  });
  await sumUp(bytesSource(BYTES), summed, newDigest, (bytes) => {
    read += bytes;
  });
  return { told, read, wanted: bytesOf(summed) };
}

test('ranges that overlap, touch, lie within each other and far apart', async () => {
  const ranges = [
    [0, 100],
    [0, 3 * MIB],
    [50, 25],
    [100, 1],
    [MIB - 1, 2],
    [4 * MIB - 10, 20],
    [4 * MIB, MIB],
    [BYTES.length - 5, 5],
    [777, 0],
  ] as const;
  const { told, read, wanted } = await found(
    ranges.map(([at, byteLength]) => ({ extents: [{ at, byteLength }] })),
    ranges.map(([, byteLength]) => [byteLength]),
  );
  expect(told).toEqual(ranges.map(([at, byteLength]) => [md5(BYTES.subarray(at, at + byteLength))]));
  expect(read).toBe(wanted);
  expect(wanted).toBe(3 * MIB + 10 + MIB + 5);
});

test('marks on the way, bytes that count as spaces, and sections in any order', async () => {
  const blank = { from: 2 * MIB - 3, to: 2 * MIB + 509 };
  const blanked = BYTES.slice().fill(0x20, blank.from, blank.to);
  const sections = [
    { at: 3 * MIB, byteLength: 10 },
    { at: 5, byteLength: MIB },
  ];
  const inOrder = [...sections].reverse();
  const { told } = await found(
    [{ extents: [{ at: 0, byteLength: 3 * MIB }], blank }, { extents: sections }, { extents: inOrder }],
    [[1, 2 * MIB, 3 * MIB], [MIB + 10], [MIB, MIB + 10]],
  );
  expect(told[0]).toEqual([1, 2 * MIB, 3 * MIB].map((end) => md5(blanked.subarray(0, end))));
  const parts = sections.map(({ at, byteLength }) => BYTES.subarray(at, at + byteLength)) as [Uint8Array, Uint8Array];
  expect(told[1]).toEqual([md5(concatenated(parts))]);
  expect(told[2]).toEqual([md5(parts[1]), md5(concatenated([...parts].reverse()))]);
});

test('of what reaches beyond the end nothing is found', async () => {
  const beyond = { at: BYTES.length - 10, byteLength: 20 };
  const behind = { at: BYTES.length + 10, byteLength: 20 };
  const { told } = await found(
    [{ extents: [beyond] }, { extents: [behind] }, { extents: [beyond, { at: 0, byteLength: 1 }] }],
    [[5, 20], [20], [21]],
  );
  expect(told).toEqual([[md5(BYTES.subarray(-10, -5)), undefined], [undefined], [undefined]]);
});
