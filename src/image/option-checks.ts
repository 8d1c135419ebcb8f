/** What options must be, told in words: for those that come from a script or a file. */
import { type ChosenOptions, DEFAULT_CHOICE } from './choice';
import { isTableName } from './translation-tables';

/** What a value must be: a test, and the same in words. */
export type Check = readonly [isGood: (value: unknown) => boolean, what: string];
export type Checks<T> = { readonly [Name in keyof T]-?: Check | Checks<unknown> };

export const oneOf = (...values: readonly unknown[]): Check => [
  (value) => values.includes(value),
  `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`,
];
const count = (least: number, most: number): Check => [
  (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
  `a whole number from ${least.toLocaleString('en')} to ${most.toLocaleString('en')}`,
];
export const truth = oneOf(true, false);
const text: Check = [(value) => typeof value === 'string', 'a text'];
const tableName: Check = [
  (value) => typeof value === 'string' && isTableName(value),
  'up to 64 characters without \\ / : ; * or ?',
];
const owner = count(0, 0xffff_ffff);
const mode = count(0, 0o7777);
/** What a JavaScript date can be, in seconds. */
const seconds = count(-8_640_000_000_000, 8_640_000_000_000);

/** Every option of an image. */
export const OPTION_CHECKS = {
  joliet: truth,
  jolietLevel: oneOf(1, 2, 3),
  jolietUnits: oneOf(64, 103),
  rockRidge: oneOf('none', 'rationalized', 'full'),
  rockRidgeVersion: oneOf('1.10', '1.12'),
  isoLevel: oneOf(1, 2, 3, 4),
  isoNames: {
    length: count(31, 207),
    leadingDots: truth,
    lowercase: truth,
    multidot: truth,
    relaxed: truth,
    noTranslate: truth,
    omitVersion: truth,
    omitPeriod: truth,
    allBytes: truth,
    noFolderExtension: truth,
  },
  keepDeep: truth,
  hideRelocation: truth,
  owner: { user: owner, group: owner, fileMode: mode, directoryMode: mode, newDirectoryMode: mode },
  translationTable: { name: tableName, inJoliet: truth },
  identifiers: {
    system: text,
    volumeSet: text,
    publisher: text,
    dataPreparer: text,
    application: text,
    copyrightFile: text,
    abstractFile: text,
    bibliographicFile: text,
  },
  applicationUse: [(value) => value instanceof Uint8Array && value.length <= 512, 'a Uint8Array of at most 512 bytes'],
  volumeSetSize: count(1, 0xffff),
  volumeSequenceNumber: count(1, 0xffff),
  volumeTimes: { creation: seconds, modification: seconds, expiration: seconds, effective: seconds },
  endPadBlocks: count(0, 0xffff_ffff),
  duplicatesOnce: truth,
} as const satisfies Checks<ChosenOptions>;

/**
 * Throws a `TypeError`, whose message is a sentence, for an option that there is not, or that is not what it must be.
 * What is undefined counts as not given.
 * @param prefix before the names of the options in sentences
 */
export function checkOptions(given: unknown, checks: object, prefix = ''): void {
  if (typeof given !== 'object' || given === null) {
    throw new TypeError(`${prefix === '' ? 'options' : prefix.slice(0, -1)} must be an object.`);
  }
  const known = checks as Readonly<Record<string, Check | object>>;
  for (const [name, value] of Object.entries(given)) {
    const wanted = Object.hasOwn(known, name) ? known[name] : undefined;
    if (wanted === undefined) {
      throw new TypeError(`There is no option ${prefix}${name}. There are: ${Object.keys(known).join(', ')}.`);
    }
    if (value === undefined) continue;
    if (!Array.isArray(wanted)) {
      checkOptions(value, wanted, `${prefix}${name}.`);
    } else if (!wanted[0](value)) {
      throw new TypeError(`${prefix}${name} is ${String(value)}; it must be ${wanted[1]}.`);
    }
  }
}

/** Whether something that was kept is a whole choice of options. */
export function isChoice(kept: unknown): kept is ChosenOptions {
  try {
    checkOptions(kept, OPTION_CHECKS);
  } catch {
    return false;
  }
  const { volumeSequenceNumber, volumeSetSize, ...given } = kept as ChosenOptions;
  const optional = ['translationTable', 'applicationUse'];
  return (
    volumeSequenceNumber <= volumeSetSize &&
    Object.keys(OPTION_CHECKS).every((name) => optional.includes(name) || name in (kept as object)) &&
    Object.keys(DEFAULT_CHOICE.isoNames).every((name) => name in given.isoNames)
  );
}
