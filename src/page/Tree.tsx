// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be a tree of a million rows of which forty exist
// biome-ignore-all lint/a11y/useFocusableInteractive: in a treegrid that is used by rows, rows take the focus and cells do not
import { useSignalEffect } from '@preact/signals';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { EntryId, MoreColumn, Sort } from '../worker/session';
import { renaming } from './edit-state';
import { Icon } from './Icon';
import { ArrowDown, ArrowUp } from './icons-later';
import { showAs, shownNames } from './shown-names';
import { part, sought, working } from './state';
import { PlaceholderRow, TreeRow } from './TreeRow';
import { texts } from './texts-later';
import { columns, wantCells } from './tree-cells';
import { TreeDrag } from './tree-drag';
import { actOnKey } from './tree-keys';
import { filterShown, sort, sortBy } from './tree-look';
import { TreeMenus } from './tree-menus';
import { TreeSelection } from './tree-selection';
import { TreeView } from './tree-view';
import { TypeAhead } from './type-ahead';

/** Pixels below a short tree from which on they are put to use, and those left free around it. */
const FILLER_ROOM = 80;
const FILLER_MARGIN = 32;

/** In rem. */
const COLUMN_WIDTHS: Readonly<Record<MoreColumn, number>> = { mode: 6.5, iso: 10, joliet: 12, block: 6 };
/** What the tree is at least where more columns are shown, besides those: then it is scrolled sideways. */
const WIDE_TREE = 36;

const revision = part('revision');
const arrivals = part('arrivals');
const problemCount = part('problemCount');
const changedCount = part('changedCount');
const phase = part('phase');
const viewVersion = part('view');

/** The preview of the image's tree: a treegrid of any length, of which only the seen rows exist. */
export function Tree() {
  const [parts] = useState(() => {
    const view = new TreeView();
    const selection = new TreeSelection(view);
    const menus = new TreeMenus(view);
    return { view, selection, menus, drag: new TreeDrag(view), typeAhead: new TypeAhead() };
  });
  const { view, selection, menus, drag } = parts;
  useSignalEffect(() => view.want());
  useSignalEffect(() => {
    // What is wrong with a file shows in its row; and once the work is over what was put off is due at once.
    for (const { value } of [revision, arrivals, problemCount, changedCount]) void value;
    view.refresh(working.value);
  });
  useSignalEffect(() => {
    void viewVersion.value;
    view.refresh(false);
  });
  useSignalEffect(() => {
    if (!sought.value) return;
    const { entry, toRename } = sought.value;
    sought.value = undefined;
    void view.seek(entry).then((isThere) => {
      // Once its row has the focus: the field takes it over.
      if (isThere && toRename) requestAnimationFrame(() => setTimeout(() => (renaming.value = entry)));
    });
  });
  useSignalEffect(() => {
    // Rows that came in, or an image that is known by now.
    for (const { value } of [view.store.version, phase, revision]) void value;
    const indices = Array.from({ length: view.count.value }, (_, offset) => view.first.value + offset);
    if (showAs.value) shownNames.want(indices.flatMap((index) => view.store.row(index)?.entry ?? []));
  });
  return (
    <div
      class="tree"
      style={widthsOf(columns.value)}
      role="treegrid"
      aria-label={texts.contents.treeLabel}
      aria-rowcount={view.store.total.value + 1}
      aria-multiselectable="true"
      aria-describedby="tree-keys"
      onClick={(event) => selection.click(event)}
      onDblClick={({ target }) => selection.doubleClick(target)}
      onMouseDown={keepText}
      onKeyDown={(event) => actOnKey(event, parts)}
      onContextMenu={(event) => menus.contextMenu(event)}
      onPointerDown={(event) => menus.press(event)}
      onPointerMove={(event) => menus.move(event)}
      onPointerUp={() => menus.release()}
      onPointerCancel={() => menus.release()}
      onDragStart={(event) => drag.start(event)}
      onDragEnter={(event) => drag.over(event)}
      onDragOver={(event) => drag.over(event)}
      onDragLeave={(event) => drag.leave(event)}
      onDrop={(event) => drag.drop(event)}
      onDragEnd={() => drag.end()}
      onFocusIn={({ target }) => target instanceof Element && view.focusCame(target)}
      onFocusOut={({ target }) => view.focusWent(target)}
    >
      <HeaderRow />
      <Scroller view={view} />
      <p id="tree-keys" class="visually-hidden">
        {texts.contents.keys}
      </p>
    </div>
  );
}

