/**
 * The encoder: from a manifest to the structures of an image, in two pure steps. `layout` works out where
 * everything lies; `render` then gives any run of structure blocks, always the same bytes. No clock, no randomness,
 * no input or output. One instance serves one image and is then dropped.
 */
import {
  ABI_VERSION,
  BLOCK_BYTES,
  CHANGE_BITS,
  CHANGE_ISO_PATH,
  CHANGE_SECTIONS,
  CHANGE_TIME,
  CHANGE_TIME_PLAIN,
  CONTENT_BOOT_CATALOG,
  CONTENT_TRANSLATION_TABLE,
  REGION_BOOT_RECORD,
  REGION_DIRECTORY_TREE,
  REGION_DIRECTORY_TREE_CLEANUP,
  REGION_END_PADDING,
  REGION_ENHANCED_VOLUME_DESCRIPTOR,
  REGION_EXTENSION_RECORD,
  REGION_FILES,
  REGION_JOLIET_DIRECTORY_TREE,
  REGION_JOLIET_PATH_TABLE,
  REGION_JOLIET_VOLUME_DESCRIPTOR,
  REGION_PATH_TABLE,
  REGION_PRIMARY_VOLUME_DESCRIPTOR,
  REGION_SYSTEM_AREA,
  REGION_VERSION_BLOCK,
  REGION_VOLUME_DESCRIPTOR_SET_TERMINATOR,
  RESULT_BLOCKS,
  RESULT_BOOT_CATALOG,
  RESULT_CHANGE_COUNTS,
  RESULT_CHANGES,
  RESULT_CONTENT_BLOCKS,
  RESULT_CONTENT_COUNT,
  RESULT_DIRECTORY_BYTES,
  RESULT_DIRECTORY_COUNT,
  RESULT_ENTRY,
  RESULT_ENTRY_COUNT,
  RESULT_HEADER_BYTES,
  RESULT_METADATA_BLOCKS,
  RESULT_ORDER,
  RESULT_ORDER_COUNT,
  RESULT_PATH_TABLE_BYTES,
  RESULT_REGION_COUNT,
  RESULT_REGIONS,
  RESULT_ROCK_RIDGE_BYTES,
  RESULT_SLOTS,
  RESULT_STATUS,
  RESULT_STRUCTURE_BYTES,
  RESULT_STRUCTURE_COUNT,
  RESULT_TRANSLATION_TABLE_BYTES,
  RESULT_VERSION,
  STATUS_BAD_MANIFEST,
  STATUS_DIRECTORY_TOO_LARGE,
  STATUS_DUPLICATE_NAME,
  STATUS_GOOD,
  STATUS_NAMES_EXHAUSTED,
  STATUS_TOO_MANY_BLOCKS,
} from './abi';
import { measureBootCatalog, renderBootCatalog } from './boot_catalog';
import * as directories from './directories';
import * as directoryExtent from './directory_extent';
import { sectionsOf } from './directory_record';
import { putExtensionRecord } from './extension_record';
import * as extents from './extents';
import { setIsoNameRules } from './iso_name';
import * as manifest from './manifest';
import { allocate as allocateMemory, get32, mark, release, set32 } from './memory';
import { isRecorded } from './namespaces';
import * as naming from './naming';
import { isoPathLength, MOST_PATH, measureIsoPaths } from './path_length';
import * as paths from './path_table';
import { findStructures, ownerOf } from './structure_contents';
import { surveyEntries } from './survey';
import { isLongRecordable, isRecordable } from './time';
import { measureTables, renderTableBlock, tableBytes } from './translation_table';
import {
  ENHANCED,
  JOLIET,
  PRIMARY,
  renderBootRecord,
  renderTerminator,
  renderVolumeDescriptor,
} from './volume_descriptor';

const SYSTEM_AREA_BLOCKS: u32 = 16;
/** The volume space size is 32 bits (8.4.8). */
const MOST_BLOCKS: u64 = 0xffffffff;
const REGION_BYTES: usize = 12;

