import type { ProblemChoice } from '../worker/session';
import { Name } from './Name';
import { session, summary } from './state';
import { hasOnlyChanges } from './status';
import { texts } from './texts-later';
import { afterDrawing } from './view';

/** Whether one of the buttons below was pressed, and how many problems there were. */
let isChosen = false;
let countBefore = 0;

/** What could not be read, and what is to be done with it. Download waits. */
export function Problems() {
  const { problems, problemCount } = summary.value;
  const onlyChanges = hasOnlyChanges(summary.value);
  if (isChosen && problemCount !== countBefore) {
    isChosen = false;
    afterDrawing(() => {
      // The button that was pressed is gone; the list is still the matter.
      if (document.activeElement === document.body) document.getElementById('problems-heading')?.focus();
    });
  }
  countBefore = problemCount;

  const choose = (choice: ProblemChoice, entry?: number) => {
    isChosen = true;
    session().resolveProblem(choice, entry);
  };
  return (
    <section ref={takeFocus} class="panel problems" aria-labelledby="problems-heading">
      <h2 id="problems-heading" tabindex={-1}>
        {(onlyChanges ? texts.problems.headingChanged : texts.problems.heading)(problemCount)}
      </h2>
      <p>{onlyChanges ? texts.problems.explainChanged : texts.problems.explain}</p>
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
                aria-label={(kind === 'changed' ? texts.contents.readAgainName : texts.problems.retryName)(path)}
                onclick={() => choose('retry', entry)}
              >
                {kind === 'changed' ? texts.image.readAgain : texts.problems.retry}
              </button>
              <button
                type="button"
                class="button small"
                aria-label={texts.contents.leaveOutName(path)}
                onclick={() => choose('leave-out', entry)}
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
          <button type="button" class="button small" onclick={() => choose('retry')}>
            {onlyChanges ? texts.problems.readAllAgain : texts.problems.retryAll}
          </button>
          <button type="button" class="button small" onclick={() => choose('leave-out')}>
            {texts.problems.leaveOutAll}
          </button>
        </div>
      )}
    </section>
  );
}

/** Download is waiting: nobody who pressed it, or only dropped, has to look for the reason. */
function takeFocus(section: HTMLElement) {
  const active = document.activeElement;
  if (active === null || active === document.body || active.matches(':disabled')) section.querySelector('h2')?.focus();
}
