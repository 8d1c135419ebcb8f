/** Reading access to the manifest (see abi.ts): one function for each column, and the check that it is sound. */
import {
  ABI_VERSION,
  BOOT_CONTENT,
  BOOT_ENTRY_BYTES,
  BOOT_SECTION,
  COLUMN_ACCESS_TIME,
  COLUMN_APPLICATION_USE,
  COLUMN_ATTRIBUTE_TIME,
  COLUMN_BOOT,
  COLUMN_CONTENT,
  COLUMN_CONTENT_BYTES,
  COLUMN_CONTENT_KIND,
  COLUMN_CONTENT_WEIGHT,
  COLUMN_DEVICE_HIGH,
  COLUMN_DEVICE_LOW,
  COLUMN_FLAGS,
  COLUMN_GROUP,
  COLUMN_IDENTIFIERS,
  COLUMN_KIND,
  COLUMN_LINK_COUNT,
  COLUMN_MODE,
  COLUMN_MODIFY_TIME,
  COLUMN_NAME_START,
  COLUMN_NAMES,
  COLUMN_PARENT,
  COLUMN_SERIAL,
  COLUMN_TARGET_START,
  COLUMN_TARGETS,
  COLUMN_USER,
  CONTENT_BOOT_CATALOG,
  CONTENT_SOURCE,
  CONTENT_TRANSLATION_TABLE,
  ENTRY_ASSOCIATED,
  ENTRY_HIDDEN,
  ENTRY_NOT_IN_ISO,
  ENTRY_NOT_IN_JOLIET,
  IDENTIFIER_COUNT,
  KIND_DIRECTORY,
  KIND_FILE,
  KIND_SOCKET,
  KIND_SYMBOLIC_LINK,
  MANIFEST_BOOT_COUNT,
  MANIFEST_BYTES,
  MANIFEST_CONTENT_COUNT,
  MANIFEST_CREATION_TIME,
  MANIFEST_EFFECTIVE_TIME,
  MANIFEST_END_PAD_BLOCKS,
  MANIFEST_ENTRY_COUNT,
  MANIFEST_EXPIRATION_TIME,
  MANIFEST_FLAGS,
  MANIFEST_HEADER_BYTES,
  MANIFEST_ISO_LEVEL,
  MANIFEST_ISO_NAME_LENGTH,
  MANIFEST_JOLIET_LEVEL,
  MANIFEST_JOLIET_UNITS,
  MANIFEST_MODIFICATION_TIME,
  MANIFEST_NAME_RULES,
  MANIFEST_NAMES_BYTES,
  MANIFEST_NEW_DIRECTORY_MODE,
  MANIFEST_NEW_DIRECTORY_TIME,
  MANIFEST_TARGETS_BYTES,
  MANIFEST_VERSION,
  MANIFEST_VOLUME_SEQUENCE_NUMBER,
  MANIFEST_VOLUME_SET_SIZE,
  MAX_NAME_BYTES,
  MAX_TARGET_BYTES,
  MOST_BOOT_ENTRIES,
  NAME_OMIT_VERSION,
  NO_CONTENT,
  OPTION_HIDE_RELOCATION,
  OPTION_JOLIET,
  OPTION_KEEP_DEEP,
  OPTION_ROCK_RIDGE,
  OPTION_RRIP_112,
} from './abi';
import { allocateZeroed, get32 } from './memory';
import { blocksOf } from './numbers';
import { isGiven, isRecordable } from './time';

/** Most characters of an ISO 9660 identifier (ISO 9660:1999) and of a Joliet one (with `-joliet-long`). */
export const MAX_ISO_NAME: u32 = 207;
export const MAX_JOLIET_UNITS: u32 = 103;
/** So many, with a version number, leave room for a CE entry in a record of 254 bytes. */
const MAX_ISO_NAME_WITH_ROCK_RIDGE: u32 = 193;
/** 8.4.32. */
export const APPLICATION_USE_BYTES: u32 = 512;
/** The largest whole number that f64 counts up to without gaps: 2^53. */
const MAX_CONTENT_BYTES: f64 = 9007199254740992;

