import { computed } from '@preact/signals-core';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { download } from './actions';
import { focusIfLost } from './focus';
import { formatSize } from './format';
import { Icon } from './Icon';
import { ArrowDownToLine } from './icons';
import { Name } from './Name';
import { askable, checking, part, summary } from './state';
import { canDownload } from './status';
import { texts } from './texts';

const ID = 'download';

const fileName = part('fileName');
const imageBytes = part('imageBytes');
const unreadable = part('unreadableLeftOut');
const isKnown = computed(() => canDownload(summary.value));

/** Hands the image over. Where it is off, the status line below says why. */
export function DownloadButton() {
  const button = useRef<HTMLButtonElement>(null);
  /** Whether it had the focus as it was switched off. */
  const hadFocus = useRef(false);
  const unreadableLeftOut = unreadable.value;
  const isOn = askable.value;

  // A button that is switched off loses the focus; it gets it back unless it went elsewhere.
  useLayoutEffect(() => {
    if (!isOn && document.activeElement === button.current) hadFocus.current = true;
    if (!isOn || !hadFocus.current) return;
    hadFocus.current = false;
    focusIfLost(ID);
  }, [isOn]);

  return (
    <button
      ref={button}
      id={ID}
      type="button"
      class={unreadableLeftOut > 0 ? 'button primary download without' : 'button primary download'}
      disabled={!isOn}
      aria-busy={checking.value}
      aria-describedby="status"
      onFocus={() => {
        hadFocus.current = false;
      }}
      onClick={() => void download()}
    >
      <Icon path={ArrowDownToLine} size={20} />
      <span class="download-text">
        <span>{texts.image.download}</span>{' '}
        {unreadableLeftOut > 0 ? (
          <span>{texts.image.downloadWithout(unreadableLeftOut)}</span>
        ) : (
          isKnown.value && (
            <>
              <span class="download-size">{formatSize(imageBytes.value)}</span>
              {/* It stands above, in full, for those who see. */}
              <span class="visually-hidden">
                (<Name>{fileName.value}</Name>)
              </span>
            </>
          )
        )}
      </span>
    </button>
  );
}
