/**
 * Contents that are structures (`CONTENT_*` but source): to which entry each belongs, and which translation tables
 * there are. A folder has none that has nothing to list in the ISO 9660 hierarchy, or an entry with the identifier
 * that the table would have. Where it has one, a file of the table's very name gives way to it; a folder never does.
 */
import { CHANGE_NO_TABLE, CONTENT_SOURCE, KIND_FILE } from './abi';
import { addChange } from './directories';
import { isoName } from './iso_name';
import * as manifest from './manifest';
import { allocateZeroed, get32, set32 } from './memory';
import { canBeRecorded } from './namespaces';

/** No entry: a table is never the root. */
const NONE: u32 = 0;

/** u32 of each content: the entry of one that is a structure. */
let owners: usize = 0;
/** u32 of each entry: of a folder the entry of its translation table. */
let tables: usize = 0;

const IDENTIFIER = memory.data(512, 8);
const OTHER_IDENTIFIER = memory.data(512, 8);

/** Looks for structures. False: one belongs to two entries, or a folder has two tables. */
export function findStructures(): bool {
  if (!manifest.hasStructures()) return true;
  owners = allocateZeroed(<u64>manifest.contentCount * 4);
  tables = allocateZeroed(<u64>manifest.entryCount * 4);
  for (let entry: u32 = 1; entry < manifest.entryCount; entry++) {
    if (manifest.kindOf(entry) != KIND_FILE) continue;
    const content = manifest.contentOf(entry);
    if (manifest.contentKindOf(content) == CONTENT_SOURCE) continue;
    if (get32(owners, content) != NONE) return false;
    set32(owners, content, entry);
    if (!manifest.isTable(entry)) continue;
    const folder = manifest.parentOf(entry);
    if (get32(tables, folder) != NONE) return false;
    set32(tables, folder, entry);
  }
  return true;
}

/** The entry that a structure is the content of. */
export function ownerOf(content: u32): u32 {
  return get32(owners, content);
}

/** The entry of a folder's translation table, 0 for none. */
export function tableOf(folder: u32): u32 {
  return manifest.hasStructures() ? get32(tables, folder) : NONE;
}

/** Whether an entry is a table that its folder does not have. */
export function isMissing(entry: u32): bool {
  return manifest.isTable(entry) && get32(tables, manifest.parentOf(entry)) != entry;
}

/** Whether an entry is left out, since the table of its folder has its name. */
export function givesWay(entry: u32): bool {
  const table = get32(tables, manifest.parentOf(entry));
  return table != NONE && table != entry && !manifest.isDirectory(entry) && haveSameName(entry, table);
}

/** Decides which folders have a table. The rules of identifiers are set before. */
export function chooseTables(): void {
  if (!manifest.hasStructures()) return;
  // u8 of each entry: whether its folder's table, which it is, has something to list, and may have its identifier
  const lists = allocateZeroed(manifest.entryCount);
  const isTaken = allocateZeroed(manifest.entryCount);
  let table = NONE;
  let length: u32 = 0;
  for (let entry: u32 = 1; entry < manifest.entryCount; entry++) {
    const other = get32(tables, manifest.parentOf(entry));
    if (other == NONE || other == entry) continue;
    const isSameName = haveSameName(entry, other);
    if (isSameName && !manifest.isDirectory(entry)) continue;
    if (other != table) {
      table = other;
      length = isoName(manifest.nameAt(table), manifest.nameLength(table), false, IDENTIFIER);
    }
    const isInIso = canBeRecorded(entry) && manifest.isInIso(entry);
    if (isInIso) store<u8>(lists + table, 1);
    if (!isSameName && !(isInIso && hasIdentifier(entry, length))) continue;
    store<u8>(isTaken + table, 1);
    addChange(entry, CHANGE_NO_TABLE);
  }
  for (let entry: u32 = 1; entry < manifest.entryCount; entry++) {
    if (!manifest.isTable(entry)) continue;
    const isThere = manifest.isInIso(entry) && load<u8>(lists + entry) != 0 && load<u8>(isTaken + entry) == 0;
    if (!isThere) set32(tables, manifest.parentOf(entry), NONE);
  }
}

function hasIdentifier(entry: u32, length: u32): bool {
  const name = manifest.nameAt(entry);
  const isDirectory = manifest.isDirectory(entry);
  const otherLength = isoName(name, manifest.nameLength(entry), isDirectory, OTHER_IDENTIFIER);
  return otherLength == length && memory.compare(OTHER_IDENTIFIER, IDENTIFIER, length) == 0;
}

function haveSameName(entry: u32, other: u32): bool {
  const length = manifest.nameLength(entry);
  if (length != manifest.nameLength(other)) return false;
  return memory.compare(manifest.nameAt(entry), manifest.nameAt(other), length) == 0;
}