export let entryCount: u32 = 0;
export let contentCount: u32 = 0;
/** Contents that are structures, which are the last ones. */
export let structureCount: u32 = 0;
/** Entries of the boot catalog. */
export let bootCount: u32 = 0;
/** The content that is the boot catalog, or `NO_CONTENT`. */
export let bootCatalog: u32 = NO_CONTENT;
export let isoLevel: u32 = 1;
export let endPadBlocks: u32 = 0;
export let joliet: bool = false;
export let rockRidge: bool = false;
export let rrip112: bool = false;
export let keepDeep: bool = false;
export let hideRelocation: bool = false;
/** `NAME_*` bits. */
export let nameRules: u32 = 0;
/** Most characters of an identifier at levels 2 to 4. */
export let isoNameLength: u32 = 31;
export let jolietLevel: u32 = 3;
/** Most UTF-16 units of a Joliet identifier. */
export let jolietUnits: u32 = 64;
export let volumeSetSize: u32 = 1;
export let volumeSequenceNumber: u32 = 1;
/** Permission bits and time of directories that the tree does not have. */
export let newDirectoryMode: u32 = 0o555;
export let newDirectoryTime: f64 = 0;
// The volume's times; NaN for one that is not given.
export let creationTime: f64 = 0;
export let modificationTime: f64 = 0;
export let expirationTime: f64 = 0;
export let effectiveTime: f64 = 0;
/** Whether some entry has a time without a seven-byte form. */
export let hasOddTimes: bool = false;

let base: usize = 0;
let parents: usize = 0;
let nameStarts: usize = 0;
let names: usize = 0;
let kinds: usize = 0;
let modes: usize = 0;
let modifyTimes: usize = 0;
let accessTimes: usize = 0;
let attributeTimes: usize = 0;
let users: usize = 0;
let groups: usize = 0;
let linkCounts: usize = 0;
let contents: usize = 0;
let targetStarts: usize = 0;
let targets: usize = 0;
let contentSizes: usize = 0;
let identifiers: usize = 0;
let flags: usize = 0;
let serials: usize = 0;
let devicesHigh: usize = 0;
let devicesLow: usize = 0;
let contentWeights: usize = 0;
let contentKinds: usize = 0;
let bootEntries: usize = 0;
/** Bytes of the Application Use field; 0 where there are none. */
export let applicationUse: usize = 0;

/** The entry at which `openManifest` found a fault. */
export let faultyEntry: u32 = 0;

export function parentOf(entry: u32): u32 {
  return get32(parents, entry);
}

export function nameAt(entry: u32): usize {
  return names + get32(nameStarts, entry);
}

export function nameLength(entry: u32): u32 {
  return get32(nameStarts, entry + 1) - get32(nameStarts, entry);
}

export function kindOf(entry: u32): u32 {
  return load<u8>(kinds + entry);
}

export function isDirectory(entry: u32): bool {
  return load<u8>(kinds + entry) == KIND_DIRECTORY;
}

export function modeOf(entry: u32): u32 {
  if (modes) return load<u16>(modes + ((<usize>entry) << 1)) & 0xfff;
  return kindOf(entry) == KIND_FILE ? 0o444 : 0o555;
}

export function modifyTimeOf(entry: u32): f64 {
  return load<f64>(modifyTimes + ((<usize>entry) << 3));
}

export function accessTimeOf(entry: u32): f64 {
  return accessTimes ? load<f64>(accessTimes + ((<usize>entry) << 3)) : modifyTimeOf(entry);
}

export function attributeTimeOf(entry: u32): f64 {
  return attributeTimes ? load<f64>(attributeTimes + ((<usize>entry) << 3)) : modifyTimeOf(entry);
}

