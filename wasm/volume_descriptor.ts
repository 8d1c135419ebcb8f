/**
 * Volume descriptors (ECMA-119 8): primary, El Torito's boot record, Joliet's supplementary, the enhanced one of
 * ISO 9660:1999, and the set terminator.
 */
import {
  BLOCK_BYTES,
  IDENTIFIER_ABSTRACT_FILE,
  IDENTIFIER_APPLICATION,
  IDENTIFIER_BIBLIOGRAPHIC_FILE,
  IDENTIFIER_COPYRIGHT_FILE,
  IDENTIFIER_COUNT,
  IDENTIFIER_DATA_PREPARER,
  IDENTIFIER_PUBLISHER,
  IDENTIFIER_SYSTEM,
  IDENTIFIER_VOLUME,
  IDENTIFIER_VOLUME_SET,
} from './abi';
import { putRootRecord } from './directory_record';
import * as manifest from './manifest';
import { put723, put731, put732, put733 } from './numbers';
import * as paths from './path_table';
import { putVolumeDate } from './time';

const TYPE_BOOT_RECORD: u8 = 0;
const TYPE_PRIMARY: u8 = 1;
const TYPE_SUPPLEMENTARY: u8 = 2;
const TYPE_TERMINATOR: u8 = 255;
const VERSION: u8 = 1;
const ENHANCED_VERSION: u8 = 2;
const STANDARD_IDENTIFIER = memory.data<u8>([0x43, 0x44, 0x30, 0x30, 0x31]); // CD001
/** Last byte of Joliet's escape sequences `%/@`, `%/C` and `%/E`, for UCS-2 level 1, 2 and 3. */
const UCS2_LEVELS = memory.data<u8>([0x40, 0x43, 0x45]);

// Which descriptor to render
export const PRIMARY: u32 = 0;
export const JOLIET: u32 = 1;
export const ENHANCED: u32 = 2;

// Positions in a primary or supplementary descriptor (8.4, 8.5), counted from 0
const DESCRIPTOR_TYPE: usize = 0;
const IDENTIFIER: usize = 1;
const DESCRIPTOR_VERSION: usize = 6;
const SYSTEM_IDENTIFIER: usize = 8;
const VOLUME_IDENTIFIER: usize = 40;
const VOLUME_SPACE_SIZE: usize = 80;
const ESCAPE_SEQUENCES: usize = 88;
const VOLUME_SET_SIZE: usize = 120;
const VOLUME_SEQUENCE_NUMBER: usize = 124;
const LOGICAL_BLOCK_SIZE: usize = 128;
const PATH_TABLE_SIZE: usize = 132;
const TYPE_L_PATH_TABLE: usize = 140;
const OPTIONAL_TYPE_L_PATH_TABLE: usize = 144;
const TYPE_M_PATH_TABLE: usize = 148;
const OPTIONAL_TYPE_M_PATH_TABLE: usize = 152;
const ROOT_DIRECTORY_RECORD: usize = 156;
const VOLUME_SET_IDENTIFIER: usize = 190;
const PUBLISHER_IDENTIFIER: usize = 318;
const DATA_PREPARER_IDENTIFIER: usize = 446;
const APPLICATION_IDENTIFIER: usize = 574;
const COPYRIGHT_FILE_IDENTIFIER: usize = 702;
const ABSTRACT_FILE_IDENTIFIER: usize = 739;
const BIBLIOGRAPHIC_FILE_IDENTIFIER: usize = 776;
const CREATION_DATE: usize = 813;
const MODIFICATION_DATE: usize = 830;
const EXPIRATION_DATE: usize = 847;
const EFFECTIVE_DATE: usize = 864;
const FILE_STRUCTURE_VERSION: usize = 881;
const APPLICATION_USE: usize = 883;

// In a boot record (8.2; El Torito 1.0, figure 7)
const BOOT_SYSTEM_IDENTIFIER: usize = 7;
const BOOT_CATALOG: usize = 71;
/** `EL TORITO SPECIFICATION`, zeros behind it. */
const EL_TORITO = memory.data<u8>([
  0x45, 0x4c, 0x20, 0x54, 0x4f, 0x52, 0x49, 0x54, 0x4f, 0x20, 0x53, 0x50, 0x45, 0x43, 0x49, 0x46, 0x49, 0x43, 0x41,
  0x54, 0x49, 0x4f, 0x4e,
]);
const EL_TORITO_BYTES: usize = 23;

/**
 * Writes the primary (8.4), Joliet's supplementary (8.5) or the enhanced descriptor into zeros. The enhanced one says
 * what the primary says, and leads to the same directories, but for its type and its two version numbers.
 */
