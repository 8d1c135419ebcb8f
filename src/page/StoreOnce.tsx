import { useSignal, useSignalEffect } from '@preact/signals';
import type { Summary } from '../worker/session';
import { storeOnce } from './actions';
import { part } from './state';
import { texts } from './texts-later';

const ID = 'store-once';
const duplicatesOnce = part('duplicatesOnce');
const saved = part('saved');

/** Whether files of equal contents are stored once, and what that saves. */
export function StoreOnce() {
  /** What was chosen, until the session has it. */
  const wish = useSignal<boolean | undefined>(undefined);
  useSignalEffect(() => {
    if (wish.value === duplicatesOnce.value) wish.value = undefined;
  });
  return (
    <div class="store-once">
      <label class="check">
        <input
          id={ID}
          type="checkbox"
          checked={wish.value ?? duplicatesOnce.value}
          aria-describedby={`${ID}-hint`}
          onChange={async ({ currentTarget: { checked } }) => {
            wish.value = checked;
            if (!(await storeOnce(checked))) wish.value = undefined;
          }}
        />
        {texts.storeOnce.label}
      </label>
      <p class="fine" id={`${ID}-hint`}>
        {hint(saved.value)}
      </p>
    </div>
  );
}

function hint(saved: Summary['saved']): string {
  if (!saved) return texts.storeOnce.explain;
  return saved.files === 0 ? texts.storeOnce.nothing : texts.storeOnce.saved(saved.files, saved.bytes);
}
