import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareNames, decodeName, encodeName } from './names';

const anyString = fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)), maxLength: 40 });

test('every string comes back from its bytes, lone surrogates too', () => {
  fc.assert(
    fc.property(anyString, (name) => {
      expect(decodeName(encodeName(name))).toBe(name);
    }),
  );
});

test('well-formed names are UTF-8', () => {
  const wellFormed = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(wellFormed, (name) => {
      expect([...encodeName(name)]).toEqual([...new TextEncoder().encode(name)]);
    }),
  );
});

test('the canonical order is that of code points', () => {
  const codePoints = (name: string) => [...name].map((character) => character.codePointAt(0) as number);
  const byCodePoint = (a: string, b: string) => {
    const left = codePoints(a);
    const right = codePoints(b);
    const at = left.findIndex((point, index) => point !== right[index]);
    return at < 0 ? left.length - right.length : (left[at] as number) - (right[at] ?? -1);
  };
  const wellFormed = fc.string({ unit: 'binary', maxLength: 6 });
  fc.assert(
    fc.property(wellFormed, wellFormed, (a, b) => {
      expect(Math.sign(compareNames(encodeName(a), encodeName(b)))).toBe(Math.sign(byCodePoint(a, b)));
    }),
  );
});

test('bytes that are no UTF-8 become replacement characters', () => {
  expect(decodeName(Uint8Array.of(0x61, 0xff, 0x62))).toBe('a\ufffdb');
  expect(decodeName(Uint8Array.of(0xed, 0xa0, 0x80, 0xff))).toBe('\ud800\ufffd');
});