export function renderVolumeDescriptor(which: u32, imageBlocks: u32, pathTableBlock: u32, to: usize): void {
  const joliet = which == JOLIET;
  const version = which == ENHANCED ? ENHANCED_VERSION : VERSION;
  store<u8>(to, which == PRIMARY ? TYPE_PRIMARY : TYPE_SUPPLEMENTARY, DESCRIPTOR_TYPE);
  memory.copy(to + IDENTIFIER, STANDARD_IDENTIFIER, 5);
  store<u8>(to, version, DESCRIPTOR_VERSION);
  putIdentifier(to + SYSTEM_IDENTIFIER, 32, IDENTIFIER_SYSTEM, joliet);
  putIdentifier(to + VOLUME_IDENTIFIER, 32, IDENTIFIER_VOLUME, joliet);
  put733(to + VOLUME_SPACE_SIZE, imageBlocks);
  if (joliet) {
    store<u16>(to, 0x2f25, ESCAPE_SEQUENCES);
    store<u8>(to, load<u8>(UCS2_LEVELS + manifest.jolietLevel - 1), ESCAPE_SEQUENCES + 2);
  }
  put723(to + VOLUME_SET_SIZE, manifest.volumeSetSize);
  put723(to + VOLUME_SEQUENCE_NUMBER, manifest.volumeSequenceNumber);
  put723(to + LOGICAL_BLOCK_SIZE, BLOCK_BYTES);
  put733(to + PATH_TABLE_SIZE, joliet ? paths.jolietPathTableBytes : paths.pathTableBytes);
  put731(to + TYPE_L_PATH_TABLE, pathTableBlock);
  put731(to + OPTIONAL_TYPE_L_PATH_TABLE, 0);
  put732(to + TYPE_M_PATH_TABLE, pathTableBlock + paths.tableBlocks(joliet));
  put732(to + OPTIONAL_TYPE_M_PATH_TABLE, 0);
  putRootRecord(to + ROOT_DIRECTORY_RECORD, joliet);
  putIdentifier(to + VOLUME_SET_IDENTIFIER, 128, IDENTIFIER_VOLUME_SET, joliet);
  putIdentifier(to + PUBLISHER_IDENTIFIER, 128, IDENTIFIER_PUBLISHER, joliet);
  putIdentifier(to + DATA_PREPARER_IDENTIFIER, 128, IDENTIFIER_DATA_PREPARER, joliet);
  putIdentifier(to + APPLICATION_IDENTIFIER, 128, IDENTIFIER_APPLICATION, joliet);
  putIdentifier(to + COPYRIGHT_FILE_IDENTIFIER, 37, IDENTIFIER_COPYRIGHT_FILE, joliet);
  putIdentifier(to + ABSTRACT_FILE_IDENTIFIER, 37, IDENTIFIER_ABSTRACT_FILE, joliet);
  putIdentifier(to + BIBLIOGRAPHIC_FILE_IDENTIFIER, 37, IDENTIFIER_BIBLIOGRAPHIC_FILE, joliet);
  putVolumeDate(to + CREATION_DATE, manifest.creationTime);
  putVolumeDate(to + MODIFICATION_DATE, manifest.modificationTime);
  putVolumeDate(to + EXPIRATION_DATE, manifest.expirationTime);
  putVolumeDate(to + EFFECTIVE_DATE, manifest.effectiveTime);
  store<u8>(to, version, FILE_STRUCTURE_VERSION);
  const isGiven = which == PRIMARY && manifest.applicationUse != 0;
  if (isGiven) memory.copy(to + APPLICATION_USE, manifest.applicationUse, manifest.APPLICATION_USE_BYTES);
  else memory.fill(to + APPLICATION_USE, 0x20, manifest.APPLICATION_USE_BYTES);
}

/** 8.2: the boot record that leads to El Torito's catalog, into zeros. */
export function renderBootRecord(catalogBlock: u32, to: usize): void {
  store<u8>(to, TYPE_BOOT_RECORD, DESCRIPTOR_TYPE);
  memory.copy(to + IDENTIFIER, STANDARD_IDENTIFIER, 5);
  store<u8>(to, VERSION, DESCRIPTOR_VERSION);
  memory.copy(to + BOOT_SYSTEM_IDENTIFIER, EL_TORITO, EL_TORITO_BYTES);
  put731(to + BOOT_CATALOG, catalogBlock);
}

/** 8.3: the volume descriptor set terminator, into zeros. */
export function renderTerminator(to: usize): void {
  store<u8>(to, TYPE_TERMINATOR, DESCRIPTOR_TYPE);
  memory.copy(to + IDENTIFIER, STANDARD_IDENTIFIER, 5);
  store<u8>(to, VERSION, DESCRIPTOR_VERSION);
}

/** An identifier, filled with spaces: of one byte, in Joliet of two (an odd last byte stays zero). */
function putIdentifier(at: usize, fieldBytes: u32, identifier: u32, joliet: bool): void {
  const index = joliet ? identifier + IDENTIFIER_COUNT : identifier;
  const length = min(manifest.identifierLength(index), fieldBytes);
  if (joliet) {
    for (let unit: usize = 0; unit + 1 < fieldBytes; unit += 2) store<u16>(at + unit, 0x2000);
  } else memory.fill(at, 0x20, fieldBytes);
  memory.copy(at, manifest.identifierAt(index), length);
}
