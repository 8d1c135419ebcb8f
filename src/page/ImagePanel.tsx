import { Disc } from './Disc';
import { DownloadButton } from './DownloadButton';
import { EmptyIntro } from './EmptyIntro';
import { formatBytes, formatSize, formatSpan } from './format';
import { Icon } from './Icon';
import { RefreshCw } from './icons';
import { later } from './lazy';
import { Name } from './Name';
import { isEmpty, putOff, session, status, summary } from './state';
import { isWorking } from './status';
import { texts } from './texts';
import { afterDrawing } from './view';
import { CancelButton, WorkProgress } from './WorkProgress';

let wasEmpty = true;

/** The image: what it is called, how large it is, and the way to have it. On the empty page: what to do. */
export function ImagePanel() {
  const empty = isEmpty.value;
  const { text, figures } = status.value;
  if (empty !== wasEmpty) {
    wasEmpty = empty;
    afterDrawing(() => {
      // What had the focus may be gone with the page that it was on.
      if (document.activeElement === document.body) document.getElementById('image-heading')?.focus();
    });
  }

  return (
    <section class="panel image" aria-labelledby="image-heading">
      <Disc key="disc" />
      {empty ? <EmptyIntro key="intro" /> : <ImageFacts key="facts" />}
      {!empty && <Choices key="choices" />}
      {!empty && <DownloadButton key="download" />}
      <div key="status" class={empty ? 'visually-hidden' : 'status-line'}>
        <p id="status" role="status">
          {text}
          {figures !== undefined && <span class="visually-hidden"> {figures}</span>}
        </p>
        <CancelButton />
      </div>
      {!empty && <PanelFoot key="foot" />}
    </section>
  );
}

/** What a person can choose for the image. */
function Choices() {
  const { StoreOnce, VolumeName } = later.value;
  return (
    <div class="choices">
      {VolumeName && <VolumeName />}
      {StoreOnce && <StoreOnce />}
    </div>
  );
}

function ImageFacts() {
  const { fileName, imageBytes, imageExact, files, folders } = summary.value;
  const size = formatSize(imageBytes);
  return (
    <div class="facts-of-image">
      <h1 id="image-heading" tabindex={-1} title={fileName}>
        <Name>{fileName}</Name>
      </h1>
      <p class="size">
        <span class="visually-hidden">{texts.image.size}: </span>
        {!imageExact && <span class="about">{texts.image.about} </span>}
        {size}
      </p>
      <p class="counts">
        <span>{texts.image.counts(files, folders)}</span> {imageExact && <span>{formatBytes(imageBytes)}</span>}
      </p>
    </div>
  );
}

/** One place for two things that are never there together, so that nothing below moves. */
function PanelFoot() {
  const { phase, conflict } = summary.value;
  const { Formats } = later.value;
  return (
    <div class="panel-foot">
      {isWorking(summary.value) ? (
        <WorkProgress />
      ) : phase === 'blocked' && conflict ? (
        <p>
          <button type="button" class="button small" onclick={() => (putOff.value = undefined)}>
            {texts.image.decide}
          </button>
        </p>
      ) : (
        <ReadAt />
      )}
      {Formats && <Formats />}
    </div>
  );
}

/** As of when the folder was read, and the way to read it again. */
function ReadAt() {
  const { readAt } = summary.value;
  if (!readAt) return null;
  return (
    <p class="read-at">
      <span>{texts.image.readAt(formatSpan(readAt.first, readAt.last, Date.now()))}</span>
      <button
        type="button"
        class="button small quiet"
        title={texts.image.readAgainHelp}
        onclick={() => session().readAgain()}
      >
        <Icon path={RefreshCw} size={15} />
        {texts.image.readAgain}
      </button>
    </p>
  );
}