export function userOf(entry: u32): u32 {
  return users ? get32(users, entry) : 0;
}

export function groupOf(entry: u32): u32 {
  return groups ? get32(groups, entry) : 0;
}

export function linkCountOf(entry: u32): u32 {
  return linkCounts ? get32(linkCounts, entry) : 1;
}

export function contentOf(entry: u32): u32 {
  return get32(contents, entry);
}

export function contentBytes(content: u32): u64 {
  return <u64>load<f64>(contentSizes + ((<usize>content) << 3));
}

/** Says how many bytes a content has that is a structure. */
export function setContentBytes(content: u32, bytes: u64): void {
  store<f64>(contentSizes + ((<usize>content) << 3), <f64>bytes);
}

/** Where the sizes of structures are: f64 of each. */
export function structureSizes(): usize {
  return contentSizes + ((<usize>(contentCount - structureCount)) << 3);
}

/** Whether any content is a structure. */
export function hasStructures(): bool {
  return structureCount > 0;
}

/** `CONTENT_*`. */
export function contentKindOf(content: u32): u32 {
  return contentKinds ? load<u8>(contentKinds + content) : CONTENT_SOURCE;
}

/** Where an entry of the boot catalog is (`BOOT_*`). */
export function bootEntryAt(index: u32): usize {
  return bootEntries + <usize>index * BOOT_ENTRY_BYTES;
}

/** The boot image of an entry of the catalog. */
export function bootImageOf(index: u32): u32 {
  return load<u32>(bootEntryAt(index), BOOT_CONTENT);
}

/** Whether an entry is a translation table. */
export function isTable(entry: u32): bool {
  if (structureCount == 0 || entry >= entryCount || kindOf(entry) != KIND_FILE) return false;
  return contentKindOf(contentOf(entry)) == CONTENT_TRANSLATION_TABLE;
}

export function hasWeights(): bool {
  return contentWeights != 0;
}

/** Where a content lies before others: greater weights first. */
export function weightOf(content: u32): i32 {
  return contentWeights ? <i32>get32(contentWeights, content) : 0;
}

/** Whether any entry may have flags. */
export function hasFlags(): bool {
  return flags != 0;
}

function flagsOf(entry: u32): u32 {
  return flags ? load<u8>(flags + entry) : 0;
}

export function isInIso(entry: u32): bool {
  return (flagsOf(entry) & ENTRY_NOT_IN_ISO) == 0;
}

export function isInJoliet(entry: u32): bool {
  return (flagsOf(entry) & ENTRY_NOT_IN_JOLIET) == 0;
}

export function isHidden(entry: u32): bool {
  return (flagsOf(entry) & ENTRY_HIDDEN) != 0;
}

export function isAssociated(entry: u32): bool {
  return (flagsOf(entry) & ENTRY_ASSOCIATED) != 0;
}

/** File serial number: the same for the names of one file. */
export function serialOf(entry: u32): u32 {
  return serials ? get32(serials, entry) : entry + 1;
}

export function deviceHighOf(entry: u32): u32 {
  return devicesHigh ? get32(devicesHigh, entry) : 0;
}

export function deviceLowOf(entry: u32): u32 {
  return devicesLow ? get32(devicesLow, entry) : 0;
}

export function targetAt(entry: u32): usize {
  return targets + get32(targetStarts, entry);
}

export function targetLength(entry: u32): u32 {
  return get32(targetStarts, entry + 1) - get32(targetStarts, entry);
}

export function identifierAt(index: u32): usize {
  return base + load<u32>(identifiers + ((<usize>index) << 3));
}

export function identifierLength(index: u32): u32 {
  return load<u32>(identifiers + ((<usize>index) << 3), 4);
}

