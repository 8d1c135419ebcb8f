// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be a tree of a million rows of which forty exist
// biome-ignore-all lint/a11y/useFocusableInteractive: in a treegrid that is used by rows, rows take the focus and cells do not

import type { Row } from '../worker/session';
import { formatDateAndTime, formatDay, formatSize, showName } from './format';
import { Icon } from './Icon';
import { ChevronRight, File, Folder, FolderOpen, RefreshCw, X } from './icons';
import { Name } from './Name';
import { session, summary } from './state';
import { isWorking } from './status';
import { texts } from './texts-later';

interface TreeRowProps {
  row: Row;
  index: number;
  /** Pixels from the start of the scrolled element. */
  y: number;
  active: boolean;
  onActivate: () => void;
  onExpand: (expanded: boolean) => void;
  onLeaveOut: () => void;
}

/** One row of the preview. */
export function TreeRow({ row, index, y, active, onActivate, onExpand, onLeaveOut }: TreeRowProps) {
  const folder = row.kind === 'folder';
  const { changed, unreadable, leftOut } = row.flags;
  const tabIndex = active ? 0 : -1;
  return (
    <div
      class={leftOut ? 'row left-out' : 'row'}
      role="row"
      tabindex={tabIndex}
      aria-rowindex={index + 2}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.setSize}
      {...(folder ? { 'aria-expanded': row.expanded === true } : {})}
      style={{ transform: `translateY(${y}px)`, '--level': String(Math.min(row.level - 1, 24)) }}
      onclick={() => {
        onActivate();
        if (folder) onExpand(!row.expanded);
      }}
    >
      <span role="gridcell" class="cell-name" title={showName(row.name)}>
        <span class={row.expanded ? 'chevron open' : 'chevron'}>
          {folder && <Icon path={ChevronRight} size={16} />}
        </span>
        <span class={folder ? 'kind folder' : 'kind'}>
          <Icon path={folder ? (row.expanded ? FolderOpen : Folder) : File} size={17} />
        </span>
        <Name>{row.name}</Name>
        {changed && <span class="badge">{texts.contents.changed}</span>}
        {unreadable && <span class="badge">{texts.contents.unreadable}</span>}
        {leftOut && <span class="badge">{texts.contents.flagLeftOut}</span>}
      </span>
      <span
        role="gridcell"
        class="cell-size"
        title={folder && row.childCount !== undefined ? texts.contents.entries(row.childCount) : undefined}
      >
        {/* While files are being read nothing is known of most. */}
        {row.byteLength === 0 && isWorking(summary.value) ? '' : formatSize(row.byteLength)}
      </span>
      <span
        role="gridcell"
        class="cell-modified"
        title={row.modified === undefined ? undefined : formatDateAndTime(row.modified)}
      >
        {row.modified === undefined ? '' : formatDay(row.modified)}
      </span>
      <span role="gridcell" class="cell-action">
        {changed && (
          <RowButton
            icon={RefreshCw}
            label={texts.contents.readAgainName(row.name)}
            tabIndex={tabIndex}
            act={() => session().readAgain(row.entry)}
          />
        )}
        {!leftOut && (
          <RowButton icon={X} label={texts.contents.leaveOutName(row.name)} tabIndex={tabIndex} act={onLeaveOut} />
        )}
      </span>
    </div>
  );
}

interface RowButtonProps {
  icon: string;
  label: string;
  tabIndex: number;
  act: () => void;
}

function RowButton({ icon, label, tabIndex, act }: RowButtonProps) {
  return (
    <button
      type="button"
      class="row-button"
      aria-label={label}
      title={label}
      tabindex={tabIndex}
      onclick={(event) => {
        event.stopPropagation();
        act();
      }}
    >
      <Icon path={icon} size={16} />
    </button>
  );
}

/** A row that is not known yet. */
export function PlaceholderRow({ index, y, active }: Pick<TreeRowProps, 'index' | 'y' | 'active'>) {
  return (
    <div
      class="row placeholder"
      role="row"
      tabindex={active ? 0 : -1}
      aria-rowindex={index + 2}
      style={{ transform: `translateY(${y}px)` }}
    >
      <span role="gridcell" class="cell-name">
        {texts.loading}
      </span>
    </div>
  );
}
