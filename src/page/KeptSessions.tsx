import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { KeptSession } from '../worker/session';
import { discard, takeUp } from './actions';
import { formatAgo } from './ago';
import { useFocusKept } from './focus';
import { formatDateAndTime } from './format';
import { Name } from './Name';
import { keepRoom } from './recent-room';
import { part } from './state';
import { texts } from './texts-later';

const kept = part('kept');

/** So many are shown at first: the page has something else to say. */
const SHOWN = 3;

/** What earlier visits left, to be taken up: on the empty page. */
export function KeptSessions() {
  const sessions = kept.value?.sessions ?? [];
  const asking = kept.value?.asking;
  const isWhole = useSignal(false);
  const section = useRef<HTMLElement>(null);
  // The button that was pressed may be gone.
  useFocusKept(sessions.length, 'image-heading');
  useLayoutEffect(() => {
    // At the next visit this has its room from the first moment, as long as nobody has unfolded it.
    if (!isWhole.value) keepRoom(section.current?.offsetHeight);
  });
  if (sessions.length === 0) return null;
  const free = sessions.filter(({ isOpen }) => !isOpen);
  const shown = isWhole.value ? sessions : sessions.slice(0, SHOWN);
  return (
    <section ref={section} class="panel kept" aria-labelledby="kept-heading">
      <h2 id="kept-heading">{texts.kept.heading}</h2>
      <ul>
        {shown.map((session) => (
          <li key={session.id}>
            <Recent session={session} isFirst={session === free[0]} />
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <div class="tools">
          {shown.length < sessions.length && (
            <button type="button" class="button small" onClick={() => (isWhole.value = true)}>
              {texts.kept.all(sessions.length)}
            </button>
          )}
          {free.length > 1 && (
            <button type="button" class="button small" onClick={() => discardAll(free)}>
              {texts.kept.discardAll}
            </button>
          )}
        </div>
      )}
      <p class="fine" role={asking === undefined ? undefined : 'status'}>
        {asking === undefined ? texts.kept.explain : texts.kept.asking}
      </p>
    </section>
  );
}

function discardAll(sessions: readonly KeptSession[]) {
  const ids = sessions.map(({ id }) => id);
  void discard(ids, texts.kept.discardedAll(ids.length));
}

function Recent({ session, isFirst }: { session: KeptSession; isFirst: boolean }) {
  const { id, fileName, files, imageBytes, changes, at, isOpen } = session;
  return (
    <>
      <div class="kept-text">
        <p>
          <strong>
            <Name>{fileName}</Name>
          </strong>
        </p>
        <p class="fine" title={formatDateAndTime(at)}>
          {texts.kept.figures(files, imageBytes, changes, formatAgo(at, Date.now()))}
        </p>
        {isOpen && <p class="fine">{texts.kept.isOpen}</p>}
      </div>
      {!isOpen && (
        <div class="tools">
          <button
            type="button"
            class={isFirst ? 'button small primary' : 'button small'}
            aria-label={texts.kept.takeUpName(fileName)}
            onClick={() => takeUp(id)}
          >
            {texts.kept.takeUp}
          </button>
          <button
            type="button"
            class="button small"
            aria-label={texts.kept.discardName(fileName)}
            onClick={() => void discard([id], texts.discarded(fileName))}
          >
            {texts.kept.discard}
          </button>
        </div>
      )}
    </>
  );
}
