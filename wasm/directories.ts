/**
 * The directory hierarchy: which directory lies where, in canonical order, and which are relocated because
 * ECMA-119 6.8.2.1 allows no more than eight levels. Directories have numbers in the order of their rows in the
 * manifest; the one that holds the relocated ones (RR_MOVED) has the last number and, as an entry, the row after
 * all others. It is there when a directory of the ISO 9660 hierarchy is relocated.
 */
import { CHANGE_DEEP, CHANGE_RELOCATED } from './abi';
import { orderDirectories } from './directory_order';
import * as manifest from './manifest';
import { allocate, allocateZeroed, get32, mark, release, set32 } from './memory';
import { isRecorded, leftOutChange, partByNamespace } from './namespaces';
import { pieceOfBytes, sortByString } from './sort';
import { chooseTables } from './structure_contents';

export const NONE: u32 = 0xffffffff;
/** Levels below the root that a directory may have: the root is the first of eight. */
const DEEPEST: u32 = 7;

/** Directories, RR_MOVED included. */
export let directoryCount: u32 = 0;
/** Number of RR_MOVED, or NONE. */
export let relocationDirectory: u32 = NONE;
/** Its row: one past the manifest's last. */
export let relocationEntry: u32 = 0;

/** u32 of each entry: of a directory its number, of all others their first block (see extents.ts). */
export let slots: usize = 0;
/** u32 of each entry: CHANGE_* bits. */
export let changes: usize = 0;
/**
 * Entries of each directory, from `firstChild`: first in canonical order, later those in the ISO 9660 hierarchy in
 * its order, then the others (see `endOfIsoChildren`).
 */
export let children: usize = 0;
/** The same for Joliet, from `firstJolietChild`; the place of RR_MOVED among the root's is left free. */
export let jolietChildren: usize = 0;
/** Directories as their extents follow each other. */
export let sequence: usize = 0;

// u32 of each directory
let entries: usize = 0;
let childStarts: usize = 0;
let isoEnds: usize = 0;
let jolietEnds: usize = 0;
let subdirectories: usize = 0;
// u8 of each directory: its level, the root's being 0
let depths: usize = 0;
let relocated: usize = 0;

/** An entry with the same name in the same directory as another: the manifest must not hold such. */
export let duplicateEntry: u32 = NONE;

export function entryOfDirectory(directory: u32): u32 {
  return get32(entries, directory);
}

/** The number of the directory that an entry of kind directory is. */
export function directoryOf(entry: u32): u32 {
  return get32(slots, entry);
}

export function isDirectoryEntry(entry: u32): bool {
  return entry == relocationEntry || manifest.isDirectory(entry);
}

export function firstChild(directory: u32): u32 {
  return get32(childStarts, directory);
}

/** One past the last child's place in `children`. */
export function endOfChildren(directory: u32): u32 {
  return get32(childStarts, directory + 1);
}

/** One past the last child in the ISO 9660 hierarchy. */
export function endOfIsoChildren(directory: u32): u32 {
  return get32(isoEnds, directory);
}

/** One past the last child in Joliet's hierarchy. */
export function endOfJolietChildren(directory: u32): u32 {
  return get32(jolietEnds, directory);
}

/** Whether a directory is in the ISO 9660 or in Joliet's hierarchy. */
export function isDirectoryIn(directory: u32, joliet: bool): bool {
  if (directory == relocationDirectory) return !joliet;
  const entry = entryOfDirectory(directory);
  return joliet ? manifest.isInJoliet(entry) : manifest.isInIso(entry);
}

/** The first child's place in `jolietChildren`: RR_MOVED, first among the root's, is not in Joliet. */
export function firstJolietChild(directory: u32): u32 {
  return firstChild(directory) + (directory == 0 && relocationDirectory != NONE ? 1 : 0);
}

