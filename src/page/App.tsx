import { computed } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { FileInputs } from './Choose';
import { PrivacyPromise } from './EmptyIntro';
import { useFocusKept } from './focus';
import { ImagePanel } from './ImagePanel';
import { later } from './lazy';
import { PageNews } from './PageNews';
import { RecentRoom } from './RecentRoom';
import { dragging, dropFolder, failure, handedNow, isEmpty, part, putOff } from './state';
import { texts } from './texts';

const conflict = part('conflict');
const problemCount = part('problemCount');
const losses = part('losses');
const kept = part('kept');
/** What earlier visits left is known. */
const isKept = computed(() => kept.value !== undefined);

/** The whole page. */
export function App() {
  const empty = isEmpty.value;
  const parts = later.value;
  const {
    AboutButton,
    CloudFormHost,
    LanguageChoice,
    Contents,
    DiscPanel,
    EntryPanel,
    FailureReport,
    ImageDesk,
    ImagesHost,
    ImageWork,
    KeptSessions,
  } = parts;
  const { LastDone, Log, Losses, NextSteps, Notices, Problems, Readers, VolumePanel } = parts;
  const turn = useTurns(empty ? 0 : 2);
  const report = failure.value && FailureReport && <FailureReport failure={failure.value} />;
  return (
    <div class={empty ? 'page empty' : 'page'}>
      <header class="masthead">
        <p class="wordmark">
          <span class="mark" aria-hidden="true" />
          {texts.productName}
        </p>
        <PageNews />
        {LanguageChoice && <LanguageChoice />}
        {AboutButton && <AboutButton />}
      </header>
      <main>
        <div class="column side">
          {empty && report}
          <ImagePanel />
          {empty && (KeptSessions && isKept.value ? <KeptSessions /> : <RecentRoom />)}
          {empty && <PrivacyPromise />}
          {empty && ImageDesk && <ImageDesk />}
          {!empty && ImageWork && <ImageWork />}
          {handedNow.value && NextSteps && <NextSteps name={handedNow.value.name} />}
        </div>
        <div class="column" hidden={empty}>
          {!empty && report}
          {losses.value.length > 0 && Losses && <Losses />}
          {problemCount.value > 0 && Problems && <Problems />}
          {turn > 0 && Contents && <Contents />}
          {turn > 1 && EntryPanel && <EntryPanel />}
          {turn > 1 && VolumePanel && <VolumePanel />}
          {turn > 1 && DiscPanel && <DiscPanel />}
          {turn > 1 && Readers && <Readers />}
          {turn > 1 && Notices && <Notices />}
          {turn > 1 && Log && <Log />}
        </div>
        <FileInputs />
        {LastDone && <LastDone />}
      </main>
      <Question />
      {CloudFormHost && <CloudFormHost />}
      {ImagesHost && <ImagesHost />}
      <DropOverlay />
    </div>
  );
}

/** Counts from 0 up to `last`, one with each frame: all parts of the page at once would keep it from answering. */
function useTurns(last: number): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (turn < last) setTurn(turn + 1);
    else if (turn > last) setTurn(last);
  }, [turn, last]);
  return Math.min(turn, last);
}

/** The question of a name that is there already, unless it was put off. */
function Question() {
  const { ConflictDialog } = later.value;
  const asked = conflict.value && putOff.value !== conflict.value.id ? conflict.value : undefined;
  // The button that asked may be gone with the question.
  useFocusKept(asked === undefined, 'image-heading');
  return asked && ConflictDialog ? <ConflictDialog key={asked.id} conflict={asked} /> : null;
}

/** Covers the window while files hover over it; once there is a tree to aim at it only frames it. */
function DropOverlay() {
  return (
    <div class={`overlay${dragging.value ? ' shown' : ''}${isEmpty.value ? '' : ' frame'}`} aria-hidden="true">
      <p>
        {isEmpty.value
          ? texts.dropToStart
          : dropFolder.value?.name
            ? texts.dropInto(dropFolder.value.name)
            : texts.dropToAdd}
      </p>
    </div>
  );
}
