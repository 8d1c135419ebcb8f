/**
 * What the workers say, as values: the page has the words for them in its language, tests and reports have them in
 * English. A value is a code and what it is about, which crosses between threads as it is.
 */

import { crashText, MISSING_PART, notTakenText } from './failure';
import type { Saying, SayingCode } from './saying';

/** What a step is about: the name of a single item, or how many there are. */
export type What = string | number;

const count = (number: number) => number.toLocaleString('en');
const quoted = (what: What) => (typeof what === 'string' ? `“${what}”` : `${count(what)} items`);

/** All that can be said, in English. */
export const SAYINGS = {
  // What undoing a step would take back.
  add: (what: What) => `Add ${quoted(what)}`,
  'add-files': () => 'Add files',
  'open-session': (session: number, name: string) => `Open session ${session} of “${name}”`,
  'read-again': () => 'Read again',
  rename: (name: string) => `Rename “${name}”`,
  move: (what: What) => `Move ${quoted(what)}`,
  copy: (what: What) => `Copy ${quoted(what)}`,
  'bring-back': (what: What) => `Bring back ${quoted(what)}`,
  'leave-out': (what: What) => `Leave out ${quoted(what)}`,
  'leave-out-matching': (matching: number) => `Leave out ${count(matching)} matching items`,
  'new-folder': (name: string) => `New folder “${name}”`,
  'new-file': (name: string) => `New file “${name}”`,
  edit: (name: string) => `Edit “${name}”`,
  replace: (what: What) => `Replace ${quoted(what)}`,
  'keep-both': (what: What) => `Keep both of ${quoted(what)}`,
  hide: (what: What, world: 'joliet' | 'iso') => `Hide ${quoted(what)} from ${WORLDS[world]}`,
  show: (what: What, world: 'joliet' | 'iso') => `Show ${quoted(what)} to ${WORLDS[world]}`,
  executable: (what: What) => `Make ${quoted(what)} executable`,
  'not-executable': (what: What) => `Make ${quoted(what)} not executable`,
  place: (what: What) => `Place ${quoted(what)} on the disc`,
  change: (what: What) => `Change ${quoted(what)}`,
  boot: (name: string) => `Boot from “${name}”`,
  'no-boot': (name: string) => (name === '' ? 'Take a boot entry away' : `Do not boot from “${name}”`),
  'no-effect': () => 'Change without effect',
  'name-disc': () => 'Rename the disc',
  'contents-at-top': () => 'Contents at the top',
  'folder-at-top': () => 'Folder at the top',
  'start-over': () => 'Start over',
  options: () => 'Options',
  /** @param title what it is called in English, or by somebody who made it; @param _preset its id where it is none of those */
  'made-for': (title: string, _preset?: string) => `Made for ${title}`,
  'made-for-else': () => 'Made for something else',

  // Why something was not done.
  'is-taken': (name: string) => `“${name}” is there already.`,
  'are-taken': (taken: number) => `${count(taken)} of these names are there already.`,
  'choose-another': (name: string) => `“${name}” is there already. Choose another name.`,
  'name-empty': () => 'A name has at least one character.',
  'name-dots': (name: string) => `“${name}” stands for a folder itself, or the one around it. Choose another name.`,
  'name-slash': () => 'A name has no slash: that parts the names of folders.',
  'name-zero': () => 'A name has no zero character.',
  'name-long': (bytes: number, most: number) =>
    `This name has ${bytes} bytes, and ${most} are the most: take away ${bytes - most}.`,
  'name-fault': (fault: string) => `This cannot be a name: ${fault}.`,
  'name-fault-of': (name: string, fault: string) => `“${name}” cannot be a name: ${fault}.`,
  gone: (name?: string) => `${name === undefined ? 'This' : `“${name}”`} is not in the image any more.`,
  'folder-gone': () => 'The folder that this was to be put into is not in the image any more.',
  'into-itself': (name: string) => `“${name}” cannot be put into itself. Choose another folder.`,
  'coming-in': () => 'Some of it may still be coming in. Copy it when everything is read and settled.',
  'nothing-matches': () => 'Nothing in the image matches.',
  'no-contents': (name: string) => `“${name}” is not a file: it has no contents that could be changed.`,
  'text-long': (bytes: number, most: number) =>
    `This text has ${count(bytes)} bytes, and ${count(most)} are the most here.`,
  'no-file': (name: string) => `“${name}” is not a file.`,
  'boot-empty': (name: string) => `“${name}” is empty: nothing can boot from it.`,
  'boot-catalog': (name: string) =>
    `“${name}” is the boot catalog: it is written anew with each image, from what the disc boots, and cannot be another file.`,
  'boot-full': (name: string, most: number) =>
    `“${name}” cannot be booted as well: a disc can have ${most} boot entries. Take another boot entry away first.`,
  'file-long': (name: string, most: number) =>
    `“${name}” is too long to be edited here: ${count(most)} bytes are the most.`,
  'file-unread': (name: string) => `“${name}” is still being read. Try again in a moment.`,
  'no-text': (name: string) => `“${name}” is not text in UTF-8. Replace it with another file instead.`,
  'not-taken': notTakenText,

  // What failed.
  'worker-crashed': crashText,
  'missing-part': () => MISSING_PART,
  /** @param names of folders; one without a name stands for chosen files */
  'read-once': (names: readonly (string | undefined)[]) =>
    `This browser lets the page read ${names.map((name) => (name === undefined ? 'the chosen files' : `“${name}”`)).join(', ')} only once. To take in changes, start over and choose again.`,
  'replacement-changed': (path: string) =>
    `“${path}” was replaced with a file that has changed since, or is gone. Replace it again, or undo that.`,
  'changed-since': (path: string, became: 'changed' | 'missing') =>
    `“${path}” ${became === 'missing' ? 'is not there any more' : 'has changed'} since it was read. Read it again, and begin anew.`,
  'files-unchecked': () =>
    'It could not be checked whether the files are still what they were as the image was begun. Begin once more.',
  'image-changed': () => 'The image has changed meanwhile. Begin once more.',
  'extract-later': () => 'Not everything is read yet, or the disc has just changed. Extract once more when it is.',
  'image-unreadable': () =>
    'The image could not be read to its end: a file in it has changed, or is not there any more. Read the folder again.',
  'not-saved': (name: string, why: NotSaved) => `“${name}” was not saved: ${NOT_SAVED[why]}.`,
} as const;

/** Why an image was not saved to a file. */
const NOT_SAVED = {
  full: 'there is no room for it on that disk. Make room, or choose another disk, and save once more',
  refused: 'the browser was not allowed to write it. Save once more and allow it, or choose another folder',
  used: 'another program or tab is using that file. Close it there, or choose another name',
  'folder-gone': 'its folder is not there any more. Choose another one',
  disk: 'the disk reported an error, or is not there any more. Choose another one',
  blocked: 'the browser refused it as it was complete. Choose another name, or use Download',
  unknown: 'the browser could not write it. Choose another folder, or use Download',
} as const;
export type NotSaved = keyof typeof NOT_SAVED;

const WORLDS = { joliet: 'Windows', iso: 'DOS' } as const;

/** What is said, in words; what somebody wrote stays as it is. @param words those of a language, by code */
export function wordsOf(said: Saying | string, words: Readonly<Record<SayingCode, unknown>> = SAYINGS): string {
  return typeof said === 'string' ? said : (words[said.say] as (...about: unknown[]) => string)(...said.about);
}
