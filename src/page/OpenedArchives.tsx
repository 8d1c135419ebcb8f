import type { OpenedArchive } from '../worker/session';
import { forgetDone, setOptions } from './actions';
import { askExtract } from './extracting';
import { checkOpened } from './images-open';
import { Name } from './Name';
import { part, session } from './state';
import { texts as extractTexts } from './texts-extract';
import { texts as images } from './texts-images';
import { texts } from './texts-later';
import { texts as volume } from './texts-volume';
import { showVolume } from './volume-view';

const archives = part('archives');
const options = part('options');

/** Archives whose contents are in the image, with what else can become of them. */
export function OpenedArchives() {
  const opened = archives.value;
  if (opened.length === 0) return null;
  return (
    <div class="opened-archives">
      {opened.map((archive) => (
        <OpenedLine key={archive.source} archive={archive} />
      ))}
      {options.value.rockRidge === 'rationalized' && (
        <p class="top-folder">
          <span>{texts.archives.readable}</span>
          <button type="button" class="link" onClick={keepOwners}>
            {texts.archives.asTheyAre}
          </button>
        </p>
      )}
    </div>
  );
}

function OpenedLine({ archive: { source, name, isImage } }: { archive: OpenedArchive }) {
  const [before, shown, after] = texts.archives.opened(name);
  return (
    <p class="top-folder">
      <span>
        {before}
        <Name>{shown}</Name>
        {after}
      </span>
      {/* Of several it is asked in the menu of all contents. */}
      {archives.value.length === 1 && (
        <button type="button" class="link" aria-haspopup="dialog" onClick={() => void askExtract()}>
          {extractTexts.all}
        </button>
      )}
      {isImage && (
        <button type="button" class="link" onClick={() => void showVolume()}>
          {volume.details}
        </button>
      )}
      <button
        type="button"
        class="link"
        aria-label={texts.archives.keepName(name)}
        onClick={() => {
          forgetDone();
          session().keepAsFile(source);
          document.getElementById('contents-heading')?.focus();
        }}
      >
        {texts.archives.keep}
      </button>
      {isImage && (
        <button
          type="button"
          class="link"
          aria-haspopup="dialog"
          aria-label={images.openedCheckName(name)}
          onClick={() => void checkOpened(source)}
        >
          {images.openedCheck}
        </button>
      )}
    </p>
  );
}

/** Owners and modes as the archive has them. */
function keepOwners() {
  forgetDone();
  void setOptions(texts.archives.asTheyAre, { rockRidge: 'full' });
  document.getElementById('contents-heading')?.focus();
}
