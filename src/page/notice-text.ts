import { type Notice, noticeSentence } from '../image/notices';
import { quoteName } from './format';

/** A notice as a sentence whose names cannot reorder it. */
export function noticeText(notice: Notice): string {
  return noticeSentence({
    ...notice,
    path: quoteName(notice.path),
    ...(notice.before === undefined ? {} : { before: quoteName(notice.before) }),
    ...(notice.after === undefined ? {} : { after: quoteName(notice.after) }),
  });
}
