/**
 * Directory records (ECMA-119 9.1) and how they follow each other in a directory: `.`, `..`, then the entries in
 * order, a record for each file section. No record crosses a block (6.8.1.1). As genisoimage does it, a record that
 * would just fill a block goes to the next one.
 */
import { BLOCK_BYTES, KIND_FILE, NAME_OMIT_VERSION, NO_CONTENT } from './abi';
import * as directories from './directories';
import { extensionRecordBytes } from './extension_record';
import * as extents from './extents';
import * as manifest from './manifest';
import { get32 } from './memory';
import { isNumbered, isoNameLength, jolietNameLength, putIsoName, putJolietName } from './naming';
import { put723, put733 } from './numbers';
import * as su from './system_use';
import * as area from './system_use_area';
import { putRecordDate } from './time';

// Positions in a record, counted from 0
const RECORD_LENGTH: usize = 0;
const EXTENDED_ATTRIBUTE_LENGTH: usize = 1;
const EXTENT: usize = 2;
const DATA_LENGTH: usize = 10;
const DATE: usize = 18;
const FLAGS: usize = 25;
const FILE_UNIT_SIZE: usize = 26;
const INTERLEAVE_GAP: usize = 27;
const VOLUME_SEQUENCE_NUMBER: usize = 28;
const IDENTIFIER_LENGTH: usize = 32;
const IDENTIFIER: usize = 33;
const FIXED_BYTES: u32 = 33;

const FLAG_EXISTENCE: u8 = 1;
const FLAG_DIRECTORY: u8 = 2;
const FLAG_ASSOCIATED: u8 = 4;
const FLAG_MULTI_EXTENT: u8 = 0x80;
/** The longest file section: whole blocks, and a length that fits in 32 bits. */
const SECTION_BYTES: u64 = 4294965248;
const VERSION_BYTES: u32 = 2; // ;1

/** Files need more than one section from this size on: 4 GiB. */
const FIRST_SIZE_IN_SECTIONS: u64 = 0x100000000;

/** How many records a file of that many bytes has. */
export function sectionCount(bytes: u64): u32 {
  if (bytes < FIRST_SIZE_IN_SECTIONS) return 1;
  return <u32>((bytes + SECTION_BYTES - 1) / SECTION_BYTES);
}

/** Records of an entry. */
export function sectionsOf(entry: u32): u32 {
  return sectionCount(bytesOf(entry));
}

/** Bytes of a file; 0 for everything else. */
export function bytesOf(entry: u32): u64 {
  if (entry >= manifest.entryCount || manifest.kindOf(entry) != KIND_FILE) return 0;
  const content = manifest.contentOf(entry);
  return content == NO_CONTENT ? 0 : manifest.contentBytes(content);
}

/** The role of a child of a directory in the ISO 9660 hierarchy. */
export function roleOf(entry: u32, directory: u32): u32 {
  if (!directories.isDirectoryEntry(entry)) return su.ROLE_ENTRY;
  if (directory == directories.relocationDirectory) return su.ROLE_MOVED;
  return directories.isRelocated(directories.directoryOf(entry)) ? su.ROLE_PLACEHOLDER : su.ROLE_ENTRY;
}

function even(length: u32): u32 {
  return (length + 1) & ~1;
}

/** Where a record that long goes, at or after `offset` of a directory. */
export function placeRecord(offset: u64, length: u32): u64 {
  const block: u64 = BLOCK_BYTES;
  return (offset & (block - 1)) + length >= block ? (offset + block - 1) & ~(block - 1) : offset;
}

/** Builds the system use area of `.` or `..`; returns the record's length. */
export function buildDotRecord(directory: u32, role: u32): u32 {
  if (!manifest.rockRidge) return FIXED_BYTES + 1;
  if (role == su.ROLE_SELF) {
    const isRoot = directory == 0;
    const block: u32 = isRoot ? extents.extensionBlock : 0;
    const bytes: u32 = isRoot ? extensionRecordBytes() : 0;
    su.buildSystemUse(directories.entryOfDirectory(directory), role, 0, block, bytes);
  } else {
    const parent = directories.realParent(directory);
    // the block is not known while sizes are worked out: any number but 0 stands for it
    const link: u32 = directories.isRelocated(directory) ? max(extents.firstBlock(parent), 1) : 0;
    su.buildSystemUse(directories.entryOfDirectory(parent), role, link, 0, 0);
  }
  return even(FIXED_BYTES + 1 + area.inlineBytes);
}

