import { select } from './actions';
import { ask, leaveOut } from './edits';
import { askExtract } from './extracting';
import { focusTree } from './focus';
import { formatSize } from './format';
import { Icon } from './Icon';
import { X } from './icons';
import { CircleMinus, Copy, FolderInput, FolderOutput } from './icons-later';
import { part } from './state';
import { texts as editTexts } from './texts-edits';
import { texts as extractTexts } from './texts-extract';
import { texts } from './texts-later';

const selection = part('selection');

/** What is selected, in place of the line above the tree: nothing moves when it comes. */
export function SelectionBar() {
  const { count, bytes } = selection.value;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's fields
    <div class="selection-bar" role="group" aria-label={texts.selection.label} hidden={count === 0}>
      <span class="selection-count">{texts.selection.count(count, formatSize(bytes))}</span>
      <BarButton icon={FolderInput} label={editTexts.menu.moveTo} act={() => void ask('move', 'selection')} />
      <BarButton icon={Copy} label={editTexts.menu.copyTo} act={() => void ask('copy', 'selection')} />
      <BarButton icon={FolderOutput} label={extractTexts.menu} act={() => void askExtract('selection')} />
      <BarButton
        icon={CircleMinus}
        label={editTexts.menu.leaveOut}
        act={() => {
          // With what is left out its buttons go.
          focusTree();
          void leaveOut('selection');
        }}
      />
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

function BarButton({ icon, label, act }: { icon: string; label: string; act: () => void }) {
  return (
    <button type="button" class="button small quiet" title={label} onClick={act}>
      <Icon path={icon} size={16} />
      <span class="bar-label">{label}</span>
    </button>
  );
}

/** Whether it is shown. */
export const hasSelection = () => selection.value.count > 0;
