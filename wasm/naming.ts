/**
 * Names: gives every entry its identifier in each namespace and sorts the directories by them. Identifiers are not
 * kept: they are made again from the name when a record is written, and where two names met, a code tells the
 * number that one of them got.
 */
import {
  CHANGE_ISO_COLLISION,
  CHANGE_ISO_NAME,
  CHANGE_ISO_TWIN,
  CHANGE_JOLIET_CHARACTERS,
  CHANGE_JOLIET_COLLISION,
  CHANGE_JOLIET_LENGTH,
  CHANGE_ROCK_RIDGE_LENGTH,
} from './abi';
import * as directories from './directories';
import { distinctLength, isoName, isoSortKey, mostIsoBytes, numberedIsoName, STOP_KEY } from './iso_name';
import * as joliet from './joliet_name';
import * as manifest from './manifest';
import { allocate, allocateZeroed, get32, mark, release, set32 } from './memory';
import { chooseRelocationName, relocationName, relocationNameLength } from './relocation_name';
import { MAX_ROCK_RIDGE_BYTES, numberedRockRidgeName, rockRidgeLength } from './rock_ridge_name';
import { pieceOfBytes, sortByString } from './sort';
import { beginNames, makeUnique, setName, uniqueNameAt, uniqueNameLength } from './unique';

/** Long enough for a plain name of any namespace. */
const SCRATCH = memory.data(512, 8);

// u32 of each entry, 0 for a plain name
let isoCodes: usize = 0;
let jolietCodes: usize = 0;
let rockRidgeCodes: usize = 0;
/** u32 of each directory: the code of its name in RR_MOVED. */
let movedCodes: usize = 0;
// u8 of each entry: lengths without version number, in bytes and in UTF-16 units
let isoLengths: usize = 0;
let jolietLengths: usize = 0;
let movedLengths: usize = 0;

/** A directory has more entries of one name than there are numbers. */
export let exhaustedDirectory: u32 = 0;

// the directory at work
let directory: u32 = 0;
let list: usize = 0;
let first: u32 = 0;
let end: u32 = 0;

/** Names everything. False: see `exhaustedDirectory`. */
export function nameEntries(): bool {
  const count = <u64>manifest.entryCount + 1;
  isoCodes = allocateZeroed(count * 4);
  isoLengths = allocate(count);
  if (manifest.joliet) {
    joliet.setJolietRules();
    jolietCodes = allocateZeroed(count * 4);
    jolietLengths = allocate(count);
  }
  if (manifest.rockRidge && hasLongNames()) rockRidgeCodes = allocateZeroed(count * 4);
  if (directories.relocationDirectory != directories.NONE) {
    movedCodes = allocateZeroed(<u64>directories.directoryCount * 4);
    movedLengths = allocate(directories.directoryCount);
    chooseRelocationName();
  }
  for (directory = 0; directory < directories.directoryCount; directory++) {
    exhaustedDirectory = directory;
    const before = mark();
    const plain = directory == directories.relocationDirectory;
    const good = (plain || (nameForRockRidge() && nameForJoliet())) && nameForIso();
    release(before);
    if (!good) return false;
  }
  return true;
}

function hasLongNames(): bool {
  for (let entry: u32 = 0; entry < manifest.entryCount; entry++) {
    if (manifest.nameLength(entry) > MAX_ROCK_RIDGE_BYTES) return true;
  }
  return false;
}

/** Takes a run of `children` or `jolietChildren` to work at. */
function take(entries: usize, from: u32, to: u32): void {
  list = entries;
  first = from;
  end = to;
}

function childAt(item: u32): u32 {
  return get32(list, first + item);
}

function childCount(): u32 {
  return end - first;
}

// --- Rock Ridge ----------------------------------------------------------------------------------------

function plainRockRidgeName(item: u32, to: usize): u32 {
  const entry = childAt(item);
  const length = rockRidgeLength(manifest.nameAt(entry), manifest.nameLength(entry));
  memory.copy(to, manifest.nameAt(entry), length);
  return length;
}

function nameForRockRidge(): bool {
  if (!rockRidgeCodes) return true;
  // RR_MOVED, first among the root's, has a name that is free
  take(directories.children, directories.firstJolietChild(directory), directories.endOfIsoChildren(directory));
  let long = false;
  for (let item: u32 = 0; item < childCount(); item++) {
    if (manifest.nameLength(childAt(item)) <= MAX_ROCK_RIDGE_BYTES) continue;
    long = true;
    directories.addChange(childAt(item), CHANGE_ROCK_RIDGE_LENGTH);
  }
  if (!long) return true;
  const count = childCount();
  const codes = allocateZeroed(<u64>count * 4);
  beginNames(count, MAX_ROCK_RIDGE_BYTES);
  for (let item: u32 = 0; item < count; item++) {
    const length = plainRockRidgeName(item, uniqueNameAt(item));
    setName(item, length, length);
  }
  if (!makeUnique(count, codes, plainRockRidgeName, numberedRockRidgeName)) return false;
  for (let item: u32 = 0; item < count; item++) set32(rockRidgeCodes, childAt(item), get32(codes, item));
  return true;
}

