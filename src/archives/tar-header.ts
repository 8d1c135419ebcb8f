/**
 * A header of the tar formats: POSIX.1-2024 pax “ustar Interchange Format”, with what GNU tar, star and Version 7 do
 * otherwise.
 */
import { joined } from './member';

export const BLOCK_BYTES = 512;

/**
 * | bytes    | field                          | bytes    | field                                  |
 * | -------- | ------------------------------ | -------- | -------------------------------------- |
 * | 0–99     | name                           | 257–264  | magic and version                      |
 * | 100–107  | mode                           | 265–296  | uname                                  |
 * | 108–115  | uid                            | 297–328  | gname                                  |
 * | 116–123  | gid                            | 329–336  | devmajor                               |
 * | 124–135  | size                           | 337–344  | devminor                               |
 * | 136–147  | mtime                          | 345–499  | prefix (GNU: times and the sparse map) |
 * | 148–155  | chksum                         | 386–481  | GNU: four pieces of a sparse file      |
 * | 156      | typeflag                       | 482, 483 | GNU: more pieces follow; real size     |
 * | 157–256  | linkname                       | 508–511  | star: `tar\0`, its prefix is shorter   |
 */
export interface TarHeader {
  type: string;
  name: Uint8Array;
  mode: number;
  user: number;
  group: number;
  size: number;
  modifyTime: number;
  linkName: Uint8Array;
  device: { major: number; minor: number };
  isGnu: boolean;
  block: Uint8Array;
}

const SLASH = Uint8Array.of(0x2f);

/** Whether a block is a header: the sum of its bytes, its checksum taken for spaces, is what it says. */
export function isHeader(block: Uint8Array): boolean {
  const said = parseNumber(block, 148, 8);
  if (said === undefined) return false;
  // Old programs took bytes for signed numbers.
  let unsigned = 8 * 0x20;
  let signed = unsigned;
  for (let at = 0; at < BLOCK_BYTES; at++) {
    if (at >= 148 && at < 156) continue;
    const byte = block[at] as number;
    unsigned += byte;
    signed += byte < 128 ? byte : byte - 256;
  }
  return said === unsigned || said === signed;
}

export function isZeros(bytes: Uint8Array): boolean {
  // Four at once: there may be gigabytes of them behind the end.
  const whole = bytes.byteOffset % 4 === 0 ? bytes.length >>> 2 : 0;
  const numbers = new Uint32Array(bytes.buffer, whole === 0 ? 0 : bytes.byteOffset, whole);
  for (let at = 0; at < whole; at++) if (numbers[at] !== 0) return false;
  for (let at = 4 * whole; at < bytes.length; at++) if (bytes[at] !== 0) return false;
  return true;
}

/** The fields of a header; a text where one of them is no number. */
export function parseHeader(block: Uint8Array): TarHeader | string {
  const number = (at: number, length: number, least = 0) => {
    const value = parseNumber(block, at, length);
    return value !== undefined && Number.isSafeInteger(value) && value >= least ? value : undefined;
  };
  const isGnu = text(block, 257, 8) === 'ustar  ';
  const isUstar = text(block, 257, 5) === 'ustar' && !isGnu;
  const fields = {
    mode: number(100, 8),
    user: number(108, 8, -(2 ** 31)),
    group: number(116, 8, -(2 ** 31)),
    size: number(124, 12),
    modifyTime: number(136, 12, Number.MIN_SAFE_INTEGER),
  };
  for (const [field, value] of Object.entries(fields)) if (value === undefined) return field;
  const name = bytesUpToZero(block, 0, 100);
  const isStar = text(block, 508, 4) === 'tar';
  const prefix = isUstar ? bytesUpToZero(block, 345, isStar ? 131 : 155) : new Uint8Array(0);
  return {
    ...(fields as Record<keyof typeof fields, number>),
    type: String.fromCharCode(block[156] as number),
    name: prefix.length > 0 ? joined([prefix, SLASH, name]) : name,
    linkName: bytesUpToZero(block, 157, 100),
    device: { major: number(329, 8) ?? 0, minor: number(337, 8) ?? 0 },
    isGnu,
    block,
  };
}

/**
 * A number: octal digits with spaces or zero bytes around them, or, where the first bit is set, a number of all other
 * bits (GNU), which is negative where the second one is set, too. Undefined: it is none.
 */
export function parseNumber(block: Uint8Array, at: number, length: number): number | undefined {
  const first = block[at] as number;
  if (first & 0x80) {
    const isNegative = (first & 0x40) !== 0;
    let value = isNegative ? (first & 0x7f) - 0x80 : first & 0x7f;
    for (let byte = 1; byte < length; byte++) value = value * 256 + (block[at + byte] as number);
    return value;
  }
  const digits = text(block, at, length).replace(/^ +| +$/g, '');
  if (digits === '') return 0;
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : undefined;
}

/** Characters up to the first zero byte. */
export function text(block: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytesUpToZero(block, at, length));
}

export function bytesUpToZero(block: Uint8Array, at: number, length: number): Uint8Array {
  const field = block.subarray(at, at + length);
  const end = field.indexOf(0);
  return field.slice(0, end === -1 ? length : end);
}
