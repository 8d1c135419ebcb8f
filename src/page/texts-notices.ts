/** The texts of notices: a heading for many of a kind, and a sentence for each. English says what the command says. */
import { NOTICE_KINDS, type Notice, type NoticeCode } from '../image/notices';
import { localized } from './localized';

type Words = Readonly<
  Record<NoticeCode, { title: (count: number) => string; sentence: (notice: Omit<Notice, 'code'>) => string }>
>;

/** Every text of it, as English says it. */
export type English = Words;
export const texts = localized<Words>('notices', NOTICE_KINDS);
