import type { NoticeList } from '../image/notice-lists';
import { NOTICE_KINDS, noticeGroup, noticeSentence, SEVERITIES } from '../image/notices';
import { UsageError } from './usage-error';

/** Notices were not to be: nothing is written. The message is a sentence for a person. */
export class StrictError extends Error {
  override readonly name = 'StrictError';
}

const CODES = Object.keys(NOTICE_KINDS);

/**
 * The words of `-strict-on`: codes of notices, the first parts of codes (`joliet`: all of `joliet-…`), and severities.
 * Throws a `UsageError` for others.
 */
export function readStrictWords(option: string, text: string): string[] {
  const words = text.split(',').filter((word) => word !== '');
  const known = (word: string) =>
    SEVERITIES.some((severity) => severity === word) || CODES.some((code) => isPartOf(word, code));
  const unknown = words.find((word) => !known(word));
  if (unknown !== undefined || words.length === 0) {
    throw new UsageError(
      `${option} ${text}: ${unknown === undefined ? 'nothing' : `“${unknown}”`} is no kind of notice. There are ${SEVERITIES.join(', ')}, and one by one: ${CODES.join(', ')}; “joliet” stands for all that begin so.`,
    );
  }
  return words;
}

/** The notices that must not be, of `-strict` (`'all'`) or the words of `-strict-on`. */
export function refusedLists(lists: readonly NoticeList[], strict: 'all' | readonly string[]): readonly NoticeList[] {
  if (strict === 'all') return lists;
  return lists.filter(({ code, severity }) => strict.some((word) => word === severity || isPartOf(word, code)));
}

/** Why nothing was written: how many of which kind, and the first as an example. */
export function strictFailure(refused: readonly NoticeList[], strict: 'all' | readonly string[]): StrictError {
  const titles = refused.map(({ code, count }) => noticeGroup(code, count).title).join('; ');
  const [first] = refused[0]?.notices() ?? [];
  const example = first ? ` For one: ${noticeSentence(first)}` : '';
  const narrower =
    strict === 'all' && refused.every(({ severity }) => severity === 'plain-names')
      ? ' Joliet and Rock Ridge readers see none of this: -strict-on left-out,changed lets it pass.'
      : '';
  const option = strict === 'all' ? '-strict' : `-strict-on ${strict.join(',')}`;
  return new StrictError(
    `Nothing was written, since ${option} allows no such notices: ${titles}.${example}${narrower}`,
  );
}

function isPartOf(word: string, code: string): boolean {
  return code === word || code.startsWith(`${word}-`);
}
