/**
 * What some readers cannot do with the entries of an image, as columns: names that DOS has no room for, paths and
 * files that are too long, entries that a hierarchy does not have. What became of a name is among `CHANGE_*`.
 */
import {
  KIND_FILE,
  NAME_OMIT_VERSION,
  SURVEY_DOS_PATH,
  SURVEY_DOS_PATH_MOST,
  SURVEY_EMPTY,
  SURVEY_MAC_PATH,
  SURVEY_MAC_PATH_MOST,
  SURVEY_NOT_DOS_NAME,
  SURVEY_NOT_IN_ISO,
  SURVEY_NOT_IN_JOLIET,
  SURVEY_OVER_2_GIB,
  SURVEY_OVER_4_GIB,
  SURVEY_PLAIN_WINDOWS_PATH,
  SURVEY_WINDOWS_PATH,
  SURVEY_WINDOWS_PATH_MOST,
} from './abi';
import * as directories from './directories';
import { bytesOf } from './directory_record';
import * as manifest from './manifest';
import { allocate, get32, set32 } from './memory';
import { isRecorded } from './namespaces';
import { jolietNameLength, putIsoName, rockRidgeNameLength } from './naming';
import { isoPathLength, joined, measureIsoPaths, measureLongPaths } from './path_length';

const FULL_STOP: u8 = 0x2e;
const DOS_BEFORE: u32 = 8;
const DOS_AFTER: u32 = 3;
const VERSION_BYTES: u32 = 2;
const SCRATCH = memory.data(512, 8);

/** u32 of each entry: `SURVEY_*`. */
let facts: usize = 0;
let isoPaths: usize = 0;
let jolietPaths: usize = 0;
let rockRidgePaths: usize = 0;

/** Looks at entries [first, first + count) of the image that was laid out. Returns where the column of all is. */
export function surveyEntries(first: u32, count: u32): usize {
  if (facts == 0) begin();
  for (let entry = max<u32>(first, 1); entry < first + count; entry++) set32(facts, entry, factsOf(entry));
  return facts;
}

function begin(): void {
  facts = allocate(<u64>manifest.entryCount * 4);
  set32(facts, 0, 0);
  isoPaths = measureIsoPaths();
  if (manifest.joliet) jolietPaths = measureLongPaths(true);
  if (manifest.rockRidge) rockRidgePaths = measureLongPaths(false);
}

function factsOf(entry: u32): u32 {
  if (manifest.isTable(entry)) return 0;
  if (!isRecorded(entry)) return SURVEY_NOT_IN_ISO | (manifest.joliet ? SURVEY_NOT_IN_JOLIET : 0);
  let bits: u32 = manifest.kindOf(entry) > <u32>KIND_FILE ? SURVEY_EMPTY : 0;
  const bytes = bytesOf(entry);
  if (bytes > 0x7fffffff) bits |= SURVEY_OVER_2_GIB;
  if (bytes > 0xffffffff) bits |= SURVEY_OVER_4_GIB;
  bits |= manifest.isInIso(entry) ? isoFacts(entry) : SURVEY_NOT_IN_ISO;
  if (!manifest.joliet) return bits;
  return bits | (manifest.isInJoliet(entry) ? jolietFacts(entry) : SURVEY_NOT_IN_JOLIET);
}

function isoFacts(entry: u32): u32 {
  let bits: u32 = isDosName(entry) ? 0 : SURVEY_NOT_DOS_NAME;
  const hasVersion = (manifest.nameRules & NAME_OMIT_VERSION) == 0 && !manifest.isDirectory(entry);
  // readers show no version number
  const length = isoPathLength(isoPaths, entry) - (hasVersion ? VERSION_BYTES : 0);
  if (length > <u32>SURVEY_DOS_PATH_MOST) bits |= SURVEY_DOS_PATH;
  if (length > <u32>SURVEY_WINDOWS_PATH_MOST) bits |= SURVEY_PLAIN_WINDOWS_PATH;
  if (!manifest.rockRidge) return bits;
  const folder = get32(rockRidgePaths, directories.directoryOf(manifest.parentOf(entry)));
  return joined(folder, rockRidgeNameLength(entry)) > <u32>SURVEY_MAC_PATH_MOST ? bits | SURVEY_MAC_PATH : bits;
}

function jolietFacts(entry: u32): u32 {
  const folder = get32(jolietPaths, directories.directoryOf(manifest.parentOf(entry)));
  return joined(folder, jolietNameLength(entry) >> 1) > <u32>SURVEY_WINDOWS_PATH_MOST ? SURVEY_WINDOWS_PATH : 0;
}

/** Whether an identifier is one that DOS can say: eight characters and three, none of them a small letter. */
function isDosName(entry: u32): bool {
  const length = putIsoName(entry, false, SCRATCH);
  let stop: u32 = 0;
  while (stop < length && load<u8>(SCRATCH + stop) != FULL_STOP) stop++;
  const after = stop < length ? length - stop - 1 : 0;
  if (stop == 0 || stop > DOS_BEFORE || after > DOS_AFTER) return false;
  for (let at: u32 = 0; at < length; at++) {
    if (at != stop && !isDosCharacter(load<u8>(SCRATCH + at))) return false;
  }
  return true;
}

/** Letters, digits and those of `!#$%&'()-@^_{}~` and of a code page; DOS makes capitals of what is typed. */
function isDosCharacter(byte: u8): bool {
  if (byte <= 0x20 || byte == 0x7f) return false;
  if (byte >= 0x61 && byte <= 0x7a) return false;
  switch (byte) {
    case 0x22: // "
    case 0x2a: // *
    case 0x2b: // +
    case 0x2c: // ,
    case 0x2e: // .
    case 0x2f: // /
    case 0x3a: // :
    case 0x3b: // ;
    case 0x3c: // <
    case 0x3d: // =
    case 0x3e: // >
    case 0x3f: // ?
    case 0x5b: // [
    case 0x5c: // \
    case 0x5d: // ]
    case 0x7c: // |
      return false;
  }
  return true;
}
