/** What is legal in ISO 9660 identifiers by ECMA-119 7.5 and 7.6 and the options that relax it, and their order. */
import type { ImageOptions } from '../../src/image/options';
import { type DirectoryRecord, FLAG_DIRECTORY } from './iso-fields';

/** What is wrong with an identifier of the primary hierarchy, version number and all; bytes as Latin-1. */
export function illegality(
  identifier: string,
  isFile: boolean,
  { isoLevel, isoNames, rockRidge }: ImageOptions,
): string | undefined {
  let text = identifier;
  if (isFile && !isoNames.omitVersion) {
    if (!text.endsWith(';1')) return 'no version';
    text = text.slice(0, -2);
  } else if (isFile && !isoNames.relaxed && text.includes(';')) return 'a version';
  const most = rockRidge === 'none' ? isoNames.length : Math.min(isoNames.length, isoNames.omitVersion ? 193 : 191);
  if (isoLevel > 1 && text.length > most) return `more than ${most} characters`;
  if (isoLevel === 1 && !isoNames.multidot) {
    const [before = '', after = ''] = text.startsWith('.') ? ['', text.slice(1)] : text.split('.');
    if (before.length > 8 || after.length > 3) return 'not 8.3';
  }
  if (!isoNames.leadingDots && text.startsWith('.')) return 'a leading dot';
  if (!isoNames.multidot && text.split('.').length > 2) return 'several dots';
  if (isFile && !isoNames.omitPeriod && !text.includes('.')) return 'no full stop';
  if (/^\.*$/.test(text)) return 'nothing but dots';
  if ((!isFile || isoNames.omitVersion) && withoutVersion(text) === '') return 'nothing but a version';
  let allowed = 'A-Z0-9_.';
  if (isoNames.lowercase) allowed += 'a-z';
  if (isoNames.noTranslate) allowed += '#~\\-';
  if (isoNames.relaxed) allowed = isoNames.lowercase ? ' -~' : ' -`{-~';
  if (isoLevel === 4) allowed += '\x80-\xff';
  return new RegExp(`^[${allowed}]*$`).test(text) && !text.includes('/') ? undefined : 'a character';
}

/** Whether a record's identifier is a file's: what stands for a relocated directory may have a directory's. */
export function isNamedAsFile({ flags, name, systemUse }: DirectoryRecord): boolean {
  const isPlaceholder = systemUse.some(({ signature }) => signature === 'CL') && !name.endsWith(';1');
  return (flags & FLAG_DIRECTORY) === 0 && !isPlaceholder;
}

/** An identifier as a reader shows it that takes `;` and a number for a version. */
export const withoutVersion = (identifier: string) =>
  identifier.replace(/;(\d{1,5})$/, (all, digits: string, at: number) =>
    identifier.indexOf(';') === at && Number(digits) >= 1 && Number(digits) <= 32767 ? '' : all,
  );

/** Small letters of ASCII made capitals. */
export const capitals = (text: string) => text.replace(/[a-z]/g, (letter) => letter.toUpperCase());

/** The order of ECMA-119 9.3, of identifiers without the versions that every file has: `;` and `.` are the lowest. */
export function compareIdentifiers(a: string, b: string): number {
  const rank = (text: string) => Buffer.from(text.replaceAll(';', '\x01').replaceAll('.', '\x02'), 'latin1');
  return Buffer.compare(rank(a), rank(b));
}
