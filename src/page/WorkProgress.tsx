import { cancel } from './actions';
import { formatFraction } from './format';
import { summary } from './state';
import { fractionDone } from './status';
import { texts } from './texts';

/** How far the work is: the bar, files and bytes, the rate, the time left, and Cancel. */
export function WorkProgress() {
  const { progress } = summary.value;
  const fraction = fractionDone(progress);
  const percent = fraction === undefined ? undefined : Math.floor(fraction * 100);
  return (
    <div class="work">
      <div
        role="progressbar"
        aria-label={texts.image.progressLabel}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(fraction === undefined ? {} : { 'aria-valuenow': percent, 'aria-valuetext': formatFraction(fraction) })}
        class={fraction === undefined ? 'bar unknown' : 'bar'}
      >
        <div class="bar-fill" style={{ '--done': String((percent ?? 0) / 100) }} />
      </div>
      <div class="work-line">
        <p class="figures">
          {progress && (
            <>
              <span>{texts.image.progressFiles(progress.filesDone, progress.files, progress.listed)}</span>
              {progress.bytes > 0 && (
                <span>{texts.image.progressBytes(progress.bytesDone, progress.bytes, progress.listed)}</span>
              )}
              {progress.filesRate > 0 && <span>{texts.image.rate(progress.filesRate, progress.bytesRate)}</span>}
              {progress.left !== undefined && <span>{texts.image.left(progress.left)}</span>}
            </>
          )}
        </p>
        <button type="button" class="button small" onclick={cancel}>
          {texts.cancel}
        </button>
      </div>
    </div>
  );
}
