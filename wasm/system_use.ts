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
const SL_BYTES: u32 = 5; // without component records
const TF_BYTES: u32 = 26;
const TF_LONG_BYTES: u32 = 56;
const CE_BYTES: u32 = 28;
const LINK_BYTES: u32 = 12; // CL and PL
const RE_BYTES: u32 = 4;
const SYSTEM_USE_VERSION: u8 = 1;

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
const SL_CONTINUE: u8 = 1;
const COMPONENT_CONTINUE: u8 = 1;
const COMPONENT_CURRENT: u8 = 2;
const COMPONENT_PARENT: u8 = 4;
const COMPONENT_ROOT: u8 = 8;
const TF_STAMPS: u8 = 0x0e; // modify, access and attribute time
const TF_LONG_FORM: u8 = 0x80; // 17 bytes each, not 7
const MOST_IN_ENTRY: u32 = 248; // bytes of a name in one NM or SL entry, as genisoimage has it

/** POSIX file types by `KIND_*`, and that of a directory. */
const FILE_TYPES = memory.data<u16>([0o040000, 0o100000, 0o120000, 0o020000, 0o060000, 0o010000, 0o140000]);
const TYPE_DIRECTORY: u32 = 0o040000;

/** Bytes of a directory record: as genisoimage, at most 254, and room for an identifier of 37 characters. */
const RECORD_LIMIT: u32 = 254;
const IDENTIFIER_ROOM: u32 = 33 + 37;
/** A continuation area stays within a block. */
const CONTINUATION_LIMIT: u32 = 2048 - 8;
/** What a record holds with its plain entries leaves no need of a continuation area up to this. */
const PLAIN_LIMIT: u32 = RECORD_LIMIT - CE_BYTES;

const MAX_AREAS: u32 = 64;
const AREA = memory.data(65536, 8);
const NAME = memory.data(512, 8);
const areaStarts = memory.data(MAX_AREAS * 4, 4);
const areaLengths = memory.data(MAX_AREAS * 4, 4);

/** Bytes that go into the record itself. They begin at `systemUse()`. */
export let inlineBytes: u32 = 0;
/** All bytes, continuation areas included. */
export let totalBytes: u32 = 0;
/** Continuation areas. */
export let areaCount: u32 = 0;

let end: u32 = 0;
let areaStart: u32 = 0;
/** Bytes of the record that are not system use. */
let used: u32 = 0;
let limit: u32 = 0;

/** Where the system use area that was built last begins. */
export function systemUse(): usize {
  return AREA;
}

export function areaAt(area: u32): usize {
  return AREA + load<u32>(areaStarts + ((<usize>area) << 2));
}

export function areaLength(area: u32): u32 {
  return load<u32>(areaLengths + ((<usize>area) << 2));
}

/** Fills in where continuation area number `area` lies, in the CE entry that leads to it. */
export function setAreaPlace(area: u32, block: u32, offset: u32): void {
  const ce = areaAt(area) - CE_BYTES;
  put733(ce + 4, block);
  put733(ce + 12, offset);
}

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
  end = 0;
  areaStart = 0;
  areaCount = 0;
  inlineBytes = 0;
  limit = RECORD_LIMIT;
  const hasName = role == ROLE_ENTRY || role == ROLE_PLACEHOLDER || role == ROLE_MOVED;
  used = hasName ? identifierRoom(entry, role == ROLE_MOVED) : IDENTIFIER_ROOM;
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
  if (extensionBytes > 0) {
    putContinuation();
    const ce = AREA + end - CE_BYTES;
    put733(ce + 4, extension);
    put733(ce + 12, 0);
    put733(ce + 20, extensionBytes);
    areaCount = 0; // the extension record has a block of its own
    inlineBytes = end;
  } else closeArea();
  if (inlineBytes == 0) inlineBytes = end;
  totalBytes = end;
}

function byte(value: u8): void {
  store<u8>(AREA + end, value);
  end++;
}

