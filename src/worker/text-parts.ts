/**
 * A text in parts, of which any can be read without those before it. Parts lie on a grid of equal bytes; each begins with
 * the first line that does at its place or later, or, where a line is longer than a part, with a character.
 */
import type { Encoding, TextPart } from './seen-contents';
import { decodeText, markBytesOf } from './text-encodings';

/** Bytes of the grid. */
export const PART_BYTES = 1 << 15;
/** Bytes before a place that are looked through for where a character begins, at first and at most. */
const BEHIND_BYTES = 4096;
const MOST_BEHIND_BYTES = 1 << 20;
/** Lines are counted up to so many bytes, so many at a time. */
const COUNTED_BYTES = 1 << 26;
const COUNT_STRIDE = 1 << 20;

const LF = 10;
const CR = 13;

/** Where bytes come from: fewer than asked for only at the end. */
export type ReadBytes = (offset: number, byteLength: number) => Promise<Uint8Array>;

/** Parts that a text of some bytes has; an empty one has one. */
export const partCount = (byteLength: number) => Math.max(1, Math.ceil(byteLength / PART_BYTES));

export async function readPart(
  read: ReadBytes,
  byteLength: number,
  index: number,
  encoding: Encoding,
): Promise<TextPart> {
  const begin = await startOf(read, byteLength, index, encoding);
  const end = await startOf(read, byteLength, index + 1, encoding);
  const bytes = await read(begin.at, end.at - begin.at);
  const text = decodeText(bytes, encoding);
  const lines = bytes.length === 0 ? [] : text.split(/\r\n|\n|\r/);
  const lineEnds = Math.max(0, lines.length - 1);
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  const { at: offset, continues } = begin;
  return { index, offset, byteLength: bytes.length, lines, lineEnds, continues };
}

/** Ends of lines before a part; undefined where that is too much to look through. */
export async function linesBefore(
  read: ReadBytes,
  byteLength: number,
  index: number,
  encoding: Encoding,
): Promise<number | undefined> {
  const { at: end } = await startOf(read, byteLength, index, encoding);
  if (end > COUNTED_BYTES) return undefined;
  let count = 0;
  let isAfterReturn = false;
  for (let offset = 0; offset < end; offset += COUNT_STRIDE) {
    const bytes = await read(offset, Math.min(COUNT_STRIDE, end - offset));
    const units = new Units(bytes, encoding);
    for (let at = 0; at < units.length; at++) {
      const unit = units.at(at);
      if (unit === CR || (unit === LF && !isAfterReturn)) count++;
      isAfterReturn = unit === CR;
    }
  }
  return count;
}

/** Where a part begins. */
async function startOf(
  read: ReadBytes,
  byteLength: number,
  index: number,
  encoding: Encoding,
): Promise<{ at: number; continues: boolean }> {
  const place = index * PART_BYTES;
  if (index === 0) return { at: markBytesOf(await read(0, 3), encoding), continues: false };
  if (place >= byteLength) return { at: byteLength, continues: false };
  const { size } = new Units(new Uint8Array(0), encoding);
  // The unit before it tells whether a line begins at the place itself, the one behind whether CR and LF belong together.
  const units = new Units(await read(place - size, PART_BYTES + 2 * size), encoding);
  for (let at = 0; at * size <= PART_BYTES && at < units.length; at++) {
    const unit = units.at(at);
    if (unit === LF || (unit === CR && units.at(at + 1) !== LF)) return { at: place + at * size, continues: false };
  }
  const at = await characterAt(read, place, encoding);
  // A character that the place is in may be the first one of a line.
  const before = at < place && at >= size ? new Units(await read(at - size, size), encoding).at(0) : 0;
  return { at, continues: before !== LF && before !== CR };
}

/** Where the character begins that a byte is of. */
async function characterAt(read: ReadBytes, place: number, encoding: Encoding): Promise<number> {
  const from = Math.max(0, place - 4);
  const bytes = await read(from, place - from + 4);
  const at = place - from;
  const byteAt = (index: number) => bytes[index] ?? 0;
  switch (encoding) {
    case 'utf-8': {
      let start = at;
      while (start > at - 4 && start > 0 && (byteAt(start) & 0xc0) === 0x80) start--;
      return from + ((byteAt(start) & 0xc0) === 0xc0 ? start : at);
    }
    case 'utf-16le':
    case 'utf-16be': {
      const units = new Units(bytes.subarray(at - 2), encoding);
      const isPair = (units.at(0) & 0xfc00) === 0xd800 && (units.at(1) & 0xfc00) === 0xdc00;
      return isPair ? place - 2 : place;
    }
    case 'shift_jis':
    case 'euc-jp':
    case 'gb18030':
    case 'big5':
    case 'euc-kr':
      return place - unfinished(await bytesSinceSafe(read, place), encoding);
    default:
      return place;
  }
}

/** Bytes from the last one before a place that is a character by itself in any encoding of East Asia: one below 30. */
async function bytesSinceSafe(read: ReadBytes, place: number): Promise<Uint8Array> {
  for (let behind = BEHIND_BYTES; ; behind *= 4) {
    const from = Math.max(0, place - behind);
    const bytes = await read(from, place - from);
    const safe = bytes.findLastIndex((byte) => byte < 0x30);
    if (safe >= 0 || from === 0 || behind >= MOST_BEHIND_BYTES) return bytes.subarray(safe + 1);
  }
}

/** Bytes at the end that begin a character which goes on behind them. */
function unfinished(bytes: Uint8Array, encoding: Encoding): number {
  const decoder = () => new TextDecoder(encoding, { ignoreBOM: true });
  const whole = decoder().decode(bytes, { stream: true });
  for (let rest = 0; rest < 4 && rest <= bytes.length; rest++) {
    if (decoder().decode(bytes.subarray(0, bytes.length - rest)) === whole) return rest;
  }
  return 0;
}

/** Bytes as the units that ends of lines are told by: of two bytes in UTF-16. No other encoding has them within characters. */
class Units {
  readonly size: 1 | 2;
  readonly length: number;
  readonly #bytes: Uint8Array;
  readonly #isBig: boolean;

  constructor(bytes: Uint8Array, encoding: Encoding) {
    this.size = encoding === 'utf-16le' || encoding === 'utf-16be' ? 2 : 1;
    this.length = Math.floor(bytes.length / this.size);
    this.#bytes = bytes;
    this.#isBig = encoding === 'utf-16be';
  }

  /** 0 beyond the end. */
  at(index: number): number {
    if (this.size === 1) return this.#bytes[index] ?? 0;
    const first = this.#bytes[2 * index] ?? 0;
    const second = this.#bytes[2 * index + 1] ?? 0;
    return this.#isBig ? (first << 8) | second : (second << 8) | first;
  }
}
