import { Disc } from './Disc';
import { DownloadButton } from './DownloadButton';
import { EmptyIntro } from './EmptyIntro';
import { useFocusKept } from './focus';
import { formatBytes, formatSize, formatSpan } from './format';
import { Icon } from './Icon';
import { RefreshCw } from './icons';
import { later } from './lazy';
import { Name } from './Name';
import { cancellable, isEmpty, part, putOff, session, status, working } from './state';
import { texts } from './texts';
import { CancelButton, WorkProgress } from './WorkProgress';

const fileName = part('fileName');
const imageBytes = part('imageBytes');
const imageExact = part('imageExact');
const files = part('files');
const folders = part('folders');
const phase = part('phase');
const conflict = part('conflict');
const readAt = part('readAt');

/** The image: what it is called, how large it is, and the way to have it. On the empty page: what to do. */
export function ImagePanel() {
  const empty = isEmpty.value;
  const { LargeNote } = later.value;
  // What had the focus may be gone with the page that it was on.
  useFocusKept(empty, 'image-heading');

  return (
    <section class="panel image" aria-labelledby="image-heading">
      <Disc />
      {empty ? <EmptyIntro /> : <ImageFacts />}
      {!empty && <Choices />}
      {!empty && <DownloadButton />}
      <StatusLine />
      {!empty && LargeNote && <LargeNote />}
      {!empty && <PanelFoot />}
    </section>
  );
}

/** Where things stand, and the way to end what is going on. */
function StatusLine() {
  const { text, figures } = status.value;
  return (
    <div class={isEmpty.value ? 'visually-hidden' : 'status-line'}>
      <p id="status" role="status">
        {text}
        {figures !== undefined && <span class="visually-hidden"> {figures}</span>}
      </p>
      {cancellable.value && <CancelButton />}
    </div>
  );
}

/** What a person can choose for the image. */
function Choices() {
  const { BootPart, Fits, MadeFor, VolumeName } = later.value;
  return (
    <div class="choices">
      {VolumeName && <VolumeName />}
      {MadeFor && <MadeFor />}
      {BootPart && <BootPart />}
      {Fits && <Fits />}
    </div>
  );
}

function ImageFacts() {
  return (
    <div class="facts-of-image">
      <h1 id="image-heading" tabindex={-1} title={fileName.value}>
        <Name>{fileName.value}</Name>
      </h1>
      <p class="size">
        <span class="visually-hidden">{texts.image.size}: </span>
        {!imageExact.value && <span class="about">{texts.image.about} </span>}
        {formatSize(imageBytes.value)}
      </p>
      <p class="counts">
        <span>{texts.image.counts(files.value, folders.value)}</span>{' '}
        {imageExact.value && <span>{formatBytes(imageBytes.value)}</span>}
      </p>
    </div>
  );
}

/** One place for two things that are never there together, so that nothing below moves. */
function PanelFoot() {
  const { Formats, ImageTools } = later.value;
  return (
    <div class="panel-foot">
      {ImageTools && <ImageTools />}
      {working.value ? (
        <WorkProgress />
      ) : phase.value === 'blocked' && conflict.value && putOff.value === conflict.value.id ? (
        <p>
          <button type="button" class="button small" onClick={() => (putOff.value = undefined)}>
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
  if (!readAt.value) return null;
  const { first, last } = readAt.value;
  return (
    <p class="read-at">
      <span>{texts.image.readAt(formatSpan(first, last, Date.now()))}</span>
      <button
        type="button"
        class="button small quiet"
        title={texts.image.readAgainHelp}
        onClick={() => session().readAgain()}
      >
        <Icon path={RefreshCw} size={15} />
        {texts.image.readAgain}
      </button>
    </p>
  );
}