const RESULT = memory.data(RESULT_HEADER_BYTES, 8);
const REGIONS = memory.data(204, 4);
const SCRATCH = memory.data(512, 8);
let regionCount: u32 = 0;
let renderBuffer: usize = 0;
let renderBufferBlocks: u32 = 0;

/** Reserves memory for the host: first for the manifest. */
export function allocate(bytes: u32): usize {
  return allocateMemory(bytes);
}

/** Lays out the image of a manifest of `bytes` at `at`. Returns where the result's header is (see abi.ts). */
export function layout(at: usize, bytes: u32): usize {
  store<u32>(RESULT, ABI_VERSION, RESULT_VERSION);
  store<u32>(RESULT, lay(at, bytes), RESULT_STATUS);
  return RESULT;
}

function lay(at: usize, bytes: u32): u32 {
  if (!manifest.openManifest(at, bytes)) return fail(STATUS_BAD_MANIFEST, manifest.faultyEntry);
  // before directories that have a record for each section of files that long
  if (manifest.allContentBlocks() > MOST_BLOCKS) return fail(STATUS_TOO_MANY_BLOCKS, 0);
  if (!findStructures()) return fail(STATUS_BAD_MANIFEST, 0);
  setIsoNameRules(manifest.isoLevel, manifest.isoNameLength, manifest.nameRules);
  if (!directories.buildHierarchy()) return fail(STATUS_DUPLICATE_NAME, directories.duplicateEntry);
  if (!naming.nameEntries()) {
    return fail(STATUS_NAMES_EXHAUSTED, directories.entryOfDirectory(naming.exhaustedDirectory));
  }
  measureTables();
  const catalogBytes = measureBootCatalog();
  extents.beginExtents();
  if (!directoryExtent.measureDirectories()) {
    return fail(STATUS_DIRECTORY_TOO_LARGE, directories.entryOfDirectory(directoryExtent.oversizedDirectory));
  }
  paths.orderPathTables();
  const blocks = placeFragments();
  if (blocks > MOST_BLOCKS) return fail(STATUS_TOO_MANY_BLOCKS, 0);
  noteChanges();

  store<u32>(RESULT, <u32>blocks, RESULT_BLOCKS);
  store<u32>(RESULT, regionStart(REGION_FILES), RESULT_METADATA_BLOCKS);
  store<u32>(RESULT, regionCount, RESULT_REGION_COUNT);
  store<u32>(RESULT, REGIONS, RESULT_REGIONS);
  store<u32>(RESULT, extents.contentOrderCount, RESULT_ORDER_COUNT);
  store<u32>(RESULT, extents.contentOrder, RESULT_ORDER);
  store<u32>(RESULT, extents.contentBlocks, RESULT_CONTENT_BLOCKS);
  store<u32>(RESULT, directories.changes, RESULT_CHANGES);
  store<u32>(RESULT, directories.slots, RESULT_SLOTS);
  store<f64>(RESULT, <f64>directoryExtent.rockRidgeBytes, RESULT_ROCK_RIDGE_BYTES);
  store<f64>(RESULT, <f64>directoryBytes(), RESULT_DIRECTORY_BYTES);
  store<u32>(RESULT, paths.pathTableBytes, RESULT_PATH_TABLE_BYTES);
  store<u32>(RESULT, directories.directoryCount, RESULT_DIRECTORY_COUNT);
  store<u32>(RESULT, manifest.entryCount, RESULT_ENTRY_COUNT);
  store<u32>(RESULT, manifest.contentCount, RESULT_CONTENT_COUNT);
  store<u32>(RESULT, manifest.structureCount, RESULT_STRUCTURE_COUNT);
  store<u32>(RESULT, manifest.structureSizes(), RESULT_STRUCTURE_BYTES);
  store<f64>(RESULT, <f64>(tableBytes + catalogBytes), RESULT_TRANSLATION_TABLE_BYTES);
  store<u32>(RESULT, manifest.bootCatalog, RESULT_BOOT_CATALOG);
  return STATUS_GOOD;
}

