/** Where the focus goes when what had it is gone: it is never nowhere. */
import { useEffect, useRef } from 'preact/hooks';

/** Focuses the element of that id, if nothing else has the focus. */
export function focusIfLost(id: string) {
  if (document.activeElement === document.body) document.getElementById(id)?.focus();
}

/** Focuses the row of the tree that takes the focus. */
export function focusTree() {
  document.querySelector<HTMLElement>('.tree .row[tabindex="0"]')?.focus();
}

/** Gives a lost focus to the element of that id whenever `value` has changed and all that follows from it is shown. */
export function useFocusKept(value: unknown, id: string) {
  const before = useRef(value);
  useEffect(() => {
    if (before.current === value) return;
    before.current = value;
    focusIfLost(id);
  }, [value, id]);
}
