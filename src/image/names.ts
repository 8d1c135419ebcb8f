/**
 * Names as bytes. A name is kept exactly as it was given: UTF-8, where a lone surrogate (Windows has such names)
 * is encoded like any other code point (WTF-8), so that no two different names ever meet.
 */

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const LONE_SURROGATE_BYTES = 0xed;

/** Room for many names: a buffer for each would cost more than all the rest of encoding it. */
const ROOM_BYTES = 65_536;
let room = new Uint8Array(ROOM_BYTES);
let roomUsed = 0;

/** The WTF-8 bytes of a string. Written out since most names are short, where `TextEncoder` costs more. */
export function encodeName(name: string): Uint8Array {
  if (roomUsed + name.length * 3 > room.length) {
    room = new Uint8Array(Math.max(ROOM_BYTES, name.length * 3));
    roomUsed = 0;
  }
  const bytes = room;
  const start = roomUsed;
  let length = start;
  for (let at = 0; at < name.length; at++) {
    let codePoint = name.charCodeAt(at);
    if (codePoint < 0x80) {
      bytes[length++] = codePoint;
      continue;
    }
    if ((codePoint & 0xfc00) === 0xd800) {
      const low = at + 1 < name.length ? name.charCodeAt(at + 1) : 0;
      if ((low & 0xfc00) === 0xdc00) {
        codePoint = 0x10000 + ((codePoint & 0x3ff) << 10) + (low & 0x3ff);
        at++;
      }
    }
    if (codePoint < 0x800) bytes[length++] = 0xc0 | (codePoint >> 6);
    else {
      if (codePoint < 0x10000) bytes[length++] = 0xe0 | (codePoint >> 12);
      else {
        bytes[length++] = 0xf0 | (codePoint >> 18);
        bytes[length++] = 0x80 | ((codePoint >> 12) & 0x3f);
      }
      bytes[length++] = 0x80 | ((codePoint >> 6) & 0x3f);
    }
    bytes[length++] = 0x80 | (codePoint & 0x3f);
  }
  roomUsed = length;
  return bytes.subarray(start, length);
}

/** The string that WTF-8 bytes stand for. Bytes that are not WTF-8 become U+FFFD. */
export function decodeName(bytes: Uint8Array): string {
  const name = decoder.decode(bytes);
  if (!name.includes('\ufffd') || !bytes.includes(LONE_SURROGATE_BYTES)) return name;
  let text = '';
  let start = 0;
  for (let at = 0; at + 2 < bytes.length; at++) {
    const second = bytes[at + 1] as number;
    const third = bytes[at + 2] as number;
    if (bytes[at] === LONE_SURROGATE_BYTES && second >= 0xa0 && second <= 0xbf && (third & 0xc0) === 0x80) {
      text += decoder.decode(bytes.subarray(start, at));
      text += String.fromCharCode(0xd000 | ((second & 0x3f) << 6) | (third & 0x3f));
      start = at + 3;
      at += 2;
    }
  }
  return text + decoder.decode(bytes.subarray(start));
}

/** The canonical order of names: that of their bytes. Negative, zero or positive. */
export function compareNames(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const difference = (a[at] as number) - (b[at] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
