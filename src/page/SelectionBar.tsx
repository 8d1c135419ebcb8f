import { select } from './actions';
import { focusTree } from './focus';
import { formatSize } from './format';
import { Icon } from './Icon';
import { X } from './icons';
import { part } from './state';
import { texts } from './texts-later';

const selection = part('selection');

/** What is selected, in place of the line above the tree: nothing moves when it comes. */
export function SelectionBar() {
  const { count, bytes } = selection.value;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's fields
    <div class="selection-bar" role="group" aria-label={texts.selection.label} hidden={count === 0}>
      <span class="selection-count">{texts.selection.count(count, formatSize(bytes))}</span>
      <button
        type="button"
        class="row-button"
        aria-label={texts.selection.clear}
        title={texts.selection.clear}
        onClick={() => {
          focusTree();
          void select({ do: 'none' });
        }}
      >
        <Icon path={X} size={16} />
      </button>
    </div>
  );
}

/** Whether it is shown. */
export const hasSelection = () => selection.value.count > 0;
