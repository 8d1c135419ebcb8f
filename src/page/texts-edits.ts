/** The texts of what edits the image. */
import { TEXT_LIMIT } from '../worker/session';
import { formatCount, formatSize, quoteName } from './format';
import { localized } from './localized';
import { files, items } from './texts';

const quoted = (name: string) => `“${quoteName(name)}”`;

const english = {
  quoted,
  items,

  menu: {
    row: (name: string) => `Actions for ${quoteName(name)}`,
    contents: 'More actions',
    rowLabel: (what: string) => `Actions for ${what}`,
    open: 'Open',
    close: 'Close',
    rename: 'Rename',
    newFolder: 'New folder …',
    newFile: 'New text file …',
    newFolderHere: 'New folder in it …',
    newFileHere: 'New text file in it …',
    addFilesHere: 'Add files here …',
    addFolderHere: 'Add a folder here …',
    editText: 'Edit text …',
    openArchive: 'Open the archive',
    replaceFile: 'Replace file …',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    pasteHere: 'Paste into it',
    moveTo: 'Move to …',
    copyTo: 'Copy to …',
    leaveOut: 'Leave out',
    hideFromWindows: 'Hide from Windows (Joliet)',
    hideFromDos: 'Hide from DOS (ISO 9660)',
    executable: 'Executable',
    makeExecutable: 'Make executable',
    makeNotExecutable: 'Make not executable',
    boot: 'Boot from it (BIOS)',
    bootEfi: 'Boot from it (UEFI)',
    weight: 'Place on disc …',
    pattern: 'Leave out by pattern …',
    leftOut: (count: number) => `What was left out (${formatCount(count)}) …`,
    programs: 'Mark programs as executable',
  },

  rename: {
    label: (name: string) => `New name of ${quoted(name)}`,
  },

  done: {
    renamed: (from: string, to: string) => `${quoted(from)} is called ${quoted(to)} now.`,
    moved: (what: string, into: string) => `Moved ${what} to ${into}.`,
    copied: (what: string, into: string) => `Copied ${what} to ${into}.`,
    newFolder: (name: string) => `Made the folder ${quoted(name)}.`,
    newFile: (name: string) => `Made the file ${quoted(name)}.`,
    edited: (name: string) => `Changed the text of ${quoted(name)}.`,
    replaced: (name: string) => `${quoted(name)} has other contents now.`,
    leftOut: (what: string) => `Left out: ${what}`,
    leftOutMatching: 'Left out what matches.',
    broughtBack: (what: string) => `Brought back ${what}.`,
    hidden: (what: string, world: string) => `${world} will not see ${what}.`,
    shown: (what: string, world: string) => `${world} will see ${what} again.`,
    executable: (what: string) => `${what} can be run now on Linux and macOS.`,
    notExecutable: (what: string) => `${what} cannot be run any more.`,
    weighed: (what: string) => `Placed ${what} on the disc.`,
    cut: (what: string) => `Cut ${what}. Paste it where it is to lie.`,
    copiedForPaste: (what: string) => `Copied ${what}. Paste it where another is to lie.`,
    nothing: 'Nothing had to be changed.',
    programs: (count: number) => `Made ${count === 1 ? 'one program' : `${formatCount(count)} programs`} executable.`,
    boots: (name: string) => `The disc boots from ${quoted(name)}.`,
    bootsNot: (name: string) => `The disc does not boot from ${quoted(name)}.`,
    told: (name: string) => `${quoted(name)} is told where on the disc it lies.`,
    notTold: (name: string) => `${quoted(name)} stays as it is.`,
    noPrograms: 'No file begins as a program does, or all of them are executable.',
  },
  boot: {
    heading: 'Boots from',
    platform: (platform: number) =>
      ({ 0: 'BIOS', 1: 'PowerPC', 2: 'Macintosh', 239: 'UEFI' })[platform] ?? `Platform ${platform}`,
    /** What the file stands for. */
    as: (media: number) => (media === 0 ? 'a program' : media === 4 ? 'as a hard disk' : 'as a floppy disk'),
    hidden: (number: number) => `entry ${number}, which no folder shows`,
    gone: 'not in the image',
    full: 'not booted, since the boot catalog has no room for it',
    notBootable: 'not marked as bootable',
    tell: 'Tell it where on the disc it lies',
    tellHelp: 'Writes a table into bytes 8 to 63 of it on the disc (-boot-info-table). ISOLINUX and GRUB need it.',
    remove: (name: string) => `Do not boot from ${quoted(name)}`,
  },
  flags: { notInJoliet: 'not for Windows', notInIso: 'not for DOS' },
  worlds: { joliet: 'Windows (Joliet)', iso: 'DOS (ISO 9660)' },

  top: 'the top of the disc',
  cancel: 'Cancel',
  close: 'Close',

  newFolder: { heading: 'New folder', name: 'Name', make: 'Make it' },
  newFile: { heading: 'New text file', name: 'Name', text: 'Text', make: 'Make it' },
  editText: {
    heading: (name: string) => ['Edit “', name, '”'] as const,
    text: 'Text',
    save: 'Save',
    limits: () => `Saved as UTF-8, up to ${formatSize(TEXT_LIMIT)}.`,
    crlf: 'Lines go on ending as on Windows.',
    mixed: 'Lines end in different ways; saved, all end as on Linux.',
  },

  move: {
    headingMove: (what: string) => `Move ${what}`,
    headingCopy: (what: string) => `Copy ${what}`,
    where: 'Folder',
    into: (folder: string) => `Into ${folder}`,
    there: 'It is there already.',
    up: 'Up',
    none: 'There is no folder in it.',
    move: 'Move here',
    copy: 'Copy here',
    tooMany: (count: number) => `The first ${formatCount(count)} folders are shown.`,
  },

  taken: {
    heading: 'The name is there already',
    headings: (count: number) => `${formatCount(count)} names are there already`,
    more: (count: number) => `and ${formatCount(count)} more`,
    replace: 'Replace',
    keepBoth: 'Keep both',
    skip: 'Leave them as they are',
    explain: 'What is replaced is left out; it can be brought back.',
  },

  pattern: {
    heading: 'Leave out by pattern',
    explain:
      'One pattern a line, as in a .gitignore file: “*.tmp” everywhere, “/build” at the top only, “logs/” folders alone, “!keep.tmp” not that. Capitals and small letters are the same.',
    label: 'Patterns',
    matches: (count: number, inside: number, bytes: number) =>
      count === 0 ? 'Nothing matches.' : `${items(count)} would be left out: ${files(inside)}, ${formatSize(bytes)}.`,
    leaveOut: 'Leave out',
    junk: 'Common junk',
    junkLabel: (pattern: string) => `Leave out ${pattern}`,
    junkCount: (count: number, inside: number, bytes: number) =>
      count === 0 ? 'none here' : `${items(count)}, ${files(inside)}, ${formatSize(bytes)}`,
    looking: 'Looking …',
  },

  leftOut: {
    heading: 'What was left out',
    none: 'Nothing is left out.',
    bringBack: 'Bring back',
    bringBackName: (path: string) => `Bring back ${quoteName(path)}`,
    bringBackAll: 'Bring back all of these',
    more: (count: number) => `and ${formatCount(count)} more: bring back some of these to see them.`,
  },

  weight: {
    heading: (what: string) => `Place ${what} on the disc`,
    explain: 'What lies near the beginning is found sooner, which counts on real discs and for boot loaders.',
    choices: {
      first: 'Near the beginning',
      normal: 'Where its name puts it',
      last: 'Near the end',
      other: 'By weight',
    },
    label: 'Weight',
    weightHelp: 'Whole numbers; greater ones lie nearer to the beginning.',
    place: 'Place',
  },
};

/** Every text of it, as English says it. */
export type English = typeof english;
export const texts = localized('edits', english);
