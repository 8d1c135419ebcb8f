/**
 * File and directory identifiers of ECMA-119 7.5 and 7.6 and of ISO 9660:1999 as genisoimage makes them: at level 1
 * eight characters, a full stop and three more, else up to `isoNameLength` in all; d-characters only, small letters
 * made capitals, unless a rule (`NAME_*`) allows more. The version number (`;1`) is added when a record is written.
 */
import {
  NAME_ALL_BYTES,
  NAME_LEADING_DOTS,
  NAME_LOWERCASE,
  NAME_MULTIDOT,
  NAME_NO_DIRECTORY_EXTENSION,
  NAME_NO_ISO_TRANSLATE,
  NAME_OMIT_PERIOD,
  NAME_OMIT_VERSION,
  NAME_RELAXED,
} from './abi';
import { LAST_WIDTH, putDigits, widthOfCode } from './unique';

const FULL_STOP: u8 = 0x2e;
const SEMICOLON: u8 = 0x3b;
const TILDE: u8 = 0x7e;
const UNDERSCORE: u8 = 0x5f;
/** Most characters before and after the full stop of an identifier of level 1. */
const SHORT_BEFORE: u32 = 8;
const SHORT_AFTER: u32 = 3;
/** 7.5.1: the greatest version number. */
const LAST_VERSION: u32 = 32767;

/** The character of an identifier that stands for each byte of a name. */
const CHARACTERS = memory.data(256);
const TAR_GZ = memory.data<u8>([0x2e, 0x74, 0x61, 0x72, 0x2e, 0x67, 0x7a]);
const PS_GZ = memory.data<u8>([0x2e, 0x70, 0x73, 0x2e, 0x67, 0x7a]);
const TGZ = memory.data<u8>([0x2e, 0x74, 0x67, 0x7a]);
const PSZ = memory.data<u8>([0x2e, 0x70, 0x73, 0x7a]);

let isLong: bool = false;
let most: u32 = 31;
let leadingDots: bool = false;
let multidot: bool = false;
let omitPeriod: bool = false;
let noDirectoryExtension: bool = false;
let omitVersion: bool = false;
/** Identifiers may hold `;`, and characters that sort before the full stop. */
export let isRelaxed: bool = false;
/** The order of a path table (6.9.1) is not that of the directories' records (9.3). */
export let ordersDiffer: bool = false;

/** Most bytes of an identifier without version number; of level 1, a number counted that leaves further extensions. */
export function mostIsoBytes(): u32 {
  return isLong ? most : SHORT_BEFORE + 1 + SHORT_AFTER + (multidot ? LAST_WIDTH : 0);
}

/** Sets the rules for all identifiers: the interchange level, most characters at levels 2 to 4, `NAME_*` bits. */
export function setIsoNameRules(level: u32, length: u32, rules: u32): void {
  isLong = level > 1;
  most = length;
  leadingDots = (rules & NAME_LEADING_DOTS) != 0;
  multidot = (rules & NAME_MULTIDOT) != 0;
  omitPeriod = (rules & NAME_OMIT_PERIOD) != 0;
  noDirectoryExtension = (rules & NAME_NO_DIRECTORY_EXTENSION) != 0;
  omitVersion = (rules & NAME_OMIT_VERSION) != 0;
  isRelaxed = (rules & NAME_RELAXED) != 0;
  ordersDiffer = (rules & (NAME_RELAXED | NAME_NO_ISO_TRANSLATE)) != 0;
  for (let byte: u32 = 0; byte < 256; byte++) {
    store<u8>(CHARACTERS + byte, characterOf(byte, level, rules));
  }
}

