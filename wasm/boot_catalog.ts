/**
 * The boot catalog (El Torito 1.0, 2): records of 32 bytes. The validation entry and the initial/default entry; then for
 * each section a header and its entries. Zeros follow, to the end of the one block that `MOST_BOOT_ENTRIES` fit in.
 */
import {
  BLOCK_BYTES,
  BOOT_CRITERIA,
  BOOT_IDENTIFIER,
  BOOT_INDICATOR,
  BOOT_LOAD_SEGMENT,
  BOOT_MEDIA,
  BOOT_PLATFORM,
  BOOT_SECTION,
  BOOT_SECTORS,
  BOOT_SYSTEM_TYPE,
  NO_CONTENT,
} from './abi';
import { contentBlocks } from './extents';
import * as manifest from './manifest';
import { get32 } from './memory';
import { put721, put731 } from './numbers';

const RECORD_BYTES: usize = 32;
const VALIDATION: u8 = 1;
const HEADER: u8 = 0x90;
const FINAL_HEADER: u8 = 0x91;
const KEY: u16 = 0xaa55;
const VALIDATION_IDENTIFIER_BYTES: usize = 24;
const SECTION_IDENTIFIER_BYTES: usize = 28;
const CRITERIA_BYTES: usize = 20;

// Positions in the records
const PLATFORM: usize = 1;
const IDENTIFIER: usize = 4;
const SECTION_COUNT: usize = 2;
const CHECKSUM: usize = 28;
const KEY_BYTES: usize = 30;
const MEDIA: usize = 1;
const LOAD_SEGMENT: usize = 2;
const SYSTEM_TYPE: usize = 4;
const SECTORS: usize = 6;
const LOAD_BLOCK: usize = 8;
const CRITERIA: usize = 12;

/** Says how long the catalog is; 0 where there is none. */
export function measureBootCatalog(): u64 {
  if (manifest.bootCatalog == NO_CONTENT) return 0;
  manifest.setContentBytes(manifest.bootCatalog, BLOCK_BYTES);
  return BLOCK_BYTES;
}

function beginsSection(index: u32): bool {
  return load<u8>(manifest.bootEntryAt(index), BOOT_SECTION) != 0;
}

/** Writes the catalog, into zeros. */
export function renderBootCatalog(to: usize): void {
  putValidationEntry(to);
  let at = to + RECORD_BYTES;
  for (let index: u32 = 0; index < manifest.bootCount; index++) {
    if (beginsSection(index)) {
      putSectionHeader(index, at);
      at += RECORD_BYTES;
    }
    putEntry(index, at);
    at += RECORD_BYTES;
  }
}

/** 2.1: platform and identifier are those of the first entry; the sum of all words is 0. */
function putValidationEntry(to: usize): void {
  store<u8>(to, VALIDATION);
  if (manifest.bootCount > 0) {
    const first = manifest.bootEntryAt(0);
    store<u8>(to, load<u8>(first, BOOT_PLATFORM), PLATFORM);
    memory.copy(to + IDENTIFIER, first + BOOT_IDENTIFIER, VALIDATION_IDENTIFIER_BYTES);
  }
  store<u16>(to, KEY, KEY_BYTES);
  let sum: u32 = 0;
  for (let word: usize = 0; word < RECORD_BYTES; word += 2) sum += load<u16>(to + word);
  put721(to + CHECKSUM, 0x10000 - (sum & 0xffff));
}

/** 2.3: the header of the section that an entry begins. */
function putSectionHeader(index: u32, to: usize): void {
  const first = manifest.bootEntryAt(index);
  let end = index + 1;
  while (end < manifest.bootCount && !beginsSection(end)) end++;
  store<u8>(to, end == manifest.bootCount ? FINAL_HEADER : HEADER);
  store<u8>(to, load<u8>(first, BOOT_PLATFORM), PLATFORM);
  put721(to + SECTION_COUNT, end - index);
  memory.copy(to + IDENTIFIER, first + BOOT_IDENTIFIER, SECTION_IDENTIFIER_BYTES);
}

/** 2.2 and 2.4: an initial/default entry, or one of a section, which has selection criteria. */
function putEntry(index: u32, to: usize): void {
  const entry = manifest.bootEntryAt(index);
  store<u8>(to, load<u8>(entry, BOOT_INDICATOR));
  store<u8>(to, load<u8>(entry, BOOT_MEDIA), MEDIA);
  put721(to + LOAD_SEGMENT, load<u16>(entry, BOOT_LOAD_SEGMENT));
  store<u8>(to, load<u8>(entry, BOOT_SYSTEM_TYPE), SYSTEM_TYPE);
  put721(to + SECTORS, load<u16>(entry, BOOT_SECTORS));
  put731(to + LOAD_BLOCK, get32(contentBlocks, manifest.bootImageOf(index)));
  if (index > 0) memory.copy(to + CRITERIA, entry + BOOT_CRITERIA, CRITERIA_BYTES);
}
