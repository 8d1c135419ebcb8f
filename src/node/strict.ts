import { isPartOfCode } from '../command/strict-words';
import type { NoticeList } from '../image/notice-lists';
import { noticeGroup, noticeSentence } from '../image/notices';

/** Notices were not to be: nothing is written. The message is a sentence for a person. */
export class StrictError extends Error {
  override readonly name = 'StrictError';
}

/** The notices that must not be, of `-strict` (`'all'`) or the words of `-strict-on`. */
export function refusedLists(lists: readonly NoticeList[], strict: 'all' | readonly string[]): readonly NoticeList[] {
  if (strict === 'all') return lists;
  return lists.filter(({ code, severity }) => strict.some((word) => word === severity || isPartOfCode(word, code)));
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
