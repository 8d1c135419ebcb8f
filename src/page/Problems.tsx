import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ProblemChoice } from '../worker/session';
import { Name } from './Name';
import { session, summary } from './state';
import { hasOnlyChanges } from './status';
import { texts } from './texts';

/** What could not be read, and what is to be done with it. Download waits. */
export function Problems() {
  const { problems, problemCount } = summary.value;
  const heading = useRef<HTMLHeadingElement>(null);
  const chosen = useRef(false);

  useEffect(() => {
    // Download is waiting: nobody who pressed it, or only dropped, has to look for the reason.
    const active = document.activeElement;
    if (active === null || active === document.body || active.matches(':disabled')) heading.current?.focus();
  }, []);

  useLayoutEffect(() => {
    // The button that was pressed is gone; the list is still the matter.
    if (chosen.current && document.activeElement === document.body) heading.current?.focus();
    chosen.current = false;
  }, [problemCount]);

  const choose = (choice: ProblemChoice, entry?: number) => {
    chosen.current = true;
    session().resolveProblem(choice, entry);
  };
  return (
    <section class="panel problems" aria-labelledby="problems-heading">
      <h2 id="problems-heading" tabIndex={-1} ref={heading}>
        {(hasOnlyChanges(summary.value) ? texts.problems.headingChanged : texts.problems.heading)(problemCount)}
      </h2>
      <p>{texts.problems.explain}</p>
      <ul>
        {problems.map(({ entry, path, kind, message }) => (
          <li key={entry}>
            <div class="problem-text">
              <p>
                <strong>
                  <Name>{path}</Name>
                </strong>{' '}
                <span class="badge">{texts.problems.kinds[kind]}</span>
              </p>
              <p class="fine">{message}</p>
            </div>
            <div class="tools">
              <button
                type="button"
                class="button small"
                aria-label={texts.problems.retryName(path)}
                onClick={() => choose('retry', entry)}
              >
                {texts.problems.retry}
              </button>
              <button
                type="button"
                class="button small"
                aria-label={texts.problems.leaveOutName(path)}
                onClick={() => choose('leave-out', entry)}
              >
                {texts.problems.leaveOut}
              </button>
            </div>
          </li>
        ))}
      </ul>
      {problemCount > problems.length && <p class="fine">{texts.problems.more(problemCount - problems.length)}</p>}
      {problemCount > 1 && (
        <div class="tools">
          <button type="button" class="button small" onClick={() => choose('retry')}>
            {texts.problems.retryAll}
          </button>
          <button type="button" class="button small" onClick={() => choose('leave-out')}>
            {texts.problems.leaveOutAll}
          </button>
        </div>
      )}
    </section>
  );
}
