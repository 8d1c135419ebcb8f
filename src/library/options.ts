import { type Check, type Checks, checkOptions, OPTION_CHECKS, truth } from '../image/option-checks';
import { DEFAULT_OPTIONS, type ImageOptions, LEVEL_4 } from '../image/options';
import { TABLE_NAME, TranslationTable } from '../image/translation-tables';
import { BOOT_CHECKS } from './boot';
import type { BuildOptions } from './types';

const date: Check = [(value) => value instanceof Date && !Number.isNaN(value.getTime()), 'a Date'];
const { duplicatesOnce: _, ...CHECKS } = OPTION_CHECKS;

/** Every option, so that a wrong one is refused instead of passed over. */
const OPTIONS: Checks<BuildOptions> = {
  ...CHECKS,
  volumeName: [(value) => typeof value === 'string', 'a text'],
  volumeTimes: { creation: date, modification: date, expiration: date, effective: date },
  ...BOOT_CHECKS,
  followLinks: truth,
  portable: truth,
  exclude: [(value) => typeof value === 'function', 'a function'],
  signal: [(value) => value instanceof AbortSignal, 'an AbortSignal'],
};

/** The options of an image. Throws a `TypeError` for one that there is not, or that is not what it must be. */
export function imageOptions(given: BuildOptions): ImageOptions {
  checkOptions(given, OPTIONS);
  const {
    boot,
    bootCatalog,
    followLinks,
    portable,
    exclude,
    signal,
    translationTable: table,
    volumeTimes,
    ...own
  } = given;
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