function fail(status: u32, entry: u32): u32 {
  store<u32>(RESULT, entry, RESULT_ENTRY);
  return status;
}

/** Bytes of all directories but the root, as genisoimage counts them. */
function directoryBytes(): u64 {
  let bytes: u64 = 0;
  for (let directory: u32 = 1; directory < directories.directoryCount; directory++) {
    bytes += extents.directoryDataLength(directory);
  }
  return bytes;
}

// --- the fragments of an image -------------------------------------------------------------------------

/** Blocks placed so far. */
let next: u64 = 0;

/** Adds a fragment of that many blocks to the image. */
function place(region: u32, blocks: u64): void {
  const at = REGIONS + <usize>regionCount * REGION_BYTES;
  regionCount++;
  store<u32>(at, region);
  store<u32>(at, <u32>next, 4);
  store<u32>(at, <u32>blocks, 8);
  next += blocks;
}

/** The fragments in the order of genisoimage. A new kind of structure is a line here and one in `renderBlock`. */
function placeFragments(): u64 {
  next = 0;
  regionCount = 0;
  place(REGION_SYSTEM_AREA, SYSTEM_AREA_BLOCKS);
  place(REGION_PRIMARY_VOLUME_DESCRIPTOR, 1);
  if (manifest.bootCount > 0) place(REGION_BOOT_RECORD, 1);
  if (manifest.isoLevel == 4) place(REGION_ENHANCED_VOLUME_DESCRIPTOR, 1);
  if (manifest.joliet) place(REGION_JOLIET_VOLUME_DESCRIPTOR, 1);
  place(REGION_VOLUME_DESCRIPTOR_SET_TERMINATOR, 1);
  place(REGION_VERSION_BLOCK, 1);
  place(REGION_PATH_TABLE, <u64>paths.tableBlocks(false) * 2);
  if (manifest.joliet) place(REGION_JOLIET_PATH_TABLE, <u64>paths.tableBlocks(true) * 2);
  place(REGION_DIRECTORY_TREE, extents.placeDirectoryExtents(next, false) - next);
  if (manifest.joliet) place(REGION_JOLIET_DIRECTORY_TREE, extents.placeDirectoryExtents(next, true) - next);
  place(REGION_DIRECTORY_TREE_CLEANUP, 0);
  if (manifest.rockRidge) {
    extents.setExtensionBlock(<u32>next);
    place(REGION_EXTENSION_RECORD, 1);
  }
  place(REGION_FILES, extents.placeContents(next) - next);
  place(REGION_END_PADDING, manifest.endPadBlocks);
  return next;
}

function regionStart(region: u32): u32 {
  for (let row: u32 = 0; row < regionCount; row++) {
    if (load<u32>(REGIONS + <usize>row * REGION_BYTES) == region)
      return load<u32>(REGIONS + <usize>row * REGION_BYTES, 4);
  }
  return 0;
}

/** Notes what is not as it was given, or allowed, in times, sizes and paths, and counts all changes. */
function noteChanges(): void {
  const counts = RESULT + RESULT_CHANGE_COUNTS;
  memory.fill(counts, 0, 32 * 4);
  const before = mark();
  // ISO 9660:1999 has no such limit
  const paths = manifest.isoLevel < 4 ? measureIsoPaths() : 0;
  for (let entry: u32 = 0; entry < manifest.entryCount; entry++) {
    if (manifest.hasOddTimes) directories.addChange(entry, timeChange(entry));
    if (sectionsOf(entry) > 1) directories.addChange(entry, CHANGE_SECTIONS);
    if (paths && entry > 0 && hasLongIsoPath(paths, entry)) directories.addChange(entry, CHANGE_ISO_PATH);
    // what the encoder makes itself was not given
    if (manifest.isTable(entry)) set32(directories.changes, entry, 0);
    const bits = get32(directories.changes, entry);
    if (bits == 0) continue;
    for (let bit: u32 = 0; bit < <u32>CHANGE_BITS; bit++) {
      if ((bits & (1 << bit)) != 0) set(counts, bit);
    }
  }
  release(before);
}

