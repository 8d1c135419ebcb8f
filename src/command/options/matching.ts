import type { FileOptions } from '../command-options';
import { type Apply, inDialect, inSection, refused, works } from '../option-row';
import { UsageError } from '../usage-error';
import { readWeight } from '../values';

type PatternsKey = 'excluded' | 'hiddenFromIso' | 'hiddenFromJoliet' | 'hidden';

const addPattern =
  (key: PatternsKey): Apply =>
  ({ files }, pattern) => {
    files[key].push({ pattern });
  };
const addList =
  (key: PatternsKey): Apply =>
  ({ files }, list) => {
    files[key].push({ list });
  };
const ignoreCase: Apply = ({ files }) => {
  files.ignoreCase = true;
};

/** As in genisoimage, what is hidden from Joliet needs Joliet. */
const inJoliet =
  (apply: Apply): Apply =>
  (options, value, spelling) => {
    options.image.joliet = true;
    apply(options, value, spelling);
  };

const addImageWeights = (files: FileOptions, list: string, patterns: boolean): void => {
  // As in xorriso, of several such lists the last one holds.
  files.imageWeights = files.imageWeights.filter((given) => 'weight' in given);
  files.imageWeights.push({ list, patterns });
};

/** Options with patterns: a pattern is compared with a file's name and with its path, and * matches no slash. */
export const MATCHING = inSection('Leaving out, hiding, sorting', [
  works('m exclude x old-exclude PATTERN', 'Leave out files and folders by name or path', addPattern('excluded')),
  works('exclude-list FILE', 'The same, a pattern on each line of a file', addList('excluded')),
  works('nobak no-bak', 'Leave out names with ~ or # in them, or .bak at their end', ({ files }) => {
    files.backups = false;
  }),
  works('hide PATTERN', 'Leave files and folders out of plain ISO 9660 and Rock Ridge', addPattern('hiddenFromIso')),
  works('hide-list FILE', 'The same, from a file', addList('hiddenFromIso')),
  works('hide-joliet PATTERN', 'Leave files and folders out of Joliet', inJoliet(addPattern('hiddenFromJoliet'))),
  works('hide-joliet-list FILE', 'The same, from a file', inJoliet(addList('hiddenFromJoliet'))),
  works('hidden PATTERN', 'Mark files and folders as hidden in plain ISO 9660', addPattern('hidden')),
  works('hidden-list FILE', 'The same, from a file', addList('hidden')),
  works(
    'sort FILE',
    'Order of the contents on the disc: PATTERN WEIGHT on each line, greater weights first',
    ({ files }, list) => {
      files.sortLists.push(list);
    },
  ),

  ...inDialect('mkisofs', [
    works('hide-ignorecase exclude-ignorecase', 'Patterns do not tell small letters from capitals', ignoreCase),
    works('isort FILE', 'As -sort; small letters and capitals are alike', ({ files }, list) => {
      files.sortLists.push(list);
      files.sortIgnoresCase = true;
    }),
    ...refused('Isodrop does not write UDF yet', [
      ['hide-udf PATTERN', 'Leave files out of UDF', 'Leave it out: there is no UDF.'],
      ['hide-udf-list FILE', 'The same, from a file', 'Leave it out: there is no UDF.'],
    ]),
  ]),

  ...inDialect('xorriso', [
    works(
      'sort-weight NUMBER PATH',
      'Weight of a file of the image, or of all files in a folder',
      ({ files }, value, spelling, path = '') => {
        const weight = readWeight(value);
        if (weight === undefined)
          throw new UsageError(`${spelling} ${value} ${path}: the weight must be a 32-bit number.`);
        files.imageWeights.push({ weight, path });
      },
    ),
    works('sort-weight-list FILE', 'The same, NUMBER PATH on each line of a file', ({ files }, list) => {
      addImageWeights(files, list, false);
    }),
    works('sort-weight-patterns FILE', 'The same, NUMBER PATTERN on each line', ({ files }, list) => {
      addImageWeights(files, list, true);
    }),
  ]),
]);
