/** Selecting rows by pointer and keys, as file managers do: one, one more or less, all from one to another. */
import type { EntryId, Row, Selecting } from '../worker/session';
import { select } from './actions';
import { lookInto } from './looking';
import { summary } from './state';
import { rowIndexOf, type TreeView } from './tree-view';

export class TreeSelection {
  readonly #view: TreeView;
  /** Where a range begins: the row that was selected last by itself. */
  #anchor: EntryId | undefined;
  /** The tree that it is in. */
  #generation: number | undefined;

  constructor(view: TreeView) {
    this.#view = view;
  }

  /** A row was pressed: it takes the focus and is selected; a folder opens and closes by its chevron. */
  click(event: MouseEvent) {
    const { target } = event;
    if (!(target instanceof Element)) return;
    const index = rowIndexOf(target);
    const row = index === undefined ? undefined : this.#view.store.row(index);
    if (index === undefined || !row) return;
    const isTouch = event instanceof PointerEvent && event.pointerType === 'touch';
    this.#view.activate(index);
    const adds = event.ctrlKey || event.metaKey;
    if (row.kind === 'folder' && target.closest('.chevron')) void this.#view.open(row, !row.expanded);
    else if (event.shiftKey) this.#range(row, adds);
    // A finger has no Ctrl key: it adds by the icon.
    else if (adds || (isTouch && target.closest('.kind'))) this.toggle(row);
    else this.only(row);
  }

  /** A row was pressed twice. */
  doubleClick(target: EventTarget | null) {
    if (!(target instanceof Element) || target.closest('button, input, .chevron')) return;
    const index = rowIndexOf(target);
    const row = index === undefined ? undefined : this.#view.store.row(index);
    if (row?.kind === 'folder') void this.#view.open(row, !row.expanded);
    else if (row) void lookInto(row.entry);
  }

  only({ entry }: Row) {
    this.#forgetOld();
    this.#anchor = entry;
    this.#select({ do: 'only', entry });
  }

  toggle({ entry }: Row) {
    this.#forgetOld();
    this.#anchor = entry;
    this.#select({ do: 'toggle', entry });
  }

  all() {
    this.#select({ do: 'all' });
  }

  none() {
    this.#select({ do: 'none' });
  }

  /** Selects all rows up to the one at `index`, which takes the focus. */
  async extendTo(index: number, adds = false) {
    const { store, active } = this.#view;
    this.#forgetOld();
    this.#anchor ??= store.row(active.value)?.entry;
    this.#view.activate(index);
    const row = await store.fetchRow(active.value).catch(() => undefined);
    if (row) this.#range(row, adds);
  }

  #range({ entry }: Row, adds: boolean) {
    this.#forgetOld();
    this.#anchor ??= entry;
    this.#select({ do: 'range', from: this.#anchor, to: entry, adds });
  }

  /** In a tree that was made anew the row has another number. */
  #forgetOld() {
    const { generation } = summary.peek();
    if (generation !== this.#generation) this.#anchor = undefined;
    this.#generation = generation;
  }

  async #select(selecting: Selecting) {
    // The summary may wait while files are read; a person should not.
    if (await select(selecting)) this.#view.store.refresh();
  }
}
