import type { Summary } from '../worker/session';
import { storeOnce } from './actions';
import { signal } from './signal';
import { summary } from './state';
import { texts } from './texts-later';
import { afterDrawing } from './view';

const ID = 'store-once';
/** What was chosen, until the session has it. */
const wish = signal<boolean | undefined>(undefined);

/** Whether files of equal contents are stored once, and what that saves. */
export function StoreOnce() {
  const { duplicatesOnce, saved } = summary.value;
  if (wish.value === duplicatesOnce) wish.value = undefined;
  const isOn = wish.value ?? duplicatesOnce;
  afterDrawing(() => {
    const box = document.getElementById(ID);
    if (box instanceof HTMLInputElement) box.checked = isOn;
  });
  return (
    <div class="store-once">
      <label class="check">
        <input
          id={ID}
          type="checkbox"
          aria-describedby={`${ID}-hint`}
          onchange={async ({ currentTarget: { checked } }) => {
            wish.value = checked;
            if (!(await storeOnce(checked))) wish.value = undefined;
          }}
        />
        {texts.storeOnce.label}
      </label>
      <p class="fine" id={`${ID}-hint`}>
        {hint(saved)}
      </p>
    </div>
  );
}

function hint(saved: Summary['saved']): string {
  if (!saved) return texts.storeOnce.explain;
  return saved.files === 0 ? texts.storeOnce.nothing : texts.storeOnce.saved(saved.files, saved.bytes);
}
