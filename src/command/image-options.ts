import { type ImageOptions, type IsoNameRules, LEVEL_4, type VolumeTimes } from '../image/options';
import { TranslationTable } from '../image/translation-tables';
import { filledApplicationUse } from './application-use';
import type { CommandOptions, DateOptions } from './command-options';
import { UsageError } from './usage-error';

/** The least limit of names that the encoder knows. */
const SHORTEST_LIMIT = 31;

/**
 * The image that the options ask for together, since some of them mean something for others wherever they stand.
 * Throws a `UsageError` where they contradict each other.
 *
 * @param clock when the command began, in Unix seconds; undefined: the newest file's time stands for it
 * @param readFile reads the file that `-application_use` may name
 */
export function imageOptions(
  options: CommandOptions,
  clock: number | undefined,
  readFile: (path: string) => Uint8Array,
): ImageOptions {
  const { image, dialect, relocates, applicationUse } = options;
  const { isWanted, name, inJoliet } = options.translationTable;
  if (image.volumeSequenceNumber > image.volumeSetSize) {
    throw new UsageError(
      `-volset-seqno ${image.volumeSequenceNumber} is more than the set has volumes (-volset-size ${image.volumeSetSize}).`,
    );
  }
  return {
    ...image,
    isoLevel: (options.fullNames || options.untranslatedBytes) && image.isoLevel === 1 ? 2 : image.isoLevel,
    isoNames: isoNames(options),
    keepDeep: image.keepDeep || (dialect === 'xorriso' && !relocates),
    volumeTimes: volumeTimes(options.dates, clock),
    translationTable: isWanted ? new TranslationTable(name, inJoliet) : undefined,
    ...(applicationUse === undefined
      ? {}
      : { applicationUse: filledApplicationUse(applicationUse) ?? readFile(applicationUse) }),
  };
}

function isoNames({ image, noLowercase, untranslatedBytes }: CommandOptions): IsoNameRules {
  if (untranslatedBytes !== undefined) {
    return { ...LEVEL_4.isoNames, length: Math.max(SHORTEST_LIMIT, untranslatedBytes), allBytes: true };
  }
  return noLowercase ? { ...image.isoNames, lowercase: false } : image.isoNames;
}

/** As in mkisofs: the modification's date stands for the others, and the reproducible one for the clock. */
function volumeTimes(dates: DateOptions, clock: number | undefined): VolumeTimes {
  const now = dates.reproducible?.seconds ?? clock;
  const modification = dates.modification?.seconds ?? now;
  const given = {
    creation: dates.creation?.seconds ?? modification,
    modification,
    expiration: dates.expiration?.seconds,
    effective: dates.effective?.seconds ?? modification,
  };
  return Object.fromEntries(Object.entries(given).filter(([, time]) => time !== undefined));
}

/** What the options ask for and do not get, as sentences. */
export function optionSentences({ said, violations, dates }: CommandOptions): string[] {
  const sentences = [...said];
  if (violations.length > 0) {
    sentences.push(
      `${[...new Set(violations)].join(' ')}: plain ISO 9660 does not allow such names; some readers of it will not find them.`,
    );
  }
  const stamps = Object.values(dates).filter((date) => typeof date === 'object');
  if (stamps.some(({ hundredths }) => hundredths !== 0)) {
    sentences.push('Dates are recorded in whole seconds: their hundredths are left out.');
  }
  return sentences;
}
