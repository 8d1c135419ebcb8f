/**
 * Which entries are in which hierarchy. This is the one place that says so; RR_MOVED, which is no entry of the
 * manifest, is in the ISO 9660 hierarchy alone.
 *
 * | entry                       | ISO 9660 and Rock Ridge        | Joliet                             |
 * | --------------------------- | ------------------------------ | ---------------------------------- |
 * | directory, file             | yes                            | yes                                |
 * | link, device, pipe, socket  | with Rock Ridge: an empty file | with Rock Ridge too: an empty file |
 * | translation table           | where there is one             | as above                           |
 * | file of the table's name    | no, where there is a table     | no                                 |
 * | with ENTRY_NOT_IN_ISO       | no                             | as above                           |
 * | with ENTRY_NOT_IN_JOLIET    | as above                       | no                                 |
 *
 * As genisoimage has it, a file that is in none of them keeps its place among the contents.
 */
import {
  CHANGE_LINK_LEFT_OUT,
  CHANGE_SPECIAL_LEFT_OUT,
  CHANGE_TABLE_REPLACES,
  KIND_FILE,
  KIND_SYMBOLIC_LINK,
} from './abi';
import * as manifest from './manifest';
import { get32, set32 } from './memory';
import { isLeftOut } from './structure_contents';

/** Whether an entry is one of those that an image of these options can hold. */
export function isRecorded(entry: u32): bool {
  return canBeRecorded(entry) && !isLeftOut(entry);
}

/** Whether an image of these options can hold an entry of that kind. */
export function canBeRecorded(entry: u32): bool {
  return manifest.rockRidge || manifest.kindOf(entry) <= <u32>KIND_FILE;
}

/** `CHANGE_*` of an entry that is not recorded; none for a translation table. */
export function leftOutChange(entry: u32): u32 {
  if (manifest.isTable(entry)) return 0;
  if (canBeRecorded(entry)) return CHANGE_TABLE_REPLACES;
  return manifest.kindOf(entry) == KIND_SYMBOLIC_LINK ? CHANGE_LINK_LEFT_OUT : CHANGE_SPECIAL_LEFT_OUT;
}

/**
 * Parts a run of u32 entries: those of a hierarchy come first, each part in the order that it had.
 * @param scratch room for as many entries
 * @returns how many are in the hierarchy
 */
export function partByNamespace(entries: usize, count: u32, joliet: bool, scratch: usize): u32 {
  let inside: u32 = 0;
  let outside: u32 = 0;
  for (let at: u32 = 0; at < count; at++) {
    const entry = get32(entries, at);
    if (joliet ? manifest.isInJoliet(entry) : manifest.isInIso(entry)) set32(entries, inside++, entry);
    else set32(scratch, outside++, entry);
  }
  memory.copy(entries + ((<usize>inside) << 2), scratch, (<usize>outside) << 2);
  return inside;
}
