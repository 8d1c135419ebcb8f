import { forgetDone, keepDone, undo } from './actions';
import { Icon } from './Icon';
import { Undo2, X } from './icons';
import { lastDone, summary } from './state';
import { texts } from './texts';

/** What was just done, with the way to take it back. */
export function LastDone() {
  const done = lastDone.value;
  if (!done) return null;
  return (
    <div class="toast" onpointerenter={keepDone} onfocusin={keepDone}>
      <p>{done.text}</p>
      {done.undoable && summary.value.canUndo && (
        <button type="button" class="button small" onclick={undo}>
          <Icon path={Undo2} size={16} />
          {texts.undo}
        </button>
      )}
      <button type="button" class="row-button" aria-label={texts.update.dismiss} onclick={forgetDone}>
        <Icon path={X} size={16} />
      </button>
    </div>
  );
}