/** Builds the system use area of an entry; returns the record's length. */
export function buildEntryRecord(entry: u32, role: u32): u32 {
  const length = even(FIXED_BYTES + identifierLength(entry, role));
  if (!manifest.rockRidge) return length;
  const link: u32 = role == su.ROLE_PLACEHOLDER ? extents.firstBlock(directories.directoryOf(entry)) : 0;
  su.buildSystemUse(entry, role, link, 0, 0);
  return even(length + area.inlineBytes);
}

/** Length of an entry's record that needs no continuation area; 0 when only `buildEntryRecord` can tell. */
export function plainRecordLength(entry: u32, role: u32): u32 {
  const length = even(FIXED_BYTES + identifierLength(entry, role));
  if (!manifest.rockRidge) return length;
  if (role != su.ROLE_ENTRY) return 0;
  const systemUse = su.plainSystemUseBytes(entry);
  return systemUse == 0 ? 0 : even(length + systemUse);
}

/** Length of an entry's identifier in a directory of the ISO 9660 hierarchy, with its version number. */
export function isoIdentifierLength(entry: u32, directory: u32): u32 {
  return identifierLength(entry, roleOf(entry, directory));
}

function identifierLength(entry: u32, role: u32): u32 {
  const length = isoNameLength(entry, role == su.ROLE_MOVED);
  return hasVersion(entry, role) ? length + VERSION_BYTES : length;
}

/**
 * Files have a version number (7.5.1) unless it is omitted. The empty file in the place of a relocated directory has, as genisoimage does
 * it, the identifier that the directory had; but when that is numbered it is one of a file.
 */
function hasVersion(entry: u32, role: u32): bool {
  if ((manifest.nameRules & NAME_OMIT_VERSION) != 0) return false;
  return !directories.isDirectoryEntry(entry) || (role == su.ROLE_PLACEHOLDER && isNumbered(entry));
}

/** Everything of a record but identifier and system use (ECMA-119 9.1.1 to 9.1.9). */
function putFixed(at: usize, length: u32, block: u32, bytes: u32, time: f64, flags: u8): void {
  store<u8>(at, <u8>length, RECORD_LENGTH);
  store<u8>(at, 0, EXTENDED_ATTRIBUTE_LENGTH);
  put733(at + EXTENT, block);
  put733(at + DATA_LENGTH, bytes);
  putRecordDate(at + DATE, time);
  store<u8>(at, flags, FLAGS);
  store<u8>(at, 0, FILE_UNIT_SIZE);
  store<u8>(at, 0, INTERLEAVE_GAP);
  put723(at + VOLUME_SEQUENCE_NUMBER, manifest.volumeSequenceNumber);
}

/** 9.1.6: flags that the manifest gives; what is hidden is so in both places of a relocated directory. */
function givenFlags(entry: u32, mayBeAssociated: bool): u8 {
  if (!manifest.hasFlags() || entry >= manifest.entryCount) return 0;
  const existence: u8 = manifest.isHidden(entry) ? FLAG_EXISTENCE : 0;
  return mayBeAssociated && manifest.isAssociated(entry) ? existence | FLAG_ASSOCIATED : existence;
}

function timeOf(entry: u32): f64 {
  return entry < manifest.entryCount ? manifest.modifyTimeOf(entry) : manifest.newDirectoryTime;
}

/** Writes `.` or `..` of the ISO 9660 hierarchy, with the system use area that was built last. */
export function putDotRecord(at: usize, length: u32, directory: u32, role: u32): void {
  const target = role == su.ROLE_SELF ? directory : directories.isoParent(directory);
  // `..` of a relocated directory is dated as the directory that it was in
  const dated = role == su.ROLE_SELF ? directory : directories.realParent(directory);
  const time = timeOf(directories.entryOfDirectory(dated));
  putFixed(at, length, extents.firstBlock(target), extents.directoryDataLength(target), time, FLAG_DIRECTORY);
  store<u8>(at, 1, IDENTIFIER_LENGTH);
  store<u8>(at, role == su.ROLE_SELF ? 0 : 1, IDENTIFIER); // 6.8.2.2
  if (manifest.rockRidge) memory.copy(at + FIXED_BYTES + 1, area.systemUse(), area.inlineBytes);
}

