import { FileInputs } from './Choose';
import { ConflictDialog } from './ConflictDialog';
import { Contents } from './Contents';
import { PrivacyPromise } from './EmptyIntro';
import { FailureReport } from './FailureReport';
import { ImagePanel } from './ImagePanel';
import { LastDone } from './LastDone';
import { Log } from './Log';
import { NextSteps } from './NextSteps';
import { Notices } from './Notices';
import { PageNews } from './PageNews';
import { Problems } from './Problems';
import { dragging, failure, handedNow, isEmpty, putOff, summary } from './state';
import { texts } from './texts';

/** The whole page. */
export function App() {
  const empty = isEmpty.value;
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
          {handedNow.value && <NextSteps name={handedNow.value.name} />}
        </div>
        <div class="column" hidden={empty && !failure.value}>
          {failure.value && <FailureReport failure={failure.value} />}
          {summary.value.problemCount > 0 && <Problems />}
          {!empty && <Contents />}
          {!empty && <Notices />}
          {!empty && <Log />}
        </div>
        <FileInputs />
        <LastDone />
      </main>
      <Question />
      <DropOverlay />
    </div>
  );
}

function Question() {
  const { conflict } = summary.value;
  return conflict && putOff.value !== conflict.id ? <ConflictDialog key={conflict.id} conflict={conflict} /> : null;
}

/** Covers the window while files hover over it. */
function DropOverlay() {
  return (
    <div class={dragging.value ? 'overlay shown' : 'overlay'} aria-hidden="true">
      <p>{isEmpty.value ? texts.dropToStart : texts.dropToAdd}</p>
    </div>
  );
}
