import { expect, test } from 'vitest';
import { hexRow, offsetDigits, typedOffset } from './hex-rows';

test.each([
  ['496', 496],
  ['0x1F0', 496],
  ['1f0', 496],
  ['1F0h', 496],
  [' 32,768 ', 32_768],
  ['0', 0],
  ['', undefined],
  ['nowhere', undefined],
  ['-5', undefined],
  ['99999999999999999999', undefined],
])('%j is byte %s', (typed, offset) => {
  expect(typedOffset(typed)).toBe(offset);
});

test('a row has an offset, bytes in two groups, and what of them is ASCII', () => {
  const bytes = Uint8Array.from([0, 67, 68, 48, 48, 49, 1, 255, 127, 32, 126]);
  expect(hexRow(32_768, bytes, offsetDigits(100_000))).toEqual({
    offset: '00008000',
    bytes: '00 43 44 30 30 31 01 FF  7F 20 7E',
    characters: '·CD001···\u0020~',
  });
});

test.each([
  [0, 8],
  [2 ** 32, 8],
  [2 ** 32 + 1, 9],
])('offsets of %d bytes have %d digits', (byteLength, digits) => {
  expect(offsetDigits(byteLength)).toBe(digits);
});
