/** What becomes of a volume name, for the hint below its field. The encoder decides; this only foretells. */

/** Characters that the primary volume descriptor holds (ECMA-119 8.4.7). */
export const ISO_LIMIT = 32;
/** UCS-2 characters that the Joliet descriptor holds in the same 32 bytes. */
export const JOLIET_LIMIT = 16;

const COMBINING_MARKS = /\p{M}/gu;
const NOT_PRINTABLE_ASCII = /[^\x20-\x7e]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NOT_JOLIET = /[\x00-\x1f\x7f*/:;?\\]/g;

/** The name as plain ISO 9660 readers and Linux will show it, and as Windows and macOS will (Joliet). */
export function volumeNameForms(name: string): { iso: string; joliet: string } {
  const ascii = name.normalize('NFD').replace(COMBINING_MARKS, '').replace(NOT_PRINTABLE_ASCII, '_');
  const cut = name.replace(NOT_JOLIET, '_').slice(0, JOLIET_LIMIT);
  return {
    iso: ascii.slice(0, ISO_LIMIT),
    joliet: /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut,
  };
}
