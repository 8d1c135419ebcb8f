/**
 * How long paths are: of ISO 9660 as ECMA-119 6.8.2.1 counts them, which is the identifiers, version number and all,
 * joined by one character; of Joliet in UTF-16 units and of Rock Ridge in bytes, joined in the same way.
 */
import * as directories from './directories';
import { isoIdentifierLength } from './directory_record';
import * as manifest from './manifest';
import { allocate, get32, set32 } from './memory';
import { jolietNameLength, rockRidgeNameLength } from './naming';

/** 6.8.2.1: the length of a path is at most that. */
export const MOST_PATH: u32 = 255;

/** Measures the paths of all directories in the ISO 9660 hierarchy: a u32 each, the root's 0, 0 where it is not in it. */
export function measureIsoPaths(): usize {
  const lengths = allocate(<u64>directories.directoryCount * 4);
  set32(lengths, 0, 0);
  const relocation = directories.relocationDirectory;
  // it has the last number, and others are in it
  if (relocation != directories.NONE) set32(lengths, relocation, isoIdentifierLength(directories.relocationEntry, 0));
  for (let directory: u32 = 1; directory < directories.directoryCount; directory++) {
    if (directory == relocation) continue;
    if (!directories.isDirectoryIn(directory, false)) {
      set32(lengths, directory, 0);
      continue;
    }
    const parent = directories.isoParent(directory);
    const name = isoIdentifierLength(directories.entryOfDirectory(directory), parent);
    set32(lengths, directory, joined(get32(lengths, parent), name));
  }
  return lengths;
}

/** As `measureIsoPaths`, for Joliet, or for Rock Ridge, where every directory is in its place. */
export function measureLongPaths(joliet: bool): usize {
  const lengths = allocate(<u64>directories.directoryCount * 4);
  set32(lengths, 0, 0);
  for (let directory: u32 = 1; directory < directories.directoryCount; directory++) {
    if (directory == directories.relocationDirectory) continue;
    if (!directories.isDirectoryIn(directory, joliet)) {
      set32(lengths, directory, 0);
      continue;
    }
    const entry = directories.entryOfDirectory(directory);
    const parent = get32(lengths, directories.realParent(directory));
    set32(lengths, directory, joined(parent, joliet ? jolietNameLength(entry) >> 1 : rockRidgeNameLength(entry)));
  }
  return lengths;
}

/**
 * Length of an entry's path in the ISO 9660 hierarchy, of a relocated directory's placeholder where that is longer.
 * @param lengths of `measureIsoPaths`
 */
export function isoPathLength(lengths: usize, entry: u32): u32 {
  const folder = directories.directoryOf(manifest.parentOf(entry));
  const inPlace = joined(get32(lengths, folder), isoIdentifierLength(entry, folder));
  if (!manifest.isDirectory(entry)) return inPlace;
  return max(inPlace, get32(lengths, directories.directoryOf(entry)));
}

/** The length of what is in a directory: `parent` is that of its path, 0 for the root's. */
export function joined(parent: u32, name: u32): u32 {
  return parent == 0 ? name : parent + 1 + name;
}
