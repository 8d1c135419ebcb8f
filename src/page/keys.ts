/** Keys that work everywhere on the page. */
import { redo, undo } from './actions';

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== 'checkbox');
}

/** Ctrl+Z or Cmd+Z takes back, Ctrl+Y or with Shift does again; a text field keeps its own undo. */
export function listenForKeys(target: Window) {
  target.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return;
    if (document.querySelector('dialog[open]')) return;
    const key = event.key.toLowerCase();
    const action = key === 'z' ? (event.shiftKey ? redo : undo) : key === 'y' ? redo : undefined;
    if (!action) return;
    event.preventDefault();
    void action();
  });
}
