/**
 * TRANS.TBL: a text that lists the entries of a directory, a line for each in the order of their records, as
 * genisoimage writes it: what it is, its ISO 9660 identifier, filled up with spaces, and behind a tab its name; then
 * behind further tabs the target of a link or the numbers of a device. Line feeds and tabs of names stay as they are.
 */
import {
  BLOCK_BYTES,
  KIND_BLOCK_DEVICE,
  KIND_CHARACTER_DEVICE,
  KIND_SYMBOLIC_LINK,
  MAX_NAME_BYTES,
  MAX_TARGET_BYTES,
} from './abi';
import * as directories from './directories';
import { putIdentifier, roleOf } from './directory_record';
import * as manifest from './manifest';
import { allocate, get32, set32 } from './memory';
import { tableOf } from './structure_contents';

/** Bytes that an identifier is filled up to. */
const IDENTIFIER_BYTES: u32 = 208;
/** The longest line: its fixed parts, and a name and a target of the most bytes that a manifest may have. */
const MOST_LINE_BYTES: u32 = 512 + MAX_NAME_BYTES + MAX_TARGET_BYTES;
/** D, F, L, C, B, P, S, by `KIND_*`. */
const LETTERS = memory.data<u8>([0x44, 0x46, 0x4c, 0x43, 0x42, 0x50, 0x53]);
const SPACE: u8 = 0x20;
const TAB: u8 = 0x09;
const LINE_FEED: u8 = 0x0a;

/** A checkpoint of each block: u64 byte of the table at which the line begins that has its first byte, u32 its place. */
const CHECKPOINT_BYTES: usize = 16;

/** Bytes of all tables. */
export let tableBytes: u64 = 0;

/** u32 of each directory: number of its table's first checkpoint. */
let starts: usize = 0;
let points: usize = 0;
let line: usize = 0;

/** Works out how long each table is. */
export function measureTables(): void {
  tableBytes = 0;
  if (!manifest.hasStructures()) return;
  starts = allocate(<u64>directories.directoryCount * 4);
  line = allocate(MOST_LINE_BYTES);
  // checkpoints follow each other: nothing else is allocated while they are made
  points = allocate(0);
  let count: u32 = 0;
  for (let directory: u32 = 0; directory < directories.directoryCount; directory++) {
    set32(starts, directory, count);
    if (directory == directories.relocationDirectory) continue;
    const table = tableOf(directories.entryOfDirectory(directory));
    if (table == 0) continue;
    let bytes: u64 = 0;
    let blocks: u64 = 0;
    const end = directories.endOfIsoChildren(directory);
    for (let place = directories.firstChild(directory); place < end; place++) {
      if (!isListed(place, table)) continue;
      const after = bytes + buildLine(get32(directories.children, place), directory);
      for (; blocks << 11 < after; blocks++) {
        const point = allocate(CHECKPOINT_BYTES);
        store<u64>(point, bytes);
        store<u32>(point, place, 8);
        count++;
      }
      bytes = after;
    }
    manifest.setContentBytes(manifest.contentOf(table), bytes);
    tableBytes += bytes;
  }
}

/** Writes one block of the table in a directory, into zeros. */
export function renderTableBlock(directory: u32, block: u32, to: usize): void {
  const table = tableOf(directories.entryOfDirectory(directory));
  const point = points + <usize>(get32(starts, directory) + block) * CHECKPOINT_BYTES;
  const start = (<u64>block) << 11;
  const stop = start + BLOCK_BYTES;
  let offset = load<u64>(point);
  const end = directories.endOfIsoChildren(directory);
  for (let place = load<u32>(point, 8); place < end && offset < stop; place++) {
    if (!isListed(place, table)) continue;
    const length = buildLine(get32(directories.children, place), directory);
    const from: u64 = offset < start ? start - offset : 0;
    const until = min(<u64>length, stop - offset);
    memory.copy(to + <usize>(offset + from - start), line + <usize>from, <usize>(until - from));
    offset += length;
  }
}

/** All but the table itself and the folder for relocated ones, which is not the tree's. */
function isListed(place: u32, table: u32): bool {
  const entry = get32(directories.children, place);
  return entry != table && entry != directories.relocationEntry;
}

/** Writes the line of an entry into `line` and returns its length. */
function buildLine(entry: u32, directory: u32): u32 {
  const kind = manifest.kindOf(entry);
  store<u8>(line, load<u8>(LETTERS + kind));
  store<u8>(line, SPACE, 1);
  let at = line + 2;
  const identifier = putIdentifier(entry, roleOf(entry, directory), at);
  const filled = max(identifier, IDENTIFIER_BYTES);
  memory.fill(at + identifier, SPACE, filled - identifier);
  at += filled;
  store<u8>(at++, TAB);
  memory.copy(at, manifest.nameAt(entry), manifest.nameLength(entry));
  at += manifest.nameLength(entry);
  if (kind == KIND_SYMBOLIC_LINK) {
    store<u8>(at++, TAB);
    memory.copy(at, manifest.targetAt(entry), manifest.targetLength(entry));
    at += manifest.targetLength(entry);
  } else if (kind == KIND_CHARACTER_DEVICE || kind == KIND_BLOCK_DEVICE) {
    store<u8>(at++, TAB);
    at = putDecimal(majorOf(entry), at);
    store<u8>(at++, SPACE);
    at = putDecimal(minorOf(entry), at);
  }
  store<u8>(at++, LINE_FEED);
  return <u32>(at - line);
}

/** The manifest has a device's number as PN of its version of RRIP: in 1.12 the halves of the system's number. */
function majorOf(entry: u32): u32 {
  const high = manifest.deviceHighOf(entry);
  return manifest.rrip112 ? (high & 0xfffff000) | ((manifest.deviceLowOf(entry) >> 8) & 0xfff) : high;
}

function minorOf(entry: u32): u32 {
  const low = manifest.deviceLowOf(entry);
  return manifest.rrip112 ? (manifest.deviceHighOf(entry) << 20) | ((low >> 12) & 0xfff00) | (low & 0xff) : low;
}

/** Writes a number and returns where it ends. */
function putDecimal(value: u32, at: usize): usize {
  let end = at + 1;
  for (let rest = value / 10; rest > 0; rest /= 10) end++;
  let rest = value;
  for (let digit = end; digit > at; rest /= 10) store<u8>(--digit, <u8>(0x30 + (rest % 10)));
  return end;
}
