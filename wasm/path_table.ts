/**
 * Path tables (ECMA-119 6.9 and 9.4), of the ISO 9660 and of the Joliet hierarchy: level by level, by the parent's
 * number, then by identifier. Each comes twice, as a Type L and a Type M table (low or high byte first); the
 * optional tables are not written.
 */
import { BLOCK_BYTES, CHANGE_PATH_TABLE_PARENT } from './abi';
import * as directories from './directories';
import * as extents from './extents';
import { ordersDiffer } from './iso_name';
import * as manifest from './manifest';
import { allocate, get32, set32 } from './memory';
import { isoNameLength, jolietNameLength, putIsoName, putJolietName } from './naming';
import { blocksOf, put721, put722, put731, put732 } from './numbers';
import { pieceOfBytes, sortByString } from './sort';

// Positions in a record, counted from 0
const IDENTIFIER_LENGTH: usize = 0;
const EXTENDED_ATTRIBUTE_LENGTH: usize = 1;
const EXTENT: usize = 2;
const PARENT: usize = 6;
const IDENTIFIER: usize = 8;
const FIXED_BYTES: u32 = 8;
const MOST_PARENT: u32 = 0xffff;
const RECORD = memory.data(FIXED_BYTES + 256, 8);

// u32 of each directory: its place in the table, from 0; for each place: the directory, and its record's offset
let order: usize = 0;
let offsets: usize = 0;
let places: usize = 0;
let jolietOrder: usize = 0;
let jolietOffsets: usize = 0;
let jolietPlaces: usize = 0;
let recordCount: u32 = 0;
let jolietRecordCount: u32 = 0;

/** Bytes of one table. */
export let pathTableBytes: u32 = 0;
export let jolietPathTableBytes: u32 = 0;

/** Blocks of one table, rounded up to an even number as genisoimage does. */
export function tableBlocks(joliet: bool): u32 {
  const blocks = <u32>blocksOf(joliet ? jolietPathTableBytes : pathTableBytes);
  return blocks + (blocks & 1);
}

/** Orders the directories for both hierarchies. */
export function orderPathTables(): void {
  const rows = <u64>directories.directoryCount + 1;
  order = allocate(rows * 4);
  offsets = allocate(rows * 4);
  places = allocate(rows * 4);
  pathTableBytes = orderTable(false);
  if (!manifest.joliet) return;
  jolietOrder = allocate(rows * 4);
  jolietOffsets = allocate(rows * 4);
  jolietPlaces = allocate(rows * 4);
  jolietPathTableBytes = orderTable(true);
}

/** Goes through the hierarchy breadth first, which is the order of 6.9.1. Returns the table's length. */
function orderTable(joliet: bool): u32 {
  const tableOrder = joliet ? jolietOrder : order;
  const tableOffsets = joliet ? jolietOffsets : offsets;
  const tablePlaces = joliet ? jolietPlaces : places;
  const sorted = joliet ? directories.jolietChildren : directories.children;
  let found: u32 = 1;
  let offset: u32 = 0;
  set32(tableOrder, 0, 0);
  for (let place: u32 = 0; place < found; place++) {
    const directory = get32(tableOrder, place);
    set32(tablePlaces, directory, place);
    set32(tableOffsets, place, offset);
    const length = identifierLength(directory, joliet);
    offset += FIXED_BYTES + length + (length & 1);
    const first = joliet ? directories.firstJolietChild(directory) : directories.firstChild(directory);
    const end = joliet ? directories.endOfJolietChildren(directory) : directories.endOfIsoChildren(directory);
    const before = found;
    for (let child = first; child < end; child++) {
      const entry = get32(sorted, child);
      if (!directories.isDirectoryEntry(entry)) continue;
      const below = directories.directoryOf(entry);
      const isPlaceholder = !joliet && directories.isRelocated(below) && directory != directories.relocationDirectory;
      if (isPlaceholder) continue;
      if (place + 1 > MOST_PARENT && entry < manifest.entryCount) {
        directories.addChange(entry, CHANGE_PATH_TABLE_PARENT);
      }
      set32(tableOrder, found++, below);
    }
    // with other than d-characters the order of 6.9.1 is not that of directory records: the full stop is no lowest
    if (ordersDiffer && !joliet) sortByString(tableOrder + ((<usize>before) << 2), found - before, 1, identifierPiece);
  }
  set32(tableOffsets, found, offset);
  if (joliet) jolietRecordCount = found;
  else recordCount = found;
  return offset;
}

function identifierPiece(directory: u32, depth: u32): u64 {
  const entry = directories.entryOfDirectory(directory);
  const length = putIsoName(entry, directories.isRelocated(directory), RECORD);
  return pieceOfBytes(RECORD, length, depth);
}

function identifierLength(directory: u32, joliet: bool): u32 {
  if (directory == 0) return 1;
  const entry = directories.entryOfDirectory(directory);
  return joliet ? jolietNameLength(entry) : isoNameLength(entry, directories.isRelocated(directory));
}

/** Writes a record (9.4) into `RECORD` and returns its length. */
function buildPathRecord(place: u32, joliet: bool, highFirst: bool): u32 {
  const directory = get32(joliet ? jolietOrder : order, place);
  const entry = directories.entryOfDirectory(directory);
  const parent = joliet ? directories.realParent(directory) : directories.isoParent(directory);
  const parentNumber: u32 = directory == 0 ? 1 : get32(joliet ? jolietPlaces : places, parent) + 1;
  const block = joliet ? extents.jolietFirstBlock(directory) : extents.firstBlock(directory);
  let length: u32 = 1;
  if (directory == 0) store<u8>(RECORD + IDENTIFIER, 0);
  else if (joliet) length = putJolietName(entry, RECORD + IDENTIFIER);
  else length = putIsoName(entry, directories.isRelocated(directory), RECORD + IDENTIFIER);
  store<u8>(RECORD, <u8>length, IDENTIFIER_LENGTH);
  store<u8>(RECORD, 0, EXTENDED_ATTRIBUTE_LENGTH);
  if (highFirst) {
    put732(RECORD + EXTENT, block);
    put722(RECORD + PARENT, min(parentNumber, MOST_PARENT));
  } else {
    put731(RECORD + EXTENT, block);
    put721(RECORD + PARENT, min(parentNumber, MOST_PARENT));
  }
  if (length & 1) store<u8>(RECORD + IDENTIFIER + length, 0);
  return FIXED_BYTES + length + (length & 1);
}

/** Writes block `block` of the two tables of a hierarchy (first all of Type L, then Type M), into zeros. */
export function renderPathTableBlock(joliet: bool, block: u32, to: usize): void {
  const blocks = tableBlocks(joliet);
  const highFirst = block >= blocks;
  const start = (<u64>(highFirst ? block - blocks : block)) << 11;
  const tableOffsets = joliet ? jolietOffsets : offsets;
  const count = joliet ? jolietRecordCount : recordCount;
  if (start >= get32(tableOffsets, count)) return;
  // the last record that begins at or before the block
  let low: u32 = 0;
  let high = count;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (get32(tableOffsets, middle) <= start) low = middle;
    else high = middle;
  }
  for (let place = low; place < count; place++) {
    const offset = <u64>get32(tableOffsets, place);
    if (offset >= start + BLOCK_BYTES) return;
    const length = buildPathRecord(place, joliet, highFirst);
    const from: u64 = offset < start ? start - offset : 0;
    const end = min(<u64>length, start + BLOCK_BYTES - offset);
    if (end > from) memory.copy(to + <usize>(offset + from - start), RECORD + <usize>from, <usize>(end - from));
  }
}