/** The four bytes that every SUSP entry begins with: signature, length and version (SUSP 4.1). */
function begin(first: u8, second: u8, length: u32): void {
  byte(first);
  byte(second);
  byte(<u8>length);
  byte(SYSTEM_USE_VERSION);
}

/** Bytes that fit in this area, after which there is still room for a CE entry. */
function room(): u32 {
  const taken = CE_BYTES + used + (end - areaStart);
  return taken >= limit ? 0 : limit - taken;
}

function makeRoom(bytes: u32): void {
  if (bytes > room()) putContinuation();
}

/** SUSP 5.1: CE. What follows goes into a continuation area. */
function putContinuation(): void {
  begin(0x43, 0x45, CE_BYTES);
  memory.fill(AREA + end, 0, CE_BYTES - 4); // block, offset and length, both orders each; filled in later
  end += CE_BYTES - 4;
  closeArea();
  if (inlineBytes == 0) inlineBytes = end;
  store<u32>(areaStarts + ((<usize>areaCount) << 2), end);
  areaCount++;
  areaStart = end;
  used = 0;
  limit = CONTINUATION_LIMIT;
}

/** Notes the length of the area that ends here, in its CE entry too. */
function closeArea(): void {
  if (areaCount == 0) return;
  const length = end - areaStart;
  store<u32>(areaLengths + ((<usize>(areaCount - 1)) << 2), length);
  put733(AREA + areaStart - 8, length);
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
    memory.copy(AREA + end, from, part);
    end += part;
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
  put733(AREA + end, posixMode(entry));
  put733(AREA + end + 8, linkCount(entry));
  put733(AREA + end + 16, manifest.userOf(owned));
  put733(AREA + end + 24, manifest.groupOf(owned));
  if (manifest.rrip112) {
    put733(AREA + end + 32, entry < manifest.entryCount ? manifest.serialOf(entry) : manifest.entryCount + 1);
  }
  end += length - 4;
}

/** RRIP 4.1.2: PN: the major and the minor number of a device, as every writer on Linux has them. */
function putDeviceNumber(entry: u32): void {
  makeRoom(PN_BYTES);
  begin(0x50, 0x4e, PN_BYTES);
  put733(AREA + end, manifest.deviceHighOf(entry));
  put733(AREA + end + 8, manifest.deviceLowOf(entry));
  end += PN_BYTES - 4;
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
  const isReal = entry < manifest.entryCount;
  putTime(isReal ? manifest.modifyTimeOf(entry) : manifest.newDirectoryTime, isLong);
  putTime(isReal ? manifest.accessTimeOf(entry) : manifest.newDirectoryTime, isLong);
  putTime(isReal ? manifest.attributeTimeOf(entry) : manifest.newDirectoryTime, isLong);
}

function putTime(time: f64, isLong: bool): void {
  if (isLong) putVolumeDate(AREA + end, time);
  else putRecordDate(AREA + end, time);
  end += isLong ? 17 : 7;
}

/** RRIP 4.1.5.1 and 4.1.5.2: CL or PL, the block of the directory that is meant. */
function putLink(first: u8, block: u32): void {
  makeRoom(LINK_BYTES);
  begin(first, 0x4c, LINK_BYTES);
  put733(AREA + end, block);
  end += LINK_BYTES - 4;
}

// --- SL ------------------------------------------------------------------------------------------------

let entryStart: u32 = 0;

/** RRIP 4.1.3: SL, the target as component records, in as many entries as it needs. */
function putSymbolicLink(target: usize, length: u32): void {
  openLinkEntry();
  let at: u32 = 0;
  if (load<u8>(target) == 0x2f) {
    putSpecialComponent(COMPONENT_ROOT);
    at = 1;
  }
  while (at < length) {
    let next = at;
    while (next < length && load<u8>(target + next) != 0x2f) next++;
    const size = next - at;
    if (size == 1 && load<u8>(target + at) == 0x2e) putSpecialComponent(COMPONENT_CURRENT);
    else if (size == 2 && load<u8>(target + at) == 0x2e && load<u8>(target + at, 1) == 0x2e) {
      putSpecialComponent(COMPONENT_PARENT);
    } else if (size > 0) putComponent(target + at, size);
    at = next + 1;
  }
  closeLinkEntry(false);
}

