import { type IsoNameRules, LEVEL_4 } from '../../image/options';
import type { CommandOptions } from '../command-options';
import { type Apply, inDialect, inSection, works } from '../option-row';
import { readCount } from '../values';

/** Something that ISO 9660 does not allow: it is done, and said once. */
const violation =
  (apply: Apply): Apply =>
  (options, value, spelling, ...more) => {
    apply(options, value, spelling, ...more);
    options.violations.push(spelling);
  };

/** Names as they are, up to a length: `-U`, and what level 4 is besides. */
const takeAsTheyAre = (options: CommandOptions, length: IsoNameRules['length']) => {
  const { noTranslate } = options.image.isoNames;
  options.fullNames = true;
  options.image.isoNames = { ...LEVEL_4.isoNames, noTranslate, length };
};

/** Of `-untranslated_name_len`, as in xorriso. */
const MOST_UNTRANSLATED_BYTES = 96;

/** What names plain ISO 9660 has. */
export const NAMES = inSection('Plain ISO 9660 names', [
  works(
    'iso-level LEVEL',
    'Names of 8.3 characters (1), 31 (2 and 3), or up to 207 in a second volume descriptor (4, ISO 9660:1999)',
    (options, value, spelling) => {
      options.image.isoLevel = readCount(spelling, value, 1, 4) as 1 | 2 | 3 | 4;
      if (options.image.isoLevel < 4) return;
      takeAsTheyAre(options, LEVEL_4.isoNames.length);
      options.image.keepDeep = LEVEL_4.keepDeep;
    },
  ),
  works('l full-iso9660-filenames', 'Names of 31 characters', (options) => {
    options.fullNames = true;
  }),
  works(
    'max-iso9660-filenames',
    'Names of 37 characters, without version numbers',
    violation((options) => {
      options.fullNames = true;
      options.image.isoNames.length = 37;
      options.image.isoNames.omitVersion = true;
    }),
  ),
  works(
    'L allow-leading-dots ldots',
    'Names may begin with a dot',
    violation((options) => {
      options.image.isoNames.leadingDots = true;
    }),
  ),
  works(
    'allow-lowercase',
    'Small letters stay',
    violation((options) => {
      options.image.isoNames.lowercase = true;
    }),
  ),
  works(
    'allow-multidot',
    'Names may have several dots',
    violation((options) => {
      options.image.isoNames.multidot = true;
    }),
  ),
  works(
    'relaxed-filenames',
    'All ASCII characters stay but small letters',
    violation((options) => {
      options.image.isoNames.relaxed = true;
    }),
  ),
  works(
    'no-iso-translate',
    'The characters ~, - and # stay',
    violation((options) => {
      options.image.isoNames.noTranslate = true;
    }),
  ),
  works(
    'd omit-period',
    'No dot behind names without extension',
    violation((options) => {
      options.image.isoNames.omitPeriod = true;
    }),
  ),
  works(
    'N omit-version-number',
    'No ;1 behind names',
    violation((options) => {
      options.image.isoNames.omitVersion = true;
    }),
  ),
  works(
    'U untranslated-filenames',
    'Names as they are: all of -l -d -N -L -relaxed-filenames -allow-lowercase -allow-multidot',
    violation((options) => takeAsTheyAre(options, options.image.isoNames.length)),
  ),
  ...inDialect('mkisofs', [
    works(
      'no-allow-lowercase +allow-lowercase',
      'Small letters become capitals, whatever else allows them',
      (options) => {
        options.noLowercase = true;
      },
    ),
  ]),
  ...inDialect('xorriso', [
    works(
      'untranslated_name_len LENGTH',
      'Names byte by byte as they are, up to so many bytes (at most 96); a longer one ends the command',
      violation((options, value, spelling) => {
        const bytes = readCount(spelling, value, 0, MOST_UNTRANSLATED_BYTES);
        options.untranslatedBytes = bytes === 0 ? undefined : bytes;
      }),
    ),
    works('disallow_dir_id_ext', 'No dots in the names of folders', (options) => {
      options.image.isoNames.noFolderExtension = true;
    }),
  ]),
]);
