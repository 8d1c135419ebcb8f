import { useLayoutEffect, useRef } from 'preact/hooks';
import { MORE_COLUMNS } from '../worker/session';
import { Icon } from './Icon';
import { Columns3 } from './icons-later';
import { texts } from './texts-later';
import { columns, loadColumns, showColumn } from './tree-cells';

const MENU = 'columns-menu';
const BUTTON = 'columns-button';
const GAP = 4;

/** Opens the list of columns. */
export function ColumnsButton() {
  return (
    <button
      id={BUTTON}
      type="button"
      class="button small icon-only"
      popovertarget={MENU}
      aria-label={texts.columns.label}
      title={texts.columns.label}
    >
      <Icon path={Columns3} size={16} />
    </button>
  );
}

/** Which columns the tree shows: kept for the next visit. */
export function ColumnsMenu() {
  const menu = useRef<HTMLFieldSetElement>(null);
  useLayoutEffect(() => void loadColumns(), []);
  return (
    <fieldset id={MENU} class="columns-menu" popover="auto" ref={menu} onBeforeToggle={() => place(menu.current)}>
      <legend>{texts.columns.label}</legend>
      {MORE_COLUMNS.map((column) => (
        <label key={column} class="check">
          <input
            type="checkbox"
            checked={columns.value.includes(column)}
            onChange={({ currentTarget }) => showColumn(column, currentTarget.checked)}
          />
          <span>
            {texts.columns.names[column]}
            <span class="fine">{texts.columns.help[column]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** Puts the list below its button, as far to the end as that is. */
function place(menu: HTMLElement | null) {
  const button = document.getElementById(BUTTON)?.getBoundingClientRect();
  if (!menu || !button) return;
  menu.style.setProperty('--top', `${button.bottom + GAP}px`);
  menu.style.setProperty('--end', `${Math.max(GAP, document.documentElement.clientWidth - button.right)}px`);
}
