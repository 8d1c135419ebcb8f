import { FileInputs } from './Choose';
import { PrivacyPromise } from './EmptyIntro';
import { ImagePanel } from './ImagePanel';
import { later } from './lazy';
import { PageNews } from './PageNews';
import { dragging, failure, handedNow, isEmpty, putOff, summary } from './state';
import { texts } from './texts';
import { afterDrawing } from './view';

/** The whole page. */
export function App() {
  const empty = isEmpty.value;
  const { Contents, FailureReport, LastDone, Log, NextSteps, Notices, Problems } = later.value;
  return (
    <div class={empty ? 'page empty' : 'page'}>
      <header class="masthead">
        <p class="wordmark">
          <span class="mark" aria-hidden="true" />
          {texts.productName}
        </p>
        <PageNews />
      </header>
      <main>
        <div class="column side">
          <ImagePanel />
          {empty && <PrivacyPromise />}
          {handedNow.value && NextSteps && <NextSteps name={handedNow.value.name} />}
        </div>
        <div class="column" hidden={empty && !failure.value}>
          {failure.value && FailureReport && <FailureReport failure={failure.value} />}
          {summary.value.problemCount > 0 && Problems && <Problems />}
          {!empty && Contents && <Contents />}
          {!empty && Notices && <Notices />}
          {!empty && Log && <Log />}
        </div>
        <FileInputs />
        {LastDone && <LastDone />}
      </main>
      <Question />
      <DropOverlay />
    </div>
  );
}

/** Whether a question was shown when the page was drawn last. */
let wasAsked = false;

function Question() {
  const { conflict } = summary.value;
  const { ConflictDialog } = later.value;
  const isAsked = conflict && putOff.value !== conflict.id;
  if (wasAsked && !isAsked) {
    afterDrawing(() => {
      // The button that asked may be gone as well: the focus is never nowhere.
      if (document.activeElement === document.body) document.getElementById('image-heading')?.focus();
    });
  }
  wasAsked = Boolean(isAsked);
  return isAsked && ConflictDialog ? <ConflictDialog key={conflict.id} conflict={conflict} /> : null;
}

/** Covers the window while files hover over it. */
function DropOverlay() {
  return (
    <div class={dragging.value ? 'overlay shown' : 'overlay'} aria-hidden="true">
      <p>{isEmpty.value ? texts.dropToStart : texts.dropToAdd}</p>
    </div>
  );
}