/** Writes an entry's record, with the system use area that was built last. */
export function putEntryRecord(at: usize, length: u32, entry: u32, role: u32, section: u32): void {
  const time = timeOf(entry);
  const isDirectory = directories.isDirectoryEntry(entry);
  if (isDirectory && role != su.ROLE_PLACEHOLDER) {
    const directory = directories.directoryOf(entry);
    const block = extents.firstBlock(directory);
    const flags = FLAG_DIRECTORY | givenFlags(entry, false);
    putFixed(at, length, block, extents.directoryDataLength(directory), time, flags);
  } else putFileSection(at, length, entry, section, time, givenFlags(entry, !isDirectory));
  const identifier = putIdentifier(entry, role, at + IDENTIFIER);
  store<u8>(at, <u8>identifier, IDENTIFIER_LENGTH);
  if (manifest.rockRidge) memory.copy(at + even(FIXED_BYTES + identifier), area.systemUse(), area.inlineBytes);
}

/** Writes an entry's identifier, with its version number, and returns its length. */
export function putIdentifier(entry: u32, role: u32, to: usize): u32 {
  const length = putIsoName(entry, role == su.ROLE_MOVED, to);
  if (!hasVersion(entry, role)) return length;
  store<u16>(to + length, 0x313b); // ;1
  return length + VERSION_BYTES;
}

/** ECMA-119 6.5.1: a file longer than one section has them one after the other, all but the last so flagged. */
function putFileSection(at: usize, length: u32, entry: u32, section: u32, time: f64, given: u8): void {
  const bytes = bytesOf(entry);
  const start = <u64>section * SECTION_BYTES;
  const isLast = section + 1 == sectionCount(bytes);
  const sectionBytes = isLast ? bytes - start : SECTION_BYTES;
  const placeholder = directories.isDirectoryEntry(entry);
  const first = placeholder
    ? extents.placeholderBlock(directories.directoryOf(entry))
    : get32(directories.slots, entry);
  const flags = isLast ? given : given | FLAG_MULTI_EXTENT;
  putFixed(at, length, first + <u32>(start >> 11), <u32>sectionBytes, time, flags);
}

// --- Joliet --------------------------------------------------------------------------------------------

export const JOLIET_DOT_BYTES: u32 = FIXED_BYTES + 1;

export function jolietRecordLength(entry: u32): u32 {
  return FIXED_BYTES + jolietNameLength(entry) + 1;
}

export function putJolietDotRecord(at: usize, directory: u32, role: u32): void {
  const parent = directories.realParent(directory);
  const target = role == su.ROLE_SELF ? directory : parent;
  const time = timeOf(directories.entryOfDirectory(target));
  const bytes = extents.jolietDataLength(target);
  putFixed(at, JOLIET_DOT_BYTES, extents.jolietFirstBlock(target), bytes, time, FLAG_DIRECTORY);
  store<u8>(at, 1, IDENTIFIER_LENGTH);
  store<u8>(at, role == su.ROLE_SELF ? 0 : 1, IDENTIFIER);
}

export function putJolietRecord(at: usize, entry: u32, section: u32): void {
  const length = jolietRecordLength(entry);
  const time = timeOf(entry);
  if (manifest.isDirectory(entry)) {
    const directory = directories.directoryOf(entry);
    const block = extents.jolietFirstBlock(directory);
    putFixed(at, length, block, extents.jolietDataLength(directory), time, FLAG_DIRECTORY | givenFlags(entry, false));
  } else putFileSection(at, length, entry, section, time, givenFlags(entry, false));
  store<u8>(at, <u8>putJolietName(entry, at + IDENTIFIER), IDENTIFIER_LENGTH);
}

/** The root's record in a volume descriptor (8.4.18): 34 bytes, without system use. */
export function putRootRecord(at: usize, joliet: bool): void {
  const time = timeOf(0);
  const block = joliet ? extents.jolietFirstBlock(0) : extents.firstBlock(0);
  const bytes = joliet ? extents.jolietDataLength(0) : extents.directoryDataLength(0);
  putFixed(at, FIXED_BYTES + 1, block, bytes, time, FLAG_DIRECTORY);
  store<u8>(at, 1, IDENTIFIER_LENGTH);
  store<u8>(at, 0, IDENTIFIER);
}
