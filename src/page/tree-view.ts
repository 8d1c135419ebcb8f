/** What is seen of the tree: which rows, how far it is scrolled, and which row takes the focus. */
import { batch, computed, effect, signal } from '@preact/signals-core';
import type { EntryId, Row, Rows } from '../worker/session';
import { expand, expandSiblings, select } from './actions';
import {
  type Geometry,
  type Position,
  positionAfterScroll,
  positionAt,
  positionShowing,
  spacerHeight,
  visibleRows,
} from './row-window';
import { RowStore } from './rows';
import { part, session, working } from './state';
import { filterShown } from './tree-look';

/** Rows drawn out of sight, so that a quick scroll finds some. */
const MARGIN = 8;
/** Milliseconds between two looks at the rows while work goes on. */
const REFRESH_PAUSE = 500;
/** Milliseconds after the last scroll event when the scrollbar is put where it belongs. */
const SCROLL_PAUSE = 150;
/** Milliseconds between two times that the session is told of scrolling. */
const TELL_PAUSE = 100;
/** Pixels after which rows of a long list are placed from elsewhere. */
const ANCHOR_PIXELS = 1_000_000;

const generation = part('generation');

export class TreeView {
  readonly store = new RowStore(
    (first, count) => session().rows(first, count, this.#entry),
    (rows) => this.#follow(rows),
  );
  /** The row that takes the focus, by its index. */
  readonly active = signal(0);
  /** The entry that is meant by it: that stays when rows move, and comes back when it is shown again. */
  #entry: EntryId | undefined;
  /** It is not shown: another row has the focus for it. */
  #isAway = false;
  /** It was come to by way of a filter. */
  #isFound = false;
  /** What the rows were filtered by when they came last. */
  #filter = '';
  readonly #size = signal({ viewport: 0, rowHeight: 34 });
  readonly #position = signal<Position>({ top: 0, scrollTop: 0 });
  readonly #geometry = computed((): Geometry => ({ total: this.store.total.value, ...this.#size.value }));

  readonly rowHeight = computed(() => this.#size.value.rowHeight);
  readonly height = computed(() => spacerHeight(this.#geometry.value));
  /** Pixels of the view below the last row. */
  readonly room = computed(() => this.#size.value.viewport - this.height.value);
  /** Pixels by which rows stand elsewhere than their index says, in a list that is higher than an element can be. */
  readonly #shift = computed(() => this.#position.value.scrollTop - this.#position.value.top);
  /**
   * Pixels of the list from which rows are placed, and where they are in the scrolled element: so that a row keeps its
   * place in its layer while a long list is scrolled, and no number is too large for a browser's 32 bits.
   */
  readonly anchor = computed(() =>
    this.#shift.value === 0 ? 0 : Math.floor(this.#position.value.top / ANCHOR_PIXELS) * ANCHOR_PIXELS,
  );
  readonly anchorAt = computed(() => this.anchor.value + this.#shift.value);
  /** None while the thumb is dragged: in the next frame all rows are other ones. */
  readonly #margin = signal(MARGIN);
  readonly #drawn = computed(() => visibleRows(this.#geometry.value, this.#position.value.top, this.#margin.value));
  /** First row and number of rows to draw. */
  readonly first = computed(() => this.#drawn.value.first);
  readonly count = computed(() => this.#drawn.value.count);

  #scroller: HTMLElement | undefined;
  #takesFocus = false;
  /** What had the focus when a row was to take it: should something else have it by then, it is left there. */
  #focusedBefore: Element | null = null;
  /** What has the focus below the tree. */
  #focused: Element | undefined;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #refreshing: ReturnType<typeof setTimeout> | undefined;
  #refreshedAt = 0;
  #toldAt = Number.NEGATIVE_INFINITY;

  /** Follows the size of a scrolled element and of a row in it. Returns the function that ends that. */
  attach(scroller: HTMLElement, probe: HTMLElement): () => void {
    this.#scroller = scroller;
    // Sizes come with the browser's own layout: asking for them would force another.
    const observer = new ResizeObserver((changes) => {
      for (const { target, contentRect } of changes) {
        const measured = target === scroller ? 'viewport' : 'rowHeight';
        this.#size.value = { ...this.#size.value, [measured]: contentRect.height };
      }
    });
    observer.observe(scroller);
    observer.observe(probe);
    let known = generation.peek();
    const unfollow = effect(() => {
      if (generation.value === known) return;
      known = generation.value;
      this.#forget();
    });
    return () => {
      observer.disconnect();
      unfollow();
      clearTimeout(this.#settling);
      clearTimeout(this.#refreshing);
    };
  }

  /** A row that is pressed in the tree that is made anew is one of that tree, or none. */
  #forget() {
    this.#entry = undefined;
    this.#isAway = false;
    this.store.forget();
  }

  /** Asks for the rows anew, since they may have changed; while files come in only now and then, as it takes time. */
  refresh(working: boolean) {
    clearTimeout(this.#refreshing);
    const wait = this.#refreshedAt + (working ? REFRESH_PAUSE : 0) - performance.now();
    this.#refreshing = setTimeout(() => {
      this.#refreshedAt = performance.now();
      this.store.refresh();
    }, wait);
  }

  /** Asks for the rows that are to be seen. */
  want() {
    this.store.want(this.first.value, this.count.value, this.#margin.value === 0);
  }

  /** Somebody scrolls, by whatever means. */
  #tellOfScroll() {
    if (!working.peek() || performance.now() < this.#toldAt + TELL_PAUSE) return;
    this.#toldAt = performance.now();
    // A session that cannot answer says so in its summary.
    session()
      .scrolled()
      .catch(() => {});
  }

  #moveTo(next: Position) {
    this.#position.value = next;
    if (this.#scroller) this.#scroller.scrollTop = next.scrollTop;
  }

  /** The browser has scrolled. */
  followScroll(scrollTop: number) {
    const position = this.#position.value;
    if (Math.abs(scrollTop - position.scrollTop) < 1) return;
    this.#tellOfScroll();
    const geometry = this.#geometry.value;
    batch(() => {
      this.#position.value = positionAfterScroll(geometry, position, scrollTop);
      const isFar = Math.abs(this.#position.value.top - position.top) > geometry.viewport;
      this.#margin.value = isFar ? 0 : MARGIN;
    });
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#settle(), SCROLL_PAUSE);
  }

  /** Puts the scrollbar where it belongs, unless it has been moved and the browser is about to tell. */
  #settle() {
    this.#margin.value = MARGIN;
    const { top, scrollTop } = this.#position.value;
    if (Math.abs((this.#scroller?.scrollTop ?? scrollTop) - scrollTop) >= 1) return;
    this.#moveTo(positionAt(this.#geometry.value, top));
  }

  /** Gives the focus to the row at `index`, or the nearest that there is. */
  activate(index: number) {
    const { total } = this.#geometry.value;
    if (total === 0) return;
    this.#mean(Math.min(Math.max(0, index), total - 1));
    this.#takesFocus = true;
    this.#focusedBefore = document.activeElement;
    this.show(this.active.value);
  }

  /** Scrolls no further than it takes to see the row at `index` whole. */
  show(index: number) {
    this.#tellOfScroll();
    this.#moveTo(positionShowing(this.#geometry.value, this.#position.value, index));
  }

  #mean(index: number) {
    this.active.value = index;
    this.#entry = this.store.row(index)?.entry;
    this.#isAway = false;
    this.#isFound = this.#filter !== '';
  }

  /** The entry that has the focus may stand elsewhere by now. */
  #follow({ first, rows, focus }: Rows) {
    if (this.#entry === undefined) this.#entry = rows[this.active.value - first]?.entry;
    if (focus && focus.entry !== this.#entry) return;
    const isBack = this.#isAway && focus?.isShown === true;
    this.#isAway = focus?.isShown !== true;
    const isFilteredAnew = this.#filter !== filterShown.value;
    this.#filter = filterShown.value;
    // Where it is nowhere to be seen, what a filter found begins at the top.
    if (!focus && isFilteredAnew) this.active.value = 0;
    // What a filter led to stays in sight without it.
    if (isFilteredAnew && this.#filter === '' && this.#isFound && focus?.isShown === false) void this.#showAgain();
    if (!focus) return;
    const moved = focus.index - this.active.value;
    if (moved === 0 && !isBack) return;
    const seen = visibleRows(this.#geometry.value, this.#position.value.top, 0);
    const isSeen = this.active.value >= seen.first && this.active.value < seen.first + seen.count;
    this.active.value = focus.index;
    if (document.activeElement?.role === 'row' && this.#focused?.isConnected) {
      this.#takesFocus = true;
      this.#focusedBefore = document.activeElement;
    }
    // Who works in the tree goes with the row; who only looks is left where he is.
    if (!isSeen || !this.#focused?.isConnected) return;
    if (!focus.isShown) this.show(focus.index);
    else this.#moveTo(positionAt(this.#geometry.value, this.#position.value.top + moved * this.rowHeight.value));
  }

  async #showAgain() {
    if (this.#entry === undefined) return;
    // A session that cannot answer says so in its summary.
    await session()
      .reveal(this.#entry)
      .catch(() => {});
    this.store.refresh();
  }

  /** Rows of one page, for the keys that turn one. */
  get pageRows(): number {
    const { viewport, rowHeight } = this.#geometry.value;
    return Math.max(1, Math.floor(viewport / rowHeight) - 1);
  }

  /** Something in the tree got the focus. */
  focusCame(target: Element) {
    this.#focused = target;
    // A screen reader may focus any row: the keys are meant for that one then.
    const index = rowIndexOf(target);
    if (index !== undefined && index !== this.active.value) this.#mean(index);
  }

  /** Something in the tree lost the focus. */
  focusWent(target: EventTarget | null) {
    // An element that is being removed is not in the document a moment later.
    setTimeout(() => {
      if (this.#focused === target && this.#focused?.isConnected) this.#focused = undefined;
    });
  }

  /** Keeps the focus in the tree once its rows are drawn. */
  keepFocus() {
    const total = this.store.total.value;
    if (this.active.value >= total && total > 0) this.active.value = total - 1;
    // What had the focus is gone, with its row or as a placeholder of it: the row in its place takes it over.
    const isLost = this.#focused?.isConnected === false && document.activeElement === document.body;
    if (!this.#takesFocus && !isLost) return;
    const row = this.#scroller?.querySelector<HTMLElement>(`[aria-rowindex="${this.active.value + 2}"]`);
    if (!row) return;
    const isElsewhere = this.#takesFocus && this.#hasGone(document.activeElement);
    this.#takesFocus = false;
    if (isElsewhere) return;
    // A name may be being typed in it.
    if (!row.contains(document.activeElement)) row.focus({ preventScroll: true });
  }

  /** Whether somebody has put the focus somewhere else since a row was to take it. */
  #hasGone(focused: Element | null): boolean {
    const isMeant = focused === this.#focusedBefore || focused === document.body;
    return !isMeant && !this.#scroller?.contains(focused);
  }

  /** Opens or closes a folder. */
  async open(row: Row, expanded: boolean) {
    if (await expand(row, expanded)) this.store.refresh();
  }

  /** Opens all folders beside a row. */
  async openSiblings(row: Row) {
    if (await expandSiblings(row)) this.store.refresh();
  }

  /** Opens the folders around an entry, selects it and gives it the focus. Returns whether it is there. */
  async seek(entry: EntryId): Promise<boolean> {
    if (!(await select({ do: 'only', entry }))) return false;
    const index = await session().reveal(entry);
    if (index < 0) return false;
    // What stood in that place before is another row where a folder was opened.
    await this.store.refreshRow(index);
    this.activate(index);
    this.#scroller?.scrollIntoView({ block: 'nearest' });
    return true;
  }

  /** Gives the focus to the folder that a row lies in. */
  async goToParent({ parent }: Row) {
    const index = parent === undefined ? -1 : await session().indexOf(parent);
    if (index >= 0) this.activate(index);
  }
}

/** The index of the row that an element of the tree is in; undefined in the header and outside of rows. */
export function rowIndexOf(element: Element): number | undefined {
  const row = element.closest('[aria-rowindex]');
  const index = Number(row?.getAttribute('aria-rowindex')) - 2;
  return index < 0 ? undefined : index;
}
