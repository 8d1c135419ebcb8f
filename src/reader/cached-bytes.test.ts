import { expect, test } from 'vitest';
import { CachedBytes } from './cached-bytes';

const CHUNK = 2 ** 17;
const BYTES = Uint8Array.from({ length: CHUNK * 17 + 100 }, (_, at) => (at * 7 + (at >> 9)) & 0xff);

/** @param isBad whether the byte at a place cannot be read */
function sourceOf(isBad = (_at: number) => false) {
  const reads: [number, number][] = [];
  const read = async (offset: number, byteLength: number) => {
    reads.push([offset / CHUNK, byteLength / CHUNK]);
    for (let at = offset; at < offset + byteLength; at += CHUNK) if (isBad(at)) throw new Error('worn');
    return BYTES.subarray(offset, offset + byteLength);
  };
  return { reads, bytes: new CachedBytes({ byteLength: BYTES.length, read }) };
}

test('what is read once is not read again, and what lies beside it comes with the second read', async () => {
  const { reads, bytes } = sourceOf();
  let seed = 1;
  for (let round = 0; round < 200; round++) {
    seed = (seed * 48_271) % 2_147_483_647;
    const offset = seed % BYTES.length;
    const byteLength = round % 3 === 0 ? CHUNK + 5 : seed % 5000;
    const read = await bytes.read(offset, byteLength);
    expect(read).toHaveLength(Math.min(byteLength, BYTES.length - offset));
    // Not by `toEqual`, which takes long for so many bytes.
    expect(read.every((byte, at) => byte === BYTES[offset + at])).toBe(true);
  }
  expect(reads.filter(([, chunks]) => chunks === 1).length).toBeLessThanOrEqual(3);
  expect(reads.filter(([, chunks]) => chunks === 8).length).toBeLessThanOrEqual(3);
  expect(await bytes.read(BYTES.length, 10)).toHaveLength(0);
});

test('what cannot be read keeps nothing beside it from being read', async () => {
  const { reads, bytes } = sourceOf((at) => at === 3 * CHUNK);
  await bytes.read(0, 1);
  await expect(bytes.read(3 * CHUNK, 1)).rejects.toThrow('worn');
  for (const chunk of [1, 2, 4, 5, 6, 7]) {
    expect(await bytes.read(chunk * CHUNK, 3)).toEqual(BYTES.subarray(chunk * CHUNK, chunk * CHUNK + 3));
  }
  await expect(bytes.read(3 * CHUNK, 1)).rejects.toThrow('worn');
  expect(reads.filter(([, chunks]) => chunks === 8)).toHaveLength(1);
});

/** So many chunks, each with its number in every byte. */
function numbered(chunks: number) {
  const read = async (offset: number, byteLength: number) => {
    const bytes = new Uint8Array(byteLength);
    for (let at = 0; at < byteLength; at += CHUNK) bytes.fill((offset + at) / CHUNK, at, at + CHUNK);
    return bytes;
  };
  return new CachedBytes({ byteLength: chunks * CHUNK, read });
}

test('a chunk that is kept keeps nothing of what was read with it', async () => {
  const bytes = numbered(64);
  for (let chunk = 0; chunk < 64; chunk++) {
    expect((await bytes.read(chunk * CHUNK + 5, 1)).buffer.byteLength, `${chunk}`).toBe(CHUNK);
  }
});

test('what is used again stays, and what was used longest ago goes', async () => {
  const bytes = numbered(300);
  for (let chunk = 0; chunk < 300; chunk++) {
    await bytes.read(chunk * CHUNK, 1);
    expect(bytes.peek(1, 1)).toEqual(Uint8Array.of(0));
  }
  expect(bytes.peek(CHUNK, 1)).toBeUndefined();
  expect(bytes.peek(299 * CHUNK, 1)).toEqual(Uint8Array.of(299 & 0xff));
});
