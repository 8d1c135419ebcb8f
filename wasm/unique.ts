/**
 * Makes the names of one directory differ: the plain name goes to one entry, the others get numbers. As genisoimage
 * does it, entries are taken from the last to the first in canonical order, and whoever comes later takes the plain
 * name from whoever has it; so the first keeps its name, and adding an unrelated file changes nothing. A counter for
 * each stem makes this linear, since a name that is taken is never given back.
 */
import { allocate, allocateZeroed, get32, set32 } from './memory';
import { pieceOfBytes } from './sort';

/** Writes the plain name of an item and returns its length in bytes. */
type PlainName = (item: u32, to: usize) => u32;
/** Writes a name with a number and returns its length; 0 when no number so wide fits. See `widthOfCode`. */
type NumberedName = (plain: usize, length: u32, code: u32, to: usize) => u32;

/** Digits of a number: 0–9 and A–Z. */
const RADIX: u32 = 36;
const FIRST_WIDTH: u32 = 3;
const LAST_WIDTH: u32 = 6;

let table: usize = 0;
let lengths: usize = 0;
let stride: u32 = 0;
let slots: usize = 0;
let slotMask: u32 = 0;
let stems: usize = 0;
let stemMask: u32 = 0;

/** Most of the numbers with that many digits. */
function countOfWidth(width: u32): u32 {
  let count: u32 = 1;
  for (let digit: u32 = 0; digit < width; digit++) count *= RADIX;
  return count;
}

/** How many digits a code stands for. Codes count from 1: all numbers of three digits first, then of four … */
export function widthOfCode(code: u32): u32 {
  let rest = code - 1;
  let width = FIRST_WIDTH;
  while (width < LAST_WIDTH && rest >= countOfWidth(width)) rest -= countOfWidth(width++);
  return width;
}

/** Writes the digits of a code, `step` bytes apart (2 for 16-bit units, at their low bytes). */
export function putDigits(code: u32, to: usize, step: u32): void {
  let rest = code - 1;
  let width = FIRST_WIDTH;
  while (width < LAST_WIDTH && rest >= countOfWidth(width)) rest -= countOfWidth(width++);
  for (let digit = width; digit > 0; digit--) {
    const value = rest % RADIX;
    rest /= RADIX;
    store<u8>(to + (digit - 1) * step, <u8>(value < 10 ? 0x30 + value : 0x41 + value - 10));
  }
}

/** The name of an item in the table of `makeUnique`. */
export function uniqueNameAt(item: u32): usize {
  return table + <usize>item * stride;
}

export function uniqueNameLength(item: u32): u32 {
  return load<u8>(lengths + ((<usize>item) << 1));
}

/** Bytes of the name that tell it from others. */
function keyLength(item: u32): u32 {
  return load<u8>(lengths + ((<usize>item) << 1), 1);
}

/** Begins a table of `count` names of at most `maxBytes` (255) each; lives until the memory is released. */
export function beginNames(count: u32, maxBytes: u32): void {
  stride = (maxBytes + 7) & ~7;
  table = allocate(<u64>count * stride);
  lengths = allocate(<u64>count * 2);
  allocate(8); // so that the last name can be read in pieces of eight bytes
}

/** Notes the length of a name that was written to `uniqueNameAt`, of which the first `key` bytes tell it from others. */
export function setName(item: u32, length: u32, key: u32): void {
  store<u16>(lengths + ((<usize>item) << 1), <u16>(length | (key << 8)));
}

/**
 * Makes the names of the table differ and sets `codes` (u32 of each item): 0 for a plain name.
 * False: there are not enough numbers.
 */
export function makeUnique(count: u32, codes: usize, plainName: PlainName, numberedName: NumberedName): bool {
  let size: u32 = 4;
  while (size < count * 2) size <<= 1;
  slots = allocateZeroed(<u64>size * 4);
  slotMask = size - 1;
  stems = 0;
  const plain = allocate(stride);
  const numbered = allocate(stride);
  for (let left = count; left > 0; left--) {
    const item = left - 1;
    const slot = findSlot(uniqueNameAt(item), keyLength(item));
    const holder = get32(slots, slot);
    set32(slots, slot, item + 1);
    if (holder == 0) continue;
    const plainLength = plainName(holder - 1, plain);
    if (!renumber(holder - 1, codes, plain, plainLength, numbered, numberedName, size)) return false;
  }
  return true;
}

function renumber(
  item: u32,
  codes: usize,
  plain: usize,
  plainLength: u32,
  numbered: usize,
  numberedName: NumberedName,
  size: u32,
): bool {
  if (!stems) {
    stems = allocateZeroed(<u64>size * 16);
    stemMask = size - 1;
  }
  let base: u32 = 1;
  for (let width = FIRST_WIDTH; width <= LAST_WIDTH; width++) {
    const count = countOfWidth(width);
    const stemLength = numberedName(plain, plainLength, base, numbered);
    if (stemLength == 0) return false;
    const counter = stemCounter(hashOf(numbered, stemLength));
    for (let number = load<u32>(counter); number < count; number++) {
      const length = numberedName(plain, plainLength, base + number, numbered);
      const slot = findSlot(numbered, length);
      if (get32(slots, slot) != 0) continue;
      store<u32>(counter, number + 1);
      set32(slots, slot, item + 1);
      set32(codes, item, base + number);
      memory.copy(uniqueNameAt(item), numbered, length);
      setName(item, length, length);
      return true;
    }
    store<u32>(counter, count);
    base += count;
  }
  return false;
}

/** The slot that holds a name, or the free one where it belongs. */
function findSlot(name: usize, length: u32): u32 {
  let slot = <u32>hashOf(name, length) & slotMask;
  let holder = get32(slots, slot);
  while (holder != 0) {
    if (keyLength(holder - 1) == length && areSame(uniqueNameAt(holder - 1), name, length)) break;
    slot = (slot + 1) & slotMask;
    holder = get32(slots, slot);
  }
  return slot;
}

/**
 * Where the next number of a stem is kept. Two stems whose 64-bit hashes are equal would share it: numbers would
 * then be skipped, no name be wrong. When the table is full (several widths of very many stems), the last one serves.
 */
function stemCounter(hash: u64): usize {
  const key = hash | 1;
  let slot = <u32>(hash >> 20) & stemMask;
  for (let probe: u32 = 0; probe < stemMask; probe++) {
    const at = stems + ((<usize>slot) << 4);
    const present = load<u64>(at);
    if (present == key) return at + 8;
    if (present == 0) {
      store<u64>(at, key);
      return at + 8;
    }
    slot = (slot + 1) & stemMask;
  }
  return stems + ((<usize>slot) << 4) + 8;
}

/** Whether two names of one length are the same. */
function areSame(name: usize, other: usize, length: u32): bool {
  for (let piece: u32 = 0; piece << 3 < length; piece++) {
    if (pieceOfBytes(name, length, piece) != pieceOfBytes(other, length, piece)) return false;
  }
  return true;
}

function hashOf(name: usize, length: u32): u64 {
  let hash: u64 = length;
  for (let piece: u32 = 0; piece << 3 < length; piece++) {
    hash = (hash ^ pieceOfBytes(name, length, piece)) * 0x9e3779b97f4a7c15;
    hash ^= hash >> 29;
  }
  return hash;
}
