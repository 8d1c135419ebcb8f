import type { OptionRow } from './option-row';
import { BOOT } from './options/boot';
import { FILE_SYSTEMS } from './options/file-systems';
import { FILES } from './options/files';
import { JIGDO, SESSIONS, UDF } from './options/later';
import { MACINTOSH } from './options/macintosh';
import { MATCHING } from './options/matching';
import { MESSAGES } from './options/messages';
import { NAMES } from './options/names';
import { OUTPUT } from './options/output';
import { OWNERS } from './options/owners';
import { VOLUME } from './options/volume';

/**
 * Every option of genisoimage, of mkisofs and of `xorriso -as mkisofs`: those that work, those that are said to do
 * nothing, and those that are refused, so that a script hears why.
 */
export const OPTIONS: readonly OptionRow[] = [
  ...FILE_SYSTEMS,
  ...FILES,
  ...MATCHING,
  ...OUTPUT,
  ...VOLUME,
  ...MESSAGES,
  ...NAMES,
  ...OWNERS,
  ...BOOT,
  ...UDF,
  ...SESSIONS,
  ...MACINTOSH,
  ...JIGDO,
];
