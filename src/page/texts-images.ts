/** The texts of checking and comparing any images. */
import { formatCount, formatSize, quoteName } from './format';
import { localized } from './localized';
import { files, plural } from './texts';

const english = {
  desk: {
    heading: 'Look into an image',
    help: 'To open an image drop it above. Here it is only read.',
    check: 'Check an image …',
    compare: 'Compare two images …',
  },
  tools: {
    compare: 'Compare …',
    compareHelp: 'Tells what this disc and an image, or a folder, do not have alike',
    checkAny: 'Check any image …',
    checkAnyHelp: 'Holds an image file, whoever made it, to every rule of the standards and to the checksums in it',
  },
  openedCheck: 'Check it',
  openedCheckName: (name: string) => `Check “${quoteName(name)}”`,
  close: 'Close',
  cancel: 'Cancel',
  chooseImage: 'Choose an image …',
  chooseFolder: 'Choose a folder …',
  imageInput: 'Image to check',
  copyText: 'Copy as text',
  copyList: 'Copy the list',
  copyJson: 'Copy as JSON',

  check: {
    heading: 'Check an image',
    help: 'Choose an image file or drop it here: it is held to every rule of the standards, and the checksums in it are verified. It is only read.',
    another: 'Choose another image …',
    noFolder: 'That is a folder. Only image files can be checked.',
    running: (name: string) => `Checking “${quoteName(name)}” …`,
    good: 'The image keeps to every rule',
    found: (errors: number, warnings: number, notes: number) =>
      `${plural(errors, 'error', 'errors')}, ${plural(warnings, 'warning', 'warnings')}, ${plural(notes, 'note', 'notes')}`,
    facts: (volume: string, bytes: number, fileCount: number, folderCount: number, kinds: string) =>
      `Volume “${quoteName(volume)}”, ${formatSize(bytes)}, ${files(fileCount)} with contents, ${plural(folderCount, 'folder', 'folders')}; ${kinds}`,
    /** Said where the language is another one. */
    inEnglish: '',
    show: 'Show',
    shown: {
      all: (count: number) => `All rules (${formatCount(count)})`,
      found: (count: number) => `Rules with findings (${formatCount(count)})`,
      kept: (count: number) => `Rules that are kept (${formatCount(count)})`,
      absent: (count: number) => `Rules that do not apply (${formatCount(count)})`,
    },
    search: 'Search the rules',
    rules: (count: number) => `${plural(count, 'rule', 'rules')} shown`,
    noRules: 'No rule is like that.',
    everyRule: 'Every rule …',
    states: { kept: 'Kept', broken: 'Broken', noted: 'Noted', absent: 'Does not apply' },
  },

  compare: {
    heading: 'Compare',
    help: 'Choose what is compared, or drop it here: image files or folders. They are only read.',
    sides: { first: 'First', second: 'Second' },
    nothing: 'Nothing is chosen yet.',
    kindsOfSide: { disc: 'this disc', folder: 'folder' },
    thisDisc: 'This disc',
    inputs: {
      first: { image: 'First image to compare', folder: 'First folder to compare' },
      second: { image: 'Second image to compare', folder: 'Second folder to compare' },
    },
    emptyFolder: 'There is no file in that folder.',
    notReady: 'The disc is not known yet: see what its panel says, and compare again.',
    compare: 'Compare',
    running: 'Comparing names, sizes, contents and attributes …',
    same: 'Both hold the same',
    differences: (count: number) => plural(count, 'difference', 'differences'),
    entries: (count: number) => `${plural(count, 'entry was', 'entries were')} compared.`,
    untold: (count: number) =>
      `Browsers do not tell of links and of folders without files: ${plural(count, 'such entry was', 'such entries were')} left out.`,
    show: 'Kinds of differences that are shown',
    kinds: {
      removed: (first: string) => `Only in “${first}”`,
      added: (second: string) => `Only in “${second}”`,
      changed: (_: string) => 'Other contents',
      attributes: (_: string) => 'Other attributes',
      unreadable: (_: string) => 'Cannot be read',
    },
    search: 'Search the paths',
    shown: (count: number) => `${plural(count, 'difference', 'differences')} shown`,
    noneShown: 'No difference is like that.',
    list: 'Differences',
    details: {
      kind: (from: string, to: string) => `${from} and ${to}`,
      size: (from: string, to: string) => `${from} and ${to}`,
      target: (from: string, to: string) => `leads to “${from}” and “${to}”`,
      device: (from: string, to: string) => `device ${from} and ${to}`,
      mode: (from: string, to: string) => `mode ${from} and ${to}`,
      time: (from: string, to: string) => `time ${from} and ${to}`,
      user: (from: string, to: string) => `user ${from} and ${to}`,
      group: (from: string, to: string) => `group ${from} and ${to}`,
      hidden: (from: string, to: string) => `${from} and ${to}`,
      reason: (from: string, _: string) => from,
      nowHidden: 'hidden in the second',
      nowShown: 'hidden in the first',
    },
    entryKinds: {
      file: 'file',
      directory: 'folder',
      link: 'symbolic link',
      'character-device': 'character device',
      'block-device': 'block device',
      pipe: 'pipe',
      socket: 'socket',
    },
  },
};

/** Every text of it, as English says it. */
export type English = typeof english;
export const texts = localized('images', english);