/** 7.4.1: d-characters are digits, capitals and `_`. A control character or `/` never becomes part of an identifier. */
function characterOf(byte: u32, level: u32, rules: u32): u8 {
  if (byte < 0x20 || byte == 0x7f || byte == 0x2f) return UNDERSCORE;
  if (byte >= 0x80) return level == 4 || (rules & NAME_ALL_BYTES) != 0 ? <u8>byte : UNDERSCORE;
  if (byte >= 0x61 && byte <= 0x7a) return (rules & NAME_LOWERCASE) != 0 ? <u8>byte : <u8>(byte - 0x20);
  if ((byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a)) return <u8>byte;
  const isKept = byte == 0x23 || byte == 0x2d || byte == TILDE; // # - ~
  if (isRelaxed || (isKept && (rules & NAME_NO_ISO_TRANSLATE) != 0)) return <u8>byte;
  return UNDERSCORE;
}

/** 7.6.3: a directory identifier without full stops, which are characters only where all are. */
function wholeDirectoryName(name: usize, length: u32, to: usize): u32 {
  const written = min(length, isLong ? most : SHORT_BEFORE);
  for (let at: u32 = 0; at < written; at++) {
    const byte = load<u8>(name + at);
    const isKept = byte != FULL_STOP || (isRelaxed && (at > 0 || leadingDots));
    store<u8>(to + at, isKept ? (byte == FULL_STOP ? byte : load<u8>(CHARACTERS + byte)) : UNDERSCORE);
  }
  avoidDotsAlone(to, written);
  return written;
}

/** 7.5.1 and 7.6.1: something besides full stops; readers drop the last one, and `...` would be the folder around. */
function avoidDotsAlone(identifier: usize, length: u32): void {
  let at: u32 = 0;
  while (at < length && load<u8>(identifier + at) == FULL_STOP) at++;
  if (at == length) store<u8>(identifier, UNDERSCORE);
}

/** The name's full stop that begins its extension, or -1: the last, unless nothing or a `~` follows it. */
function extensionStart(name: usize, length: i32): i32 {
  let last = length - 1;
  while (last >= 0 && load<u8>(name + last) != FULL_STOP) last--;
  if (last < 0) return -1;
  if (last + 1 < length && load<u8>(name + last + 1) != TILDE) return last;
  let better = last - 1;
  while (better >= 0 && load<u8>(name + better) != FULL_STOP) better--;
  return better >= 0 ? better : last;
}

/** Writes the identifier of a name, without version number, and returns its length. */
export function isoName(name: usize, length: u32, asDirectory: bool, to: usize): u32 {
  if (asDirectory && noDirectoryExtension) return wholeDirectoryName(name, length, to);
  let source = name;
  let end = <i32>length;
  let extension = extensionStart(name, end);
  let mostBefore = SHORT_BEFORE;
  let mostAfter = SHORT_AFTER;
  if (isLong) {
    mostBefore = most;
    mostAfter = most - 1;
    if (!asDirectory) {
      // the full stop counts; half of the identifier is left to the name when the extension is long
      const extensionLength: u32 = extension < 0 ? 0 : length - <u32>extension;
      mostBefore = extensionLength > most / 2 + 1 ? most / 2 : most - extensionLength;
      mostAfter = extensionLength;
    }
  }
  // up to the first full stop nothing has to be decided
  let before: u32 = 0;
  const plain = min(length, mostBefore);
  while (before < plain && load<u8>(name + before) != FULL_STOP) {
    store<u8>(to + before, load<u8>(CHARACTERS + load<u8>(name + before)));
    before++;
  }
  let after: u32 = 0;
  let written = before;
  let counted = before;
  let inExtension = false;
  for (let at = <i32>before; at < end; at++) {
    if (counted >= most) break;
    const byte = load<u8>(source + at);
    if (byte == FULL_STOP) {
      // two double extensions have three-letter forms
      if (!multidot) {
        if (end - at == 7 && memory.compare(source + at, TAR_GZ, 7) == 0) {
          source = TGZ;
          end = 4;
          at = 0;
          extension = 0;
        } else if (end - at == 6 && memory.compare(source + at, PS_GZ, 6) == 0) {
          source = PSZ;
          end = 4;
          at = 0;
          extension = 0;
        }
      }
      counted++;
      if (before == 0 && !leadingDots) {
        before++; // no identifier begins with a full stop
        store<u8>(to + written++, UNDERSCORE);
      } else if (at == extension) {
        inExtension = true;
        store<u8>(to + written++, FULL_STOP);
      } else if (before < mostBefore) {
        before++; // one after the extension began is counted so too, as genisoimage does
        if (multidot) store<u8>(to + written++, FULL_STOP);
        else if (!inExtension || after < mostAfter) {
          if (inExtension) after++;
          store<u8>(to + written++, UNDERSCORE);
        }
      }
    } else if (inExtension) {
      if (after < mostAfter) {
        after++;
        counted++;
        store<u8>(to + written++, load<u8>(CHARACTERS + byte));
      }
    } else if (before < mostBefore) {
      before++;
      counted++;
      store<u8>(to + written++, load<u8>(CHARACTERS + byte));
    }
  }
  if (!asDirectory && !inExtension && !omitPeriod) {
    // 7.5.1: a file identifier has a full stop, which counts
    if (before >= most - 1) written--;
    store<u8>(to + written++, FULL_STOP);
  }
  // 7.5.1: a version number stands behind a name, and readers that leave it out must have something left
  if (written > 0 && distinctLength(to, written, asDirectory) == 0) store<u8>(to, UNDERSCORE);
  avoidDotsAlone(to, written);
  return written;
}

