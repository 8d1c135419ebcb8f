/** The texts of extracting what is in the image. */
import type { ExtractWhy } from '../worker/session';
import { formatSize, quoteName } from './format';
import { localized } from './localized';
import { files, items, plural } from './texts';

const quoted = (name: string) => `“${quoteName(name)}”`;

const english = {
  menu: 'Extract …',
  all: 'Extract everything …',
  heading: (what: string) => `Extract ${what}`,
  headingAll: 'Extract everything',
  where: 'Where to',
  folder: 'To a folder',
  folderHelp:
    'You choose the folder. Browsers give files there neither modes nor owners nor dates; symbolic links and devices are left out, and hard links become files of their own.',
  noFolder: 'This browser cannot write into a folder that you choose. Chrome and Edge on a computer can.',
  zip: 'As a .zip file',
  zipHelp:
    'Opens everywhere. Dates, Unix modes, owners and symbolic links are kept; devices are left out, and hard links become files of their own. Nothing is compressed.',
  tar: 'As a .tar file',
  tarHelp:
    'For Linux and macOS. Dates, modes, owners, symbolic and hard links, devices and pipes are kept. Nothing is compressed.',
  inside: (name: string) => `Into a new folder ${quoted(name)} in it`,
  chooseFolder: 'Choose the folder …',
  chooseFile: 'Choose the file …',
  download: 'Download',
  cancel: 'Cancel',
  busy: 'Something else is being written or checked. Wait until that is done.',
  isSource: (name: string) =>
    `Nothing was written to ${quoted(name)}: this disc is made of what is in that folder. Choose another one.`,
  fileTypes: { zip: 'Zip archive', tar: 'Tar archive' },

  taken: {
    explain: 'What is replaced is gone for good: this page cannot bring it back.',
    stop: 'Cancel',
  },
  failed: {
    heading: 'Not everything can be written',
    text: (path: string, why: string) => `${quoted(path)} was not written: ${why}.`,
    explain: 'Going on leaves out other files for the same reason, too, without asking again.',
    again: 'Try again',
    goOn: 'Go on without it',
    stop: 'Stop',
  },

  why: {
    renamed: 'has another name there',
    kept: 'was there already, and stays as it was',
    'other-there': 'there is something else of its name, which stays',
    source: 'this disc is made of the file that has its name there, which stays',
    unread: 'cannot be read, or not to its end',
    link: 'is a symbolic link',
    special: 'is a device, a pipe or a socket',
    name: 'no name like it can be used there',
    full: 'there is no room for it on that disk',
    refused: 'the browser was not allowed to write there',
    used: 'another program or tab is using that file',
    'folder-gone': 'its folder is not there any more',
    disk: 'the disk reported an error, or is not there any more',
    blocked: 'the browser refused it as it was complete',
    unknown: 'the browser could not write it',
  } satisfies Record<ExtractWhy, string>,
  note: (path: string, why: string) => `${quoteName(path)}: ${why}`,
  renamed: (path: string, name: string) => `${quoteName(path)}: is called ${quoted(name)} there`,

  done: {
    heading: 'Extracted',
    partly: 'Extracted, but not everything',
    stopped: 'Ended before everything was extracted',
    counts: (fileCount: number, folderCount: number, linkCount: number, bytes: number) =>
      [
        files(fileCount),
        plural(folderCount, 'folder', 'folders'),
        ...(linkCount > 0 ? [plural(linkCount, 'link', 'links')] : []),
        formatSize(bytes),
      ].join(', '),
    stays: 'What is there is complete: no part of a file is left.',
    handed: 'Handed to your browser: follow it in the list of downloads.',
    again: 'Download it again',
    leftOut: (count: number) => `${items(count)} ${count === 1 ? 'was' : 'were'} left out`,
    others: (count: number) => `${items(count)} ${count === 1 ? 'has' : 'have'} another name there`,
    notes: 'What is not there, or not as it was',
    more: (count: number) => `and ${items(count)} more`,
    copy: 'Copy the list',
  },
};

/** Every text of it, as English says it. */
export type English = typeof english;
export const texts = localized('extract', english);