/** Whether a directory was moved to RR_MOVED, or would be if it was in the ISO 9660 hierarchy. */
export function isRelocated(directory: u32): bool {
  return load<u8>(relocated + directory) != 0;
}

/** The directory around one in the tree as given. */
export function realParent(directory: u32): u32 {
  if (directory == relocationDirectory) return 0;
  return directoryOf(manifest.parentOf(entryOfDirectory(directory)));
}

/** The directory around one in the ISO 9660 hierarchy. */
export function isoParent(directory: u32): u32 {
  return isRelocated(directory) ? relocationDirectory : realParent(directory);
}

/** POSIX link count, as Rock Ridge shows the tree: its name, its `.` and each subdirectory's `..`. */
export function directoryLinkCount(directory: u32): u32 {
  return 2 + get32(subdirectories, directory);
}

export function addChange(entry: u32, change: u32): void {
  set32(changes, entry, get32(changes, entry) | change);
}

/** Works out the hierarchy of the open manifest. False: two entries of a directory have the same name. */
export function buildHierarchy(): bool {
  const count = manifest.entryCount;
  relocationEntry = count;
  changes = allocateZeroed(<u64>(count + 1) * 4);
  slots = allocateZeroed(<u64>(count + 1) * 4);
  chooseTables();
  numberDirectories();
  const moved = placeDirectories();
  gatherChildren();
  for (let directory: u32 = 0; directory < directoryCount; directory++) {
    if (directory == relocationDirectory) continue;
    if (!sortChildren(firstJolietChild(directory), endOfChildren(directory))) return false;
  }
  orderDirectories(moved);
  separateHierarchies();
  return true;
}

function numberDirectories(): void {
  let number: u32 = 0;
  for (let entry: u32 = 0; entry < manifest.entryCount; entry++) {
    if (manifest.isDirectory(entry)) set32(slots, entry, number++);
  }
  directoryCount = number;
  const rows = <u64>number + 2;
  entries = allocate(rows * 4);
  childStarts = allocateZeroed(rows * 4);
  subdirectories = allocateZeroed(rows * 4);
  sequence = allocate(rows * 4);
  depths = allocateZeroed(rows);
  relocated = allocateZeroed(rows);
  for (let entry: u32 = 0; entry < manifest.entryCount; entry++) {
    if (manifest.isDirectory(entry)) set32(entries, directoryOf(entry), entry);
  }
}

/** Gives each directory its level and relocates those that lie too deep. Returns how many. */
function placeDirectories(): u32 {
  let moved: u32 = 0;
  let movedInIso: u32 = 0;
  for (let directory: u32 = 1; directory < directoryCount; directory++) {
    const entry = entryOfDirectory(directory);
    const parent = realParent(directory);
    const isInIso = manifest.isInIso(entry);
    const depth = <u32>load<u8>(depths + parent) + 1;
    let level = depth;
    if (depth > DEEPEST) {
      if (manifest.rockRidge && !manifest.keepDeep) {
        store<u8>(relocated + directory, 1);
        level = 2;
        moved++;
      } else level = min<u32>(depth, 0xff);
      // ISO 9660:1999 has no such limit
      const kept: u32 = manifest.isoLevel < 4 ? CHANGE_DEEP : 0;
      if (isInIso) addChange(entry, load<u8>(relocated + directory) ? CHANGE_RELOCATED : kept);
    }
    store<u8>(depths + directory, <u8>level);
    if (!isInIso) continue;
    set32(subdirectories, parent, get32(subdirectories, parent) + 1);
    movedInIso += load<u8>(relocated + directory);
  }
  relocationDirectory = NONE;
  if (movedInIso > 0) {
    relocationDirectory = directoryCount++;
    set32(entries, relocationDirectory, relocationEntry);
    set32(slots, relocationEntry, relocationDirectory);
    set32(subdirectories, 0, get32(subdirectories, 0) + 1);
    set32(subdirectories, relocationDirectory, movedInIso);
  }
  return moved;
}

