/**
 * Makes the names of one directory differ: the plain name goes to one entry, the others get numbers. As genisoimage
 * does it, entries are taken from the last to the first in canonical order, and whoever comes later takes the plain
 * name from whoever has it; so the first keeps its name, and adding an unrelated file changes nothing. A counter for
 * each stem makes this linear, since a name that is taken is never given back.
 */
import { allocate, allocateZeroed, get32, mark, release, set32 } from './memory';
import { pieceOfBytes } from './sort';

/** Writes the plain name of an item and returns its length in bytes. */
type PlainName = (item: u32, to: usize) => u32;
/** Writes a name with a number and returns its length; 0 when no number so wide fits. See `widthOfCode`. */
type NumberedName = (plain: usize, length: u32, code: u32, to: usize) => u32;

/** Digits of a number: 0–9 and A–Z. */
const RADIX: u32 = 36;
const FIRST_WIDTH: u32 = 3;
export const LAST_WIDTH: u32 = 6;

let table: usize = 0;
let lengths: usize = 0;
let stride: u32 = 0;
let slots: usize = 0;
let slotMask: u32 = 0;
let stems: usize = 0;
let stemMask: u32 = 0;
let stemCount: u32 = 0;

/** 36 to the power of the widths that there are. */
const COUNTS = memory.data<u32>([46656, 1679616, 60466176, 2176782336]);

/** How many numbers have that many digits. */
function countOfWidth(width: u32): u32 {
  return get32(COUNTS, width - FIRST_WIDTH);
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
  const before = mark();
  slots = allocateZeroed(<u64>size * 4);
  slotMask = size - 1;
  beginStems();
  const plain = allocate(stride);
  const numbered = allocate(stride);
  let isGood = true;
  for (let left = count; left > 0; left--) {
    const item = left - 1;
    const slot = findSlot(uniqueNameAt(item), keyLength(item));
    const holder = get32(slots, slot);
    set32(slots, slot, item + 1);
    if (holder == 0) continue;
    // what has no number yet has its plain name in the table
    const isPlain = get32(codes, holder - 1) == 0;
    const length = isPlain ? uniqueNameLength(holder - 1) : plainName(holder - 1, plain);
    const from = isPlain ? uniqueNameAt(holder - 1) : plain;
    if (!renumber(holder - 1, codes, from, length, numbered, numberedName)) {
      isGood = false;
      break;
    }
  }
  release(before);
  return isGood;
}

function renumber(
  item: u32,
  codes: usize,
  plain: usize,
  plainLength: u32,
  numbered: usize,
  numberedName: NumberedName,
): bool {
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

/** Stems that a table has room for at first. */
const FIRST_STEMS: u32 = 256;

function beginStems(): void {
  stemMask = FIRST_STEMS - 1;
  stemCount = 0;
  stems = allocateZeroed(<u64>FIRST_STEMS * 16);
}

/**
 * Where the next number of a stem is kept, until the next call. Two stems whose 64-bit hashes are equal would share
 * it: numbers would then be skipped, no name be wrong.
 */
function stemCounter(hash: u64): usize {
  const key = hash | 1;
  let at = stemSlot(key);
  if (load<u64>(at) == key) return at + 8;
  if (++stemCount > stemMask - (stemMask >> 2)) {
    growStems();
    at = stemSlot(key);
  }
  store<u64>(at, key);
  return at + 8;
}

/** The row of a stem, or the free one where it belongs. */
function stemSlot(key: u64): usize {
  let slot = <u32>(key >> 20) & stemMask;
  let at = stems + ((<usize>slot) << 4);
  for (let present = load<u64>(at); present != key && present != 0; present = load<u64>(at)) {
    slot = (slot + 1) & stemMask;
    at = stems + ((<usize>slot) << 4);
  }
  return at;
}

/** Twice as many rows; the old ones' memory is given back with all that the directory needed. */
function growStems(): void {
  const old = stems;
  const rows = stemMask + 1;
  stemMask = rows * 2 - 1;
  stems = allocateZeroed(<u64>rows * 32);
  for (let row: u32 = 0; row < rows; row++) {
    const from = old + ((<usize>row) << 4);
    if (load<u64>(from) == 0) continue;
    const to = stemSlot(load<u64>(from));
    store<u64>(to, load<u64>(from));
    store<u64>(to, load<u64>(from, 8), 8);
  }
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
    hash = (hash ^ pieceOfBytes(name, length, piece)) * 0x9e3779b97f4a7;
    hash ^= hash >> 29;
  }
  return hash;
}
