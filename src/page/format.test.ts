import { describe, expect, test } from 'vitest';
import { formatBytes, formatCount, formatDuration, formatFraction, formatSize, quoteName, showName } from './format';

test('counts are grouped', () => {
  expect(formatCount(1234567)).toBe('1,234,567');
});

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [374_784, '375 kB'],
  [999_499, '999 kB'],
  [999_500, '1 MB'],
  [999_999_999, '1 GB'],
  [4_100_000_000, '4.1 GB'],
  [5e15, '5 PB'],
  [5e18, '5,000 PB'],
])('%d bytes have three digits at most', (byteLength, text) => {
  expect(formatSize(byteLength)).toBe(text);
});

test('an exact size has all its digits', () => {
  expect(formatBytes(374_784)).toBe('374,784 bytes');
});

test('100 % is said only at the end', () => {
  expect(formatFraction(0.9999)).toBe('99%');
  expect(formatFraction(1)).toBe('100%');
});

test.each([
  [1, '1 sec'],
  [8_200, '9 sec'],
  [21_000, '25 sec'],
  [61_000, '2 min'],
  [3_600_000, '1 hr'],
  [4_800_000, '1 hr 20 min'],
])('%d ms left are told coarsely', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});

describe('a name from a disk', () => {
  test('shows its control characters', () => expect(showName('a\nb\x7f')).toBe('a␊b␡'));
  test('cannot hide its extension by turning around', () => expect(showName('\u202egnp.exe')).toBe('⟨U+202E⟩gnp.exe'));
  test('keeps everything else', () => expect(showName('<b>a&b</b> 🎉 ')).toBe('<b>a&b</b> 🎉 '));
  test('is isolated in a sentence when it runs right to left', () => {
    expect(quoteName('photo.jpg')).toBe('photo.jpg');
    expect(quoteName('صورة.jpg')).toBe('\u2068صورة.jpg\u2069');
  });
});
