/** Bytes as rows of hexadecimal digits and characters. */

export interface HexRow {
  offset: string;
  bytes: string;
  characters: string;
}

/** What stands for a byte that is no character of ASCII. */
const NO_CHARACTER = '·';
/** Bytes that stand together. */
const GROUP = 8;

const hex = (number: number, digits: number) => number.toString(16).toUpperCase().padStart(digits, '0');

/** Digits that the offsets of a file have: eight, or more where those do not do. */
export const offsetDigits = (byteLength: number) => Math.max(8, Math.max(0, byteLength - 1).toString(16).length);

export function hexRow(offset: number, bytes: Uint8Array, digits: number): HexRow {
  const shown = Array.from(bytes, (byte, at) => (at > 0 && at % GROUP === 0 ? ` ${hex(byte, 2)}` : hex(byte, 2)));
  const characters = Array.from(bytes, (byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : NO_CHARACTER));
  return { offset: hex(offset, digits), bytes: shown.join(' '), characters: characters.join('') };
}

/** The place that somebody typed: decimal, or hexadecimal with `0x` before it, `h` behind it or a letter in it. Undefined where it is none. */
export function typedOffset(typed: string): number | undefined {
  const text = typed
    .trim()
    .replaceAll(/[\s_,.']/g, '')
    .toLowerCase();
  const digits = /^(?:0x([0-9a-f]+)|([0-9a-f]+)h|([0-9a-f]*[a-f][0-9a-f]*))$/.exec(text);
  const found = digits?.[1] ?? digits?.[2] ?? digits?.[3];
  const number = found !== undefined ? Number.parseInt(found, 16) : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}