/** Writes the name that Rock Ridge has for an entry and returns its length in bytes. */
export function putRockRidgeName(entry: u32, to: usize): u32 {
  if (entry == directories.relocationEntry) {
    memory.copy(to, relocationName(), relocationNameLength());
    return relocationNameLength();
  }
  const name = manifest.nameAt(entry);
  const length = rockRidgeLength(name, manifest.nameLength(entry));
  const code: u32 = rockRidgeCodes ? get32(rockRidgeCodes, entry) : 0;
  if (code != 0) return numberedRockRidgeName(name, length, code, to);
  memory.copy(to, name, length);
  return length;
}

/** Length in bytes of `putRockRidgeName`. */
export function rockRidgeNameLength(entry: u32): u32 {
  if (entry < manifest.entryCount && manifest.nameLength(entry) <= MAX_ROCK_RIDGE_BYTES) {
    if (!rockRidgeCodes || get32(rockRidgeCodes, entry) == 0) return manifest.nameLength(entry);
  }
  return putRockRidgeName(entry, SCRATCH);
}

// --- Joliet --------------------------------------------------------------------------------------------

function plainJolietName(item: u32, to: usize): u32 {
  const entry = childAt(item);
  return joliet.jolietName(manifest.nameAt(entry), manifest.nameLength(entry), to);
}

function jolietPiece(item: u32, depth: u32): u64 {
  return pieceOfBytes(uniqueNameAt(item), uniqueNameLength(item), depth);
}

function nameForJoliet(): bool {
  if (!manifest.joliet) return true;
  take(directories.jolietChildren, directories.firstJolietChild(directory), directories.endOfJolietChildren(directory));
  const count = childCount();
  let plain = true;
  for (let item: u32 = 0; item < count; item++) {
    const entry = childAt(item);
    const units = joliet.plainJolietUnits(manifest.nameAt(entry), manifest.nameLength(entry));
    store<u8>(jolietLengths + entry, <u8>units);
    if (units == 0) plain = false;
  }
  if (plain) return true;
  const codes = allocateZeroed(<u64>count * 4);
  beginNames(count, manifest.jolietUnits * 2);
  for (let item: u32 = 0; item < count; item++) {
    const length = plainJolietName(item, uniqueNameAt(item));
    setName(item, length, length);
    if (joliet.replacedCharacters) directories.addChange(childAt(item), CHANGE_JOLIET_CHARACTERS);
    if (joliet.wasCut) directories.addChange(childAt(item), CHANGE_JOLIET_LENGTH);
  }
  if (!makeUnique(count, codes, plainJolietName, joliet.numberedJolietName)) return false;
  // as in nameForIso
  const items = codes;
  for (let item: u32 = 0; item < count; item++) {
    const entry = childAt(item);
    const code = get32(codes, item);
    set32(jolietCodes, entry, code);
    if (code != 0) directories.addChange(entry, CHANGE_JOLIET_COLLISION);
    store<u8>(jolietLengths + entry, <u8>(uniqueNameLength(item) >> 1));
    set32(items, item, item);
  }
  sortByString(items, count, 2, jolietPiece);
  reorder(items, count);
  return true;
}

/** Puts the entries at work in the order of their numbers in `items`. */
function reorder(items: usize, count: u32): void {
  for (let place: u32 = 0; place < count; place++) set32(items, place, childAt(get32(items, place)));
  memory.copy(list + ((<usize>first) << 2), items, (<usize>count) << 2);
}

/** Writes an entry's Joliet identifier and returns its length in bytes. */
export function putJolietName(entry: u32, to: usize): u32 {
  const code = get32(jolietCodes, entry);
  if (code == 0) return joliet.jolietName(manifest.nameAt(entry), manifest.nameLength(entry), to);
  const length = joliet.jolietName(manifest.nameAt(entry), manifest.nameLength(entry), SCRATCH);
  return joliet.numberedJolietName(SCRATCH, length, code, to);
}

/** Length in bytes of `putJolietName`. */
export function jolietNameLength(entry: u32): u32 {
  return (<u32>load<u8>(jolietLengths + entry)) << 1;
}

