import { type Notice, type NoticeCode, type NoticeGroup, noticeSentence } from '../image/notices';
import { following } from './answers';
import { quoteName } from './format';
import { signal } from './signal';
import { session, summary } from './state';
import { texts } from './texts-later';

/** Sentences shown at a time. */
const PAGE = 100;

/** A notice as a sentence whose names cannot reorder it. */
function sentence(notice: Notice): string {
  return noticeSentence({
    ...notice,
    path: quoteName(notice.path),
    ...(notice.before === undefined ? {} : { before: quoteName(notice.before) }),
    ...(notice.after === undefined ? {} : { after: quoteName(notice.after) }),
  });
}

/** What is shown of each group. */
const lists = new Map<NoticeCode, ReturnType<typeof noticesOf>>();

function noticesOf(code: NoticeCode) {
  const wanted = signal(PAGE);
  return { wanted, at: following(() => session().notices(code, 0, wanted.value)) };
}

/** The notices of one group, a page at a time. */
export function NoticeList({ group }: { group: NoticeGroup }) {
  const { code, count } = group;
  const list = lists.get(code) ?? noticesOf(code);
  lists.set(code, list);
  const notices = list.at(`${summary.value.revision} ${list.wanted.value}`) ?? [];
  const shown = notices.length;
  return (
    <>
      <section class="sentences" aria-label={group.title} tabindex={0}>
        {shown === 0 && texts.loading}
        <ul>
          {notices.map((notice) => (
            <li>{sentence(notice)}</li>
          ))}
        </ul>
      </section>
      {shown > 0 && shown < count && (
        <button
          type="button"
          class="button small"
          onclick={() => {
            list.wanted.value += PAGE;
          }}
        >
          {texts.notices.more(shown, count)}
        </button>
      )}
    </>
  );
}
