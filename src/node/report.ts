import type { SharedContents } from '../image/equal-contents';
import { NOTICE_KINDS, type Notice, type NoticeCode, noticeGroup, noticeSentence } from '../image/notices';

/** What `-duplicates-once` came to. */
export function savingSentence({ spared, savedBytes }: SharedContents): string {
  if (spared.length === 0) return '-duplicates-once: no two files have equal contents.';
  const are = spared.length === 1 ? 'file is equal to another' : 'files are equal to others';
  const count = (value: number) => value.toLocaleString('en');
  return `-duplicates-once: ${count(spared.length)} ${are}, which saves ${count(savedBytes)} bytes of the image.`;
}

/** Of alike notices so many are told one by one, and the others counted. */
const TOLD_ONE_BY_ONE = 5;

/** Notices of one code: how many there are, and some of them. */
export interface NoticeList {
  code: NoticeCode;
  count: number;
  some: (first: number, count: number) => Notice[];
}

/** Notices that were collected, by code in the order in which each code was first met. */
export function listNotices(notices: readonly Notice[]): NoticeList[] {
  const byCode = new Map<NoticeCode, Notice[]>();
  for (const notice of notices) {
    const list = byCode.get(notice.code);
    if (list) list.push(notice);
    else byCode.set(notice.code, [notice]);
  }
  return [...byCode].map(([code, list]) => ({
    code,
    count: list.length,
    some: (first, count) => list.slice(first, first + count),
  }));
}

/**
 * The sentences that a person is told, on genisoimage's scale of verbosity: 0 none, 1 what a reader of the disc
 * would notice, 2 also what only plain ISO 9660 readers see, 3 each single one.
 */
export function reportLines(lists: readonly NoticeList[], verbosity: number): string[] {
  const lines: string[] = [];
  for (const { code, count, some } of verbosity > 0 ? lists : []) {
    if (NOTICE_KINDS[code].severity === 'plain-names' && verbosity < 2) continue;
    const told = verbosity > 2 || count <= TOLD_ONE_BY_ONE + 1 ? count : TOLD_ONE_BY_ONE;
    lines.push(...some(0, told).map(noticeSentence));
    if (told < count) {
      lines.push(`… and ${(count - told).toLocaleString('en')} more (${noticeGroup(code, count).title}).`);
    }
  }
  return lines;
}
