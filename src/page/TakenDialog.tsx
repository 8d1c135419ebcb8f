import type { IfTaken } from '../worker/session';
import type { Asked } from './edit-state';
import { editAnyway } from './edits';
import { endAsking, Modal } from './Modal';
import { Name } from './Name';
import { texts } from './texts-edits';

/** Asks what becomes of names that are there already. */
export function TakenDialog({ command, done, names, count }: Extract<Asked, { kind: 'taken' }>) {
  const answer = (ifTaken: IfTaken) => () => {
    endAsking();
    void editAnyway(command, done, ifTaken);
  };
  return (
    <Modal heading={count === 1 ? texts.taken.heading : texts.taken.headings(count)}>
      <ul class="names">
        {names.map((name) => (
          <li key={name}>
            <Name>{name}</Name>
          </li>
        ))}
      </ul>
      {count > names.length && <p class="fine">{texts.taken.more(count - names.length)}</p>}
      <p class="fine">{texts.taken.explain}</p>
      <div class="answers">
        <button type="button" class="button primary" data-first onClick={answer('keep-both')}>
          {texts.taken.keepBoth}
        </button>
        <button type="button" class="button" onClick={answer('replace')}>
          {texts.taken.replace}
        </button>
        <button type="button" class="button" onClick={answer('skip')}>
          {texts.taken.skip}
        </button>
      </div>
    </Modal>
  );
}