// --- ISO 9660 ------------------------------------------------------------------------------------------

function plainIsoName(item: u32, to: usize): u32 {
  return plainIsoNameOf(childAt(item), to);
}

function plainIsoNameOf(entry: u32, to: usize): u32 {
  if (entry == directories.relocationEntry) {
    return isoName(relocationName(), relocationNameLength(), true, to);
  }
  const name = manifest.nameAt(entry);
  return isoName(name, manifest.nameLength(entry), manifest.isDirectory(entry), to);
}

function isoPiece(item: u32, depth: u32): u64 {
  return pieceOfBytes(uniqueNameAt(item), uniqueNameLength(item), depth);
}

/** Whether an identifier says less than the name does, small letters and capitals being the same. */
function differs(entry: u32, identifier: usize, length: u32): bool {
  const name = manifest.nameAt(entry);
  const nameLength = manifest.nameLength(entry);
  if (length != nameLength) {
    const addedStop = length == nameLength + 1 && load<u8>(identifier + length - 1) == 0x2e;
    if (!addedStop) return true;
  }
  for (let at: u32 = 0; at < nameLength; at++) {
    const byte = load<u8>(name + at);
    const capital: u8 = byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte;
    if (load<u8>(identifier + at) != capital && load<u8>(identifier + at) != byte) return true;
  }
  return false;
}

function nameForIso(): bool {
  const inRelocation = directory == directories.relocationDirectory;
  take(directories.children, directories.firstChild(directory), directories.endOfIsoChildren(directory));
  const count = childCount();
  const codes = allocateZeroed(<u64>count * 4);
  beginNames(count, mostIsoBytes());
  for (let item: u32 = 0; item < count; item++) {
    const entry = childAt(item);
    const length = plainIsoNameOf(entry, uniqueNameAt(item));
    setName(item, length, distinctLength(uniqueNameAt(item), length, directories.isDirectoryEntry(entry)));
    if (!inRelocation && entry != directories.relocationEntry && differs(entry, uniqueNameAt(item), length)) {
      directories.addChange(entry, CHANGE_ISO_NAME);
    }
  }
  if (!makeUnique(count, codes, plainIsoName, numberedIsoName)) return false;
  // the codes are copied one by one, and make place for what is sorted
  const items = codes;
  for (let item: u32 = 0; item < count; item++) {
    const entry = childAt(item);
    const code = get32(codes, item);
    const length = <u8>uniqueNameLength(item);
    if (inRelocation) {
      set32(movedCodes, directories.directoryOf(entry), code);
      store<u8>(movedLengths + directories.directoryOf(entry), length);
    } else {
      set32(isoCodes, entry, code);
      store<u8>(isoLengths + entry, length);
      if (code != 0) directories.addChange(entry, CHANGE_ISO_COLLISION | CHANGE_ISO_NAME);
    }
    isoSortKey(uniqueNameAt(item), length);
    set32(items, item, item);
  }
  sortByString(items, count, 1, isoPiece);
  for (let place: u32 = 1; place < count && !inRelocation; place++) {
    noteTwin(get32(items, place - 1), get32(items, place));
  }
  reorder(items, count);
  return true;
}

/** Notes a file that follows a directory of the same identifier but for a full stop at the end, which readers drop. */
function noteTwin(before: u32, after: u32): void {
  const length = uniqueNameLength(before);
  if (uniqueNameLength(after) != length + 1 || load<u8>(uniqueNameAt(after) + length) != STOP_KEY) return;
  if (memory.compare(uniqueNameAt(before), uniqueNameAt(after), length) != 0) return;
  if (directories.isDirectoryEntry(childAt(after)) || !directories.isDirectoryEntry(childAt(before))) return;
  directories.addChange(childAt(after), CHANGE_ISO_TWIN);
}

/** Writes an entry's identifier without version number and returns its length; `moved`: the one in RR_MOVED. */
export function putIsoName(entry: u32, moved: bool, to: usize): u32 {
  const code = moved ? get32(movedCodes, directories.directoryOf(entry)) : get32(isoCodes, entry);
  if (code == 0) return plainIsoNameOf(entry, to);
  const length = plainIsoNameOf(entry, SCRATCH);
  return numberedIsoName(SCRATCH, length, code, to);
}

/** Whether an entry's identifier got a number. */
export function isNumbered(entry: u32): bool {
  return get32(isoCodes, entry) != 0;
}

/** Length of `putIsoName`. */
export function isoNameLength(entry: u32, moved: bool): u32 {
  return moved ? load<u8>(movedLengths + directories.directoryOf(entry)) : load<u8>(isoLengths + entry);
}