/** Whether an entry's path is longer than ECMA-119 6.8.2.1 allows. */
function hasLongIsoPath(paths: usize, entry: u32): bool {
  return isRecorded(entry) && manifest.isInIso(entry) && isoPathLength(paths, entry) > MOST_PATH;
}

/** Whether an entry's times are not as given: everywhere, or but for Rock Ridge, which has room for more. */
function timeChange(entry: u32): u32 {
  if (!isRecorded(entry)) return 0;
  const modified = manifest.modifyTimeOf(entry);
  if (!manifest.rockRidge || !manifest.isInIso(entry)) return isRecordable(modified) ? 0 : CHANGE_TIME;
  const isExact =
    isLongRecordable(modified) &&
    isLongRecordable(manifest.accessTimeOf(entry)) &&
    isLongRecordable(manifest.attributeTimeOf(entry));
  return !isExact ? CHANGE_TIME : isRecordable(modified) ? 0 : CHANGE_TIME_PLAIN;
}

function set(counts: usize, bit: u32): void {
  store<u32>(counts + ((<usize>bit) << 2), load<u32>(counts + ((<usize>bit) << 2)) + 1);
}

// --- rendering -----------------------------------------------------------------------------------------

/** Renders structure blocks [first, first + count); returns where they are until the next call. */
export function render(first: u32, count: u32): usize {
  if (count > renderBufferBlocks) {
    renderBuffer = allocateMemory(<u64>count * BLOCK_BYTES);
    renderBufferBlocks = count;
  }
  memory.fill(renderBuffer, 0, <usize>count * BLOCK_BYTES);
  for (let block: u32 = 0; block < count; block++)
    renderBlock(first + block, renderBuffer + <usize>block * BLOCK_BYTES);
  return renderBuffer;
}

function renderBlock(block: u32, to: usize): void {
  for (let row: u32 = 0; row < regionCount; row++) {
    const at = REGIONS + <usize>row * REGION_BYTES;
    const within = block - load<u32>(at, 4);
    if (block < load<u32>(at, 4) || within >= load<u32>(at, 8)) continue;
    const region = load<u32>(at);
    if (region == REGION_PRIMARY_VOLUME_DESCRIPTOR) {
      renderVolumeDescriptor(PRIMARY, <u32>next, regionStart(REGION_PATH_TABLE), to);
    } else if (region == REGION_ENHANCED_VOLUME_DESCRIPTOR) {
      renderVolumeDescriptor(ENHANCED, <u32>next, regionStart(REGION_PATH_TABLE), to);
    } else if (region == REGION_JOLIET_VOLUME_DESCRIPTOR) {
      renderVolumeDescriptor(JOLIET, <u32>next, regionStart(REGION_JOLIET_PATH_TABLE), to);
    } else if (region == REGION_VOLUME_DESCRIPTOR_SET_TERMINATOR) renderTerminator(to);
    else if (region == REGION_BOOT_RECORD) renderBootRecord(get32(extents.contentBlocks, manifest.bootCatalog), to);
    else if (region == REGION_PATH_TABLE) paths.renderPathTableBlock(false, within, to);
    else if (region == REGION_JOLIET_PATH_TABLE) paths.renderPathTableBlock(true, within, to);
    else if (region == REGION_DIRECTORY_TREE) renderDirectoryTreeBlock(block, to);
    else if (region == REGION_JOLIET_DIRECTORY_TREE) renderJolietTreeBlock(block, to);
    else if (region == REGION_EXTENSION_RECORD) putExtensionRecord(to);
    else if (region == REGION_FILES) renderStructureContentBlock(block, to);
    // the system area, the version block and padding are zeros
    return;
  }
}

