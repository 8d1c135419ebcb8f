/**
 * The order in which genisoimage lays out the extents of directories: the root, RR_MOVED, each relocated directory
 * with what is below it (itself without what was relocated from there), then all others; each group depth first, in
 * canonical order.
 */
import * as directories from './directories';
import { directoryOf, endOfChildren, firstChild, firstJolietChild, isRelocated } from './directories';
import * as manifest from './manifest';
import { allocate, allocateZeroed, get32, mark, release, set32 } from './memory';

/**
 * Orders the directories, `moved` of which are relocated, and lists those in the ISO 9660 hierarchy as RR_MOVED's
 * children.
 */
export function orderDirectories(moved: u32): void {
  const directoryCount = directories.directoryCount;
  const sequence = directories.sequence;
  const children = directories.children;
  const hasRelocation = directories.relocationDirectory != directories.NONE;
  const before = mark();
  const preorder = allocate(<u64>directoryCount * 4);
  const groups = allocateZeroed(<u64>directoryCount * 4);
  const path = allocate(<u64>directoryCount * 4 + 4);
  const cursors = allocate(<u64>directoryCount * 4 + 4);
  const groupEnds = allocateZeroed(<u64>(moved + 2) * 4);
  let found: u32 = 0;
  let movedFound: u32 = 0;
  let movedPlace: u32 = hasRelocation ? firstChild(directories.relocationDirectory) : 0;
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
      if (manifest.isInIso(entry)) set32(children, movedPlace++, entry);
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
  if (hasRelocation) set32(sequence, sum++, directories.relocationDirectory);
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
