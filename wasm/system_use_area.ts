/**
 * The bytes of one record's system use area while its entries are written, and its continuation areas (SUSP 5.1): one
 * run in which each area follows the CE entry that leads to it.
 */
import { put733 } from './numbers';

const CE_BYTES: u32 = 28;
const SYSTEM_USE_VERSION: u32 = 1;

/** Bytes of a directory record: as genisoimage, at most 254. */
const RECORD_LIMIT: u32 = 254;
/** A continuation area stays within a block. */
const CONTINUATION_LIMIT: u32 = 2048 - 8;
/** What a record holds leaves no need of a continuation area up to this. */
export const PLAIN_LIMIT: u32 = RECORD_LIMIT - CE_BYTES;

const MAX_AREAS: u32 = 64;
const AREA = memory.data(65536, 8);
const areaStarts = memory.data(MAX_AREAS * 4, 4);
const areaLengths = memory.data(MAX_AREAS * 4, 4);

/** Bytes that go into the record itself. They begin at `systemUse()`. */
export let inlineBytes: u32 = 0;
/** All bytes, continuation areas included. */
export let totalBytes: u32 = 0;
/** Continuation areas. */
export let areaCount: u32 = 0;

let end: u32 = 0;
let areaStart: u32 = 0;
/** Bytes of the record that are not system use. */
let used: u32 = 0;
let limit: u32 = 0;

/** Begins a record whose other fields take that many bytes. */
export function beginArea(otherBytes: u32): void {
  end = 0;
  areaStart = 0;
  areaCount = 0;
  inlineBytes = 0;
  used = otherBytes;
  limit = RECORD_LIMIT;
}

/** Ends what was begun. */
export function endArea(): void {
  closeArea();
  if (inlineBytes == 0) inlineBytes = end;
  totalBytes = end;
}

/** As `endArea`, with a CE entry that leads to a block of its own. */
export function endAreaWith(block: u32, bytes: u32): void {
  putContinuation();
  const ce = AREA + end - CE_BYTES;
  put733(ce + 4, block);
  put733(ce + 12, 0);
  put733(ce + 20, bytes);
  areaCount = 0;
  inlineBytes = end;
  totalBytes = end;
}

/** Where the system use area that was built last begins. */
export function systemUse(): usize {
  return AREA;
}

export function areaAt(area: u32): usize {
  return AREA + load<u32>(areaStarts + ((<usize>area) << 2));
}

export function areaLength(area: u32): u32 {
  return load<u32>(areaLengths + ((<usize>area) << 2));
}

/** Fills in where continuation area number `area` lies, in the CE entry that leads to it. */
export function setAreaPlace(area: u32, block: u32, offset: u32): void {
  const ce = areaAt(area) - CE_BYTES;
  put733(ce + 4, block);
  put733(ce + 12, offset);
}

/** Where the next byte goes. */
export function position(): usize {
  return AREA + end;
}

/** Bytes written so far. */
export function written(): u32 {
  return end;
}

/** Takes bytes that were written at `position()`. */
export function skip(bytes: u32): void {
  end += bytes;
}

/** A number in both byte orders. */
export function putNumber(value: u32): void {
  put733(AREA + end, value);
  end += 8;
}

export function bytes(from: usize, count: u32): void {
  memory.copy(AREA + end, from, count);
  end += count;
}

export function byte(value: u8): void {
  store<u8>(AREA + end, value);
  end++;
}

/** The four bytes that every SUSP entry begins with: signature, length and version (SUSP 4.1). */
export function begin(first: u8, second: u8, length: u32): void {
  store<u32>(AREA + end, <u32>first | ((<u32>second) << 8) | (length << 16) | (SYSTEM_USE_VERSION << 24));
  end += 4;
}

/** Bytes that fit in this area, after which there is still room for a CE entry. */
export function room(): u32 {
  const taken = CE_BYTES + used + (end - areaStart);
  return taken >= limit ? 0 : limit - taken;
}

export function makeRoom(bytes: u32): void {
  if (bytes > room()) putContinuation();
}

/** SUSP 5.1: CE. What follows goes into a continuation area. */
export function putContinuation(): void {
  begin(0x43, 0x45, CE_BYTES);
  memory.fill(AREA + end, 0, CE_BYTES - 4); // block, offset and length, both orders each; filled in later
  end += CE_BYTES - 4;
  closeArea();
  if (inlineBytes == 0) inlineBytes = end;
  store<u32>(areaStarts + ((<usize>areaCount) << 2), end);
  areaCount++;
  areaStart = end;
  used = 0;
  limit = CONTINUATION_LIMIT;
}

/** Notes the length of the area that ends here, in its CE entry too. */
function closeArea(): void {
  if (areaCount == 0) return;
  const length = end - areaStart;
  store<u32>(areaLengths + ((<usize>(areaCount - 1)) << 2), length);
  put733(AREA + areaStart - 8, length);
}
