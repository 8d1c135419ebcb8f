import { forgetDone, keepDone, undo } from './actions';
import { Icon } from './Icon';
import { X } from './icons';
import { Undo2 } from './icons-later';
import { lastDone, part } from './state';
import { texts } from './texts';

const canUndo = part('canUndo');

/** What was just done, with the way to take it back. */
export function LastDone() {
  // What it is told in is there before, or it would not be said.
  return <div aria-live="polite">{lastDone.value && <Toast {...lastDone.value} />}</div>;
}

function Toast(done: NonNullable<typeof lastDone.value>) {
  return (
    <div class="toast" onPointerEnter={keepDone} onFocusIn={keepDone}>
      <p>{done.text}</p>
      {(done.takeBack || (done.undoable && canUndo.value)) && (
        <button type="button" class="button small" onClick={done.takeBack ?? undo}>
          <Icon path={Undo2} size={16} />
          {texts.undo}
        </button>
      )}
      <button type="button" class="row-button" aria-label={texts.update.dismiss} onClick={forgetDone}>
        <Icon path={X} size={16} />
      </button>
    </div>
  );
}