/** Takes a manifest and checks every number in it that is used as an address. False: it is not sound. */
export function openManifest(at: usize, available: u64): bool {
  base = at;
  if (available < <u64>MANIFEST_HEADER_BYTES) return false;
  const bytes = load<u32>(at, MANIFEST_BYTES);
  if (load<u32>(at, MANIFEST_VERSION) != ABI_VERSION || bytes > available) return false;
  entryCount = load<u32>(at, MANIFEST_ENTRY_COUNT);
  contentCount = load<u32>(at, MANIFEST_CONTENT_COUNT);
  isoLevel = load<u32>(at, MANIFEST_ISO_LEVEL);
  endPadBlocks = load<u32>(at, MANIFEST_END_PAD_BLOCKS);
  const options = load<u32>(at, MANIFEST_FLAGS);
  joliet = (options & OPTION_JOLIET) != 0;
  rockRidge = (options & OPTION_ROCK_RIDGE) != 0;
  rrip112 = (options & OPTION_RRIP_112) != 0;
  keepDeep = (options & OPTION_KEEP_DEEP) != 0;
  hideRelocation = (options & OPTION_HIDE_RELOCATION) != 0;
  nameRules = load<u32>(at, MANIFEST_NAME_RULES);
  isoNameLength = load<u32>(at, MANIFEST_ISO_NAME_LENGTH);
  jolietLevel = load<u32>(at, MANIFEST_JOLIET_LEVEL);
  jolietUnits = load<u32>(at, MANIFEST_JOLIET_UNITS);
  volumeSetSize = load<u32>(at, MANIFEST_VOLUME_SET_SIZE);
  volumeSequenceNumber = load<u32>(at, MANIFEST_VOLUME_SEQUENCE_NUMBER);
  newDirectoryMode = load<u32>(at, MANIFEST_NEW_DIRECTORY_MODE);
  newDirectoryTime = load<f64>(at, MANIFEST_NEW_DIRECTORY_TIME);
  creationTime = load<f64>(at, MANIFEST_CREATION_TIME);
  modificationTime = load<f64>(at, MANIFEST_MODIFICATION_TIME);
  expirationTime = load<f64>(at, MANIFEST_EXPIRATION_TIME);
  effectiveTime = load<f64>(at, MANIFEST_EFFECTIVE_TIME);
  const nameBytes = load<u32>(at, MANIFEST_NAMES_BYTES);
  const targetBytes = load<u32>(at, MANIFEST_TARGETS_BYTES);
  if (entryCount == 0 || entryCount > 0x3fffffff || contentCount > 0x3fffffff) return false;
  if (!soundOptions()) return false;
  if (rockRidge) {
    const versionBytes: u32 = (nameRules & NAME_OMIT_VERSION) != 0 ? 0 : 2;
    isoNameLength = min(isoNameLength, MAX_ISO_NAME_WITH_ROCK_RIDGE - versionBytes);
  }

  parents = column(COLUMN_PARENT, entryCount, 4, bytes);
  nameStarts = column(COLUMN_NAME_START, entryCount + 1, 4, bytes);
  names = column(COLUMN_NAMES, nameBytes, 1, bytes);
  kinds = column(COLUMN_KIND, entryCount, 1, bytes);
  modes = column(COLUMN_MODE, entryCount, 2, bytes);
  modifyTimes = column(COLUMN_MODIFY_TIME, entryCount, 8, bytes);
  accessTimes = column(COLUMN_ACCESS_TIME, entryCount, 8, bytes);
  attributeTimes = column(COLUMN_ATTRIBUTE_TIME, entryCount, 8, bytes);
  users = column(COLUMN_USER, entryCount, 4, bytes);
  groups = column(COLUMN_GROUP, entryCount, 4, bytes);
  linkCounts = column(COLUMN_LINK_COUNT, entryCount, 4, bytes);
  contents = column(COLUMN_CONTENT, entryCount, 4, bytes);
  targetStarts = column(COLUMN_TARGET_START, entryCount + 1, 4, bytes);
  targets = column(COLUMN_TARGETS, targetBytes, 1, bytes);
  contentSizes = column(COLUMN_CONTENT_BYTES, contentCount, 8, bytes);
  identifiers = column(COLUMN_IDENTIFIERS, IDENTIFIER_COUNT * 2, 8, bytes);
  flags = column(COLUMN_FLAGS, entryCount, 1, bytes);
  serials = column(COLUMN_SERIAL, entryCount, 4, bytes);
  devicesHigh = column(COLUMN_DEVICE_HIGH, entryCount, 4, bytes);
  devicesLow = column(COLUMN_DEVICE_LOW, entryCount, 4, bytes);
  contentWeights = column(COLUMN_CONTENT_WEIGHT, contentCount, 4, bytes);
  contentKinds = column(COLUMN_CONTENT_KIND, contentCount, 1, bytes);
  applicationUse = column(COLUMN_APPLICATION_USE, APPLICATION_USE_BYTES, 1, bytes);
  bootCount = load<u32>(at, MANIFEST_BOOT_COUNT);
  bootEntries = column(COLUMN_BOOT, bootCount, BOOT_ENTRY_BYTES, bytes);
  if (!parents || !nameStarts || !names || !kinds || !modifyTimes || !contents || !contentSizes || !identifiers) {
    return false;
  }
  return soundEntries(nameBytes, targetBytes) && soundContents() && soundBoot() && soundIdentifiers(bytes);
}

