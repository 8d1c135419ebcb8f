import { download } from './actions';
import { formatSize } from './format';
import { Icon } from './Icon';
import { ArrowDownToLine } from './icons';
import { Name } from './Name';
import { signal } from './signal';
import { checking, summary } from './state';
import { canDownload } from './status';
import { texts } from './texts';
import { afterDrawing } from './view';

/** A press may end the typing of a name and so unsettle the image: it stays a press, and the click waits. */
const isPressed = signal(false);
/** Whether the button had the focus as it was switched off. */
let hadFocus = false;

/** Hands the image over. On exactly when it is known and good; the status line below says why it is not. */
export function DownloadButton() {
  const { fileName, imageBytes, unreadableLeftOut } = summary.value;
  const on = canDownload(summary.value);
  const isOn = on || isPressed.value;
  const press = (pressed: boolean) => {
    isPressed.value = pressed;
  };

  // A button that is switched off loses the focus; it gets it back unless it went elsewhere.
  const button = document.getElementById('download');
  if (!isOn && button && document.activeElement === button) hadFocus = true;
  if (isOn && hadFocus) {
    hadFocus = false;
    afterDrawing(() => {
      if (document.activeElement === document.body) button?.focus();
    });
  }

  return (
    <button
      id="download"
      type="button"
      class={unreadableLeftOut > 0 ? 'button primary download without' : 'button primary download'}
      disabled={!isOn}
      aria-busy={checking.value}
      aria-describedby="status"
      onpointerdown={() => press(on)}
      onpointerup={() => setTimeout(press, 0, false)}
      onpointerleave={() => press(false)}
      onpointercancel={() => press(false)}
      onfocus={() => {
        hadFocus = false;
      }}
      onclick={() => void download()}
    >
      <Icon path={ArrowDownToLine} size={20} />
      <span class="download-text">
        <span>{texts.image.download}</span>{' '}
        {unreadableLeftOut > 0 ? (
          <span>{texts.image.downloadWithout(unreadableLeftOut)}</span>
        ) : (
          on && (
            <>
              <span class="download-size">{formatSize(imageBytes)}</span>
              {/* It stands above, in full, for those who see. */}
              <span class="visually-hidden">
                (<Name>{fileName}</Name>)
              </span>
            </>
          )
        )}
      </span>
    </button>
  );
}
