/**
 * The system use area of a directory record: SUSP entries (IEEE P1281) that make up Rock Ridge (RRIP, as
 * `RRIP_1991A` or `IEEE_1282`): RR (which 1.12 no longer has), NM, PX, PN, SL, TF and, for relocated directories, RE,
 * PL and CL. What does not fit in the record goes on in continuation areas that a CE entry leads to.
 */
import { KIND_BLOCK_DEVICE, KIND_CHARACTER_DEVICE, KIND_SYMBOLIC_LINK, NAME_OMIT_VERSION } from './abi';
import * as directories from './directories';
import * as manifest from './manifest';
import { isoNameLength, putRockRidgeName, rockRidgeNameLength } from './naming';
import { put733 } from './numbers';
import { putSymbolicLink } from './symbolic_link';
import {
  begin,
  beginArea,
  byte,
  bytes,
  endArea,
  endAreaWith,
  makeRoom,
  PLAIN_LIMIT,
  position,
  putContinuation,
  putNumber,
  room,
  skip,
} from './system_use_area';
import { isRecordable, putRecordDate, putVolumeDate } from './time';

/** What a directory record stands for. */
export const ROLE_ENTRY: u32 = 0; // an entry in its place
export const ROLE_SELF: u32 = 1; // `.`
export const ROLE_PARENT: u32 = 2; // `..`
export const ROLE_PLACEHOLDER: u32 = 3; // a relocated directory where it was: an empty file with CL
export const ROLE_MOVED: u32 = 4; // a relocated directory in RR_MOVED: RE

// Lengths of the entries that always have the same
const SP_BYTES: u32 = 7;
const RR_BYTES: u32 = 5;
const NM_BYTES: u32 = 5; // without the name
const PX_BYTES: u32 = 36;
const PX_112_BYTES: u32 = 44;
const PN_BYTES: u32 = 20;
const TF_BYTES: u32 = 26;
const TF_LONG_BYTES: u32 = 56;
const LINK_BYTES: u32 = 12; // CL and PL
const RE_BYTES: u32 = 4;

// RR flags: which entries are there (RRIP 1991A 4.1.7)
const RR_PX: u32 = 1;
const RR_PN: u32 = 2;
const RR_SL: u32 = 4;
const RR_NM: u32 = 8;
const RR_CL: u32 = 16;
const RR_PL: u32 = 32;
const RR_RE: u32 = 64;
const RR_TF: u32 = 128;

const NM_CONTINUE: u8 = 1;
const TF_STAMPS: u8 = 0x0e; // modify, access and attribute time
const TF_LONG_FORM: u8 = 0x80; // 17 bytes each, not 7
const MOST_IN_ENTRY: u32 = 248; // bytes of a name in one NM entry, as genisoimage has it

/** POSIX file types by `KIND_*`, and that of a directory. */
const FILE_TYPES = memory.data<u16>([0o040000, 0o100000, 0o120000, 0o020000, 0o060000, 0o010000, 0o140000]);
const TYPE_DIRECTORY: u32 = 0o040000;

/** Room for the fields of a record with an identifier of 37 characters, as genisoimage has it. */
const IDENTIFIER_ROOM: u32 = 33 + 37;
const NAME = memory.data(512, 8);

/** Length of the system use area of a plain entry, or 0 when it must be built to know it. */
export function plainSystemUseBytes(entry: u32): u32 {
  if (entry >= manifest.entryCount || manifest.kindOf(entry) >= <u32>KIND_SYMBOLIC_LINK || hasLongTimes(entry))
    return 0;
  const attributes: u32 = manifest.rrip112 ? PX_112_BYTES : RR_BYTES + PX_BYTES;
  const length = NM_BYTES + rockRidgeNameLength(entry) + attributes + TF_BYTES;
  return length + identifierRoom(entry, false) <= PLAIN_LIMIT ? length : 0;
}

/** Bytes that a record keeps for everything but system use: those of genisoimage, or more for a longer identifier. */
function identifierRoom(entry: u32, moved: bool): u32 {
  if (manifest.isoNameLength <= 35) return IDENTIFIER_ROOM;
  const versionBytes: u32 = (manifest.nameRules & NAME_OMIT_VERSION) != 0 ? 0 : 2;
  return max(IDENTIFIER_ROOM, (34 + isoNameLength(entry, moved) + versionBytes) & ~1);
}

/**
 * Builds the system use area of one record.
 * @param entry whose attributes and name it shows
 * @param link block that a CL (placeholder) or PL (`..` of a relocated directory) points to, 0 for none
 * @param extension block of the ER entry, for the root's `.` only, else 0
 */
