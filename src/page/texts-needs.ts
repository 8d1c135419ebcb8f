/** The texts of what a disc with a purpose needs. */
import { formatCount, quoteName } from './format';
import { localized } from './localized';

const english = {
  heading: 'This disc needs',
  looking: 'Looking at the disc …',
  edit: 'Edit the files …',
  met: 'there',
  unmet: 'missing',

  there: (name: string) => `“${quoteName(name)}” is there.`,
  unseen: (name: string) => `“${quoteName(name)}” is there; it is no short text, and is not looked into.`,
  missing: (path: string) =>
    `“${quoteName(path)}” is missing. Add it at ${path.includes('/') ? 'exactly this path' : 'the top of the disc'}.`,
  misnamed: (name: string, path: string) => `“${quoteName(name)}” must be called “${quoteName(path)}”.`,
  inFolder: (path: string, folder: string) =>
    `“${quoteName(path)}” lies in “${quoteName(folder)}”; it must be at the top of the disc.`,
  faulty: (name: string, line: number | undefined, message: string, others: number) =>
    `“${quoteName(name)}”${line === undefined ? '' : `, line ${line}`}: ${message}${others > 0 ? ` And ${formatCount(others)} more.` : ''}`,
  joliet: 'Joliet holds its names as they are.',
  rockRidge: 'Rock Ridge holds its names as they are.',
  noNames: (forWindows: boolean) =>
    `Without Joliet${forWindows ? '' : ' or Rock Ridge'} its names are short ones in capitals, by which nobody finds them.`,
  noUuid: 'It must be an object with “uuid”, by which the machine is known.',
  notWellFormed: 'It is not well-formed XML: Windows Setup stops there.',
  noUnattend: 'It is no answer file: its root must be <unattend xmlns="urn:schemas-microsoft-com:unattend">.',
  emptyKickstart: 'There is nothing in it but comments.',

  remedies: {
    'cloud-form': 'Write it …',
    joliet: 'Turn on Joliet',
    rename: 'Rename it',
    'to-top': 'Put its contents at the top',
  },
  jolietStep: 'Turn on Joliet',
};

/** Every text of it, as English says it. */
export type English = typeof english;
export const texts = localized('needs', english);
