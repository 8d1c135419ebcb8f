/** The rows of the preview: what is visible of the tree, a window at a time. */
import { type EntryId, type ImageTree, ROOT } from '../image/tree';
import type { Filter } from './filter';
import type { FolderOrders, Order } from './folder-orders';
import { type OpenFolder, positionsBefore, rowAt, rowsBefore } from './open-folder';
import type { Work } from './slices';

/** Children looked at before somebody else may have the thread. */
const STRIDE = 8192;

export interface VisibleRow {
  entry: EntryId;
  /** The folder in whose rows it stands; absent at the top. */
  parent?: EntryId;
  level: number;
  position: number;
  setSize: number;
}

/**
 * Visible rows in order, as they were when they were last worked out. No list of them is kept: a row is found by way of
 * the open folders around it.
 */
export class VisibleRows {
  readonly #tree: ImageTree;
  readonly #orders: FolderOrders;
  readonly #expanded = new Set<EntryId>();
  /** What a person opened and closed since a filter is on, which opens by itself what has matches in it. */
  readonly #opened = new Set<EntryId>();
  readonly #closed = new Set<EntryId>();
  #open = new Map<EntryId, OpenFolder>();
  #root: OpenFolder = emptyRoot();

  constructor(tree: ImageTree, orders: FolderOrders) {
    this.#tree = tree;
    this.#orders = orders;
  }

  /** Another filter is on, or none any more. */
  forgetMeanwhile(): void {
    this.#opened.clear();
    this.#closed.clear();
  }

  /** Opens or closes a folder; it shows when rows are worked out anew. */
  expand(entry: EntryId, expanded: boolean, filter: Filter): void {
    if (!filter.isOn) {
      this.#expanded[expanded ? 'add' : 'delete'](entry);
      return;
    }
    this.#opened[expanded ? 'add' : 'delete'](entry);
    this.#closed[expanded ? 'delete' : 'add'](entry);
  }

  /** Whether a folder's children are among the rows. */
  isExpanded(entry: EntryId): boolean {
    return this.#open.has(entry);
  }

  get total(): number {
    return this.#root.total;
  }

  window(first: number, count: number): VisibleRow[] {
    const rows: VisibleRow[] = [];
    const end = Math.min(first + count, this.total);
    for (let index = Math.max(0, first); index < end; index++) {
      const { folder, position } = rowAt(this.#root, index);
      const { children, level } = folder;
      const row = { entry: children[position] as number, level, position: position + 1, setSize: children.length };
      rows.push(folder.folder === ROOT ? row : { ...row, parent: folder.folder });
    }
    return rows;
  }

  /** The entries of rows, in runs of neighbours. */
  *entries(first: number, end: number): IterableIterator<Uint32Array> {
    for (let index = first; index < end; ) {
      const { folder, position } = rowAt(this.#root, index);
      // Up to the next open folder, whose rows come behind it.
      const opened = positionsBefore(folder, position);
      const last = folder.positions[opened] ?? folder.children.length - 1;
      const run = folder.children.subarray(position, Math.min(last + 1, position + end - index));
      yield run;
      index += run.length;
    }
  }

  /** The row of an entry; -1 where it is not shown. */
  indexOf(entry: EntryId): number {
    if (entry === ROOT) return -1;
    let index = 0;
    for (let at = entry; at !== ROOT; ) {
      const around = this.folderOf(at);
      const folder = this.#open.get(around);
      const position = folder?.children.indexOf(at) ?? -1;
      if (!folder || position < 0) return -1;
      index += position + rowsBefore(folder, positionsBefore(folder, position));
      if (around !== ROOT) index++;
      at = around;
    }
    return index;
  }

  /** The folder in whose rows an entry stands. */
  folderOf(entry: EntryId): EntryId {
    const parent = this.#tree.parent(entry);
    return parent === this.#tree.dissolved ? ROOT : parent;
  }

  /** Folders around an entry, the nearest first. */
  around(entry: EntryId): EntryId[] {
    const folders: EntryId[] = [];
    for (let at = this.folderOf(entry); at !== ROOT; at = this.folderOf(at)) folders.push(at);
    return folders;
  }

  /** Folders beside a row, and its own entry where it is one. */
  siblings(entry: EntryId): Uint32Array {
    const folder = this.#open.get(this.folderOf(entry));
    return folder?.children.subarray(0, folder.folders) ?? new Uint32Array(0);
  }

  /** Works out the rows anew; those before stay until that is done. */
  *update(filter: Filter): Work {
    const open = new Map<EntryId, OpenFolder>();
    this.#root = yield* this.#enter(ROOT, 1, filter, open);
    this.#open = open;
  }

  *#enter(folder: EntryId, level: number, filter: Filter, open: Map<EntryId, OpenFolder>): Work<OpenFolder> {
    const { entries: children, folders } = yield* this.#orderOf(folder, filter);
    const entered: OpenFolder = {
      folder,
      level,
      children,
      folders,
      open: [],
      positions: [],
      before: [],
      total: children.length,
    };
    open.set(folder, entered);
    for (let position = 0; position < folders; position++) {
      if (position % STRIDE === STRIDE - 1) yield;
      const child = children[position] as number;
      if (!this.#isWanted(child, filter)) continue;
      const inside = yield* this.#enter(child, level + 1, filter, open);
      entered.before.push(entered.total - children.length);
      entered.positions.push(position);
      entered.open.push(inside);
      entered.total += inside.total;
    }
    yield;
    return entered;
  }

  /** Whether a folder is to be open. */
  #isWanted(folder: EntryId, filter: Filter): boolean {
    if (!filter.isOn) return this.#expanded.has(folder);
    return filter.hasMatches(folder) ? !this.#closed.has(folder) : this.#opened.has(folder);
  }

  /** A folder's children as they are shown: with a filter those that it lets be seen, where there are such. */
  *#orderOf(folder: EntryId, filter: Filter): Work<Order> {
    const order = yield* this.#orders.of(folder);
    if (!filter.isOn || (folder !== ROOT && !filter.hasMatches(folder))) return order;
    const shown = new Uint32Array(order.entries.length);
    let count = 0;
    let folders = 0;
    for (let at = 0; at < order.entries.length; at++) {
      if (at % STRIDE === STRIDE - 1) yield;
      const entry = order.entries[at] as number;
      if (!filter.shows(entry)) continue;
      shown[count++] = entry;
      if (at < order.folders) folders++;
    }
    return { entries: shown.slice(0, count), folders };
  }
}

function emptyRoot(): OpenFolder {
  const children = new Uint32Array(0);
  return { folder: ROOT, level: 1, children, folders: 0, open: [], positions: [], before: [], total: 0 };
}
