import { useSignal } from '@preact/signals';
import { type Notice, type NoticeGroup, noticeSentence } from '../image/notices';
import { useAnswer } from './answers';
import { quoteName } from './format';
import { part, session } from './state';
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

const revision = part('revision');

/** The notices of one group, a page at a time. */
export function NoticeList({ group }: { group: NoticeGroup }) {
  const { code, count } = group;
  const wanted = useSignal(PAGE);
  const key = `${revision.value} ${wanted.value}`;
  const notices = useAnswer(key, () => session().notices(code, 0, wanted.value)) ?? [];
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
