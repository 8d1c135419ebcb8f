/** The rows of the preview: what is visible of the tree, a window at a time. */
import { type EntryId, type ImageTree, Kind } from '../image/tree';
import type { Filter } from './filter';
import type { FolderOrders, Order } from './folder-orders';

const ROOT = 0;

export interface VisibleRow {
  entry: EntryId;
  parent?: EntryId;
  level: number;
  position: number;
  setSize: number;
}

/** A folder whose children are rows. Row numbers in it count from its first child's. */
interface OpenFolder {
  folder: EntryId;
  /** Of its children. */
  level: number;
  children: Uint32Array;
  /** Those of its children that are open, in order. */
  open: OpenFolder[];
  /** Where each of those stands among the children. */
  positions: number[];
  /** Rows in the open ones before each of those. */
  before: number[];
  /** Rows in it. */
  total: number;
}

/**
 * Visible rows in order. No list of them is kept: a row is found by way of the open folders around it, so that opening
 * one, or a change in one, costs nothing for the rows of the others.
 */
export class VisibleRows {
  readonly #tree: ImageTree;
  readonly #orders: FolderOrders;
  readonly #filter: Filter;
  readonly #expanded = new Set<EntryId>();
  /** What a person opened and closed since a filter is on, which opens by itself what has matches in it. */
  readonly #openedMeanwhile = new Set<EntryId>();
  readonly #closedMeanwhile = new Set<EntryId>();
  readonly #open = new Map<EntryId, OpenFolder>();
  #root: OpenFolder | undefined;

  constructor(tree: ImageTree, orders: FolderOrders, filter: Filter) {
    this.#tree = tree;
    this.#orders = orders;
    this.#filter = filter;
  }

  /** Something in the tree, the orders or the filter has changed. */
  invalidate(): void {
    this.#root = undefined;
  }

  /** Another filter is on, or none any more. */
  forgetMeanwhile(): void {
    this.#openedMeanwhile.clear();
    this.#closedMeanwhile.clear();
    this.invalidate();
  }

  expand(entry: EntryId, expanded: boolean): void {
    if (this.#filter.text !== '') {
      const [into, outOf] = expanded
        ? [this.#openedMeanwhile, this.#closedMeanwhile]
        : [this.#closedMeanwhile, this.#openedMeanwhile];
      into.add(entry);
      outOf.delete(entry);
    } else if (expanded) this.#expanded.add(entry);
    else this.#expanded.delete(entry);
    this.invalidate();
  }

  isExpanded(entry: EntryId): boolean {
    if (this.#filter.text === '') return this.#expanded.has(entry);
    return this.#filter.hasMatches(entry) ? !this.#closedMeanwhile.has(entry) : this.#openedMeanwhile.has(entry);
  }

  get total(): number {
    return this.#refreshed.total;
  }

  window(first: number, count: number): VisibleRow[] {
    const rows: VisibleRow[] = [];
    const end = Math.min(first + count, this.total);
    for (let index = Math.max(0, first); index < end; index++) rows.push(this.#row(index));
    return rows;
  }

  /** The entry of a row that there is. */
  at(index: number): EntryId {
    return this.#row(index).entry;
  }

  /** The row of an entry; -1 where it is not shown. */
  indexOf(entry: EntryId): number {
    void this.#refreshed;
    if (entry === ROOT) return -1;
    let index = 0;
    for (let at = entry; at !== ROOT; ) {
      const around = this.#around(at);
      const folder = this.#open.get(around);
      const position = folder?.children.indexOf(at) ?? -1;
      if (!folder || position < 0) return -1;
      const opened = upperBound(folder.positions, position - 1);
      index += position + rowsBefore(folder, opened);
      if (around !== ROOT) index++;
      at = around;
    }
    return index;
  }

  /** The folder in whose rows an entry stands. */
  #around(entry: EntryId): EntryId {
    const parent = this.#tree.parent(entry);
    return parent === this.#tree.dissolved ? ROOT : parent;
  }

  /** Folders around an entry, the outermost first. */
  around(entry: EntryId): EntryId[] {
    const folders: EntryId[] = [];
    for (let at = this.#around(entry); at !== ROOT; at = this.#around(at)) folders.push(at);
    return folders.reverse();
  }

  /** Folders beside an entry, and itself where it is one. */
  siblings(entry: EntryId): EntryId[] {
    const { entries, folders } = this.#orderOf(this.#around(entry));
    return [...entries.subarray(0, folders)];
  }

  #row(index: number): VisibleRow {
    let folder = this.#refreshed;
    let rest = index;
    for (;;) {
      const { children, open, positions, before, level } = folder;
      // The last open one that stands before the row.
      let low = 0;
      let high = open.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((positions[middle] as number) + (before[middle] as number) < rest) low = middle + 1;
        else high = middle;
      }
      const last = low - 1;
      const inside = open[last];
      const start = inside ? (positions[last] as number) + (before[last] as number) + 1 : 0;
      if (inside && rest < start + inside.total) {
        folder = inside;
        rest -= start;
        continue;
      }
      const position = rest - rowsBefore(folder, low);
      const entry = children[position] as number;
      const place = { entry, level, position: position + 1, setSize: children.length };
      return folder.folder === ROOT ? place : { ...place, parent: folder.folder };
    }
  }

  get #refreshed(): OpenFolder {
    if (!this.#root) {
      this.#open.clear();
      this.#root = this.#enter(ROOT, 1);
    }
    return this.#root;
  }

  #enter(folder: EntryId, level: number): OpenFolder {
    const order = this.#orderOf(folder);
    const entered: OpenFolder = {
      folder,
      level,
      children: order.entries,
      open: [],
      positions: [],
      before: [],
      total: order.entries.length,
    };
    this.#open.set(folder, entered);
    for (let position = 0; position < order.folders; position++) {
      const child = order.entries[position] as number;
      if (!this.isExpanded(child)) continue;
      const inside = this.#enter(child, level + 1);
      entered.before.push(entered.total - order.entries.length);
      entered.positions.push(position);
      entered.open.push(inside);
      entered.total += inside.total;
    }
    return entered;
  }

  /** A folder's children as they are shown: with a filter those that it lets be seen, where there are such. */
  #orderOf(folder: EntryId): Order {
    const order = this.#orders.of(folder);
    const isFiltered = this.#filter.text !== '' && (folder === ROOT || this.#filter.hasMatches(folder));
    if (!isFiltered) return order;
    const entries = order.entries.filter((entry) => this.#filter.shows(entry));
    const isFile = (entry: EntryId) => this.#tree.kind(entry) !== Kind.directory;
    const firstFile = entries.findIndex(isFile);
    return { entries, folders: firstFile < 0 ? entries.length : firstFile };
  }
}

/** How many of some ascending numbers are at most `limit`. */
function upperBound(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rows in the first so many open ones of a folder. */
function rowsBefore({ before, total, children }: OpenFolder, opened: number): number {
  return before[opened] ?? total - children.length;
}
