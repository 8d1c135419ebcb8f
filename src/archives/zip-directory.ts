/** The list of a zip archive's entries, which stands at its end (APPNOTE.TXT 4.3.12 to 4.3.16). */

import type { Reading } from './reading';
import { type ExtraFields, parseExtra, zip64Numbers } from './zip-extra';

/** An entry as the list has it. */
export interface ZipEntry {
  name: Uint8Array;
  /** The system whose attributes it has: 3 is Unix. */
  host: number;
  flags: number;
  method: number;
  dosTime: number;
  dosDate: number;
  crc: number;
  packedBytes: number;
  byteLength: number;
  externalAttributes: number;
  /** Of its local header, in the file. */
  offset: number;
  extra: ExtraFields;
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const END64_SIGNATURE = 0x06064b50;
const END64_BYTES = 56;
const LOCATOR_SIGNATURE = 0x07064b50;
const LOCATOR_BYTES = 20;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;
const MOST_COMMENT_BYTES = 0xffff;
const IN_ZIP64 = 0xffffffff;
const IN_ZIP64_SHORT = 0xffff;

interface End {
  entries: number;
  byteLength: number;
  /** As the archive says, without what may stand before it. */
  offset: number;
  /** Where the list ends in the file. */
  end: number;
}

/** Entry by entry, in the order of the list. */
export async function* zipEntries(reading: Reading): AsyncGenerator<ZipEntry> {
  const end = await findEnd(reading);
  const start = end.end - end.byteLength;
  // A program that unpacks itself stands before what offsets count from.
  const before = start - end.offset;
  if (start < 0 || before < 0) throw reading.damaged('the list of its entries, at its end, does not fit in it');
  let at = start;
  for (let entry = 0; entry < end.entries; entry++) {
    if (at + ENTRY_BYTES > end.end)
      throw reading.damaged(`the list of its entries ends after ${entry} of ${end.entries}`);
    const fixed = view(await reading.readWhole(at, ENTRY_BYTES, 'the list of its entries'));
    if (fixed.getUint32(0, true) !== ENTRY_SIGNATURE) {
      throw reading.damaged(`entry ${entry + 1} in the list of its entries is none`);
    }
    const nameBytes = fixed.getUint16(28, true);
    const extraBytes = fixed.getUint16(30, true);
    const variable = nameBytes + extraBytes;
    const bytes = (await reading.readWhole(at + ENTRY_BYTES, variable, 'the list of its entries')).slice();
    yield parseEntry(reading, fixed, bytes.subarray(0, nameBytes), parseExtra(bytes.subarray(nameBytes)), before);
    at += ENTRY_BYTES + variable + fixed.getUint16(32, true);
  }
  if (at !== end.end) throw reading.damaged(`it has more entries than the ${end.entries} that it says`);
}

function parseEntry(reading: Reading, fixed: DataView, name: Uint8Array, extra: ExtraFields, before: number): ZipEntry {
  let packedBytes = fixed.getUint32(20, true);
  let byteLength = fixed.getUint32(24, true);
  let offset = fixed.getUint32(42, true);
  const wide = [byteLength, packedBytes, offset].map((value) => value === IN_ZIP64);
  const numbers = zip64Numbers(extra, wide.filter(Boolean).length);
  if (!numbers?.every(Number.isSafeInteger)) throw reading.damaged('the size of one of its entries is missing');
  if (wide[0]) byteLength = numbers.shift() as number;
  if (wide[1]) packedBytes = numbers.shift() as number;
  if (wide[2]) offset = numbers.shift() as number;
  return {
    name,
    host: fixed.getUint8(5),
    flags: fixed.getUint16(8, true),
    method: fixed.getUint16(10, true),
    dosTime: fixed.getUint16(12, true),
    dosDate: fixed.getUint16(14, true),
    crc: fixed.getUint32(16, true),
    packedBytes,
    byteLength,
    externalAttributes: fixed.getUint32(38, true),
    offset: offset + before,
    extra,
  };
}

/** Looked for from the end: what stands behind it is its comment. */
async function findEnd(reading: Reading): Promise<End> {
  const { byteLength } = reading;
  const start = Math.max(0, byteLength - END_BYTES - MOST_COMMENT_BYTES);
  const tail = await reading.source.read(start, byteLength - start);
  const bytes = view(tail);
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (bytes.getUint32(at, true) !== END_SIGNATURE) continue;
    if (at + END_BYTES + bytes.getUint16(at + 20, true) > tail.length) continue;
    return readEnd(reading, new DataView(tail.buffer, tail.byteOffset + at, END_BYTES), start + at);
  }
  throw reading.truncated('its entries, since the list of them, which stands at its end, is missing');
}

async function readEnd(reading: Reading, record: DataView, at: number): Promise<End> {
  const [disk, listDisk] = [record.getUint16(4, true), record.getUint16(6, true)];
  const end = {
    entries: record.getUint16(10, true),
    byteLength: record.getUint32(12, true),
    offset: record.getUint32(16, true),
    end: at,
  };
  const isWide = end.entries === IN_ZIP64_SHORT || end.byteLength === IN_ZIP64 || end.offset === IN_ZIP64;
  const wide = isWide ? await readEnd64(reading, at) : undefined;
  if (wide) return wide;
  const isInParts = disk !== listDisk || record.getUint16(8, true) !== end.entries || (disk !== 0 && disk !== 0xffff);
  if (isInParts) throw inParts(reading);
  return end;
}

async function readEnd64(reading: Reading, at: number): Promise<End | undefined> {
  if (at < LOCATOR_BYTES) return undefined;
  const locator = view((await reading.readWhole(at - LOCATOR_BYTES, LOCATOR_BYTES, 'its end')).slice());
  if (locator.getUint32(0, true) !== LOCATOR_SIGNATURE) return undefined;
  if (locator.getUint32(16, true) > 1) throw inParts(reading);
  // It stands right before the locator, whatever stands before the archive; extensible data may be in it.
  const said = Number(locator.getBigUint64(8, true));
  for (const place of [at - LOCATOR_BYTES - END64_BYTES, said]) {
    if (place < 0 || place + END64_BYTES > at) continue;
    const record = view((await reading.readWhole(place, END64_BYTES, 'its end')).slice());
    if (record.getUint32(0, true) !== END64_SIGNATURE) continue;
    const [entries, byteLength, offset] = [32, 40, 48].map((field) => Number(record.getBigUint64(field, true)));
    return { entries: entries as number, byteLength: byteLength as number, offset: offset as number, end: place };
  }
  throw reading.damaged('the record at its end that leads to the list of its entries is missing');
}

function inParts(reading: Reading) {
  return reading.damaged('it is one of several parts, and the others are not here');
}

export function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
