/** The words of `-strict-on`. */
import { NOTICE_KINDS, SEVERITIES } from '../image/notices';
import { UsageError } from './usage-error';

const CODES = Object.keys(NOTICE_KINDS);

/**
 * The words of `-strict-on`: codes of notices, the first parts of codes (`joliet`: all of `joliet-…`), and severities.
 * Throws a `UsageError` for others.
 */
export function readStrictWords(option: string, text: string): string[] {
  const words = text.split(',').filter((word) => word !== '');
  const known = (word: string) =>
    SEVERITIES.some((severity) => severity === word) || CODES.some((code) => isPartOfCode(word, code));
  const unknown = words.find((word) => !known(word));
  if (unknown !== undefined || words.length === 0) {
    throw new UsageError(
      `${option} ${text}: ${unknown === undefined ? 'nothing' : `“${unknown}”`} is no kind of notice. There are ${SEVERITIES.join(', ')}, and one by one: ${CODES.join(', ')}; “joliet” stands for all that begin so.`,
    );
  }
  return words;
}

/** Whether a word is a notice's code, or the first parts of it. */
export function isPartOfCode(word: string, code: string): boolean {
  return code === word || code.startsWith(`${word}-`);
}