/** A block of a content that is a structure. Traps where it is the host's. */
function renderStructureContentBlock(block: u32, to: usize): void {
  const content = extents.contentAt(block);
  const kind = manifest.contentKindOf(content);
  const within = block - get32(extents.contentBlocks, content);
  if (kind == CONTENT_BOOT_CATALOG) renderBootCatalog(to);
  else if (kind != CONTENT_TRANSLATION_TABLE) throw new Error('a block of no structure');
  else renderTableBlock(directories.directoryOf(manifest.parentOf(ownerOf(content))), within, to);
}

/** The directory of a hierarchy that a block belongs to: the last that begins at or before it. */
function directoryAt(block: u32, joliet: bool): u32 {
  let low: u32 = 0;
  let high = directories.directoryCount;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    const directory = get32(directories.sequence, middle);
    if ((joliet ? extents.jolietFirstBlock(directory) : extents.firstBlock(directory)) <= block) low = middle;
    else high = middle;
  }
  return get32(directories.sequence, low);
}

function renderDirectoryTreeBlock(block: u32, to: usize): void {
  const directory = directoryAt(block, false);
  const within = block - extents.firstBlock(directory);
  const blocks = extents.directoryBlocks(directory);
  if (within < blocks) directoryExtent.renderDirectoryBlock(directory, within, to);
  else directoryExtent.renderAreaBlock(directory, within - blocks, to);
}

function renderJolietTreeBlock(block: u32, to: usize): void {
  const directory = directoryAt(block, true);
  directoryExtent.renderJolietBlock(directory, block - extents.jolietFirstBlock(directory), to);
}

// --- names and readers, for notices --------------------------------------------------------------------

/** What some readers cannot do with entries [first, first + count): where the column of `SURVEY_*` of all is. */
export function survey(first: u32, count: u32): usize {
  return surveyEntries(first, count);
}

/** First block of a file's bytes, or of a directory in the ISO 9660 hierarchy. */
export function firstBlock(entry: u32): u32 {
  const slot = get32(directories.slots, entry);
  return directories.isDirectoryEntry(entry) ? extents.firstBlock(slot) : slot;
}

/** First block of a directory in the Joliet hierarchy. */
export function jolietFirstBlock(entry: u32): u32 {
  return extents.jolietFirstBlock(directories.directoryOf(entry));
}

/** Blocks of a directory in a hierarchy, its continuation areas among them; 0 of anything else. */
export function directoryBlocks(entry: u32, joliet: bool): u32 {
  if (!directories.isDirectoryEntry(entry)) return 0;
  const directory = directories.directoryOf(entry);
  // What is left out has no directory of its own, and RR_MOVED is not always there.
  if (directories.entryOfDirectory(directory) != entry) return 0;
  if (joliet) return extents.jolietDataLength(directory) >> 11;
  return extents.directoryBlocks(directory) + extents.continuationAreaBlocks(directory);
}

/** Writes an entry's ISO 9660 identifier into the scratch area and returns its length in bytes. */
export function isoName(entry: u32): u32 {
  return naming.putIsoName(entry, false, SCRATCH);
}

/** As `isoName`, of a relocated directory's identifier in RR_MOVED, whose own is that of the row after the last. */
export function movedName(entry: u32): u32 {
  return naming.putIsoName(entry, true, SCRATCH);
}

/** As `isoName`, for Joliet: UCS-2, high byte first. */
export function jolietName(entry: u32): u32 {
  return naming.putJolietName(entry, SCRATCH);
}

/** As `isoName`, for Rock Ridge. */
export function rockRidgeName(entry: u32): u32 {
  return naming.putRockRidgeName(entry, SCRATCH);
}

/** Where the names are written. */
export function scratch(): usize {
  return SCRATCH;
}