function widthsOf(shown: readonly MoreColumn[]) {
  if (shown.length === 0) return {};
  const widths = shown.map((column) => COLUMN_WIDTHS[column]);
  const all = widths.reduce((sum, width) => sum + width, WIDE_TREE);
  return { '--more': widths.map((width) => `${width}rem`).join(' '), minInlineSize: `${all}rem` };
}

/** Shift and a press select rows, not their text. */
function keepText(event: MouseEvent) {
  if (event.shiftKey) event.preventDefault();
}

interface ViewProps {
  view: TreeView;
}

function Scroller({ view }: ViewProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const probe = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!scroller.current || !probe.current) return;
    return view.attach(scroller.current, probe.current);
  }, [view]);
  return (
    <div
      class="tree-scroll"
      role="presentation"
      ref={scroller}
      onScroll={(event) => view.followScroll(event.currentTarget.scrollTop)}
    >
      <div
        class="tree-space"
        role="rowgroup"
        style={{ blockSize: `${view.height.value}px`, '--anchor': `${view.anchorAt.value}px` }}
      >
        <Rows view={view} />
      </div>
      <div class="row-probe" role="presentation" ref={probe} />
      <TreeFiller view={view} />
    </div>
  );
}

/** The rows that are seen. A row is drawn anew only when it is another, or elsewhere. */
function Rows({ view }: ViewProps) {
  const { store } = view;
  // A row that came in is told by the store's version.
  void store.version.value;
  const total = store.total.value;
  const first = view.first.value;
  const count = view.count.value;
  const active = view.active.value;
  const rowHeight = view.rowHeight.value;
  const anchor = view.anchor.value;
  useLayoutEffect(() => view.keepFocus());

  const indices = Array.from({ length: count }, (_, offset) => first + offset);
  // The row that has the focus exists even when it is scrolled away, or the focus would be lost.
  if (total > 0 && active < total && (active < first || active >= first + count)) {
    // In its order, so that it need not be moved later, which would take the focus away.
    indices[active < first ? 'unshift' : 'push'](active);
  }
  // Answers of two moments may both have an entry, until the next one is there.
  const drawn = new Set<EntryId>();
  // Of a row that is not known: that of the one before, as long as nobody knows better.
  let level = 1;
  const hasMore = columns.value.length > 0;
  useLayoutEffect(() => {
    if (hasMore) wantCells([...drawn]);
  });
  return (
    <>
      {indices.map((index) => {
        const row = store.row(index);
        const place = { index, y: index * rowHeight - anchor, active: index === active };
        level = row?.level ?? level;
        const isNew = row && !drawn.has(row.entry);
        if (isNew) drawn.add(row.entry);
        return isNew ? (
          <TreeRow key={row.entry} row={row} {...place} />
        ) : (
          <PlaceholderRow key={`at ${index}`} level={level} {...place} />
        );
      })}
    </>
  );
}

function HeaderRow() {
  return (
    <div class="tree-head" role="row" aria-rowindex={1}>
      <SortHeader by="name" label={texts.contents.name} />
      <SortHeader by="size" label={texts.contents.size} />
      <SortHeader by="modified" label={texts.contents.modified} />
      {columns.value.map((column) => (
        <span key={column} role="columnheader" class={`cell-${column}`} title={texts.columns.help[column]}>
          {texts.columns.names[column]}
        </span>
      ))}
      <span role="columnheader" class="cell-action">
        <span class="visually-hidden">{texts.contents.actions}</span>
      </span>
    </div>
  );
}

/** A column's name, which sorts by it. */
function SortHeader({ by, label }: { by: Sort['by']; label: string }) {
  const isSorted = sort.value.by === by;
  const { descending } = sort.value;
  const order = isSorted ? (descending ? 'descending' : 'ascending') : 'none';
  return (
    <span role="columnheader" class={`cell-${by}`} aria-sort={order}>
      <button
        type="button"
        class="sort"
        title={texts.contents.sortTitle(label, isSorted)}
        onClick={() => void sortBy(by)}
      >
        {label}
        {isSorted && <Icon path={descending ? ArrowDown : ArrowUp} size={13} />}
      </button>
    </span>
  );
}

/** The room below a short tree says that more can be dropped. */
function TreeFiller({ view }: ViewProps) {
  const room = view.room.value;
  const nothing = view.store.total.value === 0 && phase.value === 'ready';
  if (room < FILLER_ROOM || filterShown.value !== '') return null;
  return (
    <p class="tree-filler" role="presentation" style={{ blockSize: `${room - FILLER_MARGIN}px` }}>
      {nothing ? texts.contents.empty : texts.contents.dropHint}
    </p>
  );
}
