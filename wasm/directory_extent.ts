/**
 * The extents of directories: how long they are, and the content of any block of one. So that a block can be
 * rendered without those before it, a checkpoint is kept for each: which record begins it, and how far the
 * continuation areas have got by then.
 */
import { BLOCK_BYTES } from './abi';
import * as directories from './directories';
import * as record from './directory_record';
import * as extents from './extents';
import * as manifest from './manifest';
import { allocate, get32, set32 } from './memory';
import { blocksOf } from './numbers';
import * as su from './system_use';
import * as areas from './system_use_area';

/** u32 item (0 `.`, 1 `..`, then the entries), u32 section, u32 offset in the continuation areas. */
const CHECKPOINT_BYTES: usize = 12;
const FIRST_ENTRY: u32 = 2;
/** Blocks of the longest extent that a directory record can tell: 4 GiB less one block. */
const MOST_BLOCKS: u64 = 0x1fffff;

/** All bytes of system use areas, of every record (for genisoimage's log). */
export let rockRidgeBytes: u64 = 0;
/** The directory that is longer than its record can tell, when `measureDirectories` says false. */
export let oversizedDirectory: u32 = 0;

// number of each directory's first checkpoint, and the checkpoints
let blockStarts: usize = 0;
let blockPoints: usize = 0;
let areaStarts: usize = 0;
let areaPoints: usize = 0;
let jolietStarts: usize = 0;
let jolietPoints: usize = 0;

// a walk through a directory: the record at hand
let directory: u32 = 0;
let item: u32 = 0;
let section: u32 = 0;
let areaOffset: u64 = 0;
let entry: u32 = 0;
let role: u32 = 0;

function addCheckpoint(): void {
  const at = allocateCheckpoint();
  store<u32>(at, item);
  store<u32>(at, section, 4);
  store<u32>(at, <u32>areaOffset, 8);
}

/** Checkpoints follow each other: nothing else is allocated while they are made. */
function allocateCheckpoint(): usize {
  if (pointsEnd + CHECKPOINT_BYTES > pointsReserved) {
    const more = allocate(CHECKPOINT_CHUNK);
    pointsReserved = more + CHECKPOINT_CHUNK;
  }
  const at = pointsEnd;
  pointsEnd += CHECKPOINT_BYTES;
  return at;
}

const CHECKPOINT_CHUNK: usize = 12288;
let pointsEnd: usize = 0;
let pointsReserved: usize = 0;

/** Begins a run of checkpoints and returns where it will lie. */
function beginCheckpoints(): usize {
  pointsEnd = allocate(CHECKPOINT_CHUNK);
  pointsReserved = pointsEnd + CHECKPOINT_CHUNK;
  return pointsEnd;
}

function checkpointCount(points: usize): u32 {
  return <u32>((pointsEnd - points) / CHECKPOINT_BYTES);
}

function resume(which: u32, point: usize): void {
  directory = which;
  item = load<u32>(point);
  section = load<u32>(point, 4);
  areaOffset = load<u32>(point, 8);
}

function restart(which: u32): void {
  directory = which;
  item = 0;
  section = 0;
  areaOffset = 0;
}

function itemCount(): u32 {
  return FIRST_ENTRY + directories.endOfIsoChildren(directory) - directories.firstChild(directory);
}

function lookAtEntry(): void {
  entry = get32(directories.children, directories.firstChild(directory) + item - FIRST_ENTRY);
  role = record.roleOf(entry, directory);
}

/** Builds the record at hand and returns its length. */
function buildRecord(): u32 {
  if (item < FIRST_ENTRY) return record.buildDotRecord(directory, item == 0 ? su.ROLE_SELF : su.ROLE_PARENT);
  lookAtEntry();
  return record.buildEntryRecord(entry, role);
}

/** Goes on to the next record: the next section of a long file, or the next entry. */
function advance(): void {
  if (item >= FIRST_ENTRY && section + 1 < record.sectionsOf(entry)) section++;
  else {
    item++;
    section = 0;
  }
}

/** Where the next continuation area of that length goes; it never crosses a block. */
function placeArea(length: u32): u64 {
  const place = record.placeRecord(areaOffset, length);
  areaOffset = place + length + (length & 1);
  return place;
}

// --- measuring -----------------------------------------------------------------------------------------

/** Works out the length of every directory. False: one is too long, see `oversizedDirectory`. */
export function measureDirectories(): bool {
  rockRidgeBytes = 0;
  blockStarts = allocate(<u64>directories.directoryCount * 4);
  areaStarts = allocate(<u64>directories.directoryCount * 4);
  blockPoints = beginCheckpoints();
  for (let which: u32 = 0; which < directories.directoryCount; which++) {
    oversizedDirectory = which;
    set32(blockStarts, which, checkpointCount(blockPoints));
    areaOffset = 0;
    const bytes = directories.isDirectoryIn(which, false) ? measureDirectory(which) : 0;
    if (blocksOf(bytes) > MOST_BLOCKS) return false;
    extents.setDirectorySize(which, <u32>blocksOf(bytes), <u32>blocksOf(areaOffset));
  }
  areaPoints = beginCheckpoints();
  for (let which: u32 = 0; which < directories.directoryCount; which++) {
    set32(areaStarts, which, checkpointCount(areaPoints));
    if (extents.continuationAreaBlocks(which) > 0) indexAreas(which);
  }
  if (!manifest.joliet) return true;
  jolietStarts = allocate(<u64>directories.directoryCount * 4);
  jolietPoints = beginCheckpoints();
  for (let which: u32 = 0; which < directories.directoryCount; which++) {
    oversizedDirectory = which;
    if (!directories.isDirectoryIn(which, true)) continue;
    set32(jolietStarts, which, checkpointCount(jolietPoints));
    const bytes = measureJolietDirectory(which);
    if (blocksOf(bytes) > MOST_BLOCKS) return false;
    extents.setJolietSize(which, <u32>blocksOf(bytes));
  }
  return true;
}

