import { isTableName } from '../image/translation-tables';
/** Values of options, checked. Those that take an option's name throw a `UsageError` with it and the value. */
import { UsageError } from './usage-error';

/** A whole number between two bounds. */
export function readCount(option: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`${option} ${text} is not a number from ${least} to ${most.toLocaleString('en')}.`);
}

/** A user's or group's number, in C's ways of writing numbers. */
export function readOwner(option: string, text: string): number {
  const value = /^(0x[0-9a-f]+|\d+)$/i.test(text)
    ? Number(/^0\d/.test(text) ? `0o${text.slice(1)}` : text)
    : Number.NaN;
  if (value <= 0xffff_ffff) return value;
  const program = option === '-gid' ? 'getent group' : 'id -u';
  throw new UsageError(
    `${option} ${text} is not a number from 0 to 4,294,967,295. If it is a name, “${program} ${text}” prints its number.`,
  );
}

/** Permission bits in octal. */
export function readMode(option: string, text: string): number {
  if (/^0*[0-7]{1,4}$/.test(text)) return Number.parseInt(text, 8);
  throw new UsageError(`${option} ${text} is not a mode: write four octal digits, such as 0644.`);
}

/** A text of at most so many characters. */
export function readText(option: string, text: string, most: number, what: string): string {
  const length = [...text].length;
  if (length <= most) return text;
  throw new UsageError(`${option} “${text}” has ${length} characters; ${what} has room for ${most}.`);
}

/** The name of a file that Rock Ridge and Joliet both take as it is. */
export function readTableName(option: string, text: string): string {
  if (isTableName(text)) return text;
  throw new UsageError(
    `${option} “${text}” is not the name of such a file: write up to 64 characters without \\ / : ; * or ?.`,
  );
}

/** Other names of standard output: opened as files, they would be truncated or replaced. */
const STANDARD_OUTPUT_PATHS = ['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1'];

/** Where something goes: a path; `-`: standard output. */
export function readOutput(option: string, text: string): string {
  if (text === '') throw new UsageError(`${option} needs the name of a file.`);
  return STANDARD_OUTPUT_PATHS.includes(text) ? '-' : text;
}

/** A weight for sorting: a 32-bit number, of which genisoimage needs the least one for itself. */
export function readWeight(text: string): number | undefined {
  const weight = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
  return Math.abs(weight) <= 0x8000_0000 ? Math.min(0x7fff_ffff, Math.max(-0x7fff_ffff, weight)) : undefined;
}
