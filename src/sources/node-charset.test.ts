import { expect, it } from 'vitest';
import { requireCharset } from './charset-names';
import { nameDecoder } from './node-charset';

it.each([
  ['iso8859-1', [0xe9, 0x80], 'é\x80'],
  ['ISO_8859-1', [0xe9], 'é'],
  ['latin1', [0xa4], '¤'],
  ['iso8859-15', [0xa4], '€'],
  ['iso8859-2', [0xb1], 'ą'],
  ['cp1251', [0xcf], 'П'],
  ['windows-1252', [0x80], '€'],
  ['KOI8-R', [0xf0], 'П'],
  ['cp866', [0x80], 'А'],
  ['cp10000', [0x8e], 'é'],
  ['eucJP', [0xc6, 0xfc], '日'],
  ['cp932', [0x93, 0xfa], '日'],
  ['cp936', [0xc8, 0xd5], '日'],
  ['cp949', [0xc0, 0xcf], '일'],
  ['cp950', [0xa4, 0xe9], '日'],
])('names in %s are read', (name, bytes, text) => {
  expect(requireCharset(name)).toBeUndefined();
  expect(nameDecoder(name)?.(Uint8Array.from(bytes))).toBe(text);
});

it.each(['utf-8', 'UTF8'])('names in %s need no reading', (name) => {
  expect([requireCharset(name), nameDecoder(name)]).toEqual([undefined, undefined]);
});

it.each(['cp437', 'cp850', 'utf-16', 'nonsense', ''])('“%s” is refused with a sentence', (name) => {
  expect(requireCharset(name)).toMatch(/^Isodrop does not know this encoding of names\. It knows utf-8, /);
});

it('bytes that an encoding does not have are no name', () => {
  expect(nameDecoder('euc-jp')?.(Uint8Array.of(0xff))).toBeUndefined();
});
