/** From options back to a command: the words that ask for an image, and whether they ask for this very one. */
import type { ChosenOptions } from '../image/choice';
import { choiceKey, choiceOf, settledChoice } from '../image/chosen-options';
import { DEFAULT_OPTIONS, LEVEL_4 } from '../image/options';
import { TABLE_NAME } from '../image/translation-tables';
import { applyOptions, parseArguments } from './arguments';
import { changedFields, optionRow, showApplicationUse } from './fields';
import { imageOptions } from './image-options';
import { UsageError } from './usage-error';

/** A command's beginning. */
export interface CommandWords {
  /** The program that has all these options; Isodrop's own command has those of all of them. */
  program: 'genisoimage' | 'mkisofs' | 'isodrop';
  words: string[];
  /** Ids of the options that no words ask for: without any the command asks for this very image. */
  untold: string[];
}

/** The words of a command that ask for these options. */
export function commandWords(chosen: ChosenOptions): CommandWords {
  const words = allWords(settledChoice(chosen));
  const dialects = new Set(words.map(dialectOf));
  const program = dialects.has('xorriso') ? 'isodrop' : dialects.has('mkisofs') ? 'mkisofs' : 'genisoimage';
  return { program, words, untold: untoldFields(chosen, words) };
}

/** A command, quoted for a POSIX shell. */
export function commandLine(words: readonly string[]): string {
  return words.map(quote).join(' ');
}

/** The fields that a command with these words would give another value. */
function untoldFields(chosen: ChosenOptions, words: readonly string[]): string[] {
  const asked = imageOptions(applyOptions(parseArguments(words).options), undefined, noFile);
  const [theirs, ours] = [choiceOf(asked), chosen].map((one) => settledChoice(one)) as [ChosenOptions, ChosenOptions];
  if (choiceKey(theirs) === choiceKey(ours)) return [];
  const told = changedFields(theirs, ours);
  // Values that no field shows as they are.
  return told.length > 0 ? told : ['other'];
}

function noFile(path: string): never {
  throw new UsageError(`No word here names a file (${path}).`);
}

/** Whose option a word is; a value may look like one, and then the command is Isodrop's at worst. */
function dialectOf(word: string) {
  return word.startsWith('-') ? optionRow(word.slice(1))?.dialect : undefined;
}

function allWords(chosen: ChosenOptions): string[] {
  const { isoNames: names, identifiers, owner, volumeTimes: times, translationTable: table } = chosen;
  const words: string[] = [];
  const add = (isWanted: boolean, ...added: string[]) => {
    if (isWanted) words.push(...added);
  };
  const value = (name: string, given: string | undefined) => {
    if (given !== undefined) words.push(name, given);
  };
  add(chosen.duplicatesOnce, '-duplicates-once');
  add(chosen.joliet, '-J');
  add(chosen.jolietUnits === 103, '-joliet-long');
  add(chosen.jolietLevel !== DEFAULT_OPTIONS.jolietLevel, '-ucs-level', String(chosen.jolietLevel));
  add(chosen.rockRidge === 'rationalized', '-r');
  add(chosen.rockRidge === 'full', '-R');
  add(chosen.rockRidgeVersion === '1.12', '-rrip112');
  add(chosen.isoLevel > 1, '-iso-level', String(chosen.isoLevel));

  const isLevel4 = chosen.isoLevel === 4;
  const implied = isLevel4 ? LEVEL_4.isoNames : DEFAULT_OPTIONS.isoNames;
  const has = (rule: keyof typeof implied) => names[rule] === true && implied[rule] !== true;
  const length = Math.min(names.length, MOST_UNTRANSLATED_BYTES);
  add(names.allBytes === true, '-untranslated_name_len', String(length));
  if (!names.allBytes) {
    add(names.length === 37 && names.omitVersion && chosen.isoLevel > 1, '-max-iso9660-filenames');
    add(has('leadingDots'), '-L');
    add(has('lowercase'), '-allow-lowercase');
    add(isLevel4 && !names.lowercase, '-no-allow-lowercase');
    add(has('multidot'), '-allow-multidot');
    add(has('relaxed'), '-relaxed-filenames');
    add(has('noTranslate'), '-no-iso-translate');
    add(has('omitVersion') && names.length !== 37, '-N');
    add(has('omitPeriod'), '-d');
  }
  add(names.noFolderExtension === true, '-disallow_dir_id_ext');
  add(chosen.keepDeep && !isLevel4, '-D');
  add(chosen.hideRelocation, '-hide-rr-moved');

  const octal = (mode: number | undefined) => mode?.toString(8).padStart(4, '0');
  value('-uid', owner.user?.toString());
  value('-gid', owner.group?.toString());
  value('-file-mode', octal(owner.fileMode));
  value('-dir-mode', octal(owner.directoryMode));
  value('-new-dir-mode', octal(owner.newDirectoryMode));

  add(table?.name === TABLE_NAME, '-T');
  add(table !== undefined && table.name !== TABLE_NAME, '-table-name', table?.name ?? '');
  add(table?.inJoliet === false, '-hide-joliet-trans-tbl');

  value('-A', identifiers.application);
  value('-P', identifiers.publisher);
  value('-p', identifiers.dataPreparer);
  value('-sysid', identifiers.system);
  value('-volset', identifiers.volumeSet);
  add(chosen.volumeSetSize !== 1, '-volset-size', String(chosen.volumeSetSize));
  add(chosen.volumeSequenceNumber !== 1, '-volset-seqno', String(chosen.volumeSequenceNumber));
  value('-abstract', identifiers.abstractFile);
  value('-biblio', identifiers.bibliographicFile);
  value('-copyright', identifiers.copyrightFile);

  value('-creation-date', stamp(times.creation));
  value('-modification-date', stamp(times.modification));
  value('-expiration-date', stamp(times.expiration));
  value('-effective-date', stamp(times.effective));
  value('-application_use', chosen.applicationUse && filledWith(chosen.applicationUse));
  add(chosen.endPadBlocks === 0, '-no-pad');
  return words;
}

/** Of `-untranslated_name_len`. */
const MOST_UNTRANSLATED_BYTES = 96;

/** A date as mkisofs reads it, in UTC. */
function stamp(seconds: number | undefined): string | undefined {
  if (seconds === undefined || Number.isNaN(seconds)) return undefined;
  const digits = new Date(seconds * 1000).toISOString().replace(/\D/g, '').slice(0, 14);
  return `${digits}+0000`;
}

function filledWith(bytes: Uint8Array): string | undefined {
  const shown = showApplicationUse(bytes);
  return shown.startsWith('0x') ? shown : undefined;
}

/** A word as a POSIX shell takes it for what it is. */
function quote(word: string): string {
  return /^[\w./:@%+,=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
