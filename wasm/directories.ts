/**
 * The directory hierarchy: which directory lies where, in canonical order, and which are relocated because
 * ECMA-119 6.8.2.1 allows no more than eight levels. Directories have numbers in the order of their rows in the
 * manifest; the one that holds the relocated ones (RR_MOVED) has the last number and, as an entry, the row after
 * all others.
 */
import { CHANGE_DEEP, CHANGE_LINK_LEFT_OUT, CHANGE_RELOCATED, KIND_SYMBOLIC_LINK } from './abi';
import * as manifest from './manifest';
import { allocate, allocateZeroed, get32, mark, release, set32 } from './memory';
import { pieceOfBytes, sortByString } from './sort';

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
/** Entries of each directory, from `childStart`: first in canonical, later in ISO 9660 order. */
export let children: usize = 0;
/** The same in Joliet's order; the place of RR_MOVED among the root's is left free. */
export let jolietChildren: usize = 0;
/** Directories as their extents follow each other. */
export let sequence: usize = 0;

// u32 of each directory
let entries: usize = 0;
let childStarts: usize = 0;
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

/** The first child's place in `jolietChildren`: RR_MOVED, first among the root's, is not in Joliet. */
export function firstJolietChild(directory: u32): u32 {
  return firstChild(directory) + (directory == 0 && relocationDirectory != NONE ? 1 : 0);
}

/** Whether a directory was moved to RR_MOVED. */
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

/** POSIX link count: its name, its `.` and each subdirectory's `..`. */
export function directoryLinkCount(directory: u32): u32 {
  return 2 + get32(subdirectories, directory);
}

export function addChange(entry: u32, change: u32): void {
  set32(changes, entry, get32(changes, entry) | change);
}

/** Whether an entry is in the image at all. */
function isRecorded(entry: u32): bool {
  return manifest.rockRidge || manifest.kindOf(entry) != KIND_SYMBOLIC_LINK;
}

/** Works out the hierarchy of the open manifest. False: two entries of a directory have the same name. */
export function buildHierarchy(): bool {
  const count = manifest.entryCount;
  relocationEntry = count;
  changes = allocateZeroed(<u64>(count + 1) * 4);
  slots = allocateZeroed(<u64>(count + 1) * 4);
  numberDirectories();
  const moved = placeDirectories();
  gatherChildren(moved);
  for (let directory: u32 = 0; directory < directoryCount; directory++) {
    if (directory == relocationDirectory) continue;
    if (!sortChildren(firstJolietChild(directory), endOfChildren(directory))) return false;
  }
  orderDirectories(moved);
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
  for (let directory: u32 = 1; directory < directoryCount; directory++) {
    const entry = entryOfDirectory(directory);
    const parent = realParent(directory);
    const depth = <u32>load<u8>(depths + parent) + 1;
    let level = depth;
    if (depth > DEEPEST) {
      if (manifest.rockRidge && !manifest.keepDeep) {
        store<u8>(relocated + directory, 1);
        addChange(entry, CHANGE_RELOCATED);
        level = 2;
        moved++;
      } else {
        // ISO 9660:1999 has no such limit
        if (manifest.isoLevel < 4) addChange(entry, CHANGE_DEEP);
        level = min<u32>(depth, 0xff);
      }
    }
    store<u8>(depths + directory, <u8>level);
    set32(subdirectories, parent, get32(subdirectories, parent) + 1);
  }
  if (moved > 0) {
    relocationDirectory = directoryCount++;
    set32(entries, relocationDirectory, relocationEntry);
    set32(slots, relocationEntry, relocationDirectory);
    set32(subdirectories, 0, get32(subdirectories, 0) + 1);
    set32(subdirectories, relocationDirectory, moved);
  } else relocationDirectory = NONE;
  return moved;
}

/** Lays the entries of each directory side by side, in the order of their rows. */
function gatherChildren(moved: u32): void {
  const extra: u32 = moved > 0 ? 1 : 0;
  for (let entry: u32 = 1; entry < manifest.entryCount; entry++) {
    if (!isRecorded(entry)) {
      addChange(entry, CHANGE_LINK_LEFT_OUT);
      continue;
    }
    const parent = directoryOf(manifest.parentOf(entry));
    set32(childStarts, parent + 1, get32(childStarts, parent + 1) + 1);
  }
  if (extra) {
    set32(childStarts, 1, get32(childStarts, 1) + 1);
    set32(childStarts, relocationDirectory + 1, moved);
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

/**
 * Orders the directories as genisoimage lays out their extents: the root, RR_MOVED, each relocated directory with
 * what is below it (itself without what was relocated from there), then all others; each group depth first, in
 * canonical order. Also lists the relocated ones as RR_MOVED's children.
 */
function orderDirectories(moved: u32): void {
  const before = mark();
  const preorder = allocate(<u64>directoryCount * 4);
  const groups = allocateZeroed(<u64>directoryCount * 4);
  const path = allocate(<u64>directoryCount * 4 + 4);
  const cursors = allocate(<u64>directoryCount * 4 + 4);
  const groupEnds = allocateZeroed(<u64>(moved + 2) * 4);
  let found: u32 = 0;
  let movedFound: u32 = 0;
  let level: i32 = 0;
  set32(path, 0, 0);
  set32(cursors, 0, firstJolietChild(0));
  set32(preorder, found++, 0);
  while (level >= 0) {
    const directory = get32(path, level);
    const cursor = get32(cursors, level);
    if (cursor == endOfChildren(directory)) {
      level--;
      continue;
    }
    set32(cursors, level, cursor + 1);
    const entry = get32(children, cursor);
    if (!manifest.isDirectory(entry)) continue;
    const child = directoryOf(entry);
    if (isRelocated(child)) {
      set32(children, firstChild(relocationDirectory) + movedFound, entry);
      set32(groups, child, ++movedFound);
    } else set32(groups, child, get32(groups, directory));
    set32(preorder, found++, child);
    level++;
    set32(path, level, child);
    set32(cursors, level, firstJolietChild(child));
  }
  // groups 1 … moved come first, then group 0, which the root is taken out of
  const mainGroup = moved + 1;
  for (let at: u32 = 1; at < found; at++) {
    const group = get32(groups, get32(preorder, at));
    const row: u32 = group == 0 ? mainGroup : group;
    set32(groupEnds, row, get32(groupEnds, row) + 1);
  }
  let sum: u32 = 1;
  set32(sequence, 0, 0);
  if (moved > 0) {
    set32(sequence, 1, relocationDirectory);
    sum = 2;
  }
  for (let row: u32 = 1; row <= mainGroup; row++) {
    const size = get32(groupEnds, row);
    set32(groupEnds, row, sum);
    sum += size;
  }
  for (let at: u32 = 1; at < found; at++) {
    const directory = get32(preorder, at);
    const group = get32(groups, directory);
    const row: u32 = group == 0 ? mainGroup : group;
    const place = get32(groupEnds, row);
    set32(groupEnds, row, place + 1);
    set32(sequence, place, directory);
  }
  release(before);
}
