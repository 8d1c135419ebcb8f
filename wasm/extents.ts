/** Where directories and contents lie: their first blocks, and how long directories are. */
import { KIND_FILE, NO_CONTENT } from './abi';
import * as directories from './directories';
import * as manifest from './manifest';
import { allocate, allocateZeroed, get32, set32 } from './memory';
import { blocksOf } from './numbers';
import { sortByString } from './sort';

/** Block of the ER entry; 0 until it is known. */
export let extensionBlock: u32 = 0;
/** u32 of each content: its first block. */
export let contentBlocks: usize = 0;
/** Non-empty contents in the order in which they lie in the image. */
export let contentOrder: usize = 0;
export let contentOrderCount: u32 = 0;

// u32 of each directory
let blocks: usize = 0;
let continuationBlocks: usize = 0;
let firstBlocks: usize = 0;
let jolietBlocks: usize = 0;
let jolietFirstBlocks: usize = 0;
let placeholderBlocks: usize = 0;

export function beginExtents(): void {
  const bytes = <u64>directories.directoryCount * 4;
  blocks = allocate(bytes);
  continuationBlocks = allocate(bytes);
  firstBlocks = allocateZeroed(bytes);
  if (manifest.joliet) {
    jolietBlocks = allocateZeroed(bytes);
    jolietFirstBlocks = allocateZeroed(bytes);
  }
  if (directories.relocationDirectory != directories.NONE) placeholderBlocks = allocate(bytes);
  contentBlocks = allocateZeroed(<u64>manifest.contentCount * 4);
  contentOrder = allocate(<u64>manifest.contentCount * 4);
}

export function setDirectorySize(directory: u32, directoryBlocks: u32, continuations: u32): void {
  set32(blocks, directory, directoryBlocks);
  set32(continuationBlocks, directory, continuations);
}

export function setJolietSize(directory: u32, directoryBlocks: u32): void {
  set32(jolietBlocks, directory, directoryBlocks);
}

export function setExtensionBlock(block: u32): void {
  extensionBlock = block;
}

export function firstBlock(directory: u32): u32 {
  return get32(firstBlocks, directory);
}

export function directoryBlocks(directory: u32): u32 {
  return get32(blocks, directory);
}

/** Bytes of a directory's extent: whole blocks, its continuation areas not counted. */
export function directoryDataLength(directory: u32): u32 {
  return get32(blocks, directory) << 11;
}

/** Blocks of a directory's continuation areas, which follow its extent. */
export function continuationAreaBlocks(directory: u32): u32 {
  return get32(continuationBlocks, directory);
}

export function jolietFirstBlock(directory: u32): u32 {
  return get32(jolietFirstBlocks, directory);
}

export function jolietDataLength(directory: u32): u32 {
  return get32(jolietBlocks, directory) << 11;
}

/** The block that the empty file in the place of a relocated directory points to. */
export function placeholderBlock(directory: u32): u32 {
  return get32(placeholderBlocks, directory);
}

/**
 * Places the directories of a hierarchy from `block` on; returns the block after them. One that is not in it has the
 * place of the next: none of its blocks is ever looked for.
 */
export function placeDirectoryExtents(block: u64, joliet: bool): u64 {
  let next = block;
  for (let at: u32 = 0; at < directories.directoryCount; at++) {
    const directory = get32(directories.sequence, at);
    set32(joliet ? jolietFirstBlocks : firstBlocks, directory, <u32>next);
    if (joliet) next += get32(jolietBlocks, directory);
    else next += <u64>get32(blocks, directory) + get32(continuationBlocks, directory);
  }
  return next;
}

/**
 * Places the contents: directory by directory, each in ISO 9660 order and then what is not in that hierarchy; a
 * content that several files share lies where the first of them has it. What has no bytes points to the block that
 * comes next, since many readers drop files whose block is 0. Weights change the order of the contents alone, as
 * genisoimage has it: what has no bytes keeps its block.
 */
export function placeContents(block: u64): u64 {
  let next = block;
  for (let at: u32 = 0; at < directories.directoryCount; at++) {
    const directory = get32(directories.sequence, at);
    if (directory == directories.relocationDirectory) continue;
    const end = directories.endOfChildren(directory);
    for (let place = directories.firstChild(directory); place < end; place++) {
      const entry = get32(directories.children, place);
      if (directories.isDirectoryEntry(entry)) {
        if (entry == directories.relocationEntry) continue;
        const child = directories.directoryOf(entry);
        if (directories.isRelocated(child)) set32(placeholderBlocks, child, <u32>next);
        continue;
      }
      let first = <u32>next;
      const content: u32 = manifest.kindOf(entry) == KIND_FILE ? manifest.contentOf(entry) : NO_CONTENT;
      const bytes: u64 = content == NO_CONTENT ? 0 : manifest.contentBytes(content);
      if (bytes > 0) {
        if (get32(contentBlocks, content) == 0) {
          set32(contentBlocks, content, first);
          set32(contentOrder, contentOrderCount++, content);
          next += blocksOf(bytes);
          if (next > u32.MAX_VALUE) return next; // refused; block numbers would begin again, at 0
        } else first = get32(contentBlocks, content);
      }
      set32(directories.slots, entry, first);
    }
  }
  // boot images and their catalog need not be files
  for (let index: u32 = 0; index < manifest.bootCount; index++) next = placeAlone(manifest.bootImageOf(index), next);
  if (manifest.bootCatalog != NO_CONTENT) next = placeAlone(manifest.bootCatalog, next);
  if (next > u32.MAX_VALUE) return next;
  if (manifest.hasWeights()) sortContents(<u32>block);
  return next;
}

/** Places a content that no file has; returns the block after it. */
function placeAlone(content: u32, next: u64): u64 {
  if (next > u32.MAX_VALUE || get32(contentBlocks, content) != 0) return next;
  set32(contentBlocks, content, <u32>next);
  set32(contentOrder, contentOrderCount++, content);
  return next + blocksOf(manifest.contentBytes(content));
}

/** The content that a block of the files' region belongs to: the last that begins at or before it. */
export function contentAt(block: u32): u32 {
  let low: u32 = 0;
  let high = contentOrderCount;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (get32(contentBlocks, get32(contentOrder, middle)) <= block) low = middle;
    else high = middle;
  }
  return get32(contentOrder, low);
}

/** Greater weights first: a piece of four bytes, after which the string ends. */
function weightPiece(content: u32, _depth: u32): u64 {
  return (<u64>(<u32>(i32.MAX_VALUE - manifest.weightOf(content)))) << 32;
}

/** Puts the contents in the order of their weights, from `block` on. */
function sortContents(block: u32): void {
  sortByString(contentOrder, contentOrderCount, 1, weightPiece);
  let next = block;
  for (let at: u32 = 0; at < contentOrderCount; at++) {
    const content = get32(contentOrder, at);
    set32(contentBlocks, content, next);
    next += <u32>blocksOf(manifest.contentBytes(content));
  }
  for (let entry: u32 = 0; entry < manifest.entryCount; entry++) {
    if (manifest.kindOf(entry) != KIND_FILE || manifest.contentBytes(manifest.contentOf(entry)) == 0) continue;
    set32(directories.slots, entry, get32(contentBlocks, manifest.contentOf(entry)));
  }
}