export function buildSystemUse(entry: u32, role: u32, link: u32, extension: u32, extensionBytes: u32): void {
  const hasName = role == ROLE_ENTRY || role == ROLE_PLACEHOLDER || role == ROLE_MOVED;
  beginArea(hasName ? identifierRoom(entry, role == ROLE_MOVED) : IDENTIFIER_ROOM);
  const kind: u32 = entry < manifest.entryCount ? manifest.kindOf(entry) : 0;
  const isLink = kind == KIND_SYMBOLIC_LINK;
  const isDevice = kind == KIND_CHARACTER_DEVICE || kind == KIND_BLOCK_DEVICE;

  if (extensionBytes > 0) {
    // SUSP 5.3: SP, only in the root's `.`
    begin(0x53, 0x50, SP_BYTES);
    byte(0xbe);
    byte(0xef);
    byte(0); // bytes to skip
  }
  if (!manifest.rrip112) {
    makeRoom(RR_BYTES);
    begin(0x52, 0x52, RR_BYTES);
    let flags = RR_PX | RR_TF;
    if (hasName) flags |= RR_NM;
    if (isDevice) flags |= RR_PN;
    if (isLink) flags |= RR_SL;
    if (role == ROLE_MOVED) flags |= RR_RE;
    if (role == ROLE_PARENT && link != 0) flags |= RR_PL;
    if (role == ROLE_PLACEHOLDER) flags |= RR_CL;
    byte(<u8>flags);
  }
  if (hasName) putName(entry);
  putPosixAttributes(entry);
  if (isDevice) putDeviceNumber(entry);
  if (isLink) putSymbolicLink(manifest.targetAt(entry), manifest.targetLength(entry));
  putTimes(entry);
  if (role == ROLE_MOVED) {
    makeRoom(RE_BYTES);
    begin(0x52, 0x45, RE_BYTES);
  }
  if (role == ROLE_PARENT && link != 0) putLink(0x50, link);
  if (role == ROLE_PLACEHOLDER) putLink(0x43, link);
  if (extensionBytes > 0) endAreaWith(extension, extensionBytes);
  else endArea();
}

/** RRIP 4.1.4: NM, the name, in as many entries as it needs. */
function putName(entry: u32): void {
  let left = putRockRidgeName(entry, NAME);
  let from: usize = NAME;
  makeRoom(NM_BYTES + 1);
  while (left > 0) {
    let part = min(left, room() - NM_BYTES);
    const needsRoom = part < left || part > MOST_IN_ENTRY;
    part = min(part, MOST_IN_ENTRY);
    begin(0x4e, 0x4d, NM_BYTES + part);
    byte(part < left ? NM_CONTINUE : 0);
    bytes(from, part);
    from += part;
    left -= part;
    if (left > 0 && needsRoom) putContinuation();
  }
}

/** RRIP 4.1.1: PX: mode, link count, owner, group and, in 1.12, serial number. RR_MOVED has the root's owner. */
function putPosixAttributes(entry: u32): void {
  const length = manifest.rrip112 ? PX_112_BYTES : PX_BYTES;
  makeRoom(length);
  begin(0x50, 0x58, length);
  const owned: u32 = entry < manifest.entryCount ? entry : 0;
  const at = position();
  put733(at, posixMode(entry));
  put733(at + 8, linkCount(entry));
  put733(at + 16, manifest.userOf(owned));
  put733(at + 24, manifest.groupOf(owned));
  if (manifest.rrip112) {
    put733(at + 32, entry < manifest.entryCount ? manifest.serialOf(entry) : manifest.entryCount + 1);
  }
  skip(length - 4);
}

/** RRIP 4.1.2: PN: the number of a device, as the manifest has it. */
function putDeviceNumber(entry: u32): void {
  makeRoom(PN_BYTES);
  begin(0x50, 0x4e, PN_BYTES);
  putNumber(manifest.deviceHighOf(entry));
  putNumber(manifest.deviceLowOf(entry));
}

function posixMode(entry: u32): u32 {
  if (entry >= manifest.entryCount) return TYPE_DIRECTORY | (manifest.newDirectoryMode & 0xfff);
  return load<u16>(FILE_TYPES + ((<usize>manifest.kindOf(entry)) << 1)) | manifest.modeOf(entry);
}

function linkCount(entry: u32): u32 {
  if (entry >= manifest.entryCount || manifest.isDirectory(entry)) {
    return directories.directoryLinkCount(directories.directoryOf(entry));
  }
  return manifest.linkCountOf(entry);
}

function hasLongTimes(entry: u32): bool {
  if (entry >= manifest.entryCount) return !isRecordable(manifest.newDirectoryTime);
  return manifest.hasOddTimes && !manifest.areRecordable(entry);
}

/** RRIP 4.1.6: TF, in the short form unless a time of the three lies outside 1900 to 2155. */
function putTimes(entry: u32): void {
  const isLong = hasLongTimes(entry);
  const length = isLong ? TF_LONG_BYTES : TF_BYTES;
  makeRoom(length);
  begin(0x54, 0x46, length);
  byte(isLong ? TF_STAMPS | TF_LONG_FORM : TF_STAMPS);
  const at = position();
  const isReal = entry < manifest.entryCount;
  const modified = isReal ? manifest.modifyTimeOf(entry) : manifest.newDirectoryTime;
  const accessed = isReal ? manifest.accessTimeOf(entry) : manifest.newDirectoryTime;
  const changed = isReal ? manifest.attributeTimeOf(entry) : manifest.newDirectoryTime;
  if (isLong) {
    putVolumeDate(at, modified);
    putVolumeDate(at + 17, accessed);
    putVolumeDate(at + 34, changed);
  } else {
    putRecordDate(at, modified);
    putRecordDate(at + 7, accessed);
    putRecordDate(at + 14, changed);
  }
  skip(length - 5);
}

/** RRIP 4.1.5.1 and 4.1.5.2: CL or PL, the block of the directory that is meant. */
function putLink(first: u8, block: u32): void {
  makeRoom(LINK_BYTES);
  begin(first, 0x4c, LINK_BYTES);
  putNumber(block);
}
