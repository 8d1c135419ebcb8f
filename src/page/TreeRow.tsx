// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be a tree of a million rows of which forty exist
// biome-ignore-all lint/a11y/useFocusableInteractive: in a treegrid that is used by rows, rows take the focus and cells do not

import type { MoreColumn, Row } from '../worker/session';
import { renaming } from './edit-state';
import { leaveOut, openMenuAt } from './edits';
import { fileKind, kindIcon } from './file-kinds';
import { formatCount, formatDateAndTime, formatDay, formatMode, formatSize, showName } from './format';
import { Icon } from './Icon';
import { Folder, FolderOpen, RefreshCw, X } from './icons';
import { ChevronRight, Ellipsis } from './icons-later';
import { MarkedName, Name } from './Name';
import { RenameField } from './RenameField';
import { showAs, shownNames } from './shown-names';
import { dropFolder, session, working } from './state';
import { texts as editTexts } from './texts-edits';
import { texts } from './texts-worlds';
import { cellOf, columns } from './tree-cells';
import { filterShown } from './tree-look';

interface RowPlace {
  index: number;
  /** Pixels from where rows are placed. */
  y: number;
  active: boolean;
}

interface TreeRowProps extends RowPlace {
  row: Row;
}

/** One row of the preview. */
export function TreeRow({ row, index, y, active }: TreeRowProps) {
  // While files are being read nothing is known of most. (It reads a signal in any case: that alone spares it a drawing
  // with the same properties.)
  const isUnknown = working.value && row.byteLength === 0;
  const folder = row.kind === 'folder';
  const { changed, unreadable, notInJoliet, notInIso } = row.flags;
  const tabIndex = active ? 0 : -1;
  const isNaming = renaming.value === row.entry;
  const isAimedAt = folder && dropFolder.value?.entry === row.entry;
  const kind = fileKind(row.name);
  return (
    <div
      class={isAimedAt ? 'row aimed-at' : 'row'}
      draggable={!isNaming}
      role="row"
      tabindex={tabIndex}
      aria-rowindex={index + 2}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.setSize}
      aria-selected={row.selected}
      {...(folder ? { 'aria-expanded': row.expanded === true } : {})}
      style={{ '--y': `${y}px`, '--level': String(Math.min(row.level - 1, 24)) }}
    >
      <span role="gridcell" class="cell-name" title={showName(row.name)}>
        <span class={row.expanded ? 'chevron open' : 'chevron'}>
          {folder && <Icon path={ChevronRight} size={16} />}
        </span>
        <span class={folder ? 'kind kind-folder' : `kind kind-${kind}`}>
          <Icon path={folder ? (row.expanded ? FolderOpen : Folder) : kindIcon(kind)} size={17} />
        </span>
        {isNaming ? <RenameField row={row} /> : <RowName row={row} />}
        {changed && <span class="badge">{texts.contents.changed}</span>}
        {unreadable && <span class="badge">{texts.contents.unreadable}</span>}
        {notInJoliet && <span class="badge">{editTexts.flags.notInJoliet}</span>}
        {notInIso && <span class="badge">{editTexts.flags.notInIso}</span>}
      </span>
      <span
        role="gridcell"
        class="cell-size"
        title={folder && row.childCount !== undefined ? texts.contents.entries(row.childCount) : undefined}
      >
        {isUnknown ? '' : formatSize(row.byteLength)}
      </span>
      <span
        role="gridcell"
        class="cell-modified"
        title={row.modified === undefined ? undefined : formatDateAndTime(row.modified)}
      >
        {row.modified === undefined ? '' : formatDay(row.modified)}
      </span>
      {columns.value.map((column) => (
        <MoreCell key={column} row={row} column={column} />
      ))}
      <span role="gridcell" class="cell-action">
        {changed && (
          <RowButton
            icon={RefreshCw}
            label={texts.contents.readAgainName(row.name)}
            tabIndex={tabIndex}
            act={() => session().readAgain(row.entry)}
          />
        )}
        <RowButton
          icon={X}
          label={texts.contents.leaveOutName(row.name)}
          tabIndex={tabIndex}
          act={() => void leaveOut(row)}
        />
        <RowButton
          icon={Ellipsis}
          label={editTexts.menu.row(row.name)}
          tabIndex={tabIndex}
          hasMenu
          act={(button) => openMenuAt(button, row)}
        />
      </span>
    </div>
  );
}

/** The name as it was given, or as the reader shows it that was chosen. */
function RowName({ row }: { row: Row }) {
  if (!showAs.value) return <MarkedName name={row.name} marked={filterShown.value} />;
  const shown = shownNames.of(row.entry);
  if (shown === undefined) return <span class="name unknown">…</span>;
  if (shown === null) {
    return (
      <>
        <del>
          <Name>{row.name}</Name>
        </del>
        <span class="badge">{texts.showAs.absent}</span>
      </>
    );
  }
  // Capitals alone are no other name.
  if (shown.toLowerCase() === row.name.toLowerCase()) return <Name>{shown}</Name>;
  return (
    <span class="renamed" title={texts.showAs.given(row.name)}>
      <Name>{shown}</Name>
    </span>
  );
}

/** A cell of a column that is shown on demand. */
function MoreCell({ row, column }: { row: Row; column: MoreColumn }) {
  const value = column === 'mode' ? formatMode(row.mode) : cellOf(row.entry, column);
  const shown = typeof value === 'number' ? formatCount(value) : value;
  const text = shown === undefined ? '' : shown === null ? texts.columns.none : showName(shown);
  return (
    <span role="gridcell" class={`cell-more cell-${column}`} title={text}>
      <bdi>{text}</bdi>
    </span>
  );
}

interface RowButtonProps {
  icon: string;
  label: string;
  tabIndex: number;
  hasMenu?: boolean;
  act: (button: HTMLElement) => void;
}

function RowButton({ icon, label, tabIndex, hasMenu, act }: RowButtonProps) {
  return (
    <button
      type="button"
      class={hasMenu ? 'row-button menu-button' : 'row-button'}
      aria-label={label}
      title={label}
      tabindex={tabIndex}
      {...(hasMenu ? { 'aria-haspopup': 'menu' as const } : {})}
      onClick={(event) => {
        event.stopPropagation();
        act(event.currentTarget);
      }}
    >
      <Icon path={icon} size={16} />
    </button>
  );
}

/** A row that is not known yet. */
export function PlaceholderRow({ index, level, y, active }: RowPlace & { level: number }) {
  return (
    <div
      class="row placeholder"
      role="row"
      tabindex={active ? 0 : -1}
      aria-rowindex={index + 2}
      aria-level={level}
      style={{ '--y': `${y}px` }}
    >
      <span role="gridcell" class="cell-name">
        {texts.loading}
      </span>
    </div>
  );
}
