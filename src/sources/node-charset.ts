/** Encodings that names in a file system may have. */

/** Gives the text of a name, or undefined where its bytes are not valid in the encoding. */
export type NameDecoder = (bytes: Uint8Array) => string | undefined;

/** Labels that the Encoding Standard takes for windows-1252, which differs from 0x80 to 0x9F. */
const LATIN_1 = /^(iso_?-?8859-?_?1|latin-?1|l1|ibm819|cp819|csisolatin1)$/i;

/** Why names cannot be read in an encoding, as a sentence; undefined: they can. */
export function requireCharset(name: string): string | undefined {
  if (LATIN_1.test(name)) return undefined;
  try {
    // The names of a file system cannot be UTF-16: it has zeros in it.
    if (!new TextDecoder(label(name)).encoding.startsWith('utf-16')) return undefined;
  } catch {
    // It is not one of the Encoding Standard's.
  }
  return (
    'Isodrop does not know this encoding of names. It knows utf-8, iso8859-1 to iso8859-15, cp866, cp1250 to cp1258, ' +
    'koi8-r, koi8-u, macintosh, gbk, gb18030, big5, euc-jp, shift_jis and euc-kr.'
  );
}

/** The decoder of an encoding that `requireCharset` has nothing against; undefined for UTF-8. */
export function nameDecoder(name: string): NameDecoder | undefined {
  // A name that has passed through an older system may hold bytes that windows-1252 has for other characters.
  if (LATIN_1.test(name)) return (bytes) => Buffer.from(bytes).toString('latin1');
  const decoder = new TextDecoder(label(name), { fatal: true, ignoreBOM: true });
  if (decoder.encoding === 'utf-8') return undefined;
  if (decoder.encoding === 'windows-1252') return decodeWindows1252;
  return (bytes) => {
    try {
      return decoder.decode(bytes);
    } catch {
      return undefined;
    }
  };
}

/** What windows-1252 has from 0x80 to 0x9F (Encoding Standard, index-windows-1252). */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Node 20 takes windows-1252 for ISO 8859-1 (nodejs/node #56542). */
function decodeWindows1252(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1');
  return text.replace(/[\u0080-\u009f]/g, (character) => WINDOWS_1252[character.charCodeAt(0) - 0x80] as string);
}

/** genisoimage's and iconv's names that the Encoding Standard writes otherwise. */
const LABELS: Readonly<Record<string, string>> = {
  cp10000: 'macintosh',
  cp874: 'windows-874',
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  eucjp: 'euc-jp',
  euckr: 'euc-kr',
};

function label(name: string): string {
  const lower = name.toLowerCase();
  return LABELS[lower] ?? lower;
}
