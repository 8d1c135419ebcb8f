/** Extra fields of zip entries (APPNOTE.TXT 4.5; Info-ZIP's `proginfo/extrafld.txt`): times, owners and names. */
import { crc32 } from './crc32';
import { textIfUtf8 } from './member';

/** Fields by their ids; of several with one id the first. */
export type ExtraFields = Map<number, DataView>;

const ZIP64 = 0x0001;
const NTFS = 0x000a;
/** `UT`: modification, access and creation times. */
const EXTENDED_TIMESTAMP = 0x5455;
/** `UX`: old, access and modification times, then owners. */
const INFO_ZIP_UNIX = 0x5855;
/** `Ux`: owners in 16 bits. */
const INFO_ZIP_UNIX_2 = 0x7855;
/** `ux`: owners of any size. */
const INFO_ZIP_UNIX_3 = 0x7875;
const UNICODE_PATH = 0x7075;
/** 100 ns between 1601 and 1970. */
const EPOCH_1601 = 116_444_736_000_000_000n;

/** The fields of an entry; those that end beyond it are left out. */
export function parseExtra(bytes: Uint8Array): ExtraFields {
  const fields: ExtraFields = new Map();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at + 4 <= bytes.length; ) {
    const id = view.getUint16(at, true);
    const length = view.getUint16(at + 2, true);
    at += 4;
    if (at + length > bytes.length) break;
    if (!fields.has(id)) fields.set(id, new DataView(bytes.buffer, bytes.byteOffset + at, length));
    at += length;
  }
  return fields;
}

/** 4.5.3: the numbers that have no room in their places, in order. Undefined: one of them is missing. */
export function zip64Numbers(fields: ExtraFields, count: number): number[] | undefined {
  const field = fields.get(ZIP64);
  if (count === 0) return [];
  if (!field || field.byteLength < 8 * count) return undefined;
  return Array.from({ length: count }, (_, at) => Number(field.getBigUint64(8 * at, true)));
}

export interface ZipTimes {
  modifyTime?: number;
  accessTime?: number;
}

/**
 * Whole Unix seconds. Those of 32 bits are signed, and end in January 2038.
 * @param year that the entry's own date has, which goes on: behind that they have no sign
 */
export function extraTimes(fields: ExtraFields, year: number): ZipTimes {
  const seconds = (field: DataView, at: number) =>
    year >= 2038 ? field.getUint32(at, true) : field.getInt32(at, true);
  const extended = fields.get(EXTENDED_TIMESTAMP);
  if (extended && extended.byteLength >= 5) {
    const flags = extended.getUint8(0);
    const times: ZipTimes = {};
    let at = 1;
    if (flags & 1) times.modifyTime = seconds(extended, at);
    if (flags & 1) at += 4;
    // The list of all entries has the first one only, whatever the flags say.
    if (flags & 2 && extended.byteLength >= at + 4) times.accessTime = seconds(extended, at);
    if (times.modifyTime !== undefined) return times;
  }
  const unix = fields.get(INFO_ZIP_UNIX);
  if (unix && unix.byteLength >= 8) {
    return { accessTime: seconds(unix, 0), modifyTime: seconds(unix, 4) };
  }
  const ntfs = fields.get(NTFS);
  if (ntfs && ntfs.byteLength >= 32 && ntfs.getUint16(4, true) === 1) {
    return { modifyTime: ntfsSeconds(ntfs, 8), accessTime: ntfsSeconds(ntfs, 16) };
  }
  return {};
}

function ntfsSeconds(field: DataView, at: number): number {
  const ticks = field.getBigUint64(at, true) - EPOCH_1601;
  return Math.floor(Number(ticks / 100n) / 100_000);
}

export function extraOwner(fields: ExtraFields): { user?: number; group?: number } {
  const any = fields.get(INFO_ZIP_UNIX_3);
  if (any && any.byteLength >= 3 && any.getUint8(0) === 1) {
    const userBytes = any.getUint8(1);
    const groupAt = 2 + userBytes;
    if (any.byteLength > groupAt) {
      const user = littleEndian(any, 2, userBytes);
      const group = littleEndian(any, groupAt + 1, any.getUint8(groupAt));
      if (user !== undefined && group !== undefined) return { user, group };
    }
  }
  const short = fields.get(INFO_ZIP_UNIX_2);
  if (short && short.byteLength >= 4) return { user: short.getUint16(0, true), group: short.getUint16(2, true) };
  const old = fields.get(INFO_ZIP_UNIX);
  if (old && old.byteLength >= 12) return { user: old.getUint16(8, true), group: old.getUint16(10, true) };
  return {};
}

function littleEndian(field: DataView, at: number, length: number): number | undefined {
  if (at + length > field.byteLength) return undefined;
  let value = 0;
  for (let byte = length - 1; byte >= 0; byte--) value = value * 256 + field.getUint8(at + byte);
  return Math.min(value, Number.MAX_SAFE_INTEGER);
}

/** The name in UTF-8, if the field was made for the name that stands in the entry. */
export function unicodePath(fields: ExtraFields, name: Uint8Array): Uint8Array | undefined {
  const field = fields.get(UNICODE_PATH);
  if (!field || field.byteLength < 6 || field.getUint8(0) !== 1) return undefined;
  if (field.getUint32(1, true) !== crc32(name)) return undefined;
  const path = new Uint8Array(field.buffer, field.byteOffset + 5, field.byteLength - 5);
  return textIfUtf8(path) === undefined ? undefined : path;
}
