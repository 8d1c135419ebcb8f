import type { Notice } from '../image/notices';
import { quoteName } from './format';
import { texts } from './texts-notices';

/** A notice as a sentence whose names cannot reorder it. */
export function noticeText(notice: Notice): string {
  return texts[notice.code].sentence({
    ...notice,
    path: quoteName(notice.path),
    ...(notice.before === undefined ? {} : { before: quoteName(notice.before) }),
    ...(notice.after === undefined ? {} : { after: quoteName(notice.after) }),
  });
}
