/** What the packer promises of files that come in any order, late, never, or cannot be read. */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { Spool } from '../sinks/spool';
import { Packer } from './packer';
import type { FileFailed, FilesRead, ReadProgress } from './protocol';

vi.setConfig({ testTimeout: 30_000 });

const SOURCE = 1;

interface Reported {
  read: FilesRead[];
  failed: FileFailed[];
  stores: Map<number, Blob>;
}

function newPacker(seen: (progress: ReadProgress) => void = () => {}): { packer: Packer; reported: Reported } {
  const reported: Reported = { read: [], failed: [], stores: new Map() };
  let next = 1;
  const spool = new Spool({
    nextStore: () => next++,
    sealed: (store, blob) => reported.stores.set(store, blob),
    chunkBytes: 16 * 2048,
  });
  const packer = new Packer(
    spool,
    async (read, failed) => {
      reported.read.push(read);
      reported.failed.push(...failed);
    },
    seen,
  );
  return { packer, reported };
}

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
};

const nameOf = (at: number) => `file${at}`;
const items = (count: number, open: (at: number) => File | Promise<File>, source = SOURCE) => ({
  source,
  numbering: 'handles' as const,
  parents: 7,
  names: Array.from({ length: count }, (_, at) => nameOf(at)),
  open,
});

test('every file is reported once, in the order it was given, with its bytes', async () => {
  const file = fc.record({
    size: fc.nat(5000),
    turns: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.nat(20)),
    missing: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true)),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(file, { maxLength: 600, size: 'max' }), async (files) => {
      const { packer, reported } = newPacker();
      const bytesOf = (at: number) => new Uint8Array(files[at]?.size ?? 0).fill(1 + (at % 255));
      const open = async (at: number) => {
        await turns(files[at]?.turns ?? 0);
        if (files[at]?.missing) throw new DOMException('It is not there.', 'NotFoundError');
        return new File([bytesOf(at)], nameOf(at));
      };
      await packer.add(items(files.length, open));
      await packer.finish();
      const all = [...files.keys()];
      expect(reported.read.flatMap(({ names }) => names)).toEqual(all.filter((at) => !files[at]?.missing).map(nameOf));
      expect(reported.failed.map(({ name }) => name).sort()).toEqual(
        all
          .filter((at) => files[at]?.missing)
          .map(nameOf)
          .sort(),
      );
      for (const { names, sizes, stores, offsets, parents } of reported.read) {
        for (let row = 0; row < names.length; row++) {
          const at = Number(names[row]?.slice('file'.length));
          const [size, offset] = [sizes[row] as number, offsets[row] as number];
          const padded = Math.ceil(size / 2048) * 2048;
          const blob = reported.stores.get(stores[row] as number)?.slice(offset, offset + padded);
          const wanted = new Uint8Array(padded);
          wanted.set(bytesOf(at));
          const got = new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0));
          expect(parents[row]).toBe(7);
          expect(Buffer.compare(got, wanted)).toBe(0);
        }
      }
    }),
    { numRuns: 10 },
  );
});

test('a file that is slow keeps back none that came before it', async () => {
  const { packer, reported } = newPacker();
  let come = (_: File) => {};
  const slow = new Promise<File>((resolve) => {
    come = resolve;
  });
  await packer.add(items(300, (at) => (at === 100 || at === 200 ? slow : new File(['x'], nameOf(at)))));
  await expect.poll(() => reported.read.flatMap(({ names }) => names).length).toBe(100);
  come(new File(['late'], 'late'));
  await packer.finish();
  expect(reported.read.flatMap(({ names }) => names)).toEqual(Array.from({ length: 300 }, (_, at) => nameOf(at)));
});

test('files of a source that is dropped keep nobody waiting, and others are read', async () => {
  const { packer, reported } = newPacker();
  const never = new Promise<File>(() => {});
  const first = packer.add(items(1000, () => never, 1));
  const second = packer.add(items(10, (at) => new File(['x'], nameOf(at)), 2));
  packer.drop(1);
  await Promise.all([first, second]);
  await packer.finish();
  expect(reported.read.map(({ source, names }) => [source, names.length])).toEqual([[2, 10]]);
});

test('few files are asked for at first, then more, and only so many at a time', async () => {
  const { packer } = newPacker();
  let asked = 0;
  const never = new Promise<File>(() => {});
  const open = () => {
    asked++;
    return never;
  };
  const adding = packer.add(items(2000, open));
  await turns(10);
  expect(asked).toBe(64);
  await expect.poll(() => asked, { timeout: 5000 }).toBeGreaterThan(64);
  await turns(10);
  expect(asked).toBe(512);
  packer.drop(SOURCE);
  await adding;
  await packer.finish();
});

test('files that come at once are reported 256 at a time', async () => {
  const { packer, reported } = newPacker();
  await packer.add(items(2560, (at) => new File(['x'], nameOf(at))));
  await packer.finish();
  expect(reported.read.length).toBe(Math.ceil(2560 / 256));
});

test('how many files there are is told while they wait for one that is slow', async () => {
  const seen = vi.fn<(progress: ReadProgress) => void>();
  const { packer } = newPacker(seen);
  const never = new Promise<File>(() => {});
  const adding = packer.add(items(10, (at) => (at === 0 ? never : new File([new Uint8Array(7)], nameOf(at)))));
  await vi.waitFor(() => expect(seen).toHaveBeenCalledWith({ filesSeen: 9, bytesSeen: 63 }));
  packer.drop(SOURCE);
  await adding;
});
