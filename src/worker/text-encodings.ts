/** Which encoding a text is in, as far as its beginning tells, and reading it in that. */
import { decodeCp437 } from '../archives/cp437';
import type { Encoding } from './seen-contents';

export interface Recognised {
  isText: boolean;
  encoding: Encoding;
  /** Bytes of the byte order mark. */
  markBytes: number;
}

const MARKS: readonly [Encoding, readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** Bytes as text in an encoding. What is none in it becomes U+FFFD; a byte order mark is a character as any other. */
export function decodeText(bytes: Uint8Array, encoding: Encoding): string {
  return encoding === 'cp437' ? decodeCp437(bytes) : new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
}

/** The bytes of the mark that a text in an encoding begins with, if it does. */
export function markBytesOf(head: Uint8Array, encoding: Encoding): number {
  const mark = MARKS.find(([one]) => one === encoding)?.[1] ?? [];
  return mark.length > 0 && mark.every((byte, at) => head[at] === byte) ? mark.length : 0;
}

/** Whether a file is text, and in which encoding, by its first bytes. @param isWhole whether they are all that it has */
export function recognise(head: Uint8Array, isWhole: boolean): Recognised {
  for (const [encoding] of MARKS) {
    const markBytes = markBytesOf(head, encoding);
    if (markBytes > 0) return { isText: true, encoding, markBytes };
  }
  const wide = wideEncoding(head);
  if (wide) return { isText: true, encoding: wide, markBytes: 0 };
  const isText = isMostlyText(head);
  const encoding = isEncoded(head, 'utf-8', isWhole)
    ? 'utf-8'
    : isText
      ? legacyEncoding(head, isWhole)
      : 'windows-1252';
  return { isText, encoding, markBytes: 0 };
}

/** UTF-16 without a mark: text of most languages has zeros in every other byte, in those alone. */
function wideEncoding(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const pairs = head.length >> 1;
  let high = 0;
  let low = 0;
  for (let at = 0; at < 2 * pairs; at += 2) {
    if (head[at] === 0) low++;
    if (head[at + 1] === 0) high++;
  }
  if (pairs < 2) return undefined;
  const encoding =
    high > pairs * 0.4 && low <= pairs * 0.02
      ? 'utf-16le'
      : low > pairs * 0.4 && high <= pairs * 0.02
        ? 'utf-16be'
        : undefined;
  // Numbers of two bytes are no text: those of text are no control characters.
  if (!encoding) return undefined;
  const text = decodeText(head.subarray(0, 2 * pairs), encoding);
  let controls = 0;
  for (const unit of text) if (unit < ' ' && !'\t\n\r\f'.includes(unit)) controls++;
  return controls <= pairs * 0.01 ? encoding : undefined;
}

/** Control characters that texts have: tab, the ends of lines and pages, backspace and escape. */
const TEXT_CONTROLS = new Set([8, 9, 10, 12, 13, 26, 27]);

function isMostlyText(head: Uint8Array): boolean {
  let controls = 0;
  for (const byte of head) {
    if (byte === 0) return false;
    if ((byte < 32 && !TEXT_CONTROLS.has(byte)) || byte === 127) controls++;
  }
  return controls <= head.length / 200;
}

/** Whether bytes are valid in an encoding; the last character may be cut off. */
function isEncoded(bytes: Uint8Array, encoding: string, isWhole: boolean): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: !isWhole });
    return true;
  } catch {
    return false;
  }
}

/** The share that some characters have of those beyond ASCII; none where most of these stand alone among letters of ASCII. */
function share(text: string, wanted: RegExp): number {
  let high = 0;
  let found = 0;
  let together = 0;
  let isAfterHigh = false;
  for (const one of text) {
    const isHigh = one >= '\x80';
    if (isHigh) {
      high++;
      if (wanted.test(one)) found++;
      if (isAfterHigh) together++;
    }
    isAfterHigh = isHigh;
  }
  return together < high / 3 ? 0 : found / high;
}

/** A guess among encodings that only habit tells apart: a person may choose another. */
function legacyEncoding(head: Uint8Array, isWhole: boolean): Encoding {
  const text = (encoding: Encoding) => (isEncoded(head, encoding, isWhole) ? decodeText(head, encoding) : '');
  const kana = /[\u3040-\u30ff]/;
  if (share(text('euc-jp'), kana) > 0.2) return 'euc-jp';
  if (share(text('shift_jis'), kana) > 0.2) return 'shift_jis';
  if (share(text('euc-kr'), /[\uac00-\ud7a3]/) > 0.7) return 'euc-kr';
  if (share(text('gb18030'), /[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]/) > 0.9) {
    return commonHanzi(head) ? 'gb18030' : 'big5';
  }
  if (share(text('big5'), /[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]/) > 0.9) return 'big5';
  return singleByteEncoding(head);
}

/** Whether two-byte characters are mostly those that are most used, which come first in GB 2312: from B0 to D7, signs before. */
function commonHanzi(head: Uint8Array): boolean {
  let pairs = 0;
  let common = 0;
  for (let at = 0; at + 1 < head.length; at++) {
    const [lead, trail] = [head[at] as number, head[at + 1] as number];
    if (lead < 0x80) continue;
    pairs++;
    if (lead >= 0xa1 && lead <= 0xd7 && trail >= 0xa1) common++;
    at++;
  }
  return common > pairs * 0.8;
}

/** Straight lines and blocks in code page 437: whoever draws with it uses these most. */
const DOS_LINES = new Set([0xb0, 0xb1, 0xb2, 0xb3, 0xba, 0xc4, 0xcd, 0xdb, 0xdc, 0xdf]);

function singleByteEncoding(head: Uint8Array): Encoding {
  const count = (from: number, to: number) => head.reduce((sum, byte) => sum + Number(byte >= from && byte <= to), 0);
  const high = count(0x80, 0xff);
  // Lines, corners aside, and blocks of DOS.
  if (head.reduce((sum, byte) => sum + Number(DOS_LINES.has(byte)), 0) > high * 0.4) return 'cp437';
  // Letters with accents stand alone among others; those of Cyrillic stand together.
  let together = 0;
  for (let at = 1; at < head.length; at++) {
    if ((head[at] as number) >= 0xc0 && (head[at - 1] as number) >= 0xc0) together++;
  }
  if (together > high * 0.5) return count(0xe0, 0xff) >= count(0xc0, 0xdf) ? 'windows-1251' : 'koi8-r';
  const windowsLetters = count(0xc0, 0xff) - count(0xe1, 0xe1);
  const dosLetters = head.filter((byte, at) => isDosLetter(byte) && isLetter(head[at - 1]) && isLetter(head[at + 1]));
  return dosLetters.length > windowsLetters && dosLetters.length > high / 2 ? 'cp437' : 'windows-1252';
}

/** A letter with an accent in code page 437, which is a sign in that of Windows; the apostrophe there stands in words, too. */
const isDosLetter = (byte: number) =>
  (byte >= 0x80 && byte <= 0x9a && byte !== 0x91 && byte !== 0x92) || (byte >= 0xa0 && byte <= 0xa5) || byte === 0xe1;

const isLetter = (byte = 0) => isDosLetter(byte) || ((byte | 0x20) - 0x61 < 26 && (byte | 0x20) >= 0x61);
