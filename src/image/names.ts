/**
 * Names as bytes. A name is kept exactly as it was given: UTF-8, where a lone surrogate (Windows has such names)
 * is encoded like any other code point (WTF-8), so that no two different names ever meet.
 */

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const LONE_SURROGATE_BYTES = 0xed;

/** The WTF-8 bytes of a string. */
export function encodeName(name: string): Uint8Array {
  if (!LONE_SURROGATE.test(name)) return encoder.encode(name);
  const bytes: number[] = [];
  for (const character of name) {
    const codePoint = character.codePointAt(0) as number;
    if (codePoint >= 0xd800 && codePoint <= 0xdfff) {
      bytes.push(0xe0 | (codePoint >> 12), 0x80 | ((codePoint >> 6) & 0x3f), 0x80 | (codePoint & 0x3f));
    } else {
      bytes.push(...encoder.encode(character));
    }
  }
  return Uint8Array.from(bytes);
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
