/** The texts of looking into a file. */
import type { Encoding, Look } from '../worker/session';
import { formatCount, quoteName } from './format';
import { localized } from './localized';

const english = {
  loading: 'Reading …',
  close: 'Close',
  previous: 'Previous file',
  next: 'Next file',
  first: 'This is the first file.',
  last: 'This is the last file.',
  lookAs: 'Look at it as',
  looks: { text: 'Text', picture: 'Picture', hex: 'Hex' } satisfies Record<Look, string>,
  link: (target: string) => ['A symbolic link to “', target, '”. It has no contents of its own.'] as const,
  special: 'A device, a pipe or a socket: there is nothing in it to look at.',
  empty: 'The file is empty.',
  unreadable: 'It cannot be read: it has changed, or is not there any more. Read it again, and look once more.',

  encoding: 'Encoding',
  withMark: (encoding: string) => `${encoding}, with a byte order mark`,
  encodings: {
    'utf-8': 'UTF-8',
    'utf-16le': 'UTF-16 LE',
    'utf-16be': 'UTF-16 BE',
    'windows-1252': 'Western (Latin 1, Windows-1252)',
    'iso-8859-15': 'Western (Latin 9, ISO 8859-15)',
    macintosh: 'Western (Mac Roman)',
    cp437: 'DOS (code page 437)',
    'windows-1250': 'Central European (Windows-1250)',
    'windows-1251': 'Cyrillic (Windows-1251)',
    'koi8-r': 'Cyrillic (KOI8-R)',
    shift_jis: 'Japanese (Shift JIS)',
    'euc-jp': 'Japanese (EUC-JP)',
    gb18030: 'Simplified Chinese (GB 18030)',
    big5: 'Traditional Chinese (Big5)',
    'euc-kr': 'Korean (EUC-KR)',
  } satisfies Record<Encoding, string>,
  wrap: 'Break long lines',
  place: 'Place',
  placeAt: (bytes: string, share: string) => `From ${bytes} on, ${share} of the file`,

  pixels: (width: number, height: number) => `${formatCount(width)} × ${formatCount(height)} pixels`,
  fit: 'Fit into the window',
  pictureLarge: (bytes: string) =>
    `This picture is too large to be shown here: up to ${bytes} and 100 million pixels are. Look at its bytes, or extract it.`,
  drawingComplex:
    'This drawing is not shown: it has parts that repeat one another or effects, or is very long or large, and to draw it might take without end. Look at its text, or extract it.',
  pictureBroken: 'The browser cannot show this picture: it is damaged, or of a kind that it does not know.',

  columns: { offset: 'Offset', bytes: 'Bytes', characters: 'Characters' },
  goTo: 'Go to byte',
  go: 'Go',
  goToHelp: 'Decimal, or hexadecimal with 0x before it.',
  noOffset: 'This is no number: type 496 or 0x1F0.',
  beyond: (bytes: string) => `The file has ${bytes}.`,
  open: 'Look inside',
  openName: (name: string) => `Look into ${quoteName(name)}`,
};

/** Every text of it, as English says it. */
export type English = typeof english;
export const texts = localized('look', english);
