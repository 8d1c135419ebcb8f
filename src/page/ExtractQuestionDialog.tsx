import { useEffect } from 'preact/hooks';
import type { ExtractAnswer, ExtractQuestion } from '../worker/session';
import type { Asked } from './edit-state';
import { endAsking, Modal } from './Modal';
import { Name } from './Name';
import { texts as editTexts } from './texts-edits';
import { texts } from './texts-extract';

/** Asks what is to be done where something is there already, or cannot be written. Who leaves it ends all. */
export function ExtractQuestionDialog({ question, answer }: Extract<Asked, { kind: 'extract-question' }>) {
  // An answer that was given before stays.
  useEffect(() => () => answer('stop'), [answer]);
  const give = (given: ExtractAnswer) => () => {
    answer(given);
    endAsking();
  };
  return question.ask === 'taken' ? (
    <TakenQuestion {...question} give={give} />
  ) : (
    <FailedQuestion {...question} give={give} />
  );
}

type Give = { give: (given: ExtractAnswer) => () => void };

function TakenQuestion({ names, count, give }: Extract<ExtractQuestion, { ask: 'taken' }> & Give) {
  const { taken } = editTexts;
  return (
    <Modal heading={count === 1 ? taken.heading : taken.headings(count)}>
      <ul class="names">
        {names.map((name) => (
          <li key={name}>
            <Name>{name}</Name>
          </li>
        ))}
      </ul>
      {count > names.length && <p class="fine">{taken.more(count - names.length)}</p>}
      <p class="fine">{texts.taken.explain}</p>
      <div class="answers">
        <button type="button" class="button primary" data-first onClick={give('keep-both')}>
          {taken.keepBoth}
        </button>
        <button type="button" class="button" onClick={give('replace')}>
          {taken.replace}
        </button>
        <button type="button" class="button" onClick={give('skip')}>
          {taken.skip}
        </button>
        <button type="button" class="button" onClick={give('stop')}>
          {texts.taken.stop}
        </button>
      </div>
    </Modal>
  );
}

function FailedQuestion({ path, why, give }: Extract<ExtractQuestion, { ask: 'failed' }> & Give) {
  return (
    <Modal heading={texts.failed.heading}>
      <p>{texts.failed.text(path, texts.why[why])}</p>
      <p class="fine">{texts.failed.explain}</p>
      <div class="answers">
        <button type="button" class="button primary" data-first onClick={give('retry')}>
          {texts.failed.again}
        </button>
        <button type="button" class="button" onClick={give('go-on')}>
          {texts.failed.goOn}
        </button>
        <button type="button" class="button" onClick={give('stop')}>
          {texts.failed.stop}
        </button>
      </div>
    </Modal>
  );
}
