import type { OpenedArchive } from '../worker/session';
import { forgetDone, setOptions } from './actions';
import { askExtract } from './extracting';
import { Name } from './Name';
import { part, session } from './state';
import { texts as extractTexts } from './texts-extract';
import { texts } from './texts-later';

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

function OpenedLine({ archive: { source, name } }: { archive: OpenedArchive }) {
  const [before, shown, after] = texts.archives.opened(name);
  return (
    <p class="top-folder">
      <span>
        {before}
        <Name>{shown}</Name>
        {after}
      </span>
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
      <button type="button" class="link" aria-haspopup="dialog" onClick={() => void askExtract()}>
        {extractTexts.all}
      </button>
    </p>
  );
}

/** Owners and modes as the archive has them. */
function keepOwners() {
  forgetDone();
  void setOptions(texts.archives.asTheyAre, { rockRidge: 'full' });
  document.getElementById('contents-heading')?.focus();
}
