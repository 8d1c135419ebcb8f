import { DEFAULT_OPTIONS, type ImageOptions, LEVEL_4 } from '../image/options';
import { isTableName, TABLE_NAME, TranslationTable } from '../image/translation-tables';
import type { BuildOptions } from './types';

/** What a value must be: a test, and the same in words. */
type Check = readonly [isGood: (value: unknown) => boolean, what: string];
type Checks<T> = { readonly [Name in keyof T]-?: Check | Checks<unknown> };

const oneOf = (...values: readonly unknown[]): Check => [
  (value) => values.includes(value),
  `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`,
];
const count = (least: number, most: number): Check => [
  (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
  `a whole number from ${least} to ${most.toLocaleString('en')}`,
];
const truth = oneOf(true, false);
const text: Check = [(value) => typeof value === 'string', 'a text'];
const date: Check = [(value) => value instanceof Date && !Number.isNaN(value.getTime()), 'a Date'];
const tableName: Check = [
  (value) => typeof value === 'string' && isTableName(value),
  'up to 64 characters without \\ / : ; * or ?',
];
const owner = count(0, 0xffff_ffff);
const mode = count(0, 0o7777);

/** Every option, so that a wrong one is refused instead of passed over. */
const OPTIONS: Checks<BuildOptions> = {
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
  volumeName: text,
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
  volumeTimes: { creation: date, modification: date, expiration: date, effective: date },
  endPadBlocks: count(0, 0xffff_ffff),
  followLinks: truth,
  portable: truth,
  exclude: [(value) => typeof value === 'function', 'a function'],
  signal: [(value) => value instanceof AbortSignal, 'an AbortSignal'],
};

/** The options of an image. Throws a `TypeError` for one that there is not, or that is not what it must be. */
export function imageOptions(given: BuildOptions): ImageOptions {
  check(given, OPTIONS, '');
  const { followLinks, portable, exclude, signal, translationTable: table, volumeTimes, ...own } = given;
  const level: ImageOptions = given.isoLevel === 4 ? { ...DEFAULT_OPTIONS, ...LEVEL_4 } : DEFAULT_OPTIONS;
  const times = Object.entries(volumeTimes ?? {}).filter(([, time]) => time !== undefined);
  const settled = {
    ...withDefaults(own, level),
    translationTable: table && new TranslationTable(table.name ?? TABLE_NAME, table.inJoliet ?? true),
    volumeTimes: Object.fromEntries(times.map(([name, time]) => [name, unixSeconds(time)])),
  };
  const { volumeSequenceNumber, volumeSetSize } = settled;
  if (volumeSequenceNumber > volumeSetSize) {
    throw new TypeError(
      `volumeSequenceNumber is ${volumeSequenceNumber}; the set has ${volumeSetSize} (volumeSetSize).`,
    );
  }
  return settled;
}

/** What is undefined counts as not given, in groups of options as well. */
function withDefaults<T extends object>(given: object, defaults: T): T {
  const settled = { ...defaults } as Record<string, unknown>;
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const isGroup = typeof value === 'object' && !(value instanceof Uint8Array);
    settled[name] = isGroup ? withDefaults(value, (settled[name] ?? {}) as object) : value;
  }
  return settled as T;
}

/** Whole seconds since 1970, rounded down. */
export function unixSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}

function check(given: unknown, checks: object, prefix: string): void {
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
      check(value, wanted, `${prefix}${name}.`);
    } else if (!wanted[0](value)) {
      throw new TypeError(`${prefix}${name} is ${String(value)}; it must be ${wanted[1]}.`);
    }
  }
}
