/**
 * Joliet identifiers: at most 64 characters of UCS-2, or 103 where that is asked for, big-endian, without those that
 * the Joliet specification forbids. Characters beyond UCS-2 are kept as pairs of surrogates, which is what Windows,
 * Linux and macOS read.
 */
import { jolietUnits } from './manifest';
import { putDigits, widthOfCode } from './unique';

/** An extension longer than this (its full stop counted) is taken for a part of the name. */
const MAX_EXTENSION_UNITS: u32 = 9;
const UNDERSCORE: u32 = 0x5f;
const FULL_STOP: u32 = 0x2e;

/** What the last call of `jolietName` had to do. */
export let replacedCharacters: bool = false;
export let wasCut: bool = false;

/** By byte of a name: 0 for an ASCII character that Joliet allows. */
const CLASSES = memory.data(256);
const CLASS_FORBIDDEN: u8 = 1;
const CLASS_NOT_ASCII: u8 = 2;
/** `*` `/` `:` `;` `?` and `\`, besides control characters. */
const FORBIDDEN = memory.data<u8>([0x2a, 0x2f, 0x3a, 0x3b, 0x3f, 0x5c, 0x7f]);

/** To be called before any name is made. */
export function setJolietRules(): void {
  memory.fill(CLASSES, CLASS_FORBIDDEN, 0x20);
  memory.fill(CLASSES + 0x80, CLASS_NOT_ASCII, 0x80);
  for (let at: u32 = 0; at < 7; at++) store<u8>(CLASSES + load<u8>(FORBIDDEN + at), CLASS_FORBIDDEN);
}

function isForbidden(codePoint: u32): bool {
  return codePoint < 0x80 && load<u8>(CLASSES + codePoint) != 0;
}

/** How many characters a name begins with that are ASCII and allowed, up to `most`. */
function asciiLength(name: usize, most: u32): u32 {
  let at: u32 = 0;
  while (at < most && load<u8>(CLASSES + load<u8>(name + at)) == 0) at++;
  return at;
}

/**
 * UTF-16 units of a name that is its own Joliet identifier and sorts there as its bytes do: short enough, nothing
 * forbidden, and nothing from U+D000 on, where the orders of UTF-8 and UTF-16 part. 0: it is not such a name.
 */
export function plainJolietUnits(name: usize, length: u32): u32 {
  let at = asciiLength(name, length);
  let units = at;
  while (at < length) {
    const byte = <u32>load<u8>(name + at);
    if (byte < 0x80) {
      if (isForbidden(byte)) return 0;
      at++;
    } else {
      const size = sequenceLength(name + at, length - at);
      if (size == 0 || byte >= 0xed) return 0;
      at += size;
    }
    units++;
  }
  return units <= jolietUnits ? units : 0;
}

/** Bytes of the (W)UTF-8 sequence at `at`, or 0 when it is none. */
function sequenceLength(at: usize, left: u32): u32 {
  const lead = <u32>load<u8>(at);
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const size: u32 = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (size > left) return 0;
  for (let next: u32 = 1; next < size; next++) {
    if ((load<u8>(at + next) & 0xc0) != 0x80) return 0;
  }
  const second = <u32>load<u8>(at, 1);
  if (lead == 0xe0 && second < 0xa0) return 0;
  if (lead == 0xf0 && second < 0x90) return 0;
  if (lead == 0xf4 && second > 0x8f) return 0;
  return size;
}

function putUnit(to: usize, index: u32, unit: u32): void {
  store<u16>(to + ((<usize>index) << 1), bswap<u16>(<u16>unit));
}

/** Writes the Joliet identifier of a name and returns its length in bytes. */
export function jolietName(name: usize, length: u32, to: usize): u32 {
  replacedCharacters = false;
  wasCut = false;
  let at = asciiLength(name, min(length, jolietUnits));
  let units = at;
  for (let unit: u32 = 0; unit < units; unit++)
    store<u16>(to + ((<usize>unit) << 1), (<u16>load<u8>(name + unit)) << 8);
  while (at < length) {
    const lead = <u32>load<u8>(name + at);
    const size = sequenceLength(name + at, length - at);
    let codePoint = UNDERSCORE;
    if (size == 1) codePoint = lead;
    else if (size == 2) codePoint = ((lead & 0x1f) << 6) | (load<u8>(name + at, 1) & 0x3f);
    else if (size == 3) {
      codePoint = ((lead & 0x0f) << 12) | ((<u32>load<u8>(name + at, 1) & 0x3f) << 6) | (load<u8>(name + at, 2) & 0x3f);
    } else if (size == 4) {
      codePoint =
        ((lead & 0x07) << 18) |
        ((<u32>load<u8>(name + at, 1) & 0x3f) << 12) |
        ((<u32>load<u8>(name + at, 2) & 0x3f) << 6) |
        (load<u8>(name + at, 3) & 0x3f);
    }
    const width: u32 = codePoint > 0xffff ? 2 : 1;
    if (units + width > jolietUnits) {
      wasCut = true;
      break;
    }
    if (size == 0 || isForbidden(codePoint)) {
      replacedCharacters = true;
      codePoint = UNDERSCORE;
    }
    if (width == 2) {
      putUnit(to, units, 0xd800 + ((codePoint - 0x10000) >> 10));
      putUnit(to, units + 1, 0xdc00 + ((codePoint - 0x10000) & 0x3ff));
    } else putUnit(to, units, codePoint);
    units += width;
    at += size == 0 ? 1 : size;
  }
  return units << 1;
}

/** Gives a Joliet identifier a number before its extension, in place of characters where there is no room. */
export function numberedJolietName(name: usize, length: u32, code: u32, to: usize): u32 {
  const width = widthOfCode(code);
  const units = length >> 1;
  let extension: u32 = 0;
  for (let size: u32 = 2; size <= MAX_EXTENSION_UNITS && size < units; size++) {
    if (bswap<u16>(load<u16>(name + ((<usize>units - size) << 1))) == <u16>FULL_STOP) {
      extension = size;
      break;
    }
  }
  let keep = min(units - extension, jolietUnits - width - extension);
  // not between the two halves of a pair
  if (keep > 0 && (bswap<u16>(load<u16>(name + ((<usize>keep - 1) << 1))) & 0xfc00) == 0xd800) keep--;
  memory.copy(to, name, keep << 1);
  for (let digit: u32 = 0; digit < width; digit++) putUnit(to, keep + digit, 0);
  putDigits(code, to + ((<usize>keep) << 1) + 1, 2);
  memory.copy(to + ((<usize>keep + width) << 1), name + ((<usize>units - extension) << 1), extension << 1);
  return (keep + width + extension) << 1;
}