function openLinkEntry(): void {
  makeRoom(SL_BYTES);
  entryStart = end;
  begin(0x53, 0x4c, SL_BYTES);
  byte(0); // flags
}

function closeLinkEntry(continues: bool): void {
  store<u8>(AREA + entryStart, <u8>(end - entryStart), 2);
  if (continues) store<u8>(AREA + entryStart, SL_CONTINUE, 4);
}

/** Ends the entry and goes on in another, in a new area where this one is full. */
function nextLinkEntry(areaIsFull: bool): void {
  closeLinkEntry(true);
  if (areaIsFull) putContinuation();
  openLinkEntry();
}

function leftInLinkEntry(): u32 {
  return 255 - (end - entryStart);
}

function putSpecialComponent(flags: u8): void {
  if (room() < 2) nextLinkEntry(true);
  else if (leftInLinkEntry() < 2) nextLinkEntry(false);
  byte(flags);
  byte(0);
}

function putComponent(name: usize, length: u32): void {
  // less room than this is not worth a part of a component
  if (room() < 6) nextLinkEntry(true);
  else if (leftInLinkEntry() < 6) nextLinkEntry(false);
  let from = name;
  let left = length;
  for (;;) {
    const inArea = room() - 2;
    const inEntry = leftInLinkEntry() - 2;
    const part = min(min(left, MOST_IN_ENTRY), min(inArea, inEntry));
    byte(part < left ? COMPONENT_CONTINUE : 0);
    byte(<u8>part);
    memory.copy(AREA + end, from, part);
    end += part;
    from += part;
    left -= part;
    if (left == 0) return;
    nextLinkEntry(room() < SL_BYTES + 6);
  }
}

// --- ER ------------------------------------------------------------------------------------------------

/** SUSP 5.5: the ER entry that names Rock Ridge, into zeros. */
export function putExtensionRecord(to: usize): void {
  const identifier = manifest.rrip112 ? ER_112_IDENTIFIER : ER_IDENTIFIER;
  const descriptor = manifest.rrip112 ? ER_112_DESCRIPTOR : ER_DESCRIPTOR;
  const source = manifest.rrip112 ? ER_112_SOURCE : ER_SOURCE;
  end = 0;
  begin(0x45, 0x52, extensionRecordBytes());
  byte(<u8>identifier.length);
  byte(<u8>descriptor.length);
  byte(<u8>source.length);
  byte(1); // extension version
  putText(identifier);
  putText(descriptor);
  putText(source);
  memory.copy(to, AREA, end);
}

/** Length of the ER entry. */
export function extensionRecordBytes(): u32 {
  return manifest.rrip112 ? 182 : 237;
}

function putText(text: string): void {
  for (let at = 0; at < text.length; at++) byte(<u8>text.charCodeAt(at));
}

const ER_IDENTIFIER: string = 'RRIP_1991A';
const ER_DESCRIPTOR: string = 'THE ROCK RIDGE INTERCHANGE PROTOCOL PROVIDES SUPPORT FOR POSIX FILE SYSTEM SEMANTICS';
const ER_SOURCE: string =
  'PLEASE CONTACT DISC PUBLISHER FOR SPECIFICATION SOURCE.  SEE PUBLISHER IDENTIFIER IN PRIMARY VOLUME DESCRIPTOR FOR CONTACT INFORMATION.';
const ER_112_IDENTIFIER: string = 'IEEE_1282';
const ER_112_DESCRIPTOR: string = 'THE IEEE 1282 PROTOCOL PROVIDES SUPPORT FOR POSIX FILE SYSTEM SEMANTICS.';
const ER_112_SOURCE: string =
  'PLEASE CONTACT THE IEEE STANDARDS DEPARTMENT, PISCATAWAY, NJ, USA FOR THE 1282 SPECIFICATION.';
