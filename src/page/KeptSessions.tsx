import { discard, takeUp } from './actions';
import { formatAgo } from './ago';
import { useFocusKept } from './focus';
import { Name } from './Name';
import { part } from './state';
import { texts } from './texts-later';

const kept = part('kept');

/** What earlier visits left, to be taken up: on the empty page. */
export function KeptSessions() {
  const sessions = kept.value?.sessions ?? [];
  const asking = kept.value?.asking;
  // The button that was pressed may be gone.
  useFocusKept(sessions.length, 'image-heading');
  if (sessions.length === 0) return null;
  return (
    <section class="panel kept" aria-labelledby="kept-heading">
      <h2 id="kept-heading">{texts.kept.heading}</h2>
      <ul>
        {sessions.map(({ id, fileName, files, changes, at, isOpen }, index) => (
          <li key={id}>
            <div class="kept-text">
              <p>
                <strong>
                  <Name>{fileName}</Name>
                </strong>
              </p>
              <p class="fine">{texts.kept.figures(files, changes, formatAgo(at, Date.now()))}</p>
              {isOpen && <p class="fine">{texts.kept.isOpen}</p>}
            </div>
            {!isOpen && (
              <div class="tools">
                <button
                  type="button"
                  class={index === 0 ? 'button small primary' : 'button small'}
                  aria-label={texts.kept.takeUpName(fileName)}
                  onClick={() => takeUp(id)}
                >
                  {texts.kept.takeUp}
                </button>
                <button
                  type="button"
                  class="button small"
                  aria-label={texts.kept.discardName(fileName)}
                  onClick={() => void discard(id, fileName)}
                >
                  {texts.kept.discard}
                </button>
              </div>
            )}
          </li>
        ))}
      </ul>
      <p class="fine" role={asking === undefined ? undefined : 'status'}>
        {asking === undefined ? texts.kept.explain : texts.kept.asking}
      </p>
    </section>
  );
}
