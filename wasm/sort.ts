/**
 * Sorting by byte strings. Strings are compared in pieces of eight bytes, read as one big-endian number and padded
 * with zeros, so that a piece is compared in one step; the pieces of a long common prefix are read once for each
 * string, not once for each comparison. Large runs are sorted by radix: the time is linear in the bytes read.
 */
import { allocate, allocateZeroed, get32, mark, release, set32 } from './memory';

/** Piece number `depth` of an item's string: bytes [8 × depth, 8 × depth + 8). */
type PieceOf = (item: u32, depth: u32) => u64;

/** Below this an insertion sort is quicker. */
const SMALL: u32 = 20;
/** Above this a run is first divided: what radix sorts then fits in a processor's cache, and needs less memory. */
const LARGE: u32 = 65536;
const HISTOGRAM = memory.data(8 * 256 * 4, 4);

let pieceOf: PieceOf = noPiece;
/** The bits of a piece that are all zero when the string ends within it. */
let endMask: u64 = 0xff;
let list: usize = 0;
let pieces: usize = 0;
let otherList: usize = 0;
let otherPieces: usize = 0;

function noPiece(_item: u32, _depth: u32): u64 {
  return 0;
}

/**
 * Sorts a column of u32 items by their strings; equal strings keep their order.
 * @param unitBytes 1 where a zero byte ends a string, 2 where a zero 16-bit unit does
 */
export function sortByString(items: usize, count: u32, unitBytes: u32, piece: PieceOf): void {
  if (count < 2) return;
  pieceOf = piece;
  endMask = unitBytes == 1 ? 0xff : 0xffff;
  list = items;
  const before = mark();
  if (count > SMALL) {
    pieces = allocate(<u64>count * 8);
    otherPieces = allocate(<u64>min(count, LARGE) * 8);
    otherList = allocate(<u64>count * 4);
  }
  sortRange(0, count, 0);
  release(before);
}

function sortRange(first: u32, end: u32, depth: u32): void {
  const count = end - first;
  if (count < 2) return;
  if (count <= SMALL) {
    insertionSort(first, end, depth);
    return;
  }
  let inOrder = true;
  let differences: u64 = 0;
  let previous = pieceOf(get32(list, first), depth);
  for (let at = first; at < end; at++) {
    const piece = pieceOf(get32(list, at), depth);
    store<u64>(pieces + ((<usize>at) << 3), piece);
    if (piece < previous) inOrder = false;
    differences |= piece ^ previous;
    previous = piece;
  }
  // what was sorted by names is nearly always in the order of identifiers, too
  if (!inOrder) {
    if (count > LARGE) {
      divide(first, end, depth, <u32>clz<u64>(differences) >> 3);
      return;
    }
    radixSort(first, end);
  }
  let run = first;
  while (run < end) {
    const piece = load<u64>(pieces + ((<usize>run) << 3));
    let next = run + 1;
    while (next < end && load<u64>(pieces + ((<usize>next) << 3)) == piece) next++;
    if (next - run > 1 && (piece & endMask) != 0) sortRange(run, next, depth + 1);
    run = next;
  }
}

/** Divides rows [first, end) of `list` by one byte of their pieces, the first that differs, and sorts each part. */
function divide(first: u32, end: u32, depth: u32, byte: u32): void {
  const shift = <u64>(56 - (byte << 3));
  const before = mark();
  // where the rows of each value begin; while they are moved, where the next one goes
  const starts = allocateZeroed(257 * 4);
  for (let at = first; at < end; at++) {
    const value = <u32>(load<u64>(pieces + ((<usize>at) << 3)) >> shift) & 0xff;
    set32(starts, value + 1, get32(starts, value + 1) + 1);
  }
  set32(starts, 0, first);
  for (let value: u32 = 0; value < 256; value++)
    set32(starts, value + 1, get32(starts, value) + get32(starts, value + 1));
  for (let at = first; at < end; at++) {
    const value = <u32>(load<u64>(pieces + ((<usize>at) << 3)) >> shift) & 0xff;
    const place = get32(starts, value);
    set32(starts, value, place + 1);
    set32(otherList, place, get32(list, at));
  }
  const offset = (<usize>first) << 2;
  memory.copy(list + offset, otherList + offset, (<usize>(end - first)) << 2);
  let start = first;
  for (let value: u32 = 0; value < 256; value++) {
    const next = get32(starts, value);
    sortRange(start, next, depth);
    start = next;
  }
  release(before);
}

