import type { Failure } from '../worker/session';
import { dismissFailure } from './actions';
import { CopyButton } from './CopyButton';
import { Icon } from './Icon';
import { X } from './icons';
import { ChevronRight, CircleAlert } from './icons-later';
import { reasonText } from './said';
import { canDismissFailure, session } from './state';
import { texts } from './texts-later';

/** What failed, on which file, and the log so far; and whether it is over. */
export function FailureReport({ failure }: { failure: Failure }) {
  const report = () => [reasonText(failure), `(${failure.code})`, '', failure.log].join('\n').trimEnd();
  return (
    <section
      class={failure.isMended ? 'panel failure mended' : 'panel failure'}
      role="alert"
      aria-labelledby="failure-heading"
    >
      <h2 id="failure-heading">
        <Icon path={CircleAlert} size={20} />
        {texts.failure.headings[failure.code] ?? texts.failure.heading}
      </h2>
      <p>{reasonText(failure)}</p>
      {failure.isMended && <p>{texts.failure.mended}</p>}
      <div class="tools">
        <CopyButton isAlone label={texts.failure.copy} text={report} />
        {failure.code === 'archive' && (
          <button type="button" class="button small" onClick={() => session().keepAsFile()}>
            {texts.archives.add}
          </button>
        )}
        {canDismissFailure.value && (
          <button type="button" class="button small" onClick={dismiss}>
            <Icon path={X} size={15} />
            {texts.update.dismiss}
          </button>
        )}
      </div>
      {failure.log !== '' && (
        <details>
          <summary>
            <Icon path={ChevronRight} size={16} />
            {texts.failure.log}
          </summary>
          <pre class="log-text" tabindex={0}>
            {failure.log}
          </pre>
        </details>
      )}
    </section>
  );
}

/** The button that was pressed goes with the report. */
function dismiss() {
  dismissFailure();
  document.getElementById('image-heading')?.focus();
}
