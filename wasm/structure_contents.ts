/**
 * Contents that are structures (`CONTENT_*` but source): to which entry each belongs, and which translation tables
 * there are. A folder has none that has nothing to list in the ISO 9660 hierarchy, or an entry with the identifier
 * that the table would have. Where it has one, a file of the table's very name gives way to it; a folder never does.
 */
import { CHANGE_NO_TABLE, CONTENT_SOURCE, KIND_FILE } from './abi';
import { addChange } from './directories';
import { distinctLength, isoName } from './iso_name';
import * as manifest from './manifest';
import { allocateZeroed, get32, set32 } from './memory';
import { canBeRecorded } from './namespaces';

/** No entry: a table is never the root. */
const NONE: u32 = 0;

/** u32 of each content: the entry of one that is a structure. */
let owners: usize = 0;
/** u32 of each entry: of a folder the entry of its translation table. */
let tables: usize = 0;

/** u8 of each entry. */
let leftOut: usize = 0;

// What is known of a table: there is something to list, and something else has its identifier
const LISTS: u8 = 1;
const TAKEN: u8 = 2;
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
  return get32(tables, folder);
}

/** Whether an entry is a table that its folder does not have, or a file in whose place a table is. */
export function isLeftOut(entry: u32): bool {
  return leftOut != 0 && load<u8>(leftOut + entry) != 0;
}

/** Decides which folders have a table. The rules of identifiers are set before. */
export function chooseTables(): void {
  if (!manifest.hasStructures()) return;
  leftOut = allocateZeroed(manifest.entryCount);
  // u8 of each entry that is a table: LISTS, TAKEN
  const states = allocateZeroed(manifest.entryCount);
  let table = NONE;
  let length: u32 = 0;
  for (let entry: u32 = 1; entry < manifest.entryCount; entry++) {
    const other = tableOf(manifest.parentOf(entry));
    if (other == NONE || other == entry) continue;
    if (other != table) {
      table = other;
      length = identifierOf(table, IDENTIFIER);
    }
    const isSameName = haveSameName(entry, table);
    if (isSameName && !manifest.isDirectory(entry)) {
      store<u8>(leftOut + entry, 1);
      continue;
    }
    const isInIso = canBeRecorded(entry) && manifest.isInIso(entry);
    let state: u8 = isInIso ? LISTS : 0;
    if (
      isSameName ||
      (isInIso &&
        identifierOf(entry, OTHER_IDENTIFIER) == length &&
        memory.compare(OTHER_IDENTIFIER, IDENTIFIER, length) == 0)
    ) {
      state |= TAKEN;
      addChange(entry, CHANGE_NO_TABLE);
    }
    store<u8>(states + table, load<u8>(states + table) | state);
  }
  for (let entry: u32 = 1; entry < manifest.entryCount; entry++) {
    const folder = manifest.parentOf(entry);
    table = tableOf(folder);
    if (table == NONE || (load<u8>(states + table) == LISTS && manifest.isInIso(table))) continue;
    store<u8>(leftOut + entry, entry == table ? 1 : 0);
  }
  for (let entry: u32 = 1; entry < manifest.entryCount; entry++) {
    if (manifest.isTable(entry) && isLeftOut(entry)) set32(tables, manifest.parentOf(entry), NONE);
  }
}

/** Writes what tells an entry's identifier from others and returns its length. */
function identifierOf(entry: u32, to: usize): u32 {
  const isDirectory = manifest.isDirectory(entry);
  const length = isoName(manifest.nameAt(entry), manifest.nameLength(entry), isDirectory, to);
  return distinctLength(to, length, isDirectory);
}

function haveSameName(entry: u32, other: u32): bool {
  const length = manifest.nameLength(entry);
  if (length != manifest.nameLength(other)) return false;
  return memory.compare(manifest.nameAt(entry), manifest.nameAt(other), length) == 0;
}