function insertionSort(first: u32, end: u32, depth: u32): void {
  for (let at = first + 1; at < end; at++) {
    const item = get32(list, at);
    const piece = pieceOf(item, depth);
    let hole = at;
    while (hole > first) {
      const other = get32(list, hole - 1);
      const otherPiece = pieceOf(other, depth);
      if (otherPiece < piece) break;
      if (otherPiece == piece && ((piece & endMask) == 0 || !comesBefore(item, other, depth + 1))) break;
      set32(list, hole, other);
      hole--;
    }
    set32(list, hole, item);
  }
}

function comesBefore(item: u32, other: u32, depth: u32): bool {
  let at = depth;
  let piece = pieceOf(item, at);
  let otherPiece = pieceOf(other, at);
  while (piece == otherPiece && (piece & endMask) != 0) {
    at++;
    piece = pieceOf(item, at);
    otherPiece = pieceOf(other, at);
  }
  return piece < otherPiece;
}

/** Sorts rows [first, end) of `list` and `pieces` by piece, from its last byte to its first. */
function radixSort(first: u32, end: u32): void {
  const count = end - first;
  memory.fill(HISTOGRAM, 0, 8 * 256 * 4);
  for (let at = first; at < end; at++) {
    let piece = load<u64>(pieces + ((<usize>at) << 3));
    for (let byte: usize = 0; byte < 8; byte++) {
      const counter = HISTOGRAM + (((byte << 8) + <usize>(piece & 0xff)) << 2);
      store<u32>(counter, load<u32>(counter) + 1);
      piece >>= 8;
    }
  }
  let fromList = list;
  let fromPieces = pieces;
  let toList = otherList;
  let toPieces = otherPieces - ((<usize>first) << 3); // it begins with row `first`
  const sample = load<u64>(pieces + ((<usize>first) << 3));
  for (let byte: u64 = 0; byte < 8; byte++) {
    const histogram = HISTOGRAM + ((<usize>byte) << 10);
    // all strings have the same byte here
    if (load<u32>(histogram + ((<usize>((sample >> (byte << 3)) & 0xff)) << 2)) == count) continue;
    let sum = first;
    for (let value: usize = 0; value < 256; value++) {
      const counter = histogram + (value << 2);
      const next = sum + load<u32>(counter);
      store<u32>(counter, sum);
      sum = next;
    }
    for (let at = first; at < end; at++) {
      const piece = load<u64>(fromPieces + ((<usize>at) << 3));
      const counter = histogram + ((<usize>((piece >> (byte << 3)) & 0xff)) << 2);
      const place = load<u32>(counter);
      store<u32>(counter, place + 1);
      store<u64>(toPieces + ((<usize>place) << 3), piece);
      set32(toList, place, get32(fromList, at));
    }
    const swappedList = fromList;
    fromList = toList;
    toList = swappedList;
    const swappedPieces = fromPieces;
    fromPieces = toPieces;
    toPieces = swappedPieces;
  }
  if (fromList != list) {
    memory.copy(list + ((<usize>first) << 2), fromList + ((<usize>first) << 2), (<usize>count) << 2);
    memory.copy(pieces + ((<usize>first) << 3), fromPieces + ((<usize>first) << 3), (<usize>count) << 3);
  }
}

/** Piece number `depth` of the byte string at `start`. Up to seven bytes after it are read and thrown away. */
export function pieceOfBytes(start: usize, length: u32, depth: u32): u64 {
  const offset = depth << 3;
  if (offset >= length) return 0;
  const piece = bswap<u64>(load<u64>(start + offset));
  const left = length - offset;
  return left >= 8 ? piece : piece & ~(<u64>-1 >> ((<u64>left) << 3));
}
