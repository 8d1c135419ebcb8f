/** A text in parts is the text: joined they are all of it, in every encoding, whatever its lines are like. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Encoding, TextPart } from './seen-contents';
import { decodeText, markBytesOf } from './text-encodings';
import { linesBefore, PART_BYTES, partCount, readPart } from './text-parts';

const readFrom = (bytes: Uint8Array) => async (offset: number, byteLength: number) =>
  bytes.subarray(offset, offset + byteLength);

async function allParts(bytes: Uint8Array, encoding: Encoding): Promise<TextPart[]> {
  const parts: TextPart[] = [];
  for (let index = 0; index < partCount(bytes.length); index++) {
    parts.push(await readPart(readFrom(bytes), bytes.length, index, encoding));
  }
  return parts;
}

/** The lines of a text as its parts have them: those that go on in the next part are joined. */
function joined(parts: readonly TextPart[]): string[] {
  const lines: string[] = [];
  for (const { lines: own, continues } of parts) {
    const [first, ...rest] = own;
    if (first === undefined) continue;
    if (continues) lines.push((lines.pop() ?? '') + first, ...rest);
    else lines.push(first, ...rest);
  }
  return lines;
}

/** What lines are made of in an encoding: whole characters, as bytes. */
const CHARACTERS: readonly (readonly [Encoding, readonly (readonly number[])[]])[] = [
  ['utf-8', [[0x61], [0xc3, 0xa9], [0xe6, 0x97, 0xa5], [0xf0, 0x9f, 0x92, 0xbf]]],
  [
    'utf-16le',
    [
      [0x61, 0],
      [0x0a, 0x20],
      [0x3d, 0xd8, 0xbf, 0xdc],
    ],
  ],
  [
    'utf-16be',
    [
      [0, 0x61],
      [0x20, 0x0a],
      [0xd8, 0x3d, 0xdc, 0xbf],
    ],
  ],
  ['windows-1252', [[0x61], [0xe9]]],
  ['cp437', [[0x61], [0xcd]]],
  ['shift_jis', [[0x61], [0x82, 0xa0], [0x83, 0x5c], [0xb1]]],
  ['gb18030', [[0x61], [0xd6, 0xd0], [0x81, 0x30, 0x84, 0x36]]],
  ['euc-jp', [[0x61], [0xa4, 0xa2], [0x8f, 0xb0, 0xa1]]],
];
const ENDS = { cr: [0x0d], lf: [0x0a], crlf: [0x0d, 0x0a] };

const unit = (encoding: Encoding, byte: number) =>
  encoding === 'utf-16le' ? [byte, 0] : encoding === 'utf-16be' ? [0, byte] : [byte];

/** Lines by how long they are and of which characters; some are longer than parts, some end as a part does. */
const line = fc.record({
  characters: fc.array(fc.nat(3), { minLength: 1, maxLength: 3 }),
  bytes: fc.oneof(
    { weight: 6, arbitrary: fc.nat(3000) },
    { weight: 1, arbitrary: fc.integer({ min: PART_BYTES - 6, max: PART_BYTES + 6 }) },
    { weight: 1, arbitrary: fc.integer({ min: PART_BYTES, max: 3 * PART_BYTES }) },
  ),
  end: fc.constantFrom<keyof typeof ENDS>('lf', 'crlf', 'cr'),
});

type Line = typeof line extends fc.Arbitrary<infer One> ? One : never;
/** A part's place within the first character of a line; a long line of characters that any of their bytes may begin. */
const EXAMPLES: [Line[], boolean][] = [
  [
    [
      { characters: [0], bytes: PART_BYTES - 3, end: 'lf' },
      { characters: [2], bytes: 1, end: 'lf' },
    ],
    false,
  ],
  [
    [
      { characters: [0], bytes: 1465, end: 'crlf' },
      { characters: [1], bytes: PART_BYTES, end: 'lf' },
    ],
    false,
  ],
];

describe.each(CHARACTERS)('%s', (encoding, characters) => {
  test('parts joined are the text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 20 }), fc.boolean(), async (given, isEnded) => {
        const bytes: number[] = [];
        for (const [at, { characters: own, bytes: length, end }] of given.entries()) {
          const end0 = bytes.length + length;
          for (let next = 0; bytes.length < end0; next++) {
            bytes.push(...(characters[(own[next % own.length] as number) % characters.length] as number[]));
          }
          if (isEnded || at < given.length - 1) bytes.push(...ENDS[end].flatMap((byte) => unit(encoding, byte)));
        }
        const all = Uint8Array.from(bytes);
        const parts = await allParts(all, encoding);
        const text = decodeText(all.subarray(markBytesOf(all, encoding)), encoding);
        const lines = text === '' ? [] : text.split(/\r\n|\n|\r/);
        if (lines.length > 1 && lines.at(-1) === '') lines.pop();
        const got = joined(parts);
        expect(got.length).toBe(lines.length);
        expect(got.findIndex((one, at) => one !== lines[at])).toBe(-1);
        // No part is longer than two of the grid, and each can be read by itself.
        expect(Math.max(...parts.map((part) => part.byteLength))).toBeLessThanOrEqual(2 * PART_BYTES + 4096);
        let ends = 0;
        for (const part of parts) {
          expect(await linesBefore(readFrom(all), all.length, part.index, encoding)).toBe(ends);
          ends += part.lineEnds;
        }
      }),
      { numRuns: 12, examples: EXAMPLES },
    );
  });
});

test('a file of ten gigabytes is read where it is looked at alone', async () => {
  const byteLength = 10e9;
  const read: number[] = [];
  const source = async (offset: number, wanted: number) => {
    const there = Math.max(0, Math.min(wanted, byteLength - offset));
    read.push(there);
    return Uint8Array.from({ length: there }, (_, at) => ((offset + at) % 100 === 99 ? 10 : 0x2e));
  };
  const index = partCount(byteLength) - 2;
  const part = await readPart(source, byteLength, index, 'utf-8');
  expect(part.lines.every((one) => one.length === 99)).toBe(true);
  expect(await linesBefore(source, byteLength, index, 'utf-8')).toBe(undefined);
  expect(read.reduce((sum, one) => sum + one, 0)).toBeLessThan(10 * PART_BYTES);
});
