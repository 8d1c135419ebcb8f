/**
 * File and directory identifiers of ECMA-119 7.5 and 7.6 as genisoimage makes them: at level 1 eight characters, a
 * full stop and three more, at levels 2 and 3 thirty-one in all; d-characters only, small letters made capitals.
 * The version number (`;1`) of a file is added when a record is written.
 */
import { putDigits, widthOfCode } from './unique';

/** Most characters of an identifier without its version number, at any level here. */
export const MAX_ISO_NAME: u32 = 32;
const LONG_NAME: u32 = 31;
const FULL_STOP: u8 = 0x2e;
const TILDE: u8 = 0x7e;
const UNDERSCORE: u8 = 0x5f;

/** Each byte's d-character (ECMA-119 7.4.1). */
const D_CHARACTERS = memory.data(256);
const TAR_GZ = memory.data<u8>([0x2e, 0x74, 0x61, 0x72, 0x2e, 0x67, 0x7a]);
const PS_GZ = memory.data<u8>([0x2e, 0x70, 0x73, 0x2e, 0x67, 0x7a]);
const TGZ = memory.data<u8>([0x2e, 0x74, 0x67, 0x7a]);
const PSZ = memory.data<u8>([0x2e, 0x70, 0x73, 0x7a]);

for (let byte: u32 = 0; byte < 256; byte++) {
  const isDigit = byte >= 0x30 && byte <= 0x39;
  const isCapital = byte >= 0x41 && byte <= 0x5a;
  const isSmall = byte >= 0x61 && byte <= 0x7a;
  store<u8>(D_CHARACTERS + byte, isDigit || isCapital ? <u8>byte : isSmall ? <u8>(byte - 0x20) : UNDERSCORE);
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
export function isoName(name: usize, length: u32, asDirectory: bool, level: u32, to: usize): u32 {
  let source = name;
  let end = <i32>length;
  let extension = extensionStart(name, end);
  let mostBefore: u32 = 8;
  let mostAfter: u32 = 3;
  if (level > 1) {
    mostBefore = LONG_NAME;
    mostAfter = LONG_NAME - 1;
    if (!asDirectory) {
      // the full stop counts; half of the identifier is left to the name when the extension is long
      const extensionLength: u32 = extension < 0 ? 0 : length - <u32>extension;
      mostBefore = extensionLength > LONG_NAME / 2 + 1 ? LONG_NAME / 2 : LONG_NAME - extensionLength;
      mostAfter = extensionLength;
    }
  }
  let before: u32 = 0;
  let after: u32 = 0;
  let written: u32 = 0;
  let counted: u32 = 0;
  let inExtension = false;
  for (let at = 0; at < end; at++) {
    if (counted >= LONG_NAME) break;
    const byte = load<u8>(source + at);
    if (byte == FULL_STOP) {
      // two double extensions have three-letter forms
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
      counted++;
      if (before == 0) {
        before++; // no identifier begins with a full stop
        store<u8>(to + written++, UNDERSCORE);
      } else if (at == extension) {
        inExtension = true;
        store<u8>(to + written++, FULL_STOP);
      } else if (before < mostBefore) {
        before++; // one after the extension began is counted so too, as genisoimage does
        if (!inExtension || after < mostAfter) {
          if (inExtension) after++;
          store<u8>(to + written++, UNDERSCORE);
        }
      }
    } else if (inExtension) {
      if (after < mostAfter) {
        after++;
        counted++;
        store<u8>(to + written++, load<u8>(D_CHARACTERS + byte));
      }
    } else if (before < mostBefore) {
      before++;
      counted++;
      store<u8>(to + written++, load<u8>(D_CHARACTERS + byte));
    }
  }
  if (!asDirectory && !inExtension) {
    // 7.5.1: a file identifier has a full stop, and no more than 30 characters beside it
    if (before >= LONG_NAME - 1) written--;
    store<u8>(to + written++, FULL_STOP);
  }
  return written;
}

/** Gives an identifier a number: before its extension, in place of characters where there is no room. */
export function numberedIsoName(name: usize, length: u32, code: u32, level: u32, to: usize): u32 {
  const width = widthOfCode(code);
  let root: u32 = 0;
  while (root < length && load<u8>(name + root) != FULL_STOP) root++;
  let extension = length - root;
  const room = level > 1 ? LONG_NAME : 8;
  if (width >= room) return 0;
  let keep: u32 = room - width;
  if (level > 1) {
    if (extension >= keep) extension = keep - 1;
    keep -= extension;
  }
  if (root < keep) keep = root;
  memory.copy(to, name, keep);
  putDigits(code, to + keep, 1);
  memory.copy(to + keep + width, name + root, extension);
  return keep + width + extension;
}

/**
 * The identifier with the full stop as its lowest character: the order of ECMA-119 9.3 then is that of the bytes.
 */
export function isoSortKey(name: usize, length: u32): void {
  for (let at: u32 = 0; at < length; at++) {
    if (load<u8>(name + at) == FULL_STOP) store<u8>(name + at, 2);
  }
}
