import type { EntryId } from '../worker/session';
import { useAnswer } from './answers';
import { edit } from './edits';
import { formatSize } from './format';
import { endAsking, Modal } from './Modal';
import { Name } from './Name';
import { part, session } from './state';
import { texts } from './texts-edits';

/** What is shown of what was left out. */
const SHOWN = 200;

const revision = part('revision');

/** What was left out, to be brought back. */
export function LeftOutDialog() {
  const leftOut = useAnswer(`${revision.value}`, () => session().leftOut(0, SHOWN));
  const bringBack = (entries: EntryId[], what: string) =>
    edit({ do: 'bring-back', entries }, texts.done.broughtBack(what));
  const shown = leftOut?.entries ?? [];
  return (
    <Modal heading={texts.leftOut.heading} wide>
      {leftOut?.total === 0 && <p>{texts.leftOut.none}</p>}
      <ul class="left-out-list">
        {shown.map(({ entry, path, byteLength }) => (
          <li key={entry}>
            <Name>{path}</Name>
            <span class="fine">{formatSize(byteLength)}</span>
            <button
              type="button"
              class="button small"
              aria-label={texts.leftOut.bringBackName(path)}
              onClick={() => void bringBack([entry], texts.quoted(path))}
            >
              {texts.leftOut.bringBack}
            </button>
          </li>
        ))}
      </ul>
      {leftOut && leftOut.total > shown.length && (
        <p class="fine">{texts.leftOut.more(leftOut.total - shown.length)}</p>
      )}
      <div class="answers">
        {shown.length > 1 && (
          <button
            type="button"
            class="button"
            onClick={() =>
              void bringBack(
                shown.map(({ entry }) => entry),
                texts.items(shown.length),
              )
            }
          >
            {texts.leftOut.bringBackAll}
          </button>
        )}
        <button type="button" class="button" data-first onClick={endAsking}>
          {texts.close}
        </button>
      </div>
    </Modal>
  );
}
