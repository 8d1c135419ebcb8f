/** Names of a file system in other encodings than UTF-8. */
import { charsetLabel, LATIN_1 } from './charset-names';

/** Gives the text of a name, or undefined where its bytes are not valid in the encoding. */
export type NameDecoder = (bytes: Uint8Array) => string | undefined;

/** The decoder of an encoding that `requireCharset` has nothing against; undefined for UTF-8. */
export function nameDecoder(name: string): NameDecoder | undefined {
  // A name that has passed through an older system may hold bytes that windows-1252 has for other characters.
  if (LATIN_1.test(name)) return (bytes) => Buffer.from(bytes).toString('latin1');
  const decoder = new TextDecoder(charsetLabel(name), { fatal: true, ignoreBOM: true });
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
