/** Reading access to the manifest (see abi.ts): one function for each column, and the check that it is sound. */
import {
  ABI_VERSION,
  COLUMN_ACCESS_TIME,
  COLUMN_ATTRIBUTE_TIME,
  COLUMN_CONTENT,
  COLUMN_CONTENT_BYTES,
  COLUMN_GROUP,
  COLUMN_IDENTIFIERS,
  COLUMN_KIND,
  COLUMN_LINK_COUNT,
  COLUMN_MODE,
  COLUMN_MODIFY_TIME,
  COLUMN_NAME_START,
  COLUMN_NAMES,
  COLUMN_PARENT,
  COLUMN_TARGET_START,
  COLUMN_TARGETS,
  COLUMN_USER,
  IDENTIFIER_COUNT,
  KIND_DIRECTORY,
  KIND_FILE,
  KIND_SYMBOLIC_LINK,
  MANIFEST_BYTES,
  MANIFEST_CONTENT_COUNT,
  MANIFEST_END_PAD_BLOCKS,
  MANIFEST_ENTRY_COUNT,
  MANIFEST_FLAGS,
  MANIFEST_HEADER_BYTES,
  MANIFEST_ISO_LEVEL,
  MANIFEST_NAMES_BYTES,
  MANIFEST_TARGETS_BYTES,
  MANIFEST_VERSION,
  MANIFEST_VOLUME_TIME,
  OPTION_JOLIET,
  OPTION_RATIONALIZED,
  OPTION_ROCK_RIDGE,
} from './abi';
import { get32 } from './memory';

/** Most bytes of a name, and of a link's target, that a manifest may hold. */
const MAX_NAME_BYTES: u32 = 4096;
const MAX_TARGET_BYTES: u32 = 16384;
/** The largest whole number that f64 counts up to without gaps: 2^53. */
const MAX_CONTENT_BYTES: f64 = 9007199254740992;

export let entryCount: u32 = 0;
export let contentCount: u32 = 0;
export let isoLevel: u32 = 1;
export let endPadBlocks: u32 = 0;
export let joliet: bool = false;
export let rockRidge: bool = false;
export let rationalized: bool = false;
export let volumeTime: f64 = 0;

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
  volumeTime = load<f64>(at, MANIFEST_VOLUME_TIME);
  const flags = load<u32>(at, MANIFEST_FLAGS);
  joliet = (flags & OPTION_JOLIET) != 0;
  rockRidge = (flags & OPTION_ROCK_RIDGE) != 0;
  rationalized = (flags & OPTION_RATIONALIZED) != 0;
  const nameBytes = load<u32>(at, MANIFEST_NAMES_BYTES);
  const targetBytes = load<u32>(at, MANIFEST_TARGETS_BYTES);
  if (entryCount == 0 || entryCount > 0x3fffffff || contentCount > 0x3fffffff) return false;
  if (isoLevel < 1 || isoLevel > 3 || endPadBlocks > 0xffff || !(volumeTime - volumeTime == 0)) return false;

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
  if (!parents || !nameStarts || !names || !kinds || !modifyTimes || !contents || !contentSizes || !identifiers) {
    return false;
  }
  return soundEntries(nameBytes, targetBytes) && soundContents() && soundIdentifiers(bytes);
}

/** Where a column begins; 0 where it is absent or reaches past the manifest's end. */
function column(position: usize, rows: u32, rowBytes: u32, manifestBytes: u32): usize {
  const offset = load<u32>(base + position);
  if (offset < <u32>MANIFEST_HEADER_BYTES || <u64>offset + <u64>rows * rowBytes > manifestBytes) return 0;
  return base + offset;
}

function soundEntries(nameBytes: u32, targetBytes: u32): bool {
  let previousEnd: u32 = 0;
  for (let entry: u32 = 0; entry < entryCount; entry++) {
    faultyEntry = entry;
    const kind = kindOf(entry);
    const start = get32(nameStarts, entry);
    const end = get32(nameStarts, entry + 1);
    if (start != previousEnd || end < start || end > nameBytes || end - start > MAX_NAME_BYTES) return false;
    previousEnd = end;
    if (entry == 0) {
      if (kind != KIND_DIRECTORY || parentOf(0) != 0) return false;
    } else {
      if (end == start || parentOf(entry) >= entry || kindOf(parentOf(entry)) != KIND_DIRECTORY) return false;
    }
    if (!isTime(modifyTimeOf(entry)) || !isTime(accessTimeOf(entry)) || !isTime(attributeTimeOf(entry))) return false;
    if (kind == KIND_FILE) {
      if (contentOf(entry) >= contentCount) return false;
    } else if (kind == KIND_SYMBOLIC_LINK) {
      if (!targetStarts || !targets) return false;
      const targetStart = get32(targetStarts, entry);
      const targetEnd = get32(targetStarts, entry + 1);
      if (targetEnd <= targetStart || targetEnd > targetBytes || targetEnd - targetStart > MAX_TARGET_BYTES)
        return false;
    } else if (kind != KIND_DIRECTORY) return false;
  }
  faultyEntry = 0;
  return true;
}

function isTime(time: f64): bool {
  return abs(time) < 1e15;
}

function soundContents(): bool {
  for (let content: u32 = 0; content < contentCount; content++) {
    const size = load<f64>(contentSizes + ((<usize>content) << 3));
    if (!(size >= 0 && size <= MAX_CONTENT_BYTES)) return false;
  }
  return true;
}

function soundIdentifiers(bytes: u32): bool {
  for (let index: u32 = 0; index < <u32>IDENTIFIER_COUNT * 2; index++) {
    const offset = load<u32>(identifiers + ((<usize>index) << 3));
    if (<u64>offset + identifierLength(index) > bytes) return false;
  }
  return true;
}
