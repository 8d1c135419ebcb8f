import { useLayoutEffect, useRef } from 'preact/hooks';
import { cancel } from './actions';
import { focusIfLost } from './focus';
import { formatFraction, formatSize } from './format';
import { part } from './state';
import { fractionDone } from './status';
import { texts } from './texts';

const shownProgress = part('progress');

/** How far the work is: the bar, files and bytes, the rate and the time left. */
export function WorkProgress() {
  const progress = shownProgress.value;
  const fraction = fractionDone(progress);
  // Before the first file is found there is nothing to count.
  const figures = progress && (progress.unpacking || progress.files > 0) ? progress : undefined;
  return (
    <div class="work">
      <ProgressBar label={texts.image.progressLabel} fraction={fraction} />
      <p class="figures">
        {figures && (
          <>
            <span>
              {figures.unpacking
                ? texts.image.progressUnpacking(figures.unpacking.bytes, figures.unpacking.byteLength)
                : texts.image.progressFiles(figures.filesDone, figures.files, figures.listed)}
            </span>
            {figures.bytesDone > 0 && <span>{formatSize(figures.bytesDone)}</span>}
            {figures.filesRate > 0 && <span>{texts.image.rate(figures.filesRate, figures.bytesRate)}</span>}
            {figures.left !== undefined && <span>{texts.image.left(figures.left)}</span>}
          </>
        )}
      </p>
    </div>
  );
}

/** A bar. @param fraction between 0 and 1; undefined while that cannot be told */
export function ProgressBar({ label, fraction }: { label: string; fraction: number | undefined }) {
  const percent = fraction === undefined ? undefined : Math.floor(fraction * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(fraction === undefined ? {} : { 'aria-valuenow': percent, 'aria-valuetext': formatFraction(fraction) })}
      class={fraction === undefined ? 'bar unknown' : 'bar'}
    >
      <div class="bar-fill" style={{ '--done': String((percent ?? 0) / 100) }} />
    </div>
  );
}

/** Ends the work, beside the line that says what is going on. */
export function CancelButton() {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const { current } = button;
    return () => {
      // Gone with the work, it leaves the focus to what it stood by.
      if (document.activeElement === current) queueMicrotask(() => focusIfLost('image-heading'));
    };
  }, []);
  return (
    <button ref={button} id="cancel" type="button" class="button small" onClick={cancel}>
      {texts.cancel}
    </button>
  );
}
