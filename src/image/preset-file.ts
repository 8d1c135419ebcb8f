/** A preset as a file, to give to somebody or to keep: JSON. */
import { type ChosenOptions, DEFAULT_CHOICE } from './choice';
import { checkOptions, isChoice, OPTION_CHECKS } from './option-checks';

const KIND = 'isodrop preset';
const VERSION = 1;
/** Most characters of a title. */
export const TITLE_LIMIT = 60;

export interface PresetFile {
  title: string;
  options: ChosenOptions;
}

/** A preset as the text of a file. */
export function writePreset({ title, options }: PresetFile): string {
  const { applicationUse: bytes, ...others } = options;
  const applicationUse = bytes && Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const told = { ...others, ...(applicationUse === undefined ? {} : { applicationUse }) };
  return `${JSON.stringify({ kind: KIND, version: VERSION, title, options: told }, null, 2)}\n`;
}

/**
 * Reads such a file. Options that it does not have are those of a new disc. Throws a `TypeError`, whose message is a
 * sentence, for anything else.
 */
export function readPreset(text: string): PresetFile {
  const file = parse(text);
  const { kind, version, title, options } = file;
  if (kind !== KIND) throw new TypeError('It is not a preset that Isodrop has exported.');
  if (version !== VERSION) {
    throw new TypeError(
      `It is of version ${String(version)}; this page knows version ${VERSION}. Reload the page for a newer one.`,
    );
  }
  if (typeof title !== 'string' || title.trim() === '') throw new TypeError('It has no title.');
  if (title.length > TITLE_LIMIT) throw new TypeError(`Its title has more than ${TITLE_LIMIT} characters.`);
  return { title: title.trim(), options: readOptions(options) };
}

function parse(text: string): Record<string, unknown> {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (error) {
    throw new TypeError(`It is not JSON: ${(error as Error).message}.`);
  }
  return typeof file === 'object' && file !== null ? (file as Record<string, unknown>) : {};
}

function readOptions(given: unknown): ChosenOptions {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw new TypeError('It has no options.');
  const { applicationUse: digits, ...others } = given as Record<string, unknown>;
  const options = digits === undefined ? others : { ...others, applicationUse: bytesOf(digits) };
  checkOptions(options, OPTION_CHECKS);
  const { isoNames, ...chosen } = options as Partial<ChosenOptions>;
  const whole = { ...DEFAULT_CHOICE, ...chosen, isoNames: { ...DEFAULT_CHOICE.isoNames, ...isoNames } };
  const table = whole.translationTable;
  if (table && (table.name === undefined || table.inJoliet === undefined)) {
    throw new TypeError('translationTable must have both a name and inJoliet.');
  }
  if (isChoice(whole)) return whole;
  const { volumeSequenceNumber: number, volumeSetSize: size } = whole;
  throw new TypeError(`volumeSequenceNumber is ${number}; the set has ${size} (volumeSetSize).`);
}

function bytesOf(digits: unknown): Uint8Array {
  if (typeof digits !== 'string' || !/^(?:[0-9a-f]{2}){0,512}$/i.test(digits)) {
    throw new TypeError('applicationUse must be up to 512 bytes, each of two hexadecimal digits.');
  }
  return Uint8Array.from(digits.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