/** Lays the entries of each directory side by side, in the order of their rows. */
function gatherChildren(): void {
  const extra: u32 = relocationDirectory != NONE ? 1 : 0;
  for (let entry: u32 = 1; entry < manifest.entryCount; entry++) {
    if (!isRecorded(entry)) {
      addChange(entry, leftOutChange(entry));
      continue;
    }
    const parent = directoryOf(manifest.parentOf(entry));
    set32(childStarts, parent + 1, get32(childStarts, parent + 1) + 1);
  }
  if (extra) {
    set32(childStarts, 1, get32(childStarts, 1) + 1);
    set32(childStarts, relocationDirectory + 1, get32(subdirectories, relocationDirectory));
  }
  for (let directory: u32 = 0; directory < directoryCount; directory++) {
    set32(childStarts, directory + 1, get32(childStarts, directory) + get32(childStarts, directory + 1));
  }
  const places = <u64>get32(childStarts, directoryCount);
  children = allocate(places * 4);
  if (manifest.joliet) jolietChildren = allocate(places * 4);
  const before = mark();
  const next = allocate(<u64>directoryCount * 4);
  memory.copy(next, childStarts, (<usize>directoryCount) << 2);
  if (extra) {
    set32(children, 0, relocationEntry);
    set32(next, 0, 1);
  }
  for (let entry: u32 = 1; entry < manifest.entryCount; entry++) {
    if (!isRecorded(entry)) continue;
    const parent = directoryOf(manifest.parentOf(entry));
    const place = get32(next, parent);
    set32(next, parent, place + 1);
    set32(children, place, entry);
  }
  release(before);
}

/** Puts the children that are in a hierarchy before those that are not, in both lists. */
function separateHierarchies(): void {
  const bytes = (<usize>get32(childStarts, directoryCount)) << 2;
  if (manifest.joliet) memory.copy(jolietChildren, children, bytes);
  isoEnds = childStarts + 4;
  jolietEnds = isoEnds;
  if (!manifest.hasFlags()) return;
  isoEnds = allocate(<u64>directoryCount * 4);
  jolietEnds = allocate(<u64>directoryCount * 4);
  const before = mark();
  const scratch = allocate(bytes);
  for (let directory: u32 = 0; directory < directoryCount; directory++) {
    const first = firstJolietChild(directory);
    const count = endOfChildren(directory) - first;
    set32(isoEnds, directory, endOfChildren(directory));
    if (directory == relocationDirectory) continue;
    const offset = (<usize>first) << 2;
    if (manifest.joliet) {
      set32(jolietEnds, directory, first + partByNamespace(jolietChildren + offset, count, true, scratch));
    }
    if (isDirectoryIn(directory, false)) {
      set32(isoEnds, directory, first + partByNamespace(children + offset, count, false, scratch));
      continue;
    }
    // as genisoimage has it, the contents of what is in a hidden directory lie from the last to the first
    set32(isoEnds, directory, first);
    memory.copy(scratch, children + offset, (<usize>count) << 2);
    for (let at: u32 = 0; at < count; at++) set32(children, first + at, get32(scratch, count - 1 - at));
  }
  release(before);
}

function namePiece(entry: u32, depth: u32): u64 {
  return pieceOfBytes(manifest.nameAt(entry), manifest.nameLength(entry), depth);
}

/** Sorts places [first, end) of `children` canonically: by the bytes of the names. */
function sortChildren(first: u32, end: u32): bool {
  sortByString(children + ((<usize>first) << 2), end - first, 1, namePiece);
  for (let place = first + 1; place < end; place++) {
    const entry = get32(children, place);
    const previous = get32(children, place - 1);
    const length = manifest.nameLength(entry);
    if (
      length == manifest.nameLength(previous) &&
      memory.compare(manifest.nameAt(entry), manifest.nameAt(previous), length) == 0
    ) {
      duplicateEntry = entry;
      return false;
    }
  }
  return true;
}
