/** What encodings of names are called. */

/** Names that the Encoding Standard takes for windows-1252, which differs from 0x80 to 0x9F. */
export const LATIN_1 = /^(iso_?-?8859-?_?1|latin-?1|l1|ibm819|cp819|csisolatin1)$/i;

/** Why names cannot be read in an encoding, as a sentence; undefined: they can. */
export function requireCharset(name: string): string | undefined {
  if (LATIN_1.test(name)) return undefined;
  try {
    // The names of a file system cannot be UTF-16: it has zeros in it.
    if (!new TextDecoder(charsetLabel(name)).encoding.startsWith('utf-16')) return undefined;
  } catch {
    // It is not one of the Encoding Standard's.
  }
  return (
    'Isodrop does not know this encoding of names. It knows utf-8, iso8859-1 to iso8859-15, cp866, cp1250 to cp1258, ' +
    'koi8-r, koi8-u, macintosh, gbk, gb18030, big5, euc-jp, shift_jis and euc-kr.'
  );
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

/** An encoding's name as the Encoding Standard has it. */
export function charsetLabel(name: string): string {
  const lower = name.toLowerCase();
  return LABELS[lower] ?? lower;
}
