import { FLAG_DIRECTORY, FLAG_MULTI_EXTENT } from '../directory-record';
import type { Findings } from '../findings';
import type { CheckedDirectory, CheckedRecord } from './tree-reading';

/** Interchange levels of ECMA-119 10. */
export type InterchangeLevel = 1 | 2 | 3;

const FILE_1 = /^(?=[^.;]+\.|\.[^.;]+)[A-Z0-9_]{0,8}\.[A-Z0-9_]{0,3};\d{1,5}$/;
const FILE_2 = /^(?=[^.;]+\.|\.[^.;]+)[A-Z0-9_]*\.[A-Z0-9_]*;\d{1,5}$/;
const DIRECTORY_1 = /^[A-Z0-9_]{1,8}$/;
const DIRECTORY_2 = /^[A-Z0-9_]{1,31}$/;
const MOST_CHARACTERS = 30;
const MOST_LEVELS = 8;
const MOST_PATH = 255;
/** Joliet's longest names, in units of 16 bits. */
const JOLIET_UNITS = 64;

/** The empty file that stands for a relocated directory has the directory’s identifier in most images (RRIP 4.1.5). */
function isNamedAsDirectory({ name, record, said }: CheckedRecord): boolean {
  return (record.flags & FLAG_DIRECTORY) !== 0 || (said.childBlock !== undefined && !name.includes(';'));
}

/** ECMA-119 7.5.1. */
const isVersion = (version: number) => version >= 1 && version <= 32_767;

/** The lowest interchange level that the identifiers of some directories keep, as far as any does. */
export class LevelOfNames {
  level: InterchangeLevel = 1;

  add(records: readonly CheckedRecord[]): void {
    for (const checked of records) {
      const { name, record } = checked;
      if (name === '.' || name === '..') continue;
      if (!(isNamedAsDirectory(checked) ? DIRECTORY_1 : FILE_1).test(name))
        this.level = Math.max(this.level, 2) as InterchangeLevel;
      if (record.flags & FLAG_MULTI_EXTENT) this.level = 3;
    }
  }
}

/**
 * ECMA-119 6.8.2.1, 7.5, 7.6 and 10: plain identifiers, the depth of directories and the length of paths.
 * @param level that they are to keep; 2 and 3 have the same identifiers
 */
export function checkIdentifiers(
  directory: CheckedDirectory,
  records: readonly CheckedRecord[],
  level: InterchangeLevel,
  findings: Findings,
): void {
  if (directory.level > MOST_LEVELS)
    findings.add('depth', { at: directory.at, path: directory.path, found: directory.level });
  const [file, folder] = level === 1 ? [FILE_1, DIRECTORY_1] : [FILE_2, DIRECTORY_2];
  for (const checked of records) {
    const { name, path, record } = checked;
    if (name === '.' || name === '..') continue;
    const bad = (found: string) => findings.add('identifier', { at: record.at, path, found });
    if (isNamedAsDirectory(checked)) {
      if (!folder.test(name)) bad(`it is no directory identifier of level ${level}`);
    } else {
      if (!file.test(name)) bad(`it is no file identifier of level ${level}`);
      else if (!isVersion(Number(name.slice(name.lastIndexOf(';') + 1)))) bad('its version is none from 1 to 32767');
      if (name.replace(/;\d+$/, '').replace('.', '').length > MOST_CHARACTERS)
        bad('it has more than thirty characters');
    }
    if (level < 3 && record.flags & FLAG_MULTI_EXTENT)
      findings.add('sections', { at: record.at, path, found: 'they need level 3' });
    // 6.8.2.1 counts file identifiers, which have a version (7.5.1).
    const length = path.length - 1;
    if (length > MOST_PATH) findings.add('path-length', { at: record.at, path, found: length });
  }
}

/** What Joliet forbids in a name. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are among it
const FORBIDDEN = /[\u0000-\u001f*/:;?\\]/;

export function checkJolietIdentifiers(records: readonly CheckedRecord[], findings: Findings): void {
  for (const { name, path, record } of records) {
    if (name === '.' || name === '..') continue;
    const bad = (found: string) => findings.add('joliet-identifier', { at: record.at, path, found });
    const plain = name.replace(/;1$/, '');
    if (record.identifier.length % 2 !== 0) bad('it has an odd number of bytes');
    if (plain.length > JOLIET_UNITS) bad(`it has ${plain.length} characters, and may have ${JOLIET_UNITS}`);
    if (FORBIDDEN.test(plain)) bad('it has a character that Joliet forbids');
    if (plain.length === JOLIET_UNITS && /[\ud800-\udbff]$/.test(plain)) bad('it ends with half a character');
  }
}
