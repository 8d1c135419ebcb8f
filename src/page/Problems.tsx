import { computed } from '@preact/signals-core';
import { useEffect, useRef } from 'preact/hooks';
import type { ProblemChoice } from '../worker/session';
import { focusIfLost } from './focus';
import { Name } from './Name';
import { part, session, summary } from './state';
import { hasOnlyChanges } from './status';
import { texts } from './texts-later';

const shownProblems = part('problems');
const count = part('problemCount');
const hasChangesOnly = computed(() => hasOnlyChanges(summary.value));

const HEADING = 'problems-heading';

/** What could not be read, and what is to be done with it. Download waits. */
export function Problems() {
  const problems = shownProblems.value;
  const problemCount = count.value;
  const onlyChanges = hasChangesOnly.value;
  /** How many problems there were when one of the buttons below was pressed. */
  const chosenOf = useRef<number>(undefined);
  useEffect(takeFocus, []);
  useEffect(() => {
    if (chosenOf.current === undefined || chosenOf.current === problemCount) return;
    chosenOf.current = undefined;
    // The button that was pressed is gone; the list is still the matter.
    focusIfLost(HEADING);
  }, [problemCount]);

  const choose = (choice: ProblemChoice, entry?: number) => {
    chosenOf.current = problemCount;
    session().resolveProblem(choice, entry);
  };
  return (
    <section class="panel problems" aria-labelledby={HEADING}>
      <h2 id={HEADING} tabindex={-1}>
        {(onlyChanges ? texts.problems.headingChanged : texts.problems.heading)(problemCount)}
      </h2>
      <p>{onlyChanges ? texts.problems.explainChanged : texts.problems.explain}</p>
      <ul>
        {problems.map(({ entry, path, kind, ...problem }) => (
          <li key={entry}>
            <div class="problem-text">
              <p>
                <strong>
                  <Name>{path}</Name>
                </strong>{' '}
                <span class="badge">{texts.problems.kinds[kind]}</span>
              </p>
              <p class="fine">{texts.problems.sentence({ entry, path, kind, ...problem })}</p>
            </div>
            <div class="tools">
              <button
                type="button"
                class="button small"
                aria-label={(kind === 'changed' ? texts.contents.readAgainName : texts.problems.retryName)(path)}
                onClick={() => choose('retry', entry)}
              >
                {kind === 'changed' ? texts.image.readAgain : texts.problems.retry}
              </button>
              <button
                type="button"
                class="button small"
                aria-label={texts.contents.leaveOutName(path)}
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
            {onlyChanges ? texts.problems.readAllAgain : texts.problems.retryAll}
          </button>
          <button type="button" class="button small" onClick={() => choose('leave-out')}>
            {texts.problems.leaveOutAll}
          </button>
        </div>
      )}
    </section>
  );
}

/** Download is waiting: nobody who pressed it, or only dropped, has to look for the reason. */
function takeFocus() {
  const active = document.activeElement;
  if (active === null || active.matches('body, :disabled')) document.getElementById(HEADING)?.focus();
}
