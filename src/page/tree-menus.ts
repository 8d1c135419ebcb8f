/** Menus of rows: asked for by the right button, by keys, or by a finger that stays. */
import { openMenu } from './edits';
import { rowIndexOf, type TreeView } from './tree-view';

/** Milliseconds that a finger stays on a row. Some browsers tell of that themselves, others do not. */
const LONG_PRESS = 550;
/** Pixels that it may move meanwhile. */
const STILL = 10;

export class TreeMenus {
  readonly #view: TreeView;
  #pressing: ReturnType<typeof setTimeout> | undefined;
  #pressed = { x: 0, y: 0 };

  constructor(view: TreeView) {
    this.#view = view;
  }

  contextMenu(event: MouseEvent) {
    this.release();
    if (this.#open(event.target, event.clientX, event.clientY)) event.preventDefault();
  }

  press({ pointerType, target, clientX, clientY }: PointerEvent) {
    this.release();
    this.#pressed = { x: clientX, y: clientY };
    if (pointerType === 'touch') this.#pressing = setTimeout(() => this.#open(target, clientX, clientY), LONG_PRESS);
  }

  /** A finger that moves scrolls; none is quite still. */
  move({ clientX, clientY }: PointerEvent) {
    if (Math.hypot(clientX - this.#pressed.x, clientY - this.#pressed.y) > STILL) this.release();
  }

  release() {
    clearTimeout(this.#pressing);
  }

  /** Opens the menu of the row that has the focus, below its name. */
  openByKey(target: EventTarget | null) {
    const row = target instanceof Element ? target.closest('[role=row]') : null;
    const cell = row?.querySelector('.kind');
    if (!row || !cell) return;
    const { left, right, bottom } = cell.getBoundingClientRect();
    this.#open(row, getComputedStyle(cell).direction === 'rtl' ? right : left, bottom);
  }

  #open(target: EventTarget | null, x: number, y: number): boolean {
    if (!(target instanceof Element) || target.closest('input')) return false;
    const index = rowIndexOf(target);
    const row = index === undefined ? undefined : this.#view.store.row(index);
    if (index === undefined || !row) return false;
    const opener = target.closest<HTMLElement>('[role=row]') ?? undefined;
    this.#view.activate(index);
    void openMenu(row, x, y, opener);
    return true;
  }
}
