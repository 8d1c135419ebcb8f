/** Keys that work everywhere on the page. */
import { redo, undo } from './actions';
import { focusFilter } from './tree-look';

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== 'checkbox');
}

/**
 * Ctrl+Z or Cmd+Z takes back, Ctrl+Y or with Shift does again; a text field keeps its own undo. Ctrl+F leads to the
 * tree's filter: the browser's own search would see forty rows.
 */
export function listenForKeys(target: Window) {
  target.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || document.querySelector('dialog[open]')) return;
    const key = event.key.toLowerCase();
    if (key === 'f' && !event.shiftKey && focusFilter()) event.preventDefault();
    if (isTyping(event.target)) return;
    const action = key === 'z' ? (event.shiftKey ? redo : undo) : key === 'y' ? redo : undefined;
    if (!action) return;
    event.preventDefault();
    void action();
  });
}
