/** The texts of presets and options, which are loaded when somebody opens them; what options do is told by the command's table. */
import type { FieldNeed } from '../command/fields';
import type { Section } from '../command/option-row';
import { formatCount, quoteName } from './format';
import { localized } from './localized';

const options = (count: number) => `${formatCount(count)} ${count === 1 ? 'option' : 'options'}`;

const english = {
  heading: 'Options',
  close: 'Close',
  search: 'Search the options',
  found: (count: number) => (count === 0 ? 'No option fits.' : `${options(count)}.`),
  nothingFound: 'No option fits. Search for a word of its name or what it does, or for a switch such as -J.',
  differ: (count: number, preset: string) =>
    count === 0
      ? `All are as “${quoteName(preset)}” sets them.`
      : `${options(count)} ${count === 1 ? 'differs' : 'differ'} from “${quoteName(preset)}”.`,
  differs: 'changed',
  changeName: (label: string) => `Change “${label}”`,
  resetName: (label: string) => `Reset ${label}`,
  resetAll: 'Reset all',
  resetAllStep: 'Reset all options',

  sections: {
    'File systems': 'File systems',
    'Plain ISO 9660 names': 'Names in plain ISO 9660',
    'Owners and modes': 'Owners and permissions',
    Volume: 'What the disc says of itself',
    'Files to take': 'Contents',
    Output: 'End of the disc',
  } as Partial<Record<Section, string>>,
  sectionNotes: {
    'Plain ISO 9660 names': 'What DOS, firmware and old computers see. Joliet and Rock Ridge have the whole names.',
    'Owners and modes':
      'Browsers do not tell owners and permissions; without these options everything belongs to 0 and may be read.',
    Volume: 'Where there is no date, the newest file’s stands. The name of the disc is beside the Download button.',
  } as Partial<Record<Section, string>>,

  labels: {
    joliet: 'Joliet',
    jolietLong: 'Long Joliet names',
    jolietLevel: 'Level that Joliet claims',
    rockRidge: 'Rock Ridge',
    rockRidge112: 'Rock Ridge 1.12',
    keepDeep: 'Leave deep folders in their place',
    hideRelocation: 'Hide the folder of moved folders',
    table: 'Translation tables',
    tableName: 'Name of the translation tables',
    tableHidden: 'No translation tables in Joliet',
    isoLevel: 'Level of names',
    nameLength: 'Longest name',
    omitVersion: 'No version numbers',
    omitPeriod: 'No dot at the end',
    leadingDots: 'Dots at the beginning',
    multidot: 'Several dots',
    lowercase: 'Small letters',
    relaxed: 'All ASCII characters',
    noTranslate: 'Keep ~, - and #',
    allBytes: 'Every byte as it is',
    noFolderExtension: 'No dots in folders’ names',
    user: 'Owner',
    group: 'Group',
    fileMode: 'Permissions of files',
    directoryMode: 'Permissions of folders',
    newDirectoryMode: 'Permissions of new folders',
    application: 'Application',
    publisher: 'Publisher',
    dataPreparer: 'Preparer',
    system: 'System',
    volumeSet: 'Name of the set',
    volumeSetSize: 'Discs in the set',
    volumeSequenceNumber: 'Number in the set',
    abstractFile: 'Abstract',
    bibliographicFile: 'Bibliography',
    copyrightFile: 'Copyright',
    creationDate: 'Created',
    modificationDate: 'Modified',
    expirationDate: 'Expires',
    effectiveDate: 'Valid from',
    applicationUse: 'Application use',
    duplicatesOnce: 'Store equal files once',
    padding: 'Padding',
  } as Readonly<Record<string, string>>,
  /** Where no single option of the command is quite the page’s. */
  help: {
    rockRidge:
      'Long names, times and permissions for Linux and macOS: readable for everybody (owner 0, files 0444), or with owners and modes as they are.',
    nameLength:
      'Most characters of a name of level 2 or 3, from 31 to 207; 37 is the switch’s, which leaves version numbers out, too.',
    allBytes: 'Names byte by byte as they are; the command takes up to 96 of them.',
  } as Readonly<Record<string, string>>,
  /** Why what was typed is no value of an option. English says what the command says. */
  fault: (_id: string, message: string) => message,
  values: {
    rockRidge: { none: 'Off', rationalized: 'Readable for everybody', full: 'As they are' },
    isoLevel: {
      1: '1: 8.3 characters',
      2: '2: 31 characters',
      3: '3: 31 characters, large files',
      4: '4: as they are (ISO 9660:1999)',
    },
  } as Readonly<Record<string, Readonly<Record<string, string>>>>,
  needs: {
    joliet: 'Means nothing without Joliet.',
    'rock-ridge': 'Means nothing without Rock Ridge.',
    table: 'Means nothing without translation tables.',
    'joliet-table': 'Means nothing without both Joliet and translation tables.',
    'moved-folders': 'Means nothing where deep folders stay in their place.',
    'long-names': 'Means nothing at level 1, where names have 8.3 characters.',
    'own-names': 'Level 4 takes names as they are, in folders as deep as they are.',
  } satisfies Record<FieldNeed, string>,

  command: {
    heading: 'As a command',
    explain: 'The line that gives the same image, and a way to take over the options of one that you have.',
    now: 'The same by command',
    copy: 'Copy the command',
    notYet: 'The command is there as soon as the image is known.',
    untold: (labels: readonly string[]) => `No switch says this: ${labels.join(', ')}.`,
    other: 'something that only a file of options can say',
    notExact: 'Not quite: some of what was renamed, merged or left out here cannot be said in one command.',
    programs: 'isodrop is this project’s own command, which knows the switches of genisoimage, mkisofs and xorriso.',
    paste: 'Paste a command',
    placeholder: 'genisoimage -J -r -V NAME -o disc.iso FOLDER',
    take: 'Take its options',
    taken: 'Its options are taken over.',
    takenStep: 'Options of a command',
    without: 'What of it has no effect here:',
  },

  own: {
    heading: 'Your presets',
    explain: 'Options to use again, kept in this browser, or as a file for somebody else.',
    title: 'Name of the preset',
    save: 'Save these options',
    saved: (title: string) => `Saved as “${quoteName(title)}”.`,
    taken: 'There is a preset of this name. Choose another, or delete that one first.',
    noTitle: 'Give it a name first.',
    notKept:
      'This browser keeps nothing here (as in a private window): export the preset instead, or it is gone with the page.',
    notDeleted: 'This browser keeps no change here now: the preset is there again at the next visit.',
    unread:
      'The presets that you have kept cannot be read now (as in a private window). They stay as they are, and what you save is added to them.',
    none: 'None yet.',
    rename: 'Rename',
    renameName: (title: string) => `Rename ${quoteName(title)}`,
    newTitle: (title: string) => `New name of ${quoteName(title)}`,
    done: 'Done',
    export: 'Export',
    exportName: (title: string) => `Export ${quoteName(title)}`,
    delete: 'Delete',
    deleteName: (title: string) => `Delete ${quoteName(title)}`,
    deleted: (title: string) => `“${quoteName(title)}” is deleted.`,
    undoDelete: 'Bring it back',
    import: 'Import a preset',
    imported: (title: string) => `“${quoteName(title)}” is among your presets now.`,
    importFailed: (name: string, reason: string) => `“${quoteName(name)}” cannot be imported. ${reason}`,
  },
};

/** Every text of it, as English says it. */
export type English = typeof english;
export const texts = localized('options', english);
