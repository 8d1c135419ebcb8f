import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { NoticeGroup } from '../image/notices';
import type { EntryId, EntryNotice } from '../worker/session';
import { useAnswer } from './answers';
import { FixButtons } from './FixButtons';
import { entryFixes } from './fixes';
import { noticeText } from './notice-text';
import { part, session, sought } from './state';
import { texts as kinds } from './texts-notices';
import { texts } from './texts-worlds';

/** Sentences shown at a time. */
const PAGE = 100;

const revision = part('revision');

/** The notices of one group, a page at a time. */
export function NoticeList({ group }: { group: NoticeGroup }) {
  const { code, count } = group;
  const wanted = useSignal(PAGE);
  const key = `${revision.value} ${wanted.value}`;
  const notices = useAnswer(key, () => session().notices(code, 0, wanted.value)) ?? [];
  return (
    <>
      <section class="sentences" aria-label={kinds[group.code].title(group.count)} tabindex={0}>
        {notices.length === 0 && texts.loading}
        <ul>
          {notices.map((notice) => (
            <li>
              <Sentence notice={notice} />
            </li>
          ))}
        </ul>
      </section>
      <MoreButton shown={notices.length} count={count} more={() => (wanted.value += PAGE)} />
    </>
  );
}

/** A notice; what it is about, where that is in the image, can be shown in the tree and put right. */
function Sentence({ notice }: { notice: EntryNotice }) {
  const { entry, path } = notice;
  const text = noticeText(notice);
  if (!entry) return <>{text}</>;
  return (
    <>
      <SeekButton entry={entry} path={path}>
        {text}
      </SeekButton>
      <FixButtons fixes={entryFixes(notice.code, entry, path)} />
    </>
  );
}

interface SeekButtonProps {
  entry: EntryId;
  path: string;
  children: ComponentChildren;
}

/** Leads to an entry in the tree. */
export function SeekButton({ entry, path, children }: SeekButtonProps) {
  return (
    <button
      type="button"
      class="seek"
      title={texts.fixes.show(path)}
      onClick={() => {
        sought.value = { entry };
      }}
    >
      {children}
    </button>
  );
}

interface MoreButtonProps {
  shown: number;
  count: number;
  more: () => void;
}

/** Shows more of a list. */
export function MoreButton({ shown, count, more }: MoreButtonProps) {
  if (shown === 0 || shown >= count) return null;
  return (
    <button type="button" class="button small" onClick={more}>
      {texts.notices.more(shown, count)}
    </button>
  );
}