function measureDirectory(which: u32): u64 {
  restart(which);
  let offset: u64 = 0;
  const count = itemCount();
  while (item < count) {
    let length: u32 = 0;
    if (item >= FIRST_ENTRY) {
      lookAtEntry();
      length = record.plainRecordLength(entry, role);
    }
    const isPlain = length != 0;
    if (!isPlain) length = buildRecord();
    const place = record.placeRecord(offset, length);
    if ((place & (BLOCK_BYTES - 1)) == 0) addCheckpoint();
    offset = place + length;
    if (manifest.rockRidge) {
      if (isPlain) rockRidgeBytes += su.plainSystemUseBytes(entry);
      else {
        rockRidgeBytes += areas.totalBytes;
        for (let area: u32 = 0; area < areas.areaCount; area++) placeArea(areas.areaLength(area));
      }
    }
    advance();
  }
  return offset;
}

/** Makes a checkpoint for each block of a directory's continuation areas. */
function indexAreas(which: u32): void {
  restart(which);
  const count = itemCount();
  let block: u64 = 0;
  while (item < count) {
    buildRecord();
    const before = areaOffset;
    for (let area: u32 = 0; area < areas.areaCount; area++) {
      const place = placeArea(areas.areaLength(area));
      while (block <= place >> 11) {
        const after = areaOffset;
        areaOffset = before;
        addCheckpoint();
        areaOffset = after;
        block++;
      }
    }
    advance();
  }
}

function measureJolietDirectory(which: u32): u64 {
  restart(which);
  let offset: u64 = 0;
  const count = jolietItemCount();
  while (item < count) {
    const length = buildJolietRecord();
    const place = record.placeRecord(offset, length);
    if ((place & (BLOCK_BYTES - 1)) == 0) addCheckpoint();
    offset = place + length;
    advance();
  }
  return offset;
}

function jolietItemCount(): u32 {
  return FIRST_ENTRY + directories.endOfJolietChildren(directory) - directories.firstJolietChild(directory);
}

function buildJolietRecord(): u32 {
  if (item < FIRST_ENTRY) return record.JOLIET_DOT_BYTES;
  entry = get32(directories.jolietChildren, directories.firstJolietChild(directory) + item - FIRST_ENTRY);
  return record.jolietRecordLength(entry);
}

// --- rendering -----------------------------------------------------------------------------------------

/** Writes one block of a directory's extent, into zeros. */
export function renderDirectoryBlock(which: u32, block: u32, to: usize): void {
  resume(which, blockPoints + <usize>(get32(blockStarts, which) + block) * CHECKPOINT_BYTES);
  const areasBlock = extents.firstBlock(which) + extents.directoryBlocks(which);
  const count = itemCount();
  let offset: u32 = 0;
  while (item < count) {
    const length = buildRecord();
    if (offset + length >= <u32>BLOCK_BYTES) return;
    if (manifest.rockRidge) {
      for (let area: u32 = 0; area < areas.areaCount; area++) {
        const place = placeArea(areas.areaLength(area));
        areas.setAreaPlace(area, areasBlock + <u32>(place >> 11), <u32>place & (BLOCK_BYTES - 1));
      }
    }
    if (item < FIRST_ENTRY) {
      record.putDotRecord(to + offset, length, which, item == 0 ? su.ROLE_SELF : su.ROLE_PARENT);
    } else record.putEntryRecord(to + offset, length, entry, role, section);
    offset += length;
    advance();
  }
}

/** Writes one block of a directory's continuation areas, into zeros. */
export function renderAreaBlock(which: u32, block: u32, to: usize): void {
  resume(which, areaPoints + <usize>(get32(areaStarts, which) + block) * CHECKPOINT_BYTES);
  const areasBlock = extents.firstBlock(which) + extents.directoryBlocks(which);
  const start = (<u64>block) << 11;
  const count = itemCount();
  while (item < count) {
    buildRecord();
    const first = areaOffset;
    // an area may lead to the next one: all places are filled in before any is copied
    for (let area: u32 = 0; area < areas.areaCount; area++) {
      const place = placeArea(areas.areaLength(area));
      areas.setAreaPlace(area, areasBlock + <u32>(place >> 11), <u32>place & (BLOCK_BYTES - 1));
    }
    areaOffset = first;
    for (let area: u32 = 0; area < areas.areaCount; area++) {
      const place = placeArea(areas.areaLength(area));
      if (place >= start + BLOCK_BYTES) return;
      if (place >= start) memory.copy(to + <usize>(place - start), areas.areaAt(area), areas.areaLength(area));
    }
    advance();
  }
}

/** Writes one block of a Joliet directory's extent, into zeros. */
export function renderJolietBlock(which: u32, block: u32, to: usize): void {
  resume(which, jolietPoints + <usize>(get32(jolietStarts, which) + block) * CHECKPOINT_BYTES);
  const count = jolietItemCount();
  let offset: u32 = 0;
  while (item < count) {
    const length = buildJolietRecord();
    if (offset + length >= <u32>BLOCK_BYTES) return;
    if (item < FIRST_ENTRY) {
      record.putJolietDotRecord(to + offset, which, item == 0 ? su.ROLE_SELF : su.ROLE_PARENT);
    } else record.putJolietRecord(to + offset, entry, section);
    offset += length;
    advance();
  }
}
