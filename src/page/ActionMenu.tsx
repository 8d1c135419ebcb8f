import { useLayoutEffect, useRef } from 'preact/hooks';
import { expand } from './actions';
import { useAnswer } from './answers';
import { menu } from './edit-state';
import { Icon } from './Icon';
import { Check } from './icons-later';
import { contentsItems, type MenuItem, rowItems } from './menu-items';
import { session } from './state';
import { texts } from './texts-edits';

/** Pixels between a menu and the edge of the window. */
const MARGIN = 8;

/** The menu that was asked for, if one was. */
export function ActionMenu() {
  const asked = menu.value;
  const row = asked?.row;
  const details = useAnswer(row && `${row.entry}`, () => session().entry(row?.entry ?? 0));
  if (!asked) return null;
  // What can be checked is drawn with what is known of it.
  if (row && details?.entry !== row.entry) return null;
  const items = row ? rowItems(row, details, () => void expand(row, !row.expanded)) : contentsItems();
  return (
    <Menu key={row?.entry ?? 'contents'} items={items} label={row ? texts.menu.row(row.name) : texts.menu.contents} />
  );
}

function Menu({ items, label }: { items: MenuItem[]; label: string }) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    element.showPopover();
    place(element);
    element.querySelector<HTMLElement>('[role^=menuitem]')?.focus();
  }, []);
  return (
    <div
      ref={list}
      popover="auto"
      class="menu"
      role="menu"
      aria-label={label}
      onToggle={(event) => event.newState === 'closed' && close(false)}
      onKeyDown={(event) => actOnKey(event, list.current)}
      onContextMenu={(event) => event.preventDefault()}
    >
      {items.map((item) => (
        <button
          key={item.label}
          type="button"
          class={item.parts ? 'parts' : ''}
          role={item.checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
          {...(item.checked === undefined ? {} : { 'aria-checked': item.checked })}
          {...(item.keys ? { 'aria-keyshortcuts': item.keys } : {})}
          tabindex={-1}
          onClick={() => {
            close(true);
            item.act();
          }}
          onPointerMove={({ currentTarget }) => currentTarget.focus({ preventScroll: true })}
        >
          <span class="tick">{item.checked && <Icon path={Check} size={15} />}</span>
          <span>{item.label}</span>
          {item.keys && (
            <span class="keys" aria-hidden="true">
              {shownKeys(item.keys)}
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

const isMac = /Mac|iP/.test(navigator.platform);
const shownKeys = (keys: string) => keys.replace('Control+', isMac ? '⌘' : 'Ctrl+').replace('Delete', 'Del');

/** Where it was asked for, but whole. */
function place(element: HTMLElement) {
  const { x, y } = menu.value ?? { x: 0, y: 0 };
  const { width, height } = element.getBoundingClientRect();
  const isRightToLeft = getComputedStyle(element).direction === 'rtl';
  const left = Math.max(
    MARGIN,
    Math.min(isRightToLeft ? x - width : x, document.documentElement.clientWidth - width - MARGIN),
  );
  const top = Math.max(MARGIN, Math.min(y, innerHeight - height - MARGIN));
  element.style.left = `${left}px`;
  element.style.top = `${top}px`;
}

/** @param focus whether what opened it gets the focus again: not when somebody pressed elsewhere */
function close(focus: boolean) {
  const opener = menu.value?.opener;
  menu.value = undefined;
  if (focus || document.activeElement === document.body) opener?.focus({ preventScroll: true });
}

function actOnKey(event: KeyboardEvent, list: HTMLElement | null) {
  const items = [...(list?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const targets: Record<string, number> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  const target = targets[event.key];
  if (target !== undefined) items[target]?.focus();
  else if (event.key === 'Escape' || event.key === 'Tab') close(true);
  else if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey) {
    const after = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    after.find((item) => item.textContent?.toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
