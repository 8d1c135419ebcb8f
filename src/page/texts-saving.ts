/** The texts of what is done with a finished image: saving it to a file, its checksums. */
import type { ChecksumKind } from '../worker/session';
import { formatCount, formatSize, quoteName } from './format';
import { localized } from './localized';
import { files, plural } from './texts';
import { texts as later } from './texts-later';

const names: Readonly<Record<ChecksumKind, string>> = {
  sha256: 'SHA-256',
  sha512: 'SHA-512',
  md5: 'MD5',
  blake3: 'BLAKE3',
};

const english = {
  tools: {
    label: 'More that can be done with the image',
    save: 'Save to a file …',
    saveHelp: 'You choose the file. This page shows how far it is, and takes its SHA-256 on the way.',
    fileType: 'Disc image',
    newName: (stem: string) => `${stem} (new).iso`,
    elsewhere: (images: readonly string[]) =>
      `Save to another file than ${images.map((name) => `“${quoteName(name)}”`).join(', ')}: this disc is read from there, and a browser empties the file that is chosen.`,
    isSource: (name: string) =>
      `“${quoteName(name)}” is one of the files that this disc is made of, and nothing was written to it. Your browser may have emptied it as it was chosen: look at it, and bring it back from a copy where it is empty. Then save to another file.`,
    checksums: 'Checksums',
    check: 'Check the image',
    checkHelp: 'Reads the finished image back and compares it with what you put in, before you download it',
  },

  work: {
    /** What each is called while it goes on, and how it ended. */
    save: (name: string) => ({
      name: `Saving “${quoteName(name)}”`,
      done: `Saved: “${quoteName(name)}”`,
      failed: `Not saved: “${quoteName(name)}”`,
      cancelled: `Cancelled: “${quoteName(name)}” was not saved.`,
    }),
    checksum: (kind: ChecksumKind, name: string) => ({
      name: `${names[kind]} of “${quoteName(name)}”`,
      done: `Worked out: ${names[kind]} of “${quoteName(name)}”`,
      failed: `Not worked out: ${names[kind]} of “${quoteName(name)}”`,
      cancelled: `Cancelled: ${names[kind]} of “${quoteName(name)}” was not worked out.`,
    }),
    check: (name: string) => ({
      name: `Checking “${quoteName(name)}”`,
      done: `Checked: “${quoteName(name)}”`,
      failed: `Not checked: “${quoteName(name)}”`,
      cancelled: `Cancelled: “${quoteName(name)}” was not checked.`,
    }),
    extract: (name: string) => ({
      name: `Extracting to “${quoteName(name)}”`,
      done: `Extracted to “${quoteName(name)}”`,
      failed: `Not extracted to “${quoteName(name)}”`,
      cancelled: `Ended: not everything was extracted to “${quoteName(name)}”.`,
    }),
    reading: 'Reading folders and names …',
    progress: (name: string) => `Progress: ${name}`,
    filesDone: (done: number, all: number) => `${formatCount(done)} of ${files(all)}`,
    figures: (done: number, all: number) => `${formatSize(done)} of ${formatSize(all)}`,
    rate: (bytes: number) => `${formatSize(bytes)}/s`,
    closing: 'All is written. Your browser looks at the file and puts it in its place …',
    cancelName: (name: string) => `Cancel: ${name}`,
    tell: 'Tell me when it is done',
    willTell: 'Your browser will tell you when it is done.',
    cannotTell: 'Your browser does not let this page tell you. It can be allowed in the settings of the page.',
    titleStarting: 'Working … – Isodrop',
    ofBefore: 'The disc has been changed since: this is of its state before.',
    dismissName: (name: string) => `Dismiss: ${name}`,
  },

  saved: {
    heading: 'Saved',
    check: 'Read the file back and check it',
    fact: (bytes: number) => `${formatSize(bytes)}, written to its last byte.`,
  },

  check: {
    heading: 'Check',
    good: 'The image is good',
    goodFile: 'The file is good',
    bad: (errors: number) => plural(errors, 'error was found', 'errors were found'),
    compared: (fileCount: number, folderCount: number) =>
      `${files(fileCount)} and ${plural(folderCount, 'folder', 'folders')} were read back and compared with what you put in: names, sizes, dates and every byte.`,
    badHelp: 'Do not rely on it. Save or download the image once more, and check that file.',
    findings: (count: number) => plural(count, 'finding', 'findings'),
    severities: { error: 'Error', warning: 'Warning', note: 'Note' },
    more: (count: number) => `… and ${formatCount(count)} more`,
    standards: 'The structures of the image keep to the standards, too.',
    file: 'Check a saved file …',
    fileHelp: 'Choose the .iso that you downloaded or copied: it is compared with this disc to the last byte.',
    fileInput: 'Image to check',
    again: 'Check again',
  },

  checksums: {
    heading: 'Checksums',
    names,
    workOut: 'Work out',
    workOutName: (kind: ChecksumKind) => `Work out ${names[kind]}`,
    copyName: (kind: ChecksumKind) => `Copy ${names[kind]}`,
    file: 'File',
    fileName: (kind: ChecksumKind) => `Save the checksum file for ${names[kind]}`,
    explain: 'They tell whether a copy is the same to the last bit. Put the checksum file beside the image and run:',
    copyCommand: 'Copy the command',
  },
};

/** Every text of it, as English says it. */
export type English = typeof english;
export const texts = localized('saving', english, later);
