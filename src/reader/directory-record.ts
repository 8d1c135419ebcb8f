import { little16, little32 } from './fields';
import { SECTOR_BYTES } from './sectors';

/** File flags (ECMA-119 9.1.6). */
export const FLAG_HIDDEN = 1;
export const FLAG_DIRECTORY = 2;
export const FLAG_ASSOCIATED = 4;
export const FLAG_MULTI_EXTENT = 128;

/** Bytes of a record before the identifier (9.1). */
const RECORD_HEAD_BYTES = 33;
/** A record with an identifier of one byte. */
const SHORTEST_RECORD_BYTES = 34;

/** A directory record (ECMA-119 9.1), as it is recorded. */
export interface DirectoryRecord {
  /** Place in the image, in bytes. */
  at: number;
  /** The bytes that it lies in, and where. */
  bytes: Uint8Array;
  start: number;
  byteLength: number;
  /** Blocks of the extended attribute record before the file's data. */
  attributeBlocks: number;
  /** Location of extent: a logical block. */
  block: number;
  /** Data length, without the extended attribute record. */
  dataLength: number;
  flags: number;
  /** File unit size and interleave gap size, in blocks; 0 where it is not interleaved. */
  unitBlocks: number;
  gapBlocks: number;
  volumeSequenceNumber: number;
  identifier: Uint8Array;
  /** Where the system use area begins and ends in `bytes`. */
  systemUseStart: number;
  systemUseEnd: number;
}

/**
 * The record at a place.
 * @param at the same place in the image
 */
export function directoryRecord(bytes: Uint8Array, start: number, byteLength: number, at: number): DirectoryRecord {
  const end = start + byteLength;
  const identifierLength = Math.min(bytes[start + 32] as number, byteLength - RECORD_HEAD_BYTES);
  const identifierEnd = start + RECORD_HEAD_BYTES + identifierLength;
  return {
    at,
    bytes,
    start,
    byteLength,
    attributeBlocks: bytes[start + 1] as number,
    block: little32(bytes, start + 2),
    dataLength: little32(bytes, start + 10),
    flags: bytes[start + 25] as number,
    unitBlocks: bytes[start + 26] as number,
    gapBlocks: bytes[start + 27] as number,
    volumeSequenceNumber: little16(bytes, start + 28),
    identifier: bytes.subarray(start + RECORD_HEAD_BYTES, identifierEnd),
    // 9.1.12: a padding field follows an identifier of an even length.
    systemUseStart: Math.min(end, identifierEnd + (identifierLength % 2 === 0 ? 1 : 0)),
    systemUseEnd: end,
  };
}

/** What a run of a directory's bytes holds, in order. */
export type RecordOrDefect =
  | DirectoryRecord
  | { defect: 'record-length' | 'identifier-length'; at: number; found: number };

/**
 * The records of some whole sectors of a directory (6.8.1.1: none crosses the end of its sector).
 * @param at where the bytes begin in the image
 */
export function* directoryRecords(bytes: Uint8Array, at: number): Generator<RecordOrDefect> {
  for (let sector = 0; sector < bytes.length; sector += SECTOR_BYTES) {
    const end = Math.min(sector + SECTOR_BYTES, bytes.length);
    for (let start = sector; start < end; ) {
      const byteLength = bytes[start] as number;
      if (byteLength === 0) break;
      if (byteLength < SHORTEST_RECORD_BYTES || start + byteLength > end) {
        yield { defect: 'record-length', at: at + start, found: byteLength };
        break;
      }
      const identifierLength = bytes[start + 32] as number;
      if (identifierLength === 0 || RECORD_HEAD_BYTES + identifierLength > byteLength) {
        yield { defect: 'identifier-length', at: at + start, found: identifierLength };
      } else yield directoryRecord(bytes, start, byteLength, at + start);
      start += byteLength;
    }
  }
}

/** Of one byte, 0: the directory itself; 1: the one that it lies in (ECMA-119 6.8.2.2). */
export function isSelfOrParent({ identifier }: DirectoryRecord): boolean {
  return identifier.length === 1 && (identifier[0] as number) <= 1;
}