/** Where a column begins; 0 where it is absent or reaches past the manifest's end. */
function column(position: usize, rows: u32, rowBytes: u32, manifestBytes: u32): usize {
  const offset = load<u32>(base + position);
  if (offset < <u32>MANIFEST_HEADER_BYTES || <u64>offset + <u64>rows * rowBytes > manifestBytes) return 0;
  return base + offset;
}

function soundOptions(): bool {
  if (isoLevel < 1 || isoLevel > 4 || endPadBlocks > 0xffff) return false;
  if (isoNameLength < 31 || isoNameLength > MAX_ISO_NAME) return false;
  if (jolietLevel < 1 || jolietLevel > 3 || jolietUnits < 64 || jolietUnits > MAX_JOLIET_UNITS) return false;
  if (volumeSetSize > 0xffff || volumeSequenceNumber < 1 || volumeSequenceNumber > volumeSetSize) return false;
  return (
    isVolumeTime(creationTime) &&
    isVolumeTime(modificationTime) &&
    isVolumeTime(expirationTime) &&
    isVolumeTime(effectiveTime) &&
    isTime(newDirectoryTime)
  );
}

function isVolumeTime(time: f64): bool {
  return !isGiven(time) || isTime(time);
}

function soundEntries(nameBytes: u32, targetBytes: u32): bool {
  let previousEnd: u32 = 0;
  let previousTargetEnd: u32 = 0;
  hasOddTimes = false;
  for (let entry: u32 = 0; entry < entryCount; entry++) {
    faultyEntry = entry;
    const kind = kindOf(entry);
    const start = get32(nameStarts, entry);
    const end = get32(nameStarts, entry + 1);
    if (start != previousEnd || end < start || end > nameBytes || end - start > <u32>MAX_NAME_BYTES) return false;
    previousEnd = end;
    if (!isSoundName(names + start, end - start)) return false;
    if (entry == 0) {
      if (kind != KIND_DIRECTORY || parentOf(0) != 0 || flagsOf(0) != 0) return false;
    } else {
      if (end == start || parentOf(entry) >= entry || kindOf(parentOf(entry)) != KIND_DIRECTORY) return false;
      // what is not in a hierarchy has nothing in it that is
      if ((flagsOf(parentOf(entry)) & ~flagsOf(entry) & (ENTRY_NOT_IN_ISO | ENTRY_NOT_IN_JOLIET)) != 0) return false;
    }
    if (!isTime(modifyTimeOf(entry)) || !isTime(accessTimeOf(entry)) || !isTime(attributeTimeOf(entry))) return false;
    if (!areRecordable(entry)) hasOddTimes = true;
    if (kind == KIND_FILE) {
      if (contentOf(entry) >= contentCount) return false;
    } else if (kind == KIND_SYMBOLIC_LINK) {
      if (!targetStarts || !targets) return false;
      const targetStart = get32(targetStarts, entry);
      const targetEnd = get32(targetStarts, entry + 1);
      // none overlaps another, so that their bytes are as many as the manifest has
      if (targetStart < previousTargetEnd || targetEnd <= targetStart || targetEnd > targetBytes) return false;
      if (targetEnd - targetStart > <u32>MAX_TARGET_BYTES) return false;
      previousTargetEnd = targetEnd;
    } else if (kind > <u32>KIND_SOCKET) return false;
  }
  faultyEntry = 0;
  return true;
}

