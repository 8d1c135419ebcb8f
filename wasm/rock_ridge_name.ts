/** Rock Ridge names: the given bytes, at most 255 of them, which is what POSIX systems can show. */
import { putDigits, widthOfCode } from './unique';

export const MAX_ROCK_RIDGE_BYTES: u32 = 255;
const MAX_EXTENSION_BYTES: u32 = 17;
const FULL_STOP: u8 = 0x2e;

/** The length at which a name of more than `most` bytes is cut, not within a character. */
function cutLength(name: usize, length: u32, most: u32): u32 {
  if (length <= most) return length;
  let cut = most;
  while (cut > 0 && (load<u8>(name + cut) & 0xc0) == 0x80) cut--;
  return cut == 0 ? most : cut;
}

/** Length of the name that is recorded: all of it, or the part that fits. */
export function rockRidgeLength(name: usize, length: u32): u32 {
  return cutLength(name, length, MAX_ROCK_RIDGE_BYTES);
}

/** Gives a name a number before its extension, in place of characters where there is no room. */
export function numberedRockRidgeName(name: usize, length: u32, code: u32, to: usize): u32 {
  const width = widthOfCode(code);
  let extension: u32 = 0;
  for (let size: u32 = 2; size <= MAX_EXTENSION_BYTES && size < length; size++) {
    if (load<u8>(name + length - size) == FULL_STOP) {
      extension = size;
      break;
    }
  }
  const keep = cutLength(name, length - extension, MAX_ROCK_RIDGE_BYTES - width - extension);
  memory.copy(to, name, keep);
  putDigits(code, to + keep, 1);
  memory.copy(to + keep + width, name + length - extension, extension);
  return keep + width + extension;
}
