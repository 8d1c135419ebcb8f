/** Numbers, texts and dates as the standards record them. */

/** ECMA-119 7.2.1. */
export const little16 = (bytes: Uint8Array, at: number) => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
/** ECMA-119 7.2.2. */
export const big16 = (bytes: Uint8Array, at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
/** ECMA-119 7.3.1. */
export const little32 = (bytes: Uint8Array, at: number) =>
  (little16(bytes, at) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0;
/** ECMA-119 7.3.2. */
export const big32 = (bytes: Uint8Array, at: number) => ((big16(bytes, at) << 16) | big16(bytes, at + 2)) >>> 0;
/** Of 64 bits, exact up to 2^53. */
export const little64 = (bytes: Uint8Array, at: number) => little32(bytes, at) + little32(bytes, at + 4) * 2 ** 32;

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const strictUtf8 = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });

/** Each byte as the character of its number. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at++) text += String.fromCharCode(bytes[at] as number);
  return text;
}

/** Big-endian units of 16 bits as characters (Joliet), lone surrogates and all. An odd last byte is left out. */
export function utf16(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at + 1 < bytes.length; at += 2) text += String.fromCharCode(big16(bytes, at));
  return text;
}

/** UTF-8, where what is none becomes U+FFFD. */
export const utf8Text = (bytes: Uint8Array) => utf8.decode(bytes);

function isAscii(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) if ((bytes[at] as number) >= 0x80) return false;
  return true;
}

export function isUtf8(bytes: Uint8Array): boolean {
  if (isAscii(bytes)) return true;
  try {
    strictUtf8.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/**
 * Characters of an identifier that the standard wants to be ASCII: UTF-8 where it is that, but for a last character
 * that was cut, and Latin-1 otherwise.
 */
export function identifierText(bytes: Uint8Array): string {
  for (let at = 0; at < bytes.length; at++) {
    if ((bytes[at] as number) < 0x80) continue;
    const text = utf8.decode(bytes);
    const end = text.indexOf('\ufffd');
    if (end < 0) return text;
    return end === text.length - 1 && (bytes.at(-1) as number) >= 0x80 ? text.slice(0, end) : latin1(bytes);
  }
  return latin1(bytes);
}

/** A field of a descriptor without the filler at its end. */
export const trimmed = (text: string) => text.replace(/[ \0]+$/, '');

const QUARTER_SECONDS = 15 * 60;
const signed = (byte: number) => (byte << 24) >> 24;

/** Whether month, day, hour, minute and second can be those of a date. */
export function isDate(month: number, day: number, hour: number, minute: number, second: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second < 60;
}

/** Whether a number of quarters of an hour can be the distance from Greenwich (ECMA-119 8.4.26.1). */
export const isZone = (byte: number) => signed(byte) >= -48 && signed(byte) <= 52;

/** Unix seconds of a date in seven bytes (ECMA-119 9.1.5); undefined where there is none, or none that can be. */
export function shortDate(bytes: Uint8Array, at: number): number | undefined {
  // One by one: there is a date or more for each of a hundred thousand entries.
  const year = bytes[at] ?? 0;
  const month = bytes[at + 1] ?? 0;
  const day = bytes[at + 2] ?? 0;
  const hour = bytes[at + 3] ?? 0;
  const minute = bytes[at + 4] ?? 0;
  const second = bytes[at + 5] ?? 0;
  const zone = bytes[at + 6] ?? 0;
  if (!isDate(month, day, hour, minute, second)) return undefined;
  return Date.UTC(1900 + year, month - 1, day, hour, minute, second) / 1000 - signed(zone) * QUARTER_SECONDS;
}

/** A date in seventeen bytes: sixteen digits and the distance from Greenwich in quarters of an hour. */
export interface LongDate {
  digits: string;
  zone: number;
  /** Sixteen zeros: there is none. */
  isNone: boolean;
  /** Unix seconds; undefined where there is none, or none that can be. */
  unixSeconds: number | undefined;
}

/** ECMA-119 8.4.26.1. */
export function longDate(bytes: Uint8Array, at: number): LongDate {
  const digits = latin1(bytes.subarray(at, at + 16));
  const zone = signed(bytes[at + 16] ?? 0);
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\d\d$/.exec(digits) ?? [];
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  const isNone = /^[0\0]{16}$/.test(digits);
  if (year < 1 || !isDate(month, day, hour, minute, second)) return { digits, zone, isNone, unixSeconds: undefined };
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  return { digits, zone, isNone, unixSeconds: date.getTime() / 1000 - zone * QUARTER_SECONDS };
}
