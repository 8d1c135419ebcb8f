import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type Notice, type NoticeGroup, noticeSentence } from '../image/notices';
import { quoteName } from './format';
import { session, summary } from './state';
import { texts } from './texts';

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

/** The notices of one group, a page at a time. */
export function NoticeList({ group }: { group: NoticeGroup }) {
  const notices = useSignal<Notice[]>([]);
  const wanted = useSignal(PAGE);
  const { revision } = summary.value;
  const { code, count } = group;
  const end = wanted.value;

  useEffect(() => {
    let stale = false;
    session()
      .notices(code, 0, end)
      .then(
        (answer) => {
          if (!stale) notices.value = answer;
        },
        () => {
          // A session that cannot answer says so in its summary.
        },
      );
    return () => {
      stale = true;
    };
  }, [code, end, revision, notices]);

  const shown = notices.value.length;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section class="sentences" aria-label={group.title} tabIndex={0}>
        {shown === 0 && texts.notices.loading}
        <ul>
          {notices.value.map((notice) => (
            <li key={notice.path}>{sentence(notice)}</li>
          ))}
        </ul>
      </section>
      {shown > 0 && shown < count && (
        <button
          type="button"
          class="button small"
          onClick={() => {
            wanted.value += PAGE;
          }}
        >
          {texts.notices.more(shown, count)}
        </button>
      )}
    </>
  );
}
