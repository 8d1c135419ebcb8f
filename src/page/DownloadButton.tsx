import { ArrowDownToLine } from 'lucide';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { download } from './actions';
import { formatSize } from './format';
import { Icon } from './Icon';
import { Name } from './Name';
import { checking, summary } from './state';
import { canDownload } from './status';
import { texts } from './texts';

/** Hands the image over. On exactly when it is known and good; the status line below says why it is not. */
export function DownloadButton() {
  const { fileName, imageBytes, unreadableLeftOut } = summary.value;
  const button = useRef<HTMLButtonElement>(null);
  const hadFocus = useRef(false);
  // A press may end the typing of a name and so unsettle the image: it stays a press, and the click waits.
  const [pressed, setPressed] = useState(false);
  const on = canDownload(summary.value);
  const enabled = on || pressed;

  useLayoutEffect(() => {
    // A button that is switched off loses the focus; it gets it back unless it went elsewhere.
    if (!enabled) hadFocus.current = hadFocus.current || document.activeElement === button.current;
    else if (hadFocus.current) {
      hadFocus.current = false;
      if (document.activeElement === document.body) button.current?.focus();
    }
  }, [enabled]);

  return (
    <button
      ref={button}
      type="button"
      class={unreadableLeftOut > 0 ? 'button primary download without' : 'button primary download'}
      disabled={!enabled}
      aria-busy={checking.value}
      aria-describedby="status"
      onPointerDown={() => setPressed(on)}
      onPointerUp={() => setTimeout(setPressed, 0, false)}
      onPointerLeave={() => setPressed(false)}
      onPointerCancel={() => setPressed(false)}
      onFocus={() => {
        hadFocus.current = false;
      }}
      onClick={() => void download()}
    >
      <Icon node={ArrowDownToLine} size={20} />
      <span class="download-text">
        <span>{texts.image.download}</span>{' '}
        {unreadableLeftOut > 0 ? (
          <span>{texts.image.downloadWithout(unreadableLeftOut)}</span>
        ) : (
          on && (
            <>
              <span class="download-name" title={fileName}>
                <Name>{fileName}</Name>
              </span>{' '}
              <span class="download-size">— {formatSize(imageBytes)}</span>
            </>
          )
        )}
      </span>
    </button>
  );
}