/** Gives an identifier a number: before its extension, in place of characters where there is no room. */
export function numberedIsoName(name: usize, length: u32, code: u32, to: usize): u32 {
  const width = widthOfCode(code);
  let root: u32 = 0;
  while (root < length && load<u8>(name + root) != FULL_STOP) root++;
  if (root == 0) {
    root = length - 1;
    while (load<u8>(name + root) != FULL_STOP) root--;
  }
  // what looks like a version number is left out
  let end = root < length ? root : 0;
  while (end < length && load<u8>(name + end) != SEMICOLON) end++;
  root = min(root, end);
  let extension = end - root;
  const room = (isLong ? most : SHORT_BEFORE) - width;
  if (isLong) extension = min(extension, room);
  const keep = min(root, isLong ? room - extension : room);
  memory.copy(to, name, keep);
  putDigits(code, to + keep, 1);
  memory.copy(to + keep + width, name + root, extension);
  return keep + width + extension;
}

/** How much of an identifier tells it from the others of its directory. Behind a file's stands a version number, too. */
export function distinctLength(identifier: usize, length: u32, asDirectory: bool): u32 {
  return asDirectory || omitVersion ? significantLength(identifier, length) : length;
}

/**
 * How much of an identifier without a version number of its own tells it from others: readers take `;` and a number
 * for a version, and show what stands before.
 */
function significantLength(name: usize, length: u32): u32 {
  if (!isRelaxed) return length;
  let semicolon: u32 = 0;
  while (semicolon < length && load<u8>(name + semicolon) != SEMICOLON) semicolon++;
  const digits = length - semicolon - 1;
  if (semicolon == length || digits < 1 || digits > 5) return length;
  let version: u32 = 0;
  for (let at = semicolon + 1; at < length; at++) {
    const digit = <u32>load<u8>(name + at) - 0x30;
    if (digit > 9) return length;
    version = version * 10 + digit;
  }
  return version >= 1 && version <= LAST_VERSION ? semicolon : length;
}

/** The full stop in a sort key. */
export const STOP_KEY: u8 = 2;

/**
 * The identifier with `;` and the full stop as its lowest characters: the order of ECMA-119 9.3 then is that of the
 * bytes.
 */
export function isoSortKey(name: usize, length: u32): void {
  for (let at: u32 = 0; at < length; at++) {
    const byte = load<u8>(name + at);
    if (byte == FULL_STOP) store<u8>(name + at, STOP_KEY);
    else if (byte == SEMICOLON) store<u8>(name + at, 1);
  }
}
