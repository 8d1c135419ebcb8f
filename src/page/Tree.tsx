// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be a tree of a million rows of which forty exist
// biome-ignore-all lint/a11y/useFocusableInteractive: in a treegrid that is used by rows, rows take the focus and cells do not
import type { Row } from '../worker/session';
import { expand, leaveOut } from './actions';
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
import { signal } from './signal';
import { session, summary } from './state';
import { isWorking } from './status';
import { PlaceholderRow, TreeRow } from './TreeRow';
import { texts } from './texts-later';
import { afterDrawing } from './view';

/** Rows drawn out of sight, so that a quick scroll finds some. */
const MARGIN = 8;
/** Milliseconds between two looks at the rows while work goes on. */
const REFRESH_PAUSE = 500;
/** Pixels below a short tree from which on they are put to use, and those left free around it. */
const FILLER_ROOM = 80;
const FILLER_MARGIN = 32;
/** Milliseconds after the last scroll event when the scrollbar is put where it belongs. */
const SCROLL_PAUSE = 150;

const store = new RowStore((first, count) => session().rows(first, count));
const position = signal<Position>({ top: 0, scrollTop: 0 });
const size = signal({ viewport: 0, rowHeight: 34 });
/** The row that takes the focus, by its index. */
const active = signal(0);
let takesFocus = false;
/** What has the focus below the tree. */
let focused: Element | undefined;
let scroller: HTMLElement | undefined;
let settling: ReturnType<typeof setTimeout> | undefined;

let observer: ResizeObserver | undefined;

/** Sizes come with the browser's own layout: asking for them would force another. */
function measure(changes: ResizeObserverEntry[]) {
  for (const { target, contentRect } of changes) {
    const measured = target === scroller ? 'viewport' : 'rowHeight';
    size.value = { ...size.value, [measured]: contentRect.height };
  }
}

/** A tree is on the page: it begins at its top. */
function begin(element: HTMLElement) {
  observer?.disconnect();
  observer = new ResizeObserver(measure);
  scroller = element;
  for (const measured of [element, ...element.querySelectorAll('.row-probe')]) observer.observe(measured);
  position.value = { top: 0, scrollTop: 0 };
  active.value = 0;
}

let seen = '';
let refreshedAt = 0;
let refreshing: ReturnType<typeof setTimeout> | undefined;

/** Asks for the rows anew when they may have changed; while files come in only now and then, since it takes time. */
function followRevision() {
  const { revision, problemCount, changedCount } = summary.value;
  const working = isWorking(summary.value);
  // What is wrong with a file shows in its row; and once the work is over what was put off is due at once.
  const now = [revision, problemCount, changedCount, working].join();
  if (now === seen) return;
  seen = now;
  clearTimeout(refreshing);
  const wait = refreshedAt + (working ? REFRESH_PAUSE : 0) - Date.now();
  refreshing = setTimeout(() => {
    refreshedAt = Date.now();
    store.refresh();
  }, wait);
}

const geometryNow = (): Geometry => ({ total: store.total.value, ...size.value });

function moveTo(next: Position) {
  position.value = next;
  if (scroller) scroller.scrollTop = next.scrollTop;
}

function followScroll() {
  if (!scroller || Math.abs(scroller.scrollTop - position.value.scrollTop) < 1) return;
  position.value = positionAfterScroll(geometryNow(), position.value, scroller.scrollTop);
  clearTimeout(settling);
  settling = setTimeout(() => moveTo(positionAt(geometryNow(), position.value.top)), SCROLL_PAUSE);
}

function activate(index: number) {
  const total = store.total.value;
  if (total === 0) return;
  active.value = Math.min(Math.max(0, index), total - 1);
  takesFocus = true;
  moveTo(positionShowing(geometryNow(), position.value, active.value));
}

/** Keeps the focus in the tree once its rows are drawn. */
function keepFocus() {
  const total = store.total.value;
  if (active.value >= total && total > 0) active.value = total - 1;
  // What had the focus is gone, with its row or as a placeholder of it: the row in its place takes it over.
  const isLost = focused?.isConnected === false && document.activeElement === document.body;
  if (!takesFocus && !isLost) return;
  const row = scroller?.querySelector<HTMLElement>(`[aria-rowindex="${active.value + 2}"]`);
  if (!row) return;
  takesFocus = false;
  row.focus({ preventScroll: true });
}

async function open(row: Row, expanded: boolean) {
  if (await expand(row, expanded)) store.refresh();
}

async function goToParent(index: number, level: number) {
  for (let above = index - 1; above >= 0; above--) {
    const row = await store.fetchRow(above);
    if (row && row.level < level) return activate(above);
  }
}

