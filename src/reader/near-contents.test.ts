import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ByteSource } from './byte-source';
import type { Entry } from './entry';
import { ImageError } from './image-error';
import { NEAR_BYTES, NearContents } from './near-contents';

const IMAGE = Uint8Array.from({ length: 3 * NEAR_BYTES }, (_, at) => (at * 2654435761) >>> 24);

/** Some of a file's bytes: all of a hundred megabytes would take a second. */
const sample = (bytes: Uint8Array) => [bytes.length, bytes.at(-1), ...bytes.filter((_, at) => at % 4093 === 0)];

const file = (at: number, byteLength: number): Entry => ({
  name: 'a',
  identifier: 'A.;1',
  kind: 'file',
  byteLength,
  extents: [{ at, byteLength }],
  at: 0,
  isHidden: false,
  isAssociated: false,
});

/** An image in which some bytes cannot be read; it counts how often it was asked. */
class Worn implements ByteSource {
  readonly byteLength = IMAGE.length;
  readonly #bad: number | undefined;
  reads = 0;

  constructor(bad?: number) {
    this.#bad = bad;
  }

  async read(offset: number, wanted: number, into?: Uint8Array): Promise<Uint8Array> {
    this.reads++;
    const bytes = IMAGE.subarray(offset, offset + wanted);
    const bad = this.#bad;
    if (bad !== undefined && bad >= offset && bad < offset + bytes.length) throw new ImageError('It is worn.');
    if (!into || into.length < bytes.length) return bytes.slice();
    into.set(bytes);
    return into.subarray(0, bytes.length);
  }
}

test('contents are the bytes of the file, or are not told, wherever files lie', async () => {
  // Most lie close behind one another, as makers record them; some anywhere.
  const step = fc.record({
    jump: fc.option(fc.nat(IMAGE.length), { nil: undefined, freq: 5 }),
    gap: fc.nat(4096),
    byteLength: fc.oneof(fc.integer({ min: 1, max: 9000 }), fc.integer({ min: 1, max: NEAR_BYTES + 2 })),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.option(fc.nat(IMAGE.length - 1)), async (steps, bad) => {
      const near = new NearContents(new Worn(bad ?? undefined));
      let end = 0;
      for (const { jump, gap, byteLength } of steps) {
        const at = jump ?? end + gap;
        end = at + byteLength;
        const entry = file(at, byteLength);
        const bytes = near.peek(entry) ?? (await near.read(entry));
        const isThere = end <= IMAGE.length && byteLength <= NEAR_BYTES;
        const isBad = bad !== null && bad >= at && bad < end;
        // A bad byte may have been met before, but whole files around it are read.
        if (!isThere || isBad) expect(bytes).toBeUndefined();
        else if (bytes) expect(sample(bytes)).toEqual(sample(IMAGE.subarray(at, end)));
      }
    }),
    { numRuns: 60 },
  );
});

test('files side by side are read together, and alone once what lies behind one cannot be read', async () => {
  const files = Array.from({ length: 200 }, (_, index) => file(index * 4096, 3000));
  const counted = async (source: Worn) => {
    const near = new NearContents(source);
    let missing = 0;
    for (const entry of files) if (!(near.peek(entry) ?? (await near.read(entry)))) missing++;
    return { reads: source.reads, missing };
  };
  expect(await counted(new Worn())).toEqual({ reads: 2, missing: 0 });
  // Between two files: the one at which it was met is read in another way.
  expect(await counted(new Worn(100 * 4096 + 3500))).toEqual({ reads: 200, missing: 1 });
});

test('what is compressed, in sections or refused is read in another way', async () => {
  const near = new NearContents(new Worn());
  const plain = file(0, 10);
  const others: Entry[] = [
    { ...plain, extents: [...plain.extents, ...plain.extents] },
    { ...plain, zisofs: { algorithm: 'pz', version: 1, headerBytes: 16, blockBytes: 32768, byteLength: 10 } },
    { ...plain, refusal: { code: 'interleaved' } },
    { ...plain, byteLength: 0, extents: [] },
  ];
  expect(await near.read(plain)).toHaveLength(10);
  for (const entry of others) {
    expect(near.peek(entry)).toBeUndefined();
    expect(await near.read(entry)).toBeUndefined();
  }
});
