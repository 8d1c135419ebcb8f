// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be a tree of a million rows of which forty exist
// biome-ignore-all lint/a11y/useFocusableInteractive: in a treegrid that is used by rows, rows take the focus and cells do not
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
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
import { session, summary } from './state';
import { isWorking } from './status';
import { PlaceholderRow, TreeRow } from './TreeRow';
import { texts } from './texts';

/** Rows drawn out of sight, so that a quick scroll finds some. */
const MARGIN = 8;
/** Milliseconds between two looks at the rows while work goes on. */
const REFRESH_PAUSE = 500;
/** Pixels below a short tree from which on they are put to use, and those left free around it. */
const FILLER_ROOM = 80;
const FILLER_MARGIN = 32;
/** Milliseconds after the last scroll event when the scrollbar is put where it belongs. */
const SCROLL_PAUSE = 150;

/** The preview of the image's tree: a treegrid of any length, of which only the seen rows exist. */
export function Tree() {
  const store = useMemo(() => new RowStore((first, count) => session().rows(first, count)), []);
  const scroller = useRef<HTMLDivElement>(null);
  const refreshedAt = useRef(0);
  const probe = useRef<HTMLDivElement>(null);
  const position = useSignal<Position>({ top: 0, scrollTop: 0 });
  const size = useSignal({ viewport: 0, rowHeight: 34 });
  const active = useSignal(0);
  const takeFocus = useRef(false);
  const focused = useRef<HTMLElement | null>(null);
  const settling = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const { revision } = summary.value;
  const total = store.total.value;
  store.version.value;
  const geometry: Geometry = { total, ...size.value };
  const { top } = position.value;
  const { first, count } = visibleRows(geometry, top, MARGIN);

  useLayoutEffect(() => {
    // Sizes come with the browser's own layout: asking for them here would force another.
    const observer = new ResizeObserver((changes) => {
      for (const { target, contentRect } of changes) {
        const measured = target === scroller.current ? 'viewport' : 'rowHeight';
        size.value = { ...size.value, [measured]: contentRect.height };
      }
    });
    if (scroller.current) observer.observe(scroller.current);
    if (probe.current) observer.observe(probe.current);
    return () => observer.disconnect();
  }, [size]);

  useEffect(() => {
    // While files come in the rows follow now and then: asking takes time from the reading.
    const wait = refreshedAt.current + (isWorking(summary.peek()) ? REFRESH_PAUSE : 0) - Date.now();
    const timer = setTimeout(() => {
      refreshedAt.current = Date.now();
      store.refresh();
    }, wait);
    return () => clearTimeout(timer);
  }, [store, revision]);
  useEffect(() => store.want(first, count), [store, first, count]);

  useLayoutEffect(() => {
    if (active.value >= total && total > 0) active.value = total - 1;
    // What had the focus is gone, with its row or as a placeholder of it: the row in its place takes it over.
    const lost = focused.current?.isConnected === false && document.activeElement === document.body;
    if (!takeFocus.current && !lost) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[aria-rowindex="${active.value + 2}"]`);
    if (!row) return;
    takeFocus.current = false;
    row.focus({ preventScroll: true });
  });

  const moveTo = (next: Position) => {
    position.value = next;
    if (scroller.current) scroller.current.scrollTop = next.scrollTop;
  };

  const onScroll = () => {
    const element = scroller.current;
    if (!element || Math.abs(element.scrollTop - position.value.scrollTop) < 1) return;
    position.value = positionAfterScroll(geometry, position.value, element.scrollTop);
    clearTimeout(settling.current);
    settling.current = setTimeout(() => moveTo(positionAt(geometry, position.value.top)), SCROLL_PAUSE);
  };

  const activate = (index: number) => {
    if (total === 0) return;
    active.value = Math.min(Math.max(0, index), total - 1);
    takeFocus.current = true;
    moveTo(positionShowing(geometry, position.value, active.value));
  };

  const open = async (row: Row, expanded: boolean) => {
    if (await expand(row, expanded)) store.refresh();
  };

  const goToParent = async (index: number, level: number) => {
    for (let above = index - 1; above >= 0; above--) {
      const row = await store.fetchRow(above);
      if (row && row.level < level) return activate(above);
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const onButton = event.target instanceof HTMLButtonElement;
    if (onButton && (event.key === 'Enter' || event.key === ' ')) return;
    const index = active.value;
    const row = store.row(index);
    const page = Math.max(1, Math.floor(geometry.viewport / geometry.rowHeight) - 1);
    const isFolder = row?.kind === 'folder';
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
      Enter: () => row && isFolder && void open(row, !row.expanded),
      ' ': () => row && isFolder && void open(row, !row.expanded),
      Delete: () => row && !row.flags.leftOut && void leaveOut(row),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };

  const indices = Array.from({ length: count }, (_, offset) => first + offset);
  // The row that has the focus exists even when it is scrolled away, or the focus would be lost.
  if (total > 0 && active.value < total && (active.value < first || active.value >= first + count)) {
    indices.push(active.value);
  }
  const shift = position.value.scrollTop - top;

  return (
    <div
      class="tree"
      role="treegrid"
      aria-label={texts.contents.treeLabel}
      aria-rowcount={total + 1}
      aria-describedby="tree-keys"
      onKeyDown={onKeyDown}
      onFocusIn={(event) => {
        if (!(event.target instanceof HTMLElement)) return;
        focused.current = event.target;
        // A screen reader may focus any row: the keys are meant for that one then.
        const row = event.target.closest('[aria-rowindex]');
        if (row) active.value = Number(row.getAttribute('aria-rowindex')) - 2;
      }}
      onFocusOut={(event) => {
        const left = event.target;
        // An element that is being removed is not in the document a moment later.
        setTimeout(() => {
          if (focused.current === left && focused.current?.isConnected) focused.current = null;
        });
      }}
    >
      <HeaderRow />
      <div class="tree-scroll" role="presentation" ref={scroller} onScroll={onScroll}>
        <div class="tree-space" role="rowgroup" style={{ blockSize: `${spacerHeight(geometry)}px` }}>
          {indices.map((index) => {
            const row = store.row(index);
            const y = index * geometry.rowHeight + shift;
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
        <div class="row-probe" role="presentation" ref={probe} />
        <TreeFiller total={total} room={geometry.viewport - spacerHeight(geometry)} />
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
    <p class="tree-filler" role="presentation" style={{ blockSize: `${room - FILLER_MARGIN}px` }}>
      {nothing ? texts.contents.empty : texts.contents.dropHint}
    </p>
  );
}