function act(event: KeyboardEvent) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const onButton = event.target instanceof HTMLButtonElement;
  if (onButton && (event.key === 'Enter' || event.key === ' ')) return;
  const index = active.value;
  const row = store.row(index);
  const { viewport, rowHeight, total } = geometryNow();
  const page = Math.max(1, Math.floor(viewport / rowHeight) - 1);
  const isFolder = row?.kind === 'folder';
  const toggle = () => row && isFolder && void open(row, !row.expanded);
  const actions: Record<string, () => void> = {
    ArrowDown: () => activate(index + 1),
    ArrowUp: () => activate(index - 1),
    PageDown: () => activate(index + page),
    PageUp: () => activate(index - page),
    Home: () => activate(0),
    End: () => activate(total - 1),
    ArrowRight: () => {
      if (row && isFolder && !row.expanded) void open(row, true);
      else if (isFolder && row?.childCount) activate(index + 1);
    },
    ArrowLeft: () => {
      if (row && isFolder && row.expanded) void open(row, false);
      else if (row && row.level > 1) void goToParent(index, row.level);
    },
    Enter: toggle,
    ' ': toggle,
    Delete: () => row && !row.flags.leftOut && void leaveOut(row),
  };
  const action = actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

/** The preview of the image's tree: a treegrid of any length, of which only the seen rows exist. */
export function Tree() {
  const geometry = geometryNow();
  const { total, rowHeight, viewport } = geometry;
  const { top, scrollTop } = position.value;
  const { first, count } = visibleRows(geometry, top, MARGIN);
  followRevision();
  store.want(first, count);
  afterDrawing(keepFocus);

  const indices = Array.from({ length: count }, (_, offset) => first + offset);
  // The row that has the focus exists even when it is scrolled away, or the focus would be lost.
  if (total > 0 && active.value < total && (active.value < first || active.value >= first + count)) {
    // In its order, so that it need not be moved later, which would take the focus away.
    indices[active.value < first ? 'unshift' : 'push'](active.value);
  }
  const shift = scrollTop - top;

  return (
    <div
      class="tree"
      role="treegrid"
      aria-label={texts.contents.treeLabel}
      aria-rowcount={total + 1}
      aria-describedby="tree-keys"
      onkeydown={act}
      onfocusin={(event) => {
        if (!(event.target instanceof Element)) return;
        focused = event.target;
        // A screen reader may focus any row: the keys are meant for that one then.
        const row = event.target.closest('[aria-rowindex]');
        if (row) active.value = Number(row.getAttribute('aria-rowindex')) - 2;
      }}
      onfocusout={(event) => {
        const left = event.target;
        // An element that is being removed is not in the document a moment later.
        setTimeout(() => {
          if (focused === left && focused?.isConnected) focused = undefined;
        });
      }}
    >
      <HeaderRow />
      <div class="tree-scroll" role="presentation" ref={begin} onscroll={followScroll}>
        <div class="tree-space" role="rowgroup" style={{ 'block-size': `${spacerHeight(geometry)}px` }}>
          {indices.map((index) => {
            const row = store.row(index);
            const y = index * rowHeight + shift;
            return row ? (
              <TreeRow
                key={row.entry}
                row={row}
                index={index}
                y={y}
                active={index === active.value}
                onActivate={() => activate(index)}
                onExpand={(expanded) => void open(row, expanded)}
                onLeaveOut={() => void leaveOut(row)}
              />
            ) : (
              <PlaceholderRow key={`at ${index}`} index={index} y={y} active={index === active.value} />
            );
          })}
        </div>
        <div class="row-probe" role="presentation" />
        <TreeFiller total={total} room={viewport - spacerHeight(geometry)} />
      </div>
      <p id="tree-keys" class="visually-hidden">
        {texts.contents.keys}
      </p>
    </div>
  );
}

function HeaderRow() {
  return (
    <div class="tree-head" role="row" aria-rowindex={1}>
      <span role="columnheader">{texts.contents.name}</span>
      <span role="columnheader" class="cell-size">
        {texts.contents.size}
      </span>
      <span role="columnheader" class="cell-modified">
        {texts.contents.modified}
      </span>
      <span role="columnheader" class="cell-action">
        <span class="visually-hidden">{texts.contents.actions}</span>
      </span>
    </div>
  );
}

/** The room below a short tree says that more can be dropped. */
function TreeFiller({ total, room }: { total: number; room: number }) {
  if (room < FILLER_ROOM) return null;
  const nothing = total === 0 && summary.value.phase === 'ready';
  return (
    <p class="tree-filler" role="presentation" style={{ 'block-size': `${room - FILLER_MARGIN}px` }}>
      {nothing ? texts.contents.empty : texts.contents.dropHint}
    </p>
  );
}
