import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { EntryId, RoomInFolder } from '../worker/session';
import { useAnswerInTurn } from './answers';
import { roomFolder } from './disc-view';
import { formatSize } from './format';
import { RoomList } from './RoomList';
import { part, session, summary } from './state';
import { Treemap } from './Treemap';
import { texts } from './texts-disc';

const ROOT = 0;

const revision = part('revision');
const generation = part('generation');
const phase = part('phase');
const imageBytes = part('imageBytes');
const imageExact = part('imageExact');
const saved = part('saved');

/** What takes the room: the folder's largest entries as a treemap and as a list, and the way into each of them. */
export function Sizes() {
  const folder = roomFolder.value;
  const room = useSignal<RoomInFolder | undefined>(undefined);
  /** What is to have the focus once it is there: the folder that was left, or the first. */
  const toFocus = useRef<{ entry: EntryId | undefined; in: EntryId }>(undefined);
  const isListing = phase.value === 'listing';
  useAnswerInTurn(`${folder} ${isListing || revision.value} ${generation.value}`, async () => {
    const asked = summary.peek().revision;
    const told = await session().room(folder);
    if (told) room.value = told;
    // It was taken out of the image meanwhile.
    else if (folder !== ROOT && summary.peek().revision === asked) roomFolder.value = ROOT;
  });

  const go = (to: EntryId, from?: EntryId) => {
    toFocus.current = { entry: from, in: to };
    roomFolder.value = to;
  };
  const shown = room.value;
  if (!shown) return null;
  const up = shown.around.at(-1);
  const overhead = imageBytes.value - shown.imageBytes;
  return (
    <div class="sizes">
      <nav aria-label={texts.sizes.path} class="room-path">
        <ol>
          {[...shown.around, { entry: shown.entry, name: shown.name }].map(({ entry, name }, at, all) => (
            <li key={entry}>
              {at === all.length - 1 ? (
                <span aria-current="location">
                  <bdi>{entry === ROOT ? texts.sizes.top : name}</bdi>
                </span>
              ) : (
                <button type="button" class="link" onClick={() => go(entry, all[at + 1]?.entry)}>
                  <bdi>{entry === ROOT ? texts.sizes.top : name}</bdi>
                </button>
              )}
            </li>
          ))}
        </ol>
        <span class="fine">{texts.sizes.total(shown.byteLength)}</span>
      </nav>
      {shown.byteLength === 0 ? (
        <p class="fine">{texts.sizes.empty}</p>
      ) : (
        <Treemap
          room={shown}
          toFocus={toFocus}
          open={(entry) => go(entry)}
          up={() => up && go(up.entry, shown.entry)}
        />
      )}
      <p class="fine">{texts.sizes.help}</p>
      <RoomList room={shown} open={(entry) => go(entry)} />
      {shown.entry === ROOT && imageExact.value && overhead > 0 && !saved.value && (
        <p class="fine">{texts.sizes.besides(formatSize(overhead))}</p>
      )}
    </div>
  );
}
