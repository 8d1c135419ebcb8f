import type { SharedContents } from '../image/equal-contents';
import type { NoticeList } from '../image/notice-lists';
import { noticeGroup, noticeSentence } from '../image/notices';
import type { ImageOptions } from '../image/options';

/** What `-duplicates-once` came to. */
export function savingSentence({ spared, savedBytes }: SharedContents): string {
  if (spared.length === 0) return '-duplicates-once: no two files have equal contents.';
  const are = spared.length === 1 ? 'file is equal to another' : 'files are equal to others';
  const count = (value: number) => value.toLocaleString('en');
  return `-duplicates-once: ${count(spared.length)} ${are}, which saves ${count(savedBytes)} bytes of the image.`;
}

/** Of alike notices so many are told one by one, and the others counted. */
const TOLD_ONE_BY_ONE = 5;

/**
 * The sentences that a person is told, on genisoimage's scale of verbosity: 0 none, 1 what a reader of the disc
 * would notice, 2 also what only plain ISO 9660 readers see, 3 each single one.
 * @param grave what is told of from 1 on, whatever it is
 */
export function* reportLines(
  lists: readonly NoticeList[],
  verbosity: number,
  grave: readonly NoticeList[] = [],
): Generator<string> {
  for (const list of verbosity > 0 ? lists : []) {
    if (list.severity !== 'plain-names' || verbosity > 1 || grave.includes(list)) yield* listLines(list, verbosity > 2);
  }
}

/** The sentences of one kind: all of them, or some and how many more there are. */
function* listLines({ code, count, notices }: NoticeList, isWhole: boolean): Generator<string> {
  let left = isWhole || count <= TOLD_ONE_BY_ONE + 1 ? count : TOLD_ONE_BY_ONE;
  const more = count - left;
  for (const notice of notices()) {
    yield noticeSentence(notice);
    if (--left === 0) break;
  }
  if (more > 0) yield `… and ${more.toLocaleString('en')} more (${noticeGroup(code, count).title}).`;
}

/** What to do where names are short for readers that know better ones, as a sentence; undefined where none are. */
export function shortNamesHint(
  lists: readonly NoticeList[],
  { joliet, rockRidge }: Pick<ImageOptions, 'joliet' | 'rockRidge'>,
): string | undefined {
  const count = lists.find(({ code }) => code === 'iso-name')?.count ?? 0;
  if (count === 0 || joliet) return undefined;
  const names = count === 1 ? '1 name is short' : `${count.toLocaleString('en')} names are short`;
  return rockRidge === 'none'
    ? `${names}, since the image has neither Joliet (-J) nor Rock Ridge (-r): with -J -r names are what they are.`
    : `${names} for Windows, since the image has no Joliet: with -J they are what they are.`;
}
