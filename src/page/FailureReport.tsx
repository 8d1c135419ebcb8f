import type { Failure } from '../worker/session';
import { CopyButton } from './CopyButton';
import { Icon } from './Icon';
import { ChevronRight, CircleAlert } from './icons';
import { texts } from './texts-later';

/** What failed, on which file, and the log so far. */
export function FailureReport({ failure }: { failure: Failure }) {
  const report = () => [failure.message, `(${failure.code})`, '', failure.log].join('\n').trimEnd();
  return (
    <section class="panel failure" role="alert" aria-labelledby="failure-heading">
      <h2 id="failure-heading">
        <Icon path={CircleAlert} size={20} />
        {texts.failure.headings[failure.code] ?? texts.failure.heading}
      </h2>
      <p>{failure.message}</p>
      <div class="tools">
        <CopyButton isAlone label={texts.failure.copy} text={report} />
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