/** Whether a name has no `/`, and no zero byte, which would end it where names are sorted. */
function isSoundName(name: usize, length: u32): bool {
  for (let at: u32 = 0; at < length; at++) {
    const byte = load<u8>(name + at);
    if (byte == 0 || byte == 0x2f) return false;
  }
  return true;
}

/** Whether all times of an entry have a seven-byte form. */
export function areRecordable(entry: u32): bool {
  return isRecordable(modifyTimeOf(entry)) && isRecordable(accessTimeOf(entry)) && isRecordable(attributeTimeOf(entry));
}

function isTime(time: f64): bool {
  return abs(time) < 1e15;
}

function soundContents(): bool {
  structureCount = 0;
  bootCatalog = NO_CONTENT;
  for (let content: u32 = 0; content < contentCount; content++) {
    const size = load<f64>(contentSizes + ((<usize>content) << 3));
    if (!(size >= 0 && size <= MAX_CONTENT_BYTES)) return false;
    const kind = contentKindOf(content);
    if (kind > <u32>CONTENT_BOOT_CATALOG || (kind == CONTENT_SOURCE && structureCount > 0)) return false;
    if (kind == CONTENT_BOOT_CATALOG) {
      if (bootCatalog != NO_CONTENT) return false;
      bootCatalog = content;
    }
    if (kind != CONTENT_SOURCE) structureCount++;
  }
  if (structureCount > 0) {
    // sizes will be written there, but not into a manifest whose columns may lie over each other
    const given = contentSizes;
    contentSizes = allocateZeroed(<u64>contentCount * 8);
    memory.copy(contentSizes, given, (<usize>(contentCount - structureCount)) << 3);
  }
  return true;
}

/** Boot images are sources with bytes, and there is a catalog to tell of them. */
function soundBoot(): bool {
  if (bootCount == 0) return true;
  if (bootCount > <u32>MOST_BOOT_ENTRIES || !bootEntries || bootCatalog == NO_CONTENT) return false;
  for (let index: u32 = 0; index < bootCount; index++) {
    const image = bootImageOf(index);
    if (image >= contentCount - structureCount || contentBytes(image) == 0) return false;
    const section = load<u8>(bootEntryAt(index), BOOT_SECTION);
    if (section > 1 || (index < 2 && section != <u8>index)) return false;
  }
  return true;
}

/** Blocks that the contents take, when nothing is left out. */
export function allContentBlocks(): u64 {
  let blocks: u64 = 0;
  for (let content: u32 = 0; content < contentCount; content++) blocks += blocksOf(contentBytes(content));
  return blocks;
}

function soundIdentifiers(bytes: u32): bool {
  for (let index: u32 = 0; index < <u32>IDENTIFIER_COUNT * 2; index++) {
    const offset = load<u32>(identifiers + ((<usize>index) << 3));
    if (<u64>offset + identifierLength(index) > bytes) return false;
  }
  return true;
}
