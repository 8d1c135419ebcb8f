/** The preview: how the tree is looked at, and its rows as the page shows them. */
import { encodeName } from '../image/names';
import { type EntryId, type ImageTree, Kind } from '../image/tree';
import { Filter } from './filter';
import { FolderOrders } from './folder-orders';
import type { Problems } from './problems';
import { Selection } from './selection';
import type { EntryDetails, Revision, Row, Rows, Selecting, Summary, View } from './session';
import { inSlices } from './slices';
import { type VisibleRow, VisibleRows } from './visible-rows';

/** Milliseconds between sortings while names arrive; more where a sorting takes long. */
const PACE = 250;
/** Sorting may take this part of the time. */
const SHARE = 0.1;
const ROOT = 0;

export class Preview {
  readonly #tree: ImageTree;
  readonly #problems: Problems;
  readonly #changed: () => void;
  readonly #orders: FolderOrders;
  readonly #filter: Filter;
  readonly #rows: VisibleRows;
  readonly selection: Selection;
  #sorted: { revision: Revision; at: number; took: number } | undefined;
  #view = 0;
  /** The filter that is wanted, and how often one was: the last one counts. */
  #wanted = '';
  #searches = 0;
  #isSearching = false;

  /** @param changed the page is to be told */
  constructor(tree: ImageTree, problems: Problems, changed: () => void) {
    this.#tree = tree;
    this.#problems = problems;
    this.#changed = changed;
    this.#orders = new FolderOrders(tree);
    this.#filter = new Filter(tree);
    this.#rows = new VisibleRows(tree, this.#orders, this.#filter);
    this.selection = new Selection(tree);
  }

  summary(): Pick<Summary, 'view' | 'sort' | 'filter' | 'selection'> {
    return {
      view: this.#view,
      sort: this.#orders.sort,
      filter: { text: this.#wanted, matches: this.#filter.matches, isSearching: this.#isSearching },
      selection: this.selection.summary(),
    };
  }

  // --- what is opened, sorted and filtered ---------------------------------------------------------------

  expand(entry: EntryId, expanded: boolean): void {
    this.#rows.expand(entry, expanded);
    this.#looksOtherwise();
  }

  expandSiblings(entry: EntryId): void {
    for (const folder of this.#rows.siblings(entry)) this.#rows.expand(folder, true);
    this.#looksOtherwise();
  }

  async setView({ sort, filter }: View): Promise<void> {
    if (sort.by !== this.#orders.sort.by || sort.descending !== this.#orders.sort.descending) {
      this.#orders.sort = sort;
      this.#rows.invalidate();
      this.#looksOtherwise();
    }
    if (filter !== this.#wanted) {
      this.#wanted = filter;
      await this.#search();
    }
  }

  /** Opens the folders around an entry, and ends a filter that hides it. Returns its row, -1 where there is none. */
  async reveal(entry: EntryId): Promise<number> {
    if (!this.#isEntry(entry)) return -1;
    if (this.#wanted !== '' && !this.#filter.shows(entry)) {
      this.#wanted = '';
      await this.#search();
    }
    for (const folder of this.#rows.around(entry)) this.#rows.expand(folder, true);
    this.#looksOtherwise();
    return this.#rows.indexOf(entry);
  }

  /** Looks for what the filter wants to see. What was found before is shown until that is done. */
  async #search(): Promise<void> {
    const search = ++this.#searches;
    this.#isSearching = this.#wanted !== '';
    if (this.#isSearching) this.#looksOtherwise();
    const isOther = this.#filter.text !== this.#wanted;
    await inSlices(this.#filter.find(this.#wanted), () => search === this.#searches);
    if (search !== this.#searches) return;
    this.#isSearching = false;
    if (isOther) this.#rows.forgetMeanwhile();
    this.#rows.invalidate();
    this.#looksOtherwise();
  }

  // --- what is selected ----------------------------------------------------------------------------------

  select(selecting: Selecting): void {
    const { selection } = this;
    switch (selecting.do) {
      case 'only':
        selection.clear();
        if (this.#isEntry(selecting.entry)) selection.set(selecting.entry, true);
        break;
      case 'toggle':
        if (this.#isEntry(selecting.entry)) selection.set(selecting.entry, !selection.has(selecting.entry));
        break;
      case 'range':
        this.#selectRange(selecting);
        break;
      case 'all':
        selection.clear();
        this.#selectRows(0, this.#rows.total);
        break;
      case 'none':
        selection.clear();
    }
    this.#looksOtherwise();
  }

  #selectRange({ from, to, adds }: Extract<Selecting, { do: 'range' }>): void {
    const end = this.#rows.indexOf(to);
    if (end < 0) return;
    const start = this.#rows.indexOf(from);
    if (!adds) this.selection.clear();
    const [first, last] = start < 0 ? [end, end] : [Math.min(start, end), Math.max(start, end)];
    this.#selectRows(first, last + 1);
  }

  /** Where a filter is on, folders that are shown for what is in them are not meant: nobody looked for them. */
  #selectRows(first: number, end: number): void {
    for (let index = first; index < end; index++) {
      const entry = this.#rows.at(index);
      if (this.#filter.text === '' || this.#filter.isMatch(entry)) this.selection.set(entry, true);
    }
  }

  // --- rows ----------------------------------------------------------------------------------------------

  /** @param isGrowing names are arriving: rows may be a little old */
  window(first: number, count: number, revision: Revision, isGrowing: boolean, focus?: EntryId): Rows {
    this.#sort(revision, isGrowing);
    const rows = this.#rows.window(first, count).map((row) => this.#rowOf(row));
    const place = focus === undefined ? undefined : this.#placeOf(focus);
    return { revision, first, total: this.#rows.total, rows, ...(place ? { focus: place } : {}) };
  }

  indexOf(entry: EntryId): number {
    return this.#rows.indexOf(entry);
  }

  /** The first row from `from` on, or before it from the top, whose name begins so; -1 where there is none. */
  find(prefix: string, from: number): number {
    const { total } = this.#rows;
    const wanted = folded(prefix);
    const length = encodeName(wanted).length;
    for (let step = 0; step < total; step++) {
      const index = (from + step) % total;
      const bytes = this.#tree.nameBytes(this.#rows.at(index));
      // Capitals may have other lengths than small letters, but not by much.
      const start = decoder.decode(bytes.subarray(0, length * 3));
      if (folded(start).startsWith(wanted)) return index;
    }
    return -1;
  }

  entry(entry: EntryId): EntryDetails | undefined {
    if (!this.#isEntry(entry)) return undefined;
    const { mode } = this.#tree.attributes(entry);
    return {
      path: this.#tree.path(entry),
      ...(mode === undefined ? {} : { mode }),
      ...this.#facts(entry),
    };
  }

  #facts(entry: EntryId) {
    const isFolder = this.#tree.kind(entry) === Kind.directory;
    const { modifyTime } = this.#tree.attributes(entry);
    return {
      entry,
      name: this.#tree.name(entry),
      kind: isFolder ? ('folder' as const) : ('file' as const),
      byteLength: this.#tree.byteLength(entry),
      ...(Number.isNaN(modifyTime) ? {} : { modified: modifyTime * 1000 }),
      ...(isFolder ? { childCount: this.#tree.childCount(entry) } : {}),
    };
  }

  #rowOf({ entry, ...place }: VisibleRow): Row {
    const facts = this.#facts(entry);
    const flags = {
      changed: this.#problems.isTold(entry),
      unreadable: this.#problems.isUnreadable(entry),
      leftOut: false,
    };
    const expanded = facts.kind === 'folder' ? { expanded: this.#rows.isExpanded(entry) } : {};
    return { ...facts, ...place, ...expanded, flags, selected: this.selection.has(entry) };
  }

  #placeOf(entry: EntryId): Rows['focus'] {
    if (!this.#isEntry(entry)) return undefined;
    for (const at of [entry, ...this.#rows.around(entry).reverse()]) {
      const index = this.#rows.indexOf(at);
      if (index >= 0) return { entry, index, isShown: at === entry };
    }
    return undefined;
  }

  /** Whether it may have a row. */
  #isEntry(entry: EntryId): boolean {
    const isThere = entry > ROOT && entry < this.#tree.length && this.#tree.isIncluded(entry);
    return isThere && entry !== this.#tree.dissolved;
  }

  #sort(revision: Revision, isGrowing: boolean): void {
    const last = this.#sorted;
    const began = Date.now();
    if (last?.revision === revision) return;
    if (last && isGrowing && began - last.at < Math.max(PACE, last.took / SHARE)) return;
    this.#orders.invalidate();
    this.#rows.invalidate();
    void this.#rows.total;
    this.#sorted = { revision, at: Date.now(), took: Date.now() - began };
    if (this.#wanted !== '') void this.#search();
  }

  #looksOtherwise(): void {
    this.#view++;
    this.#changed();
  }
}

const decoder = new TextDecoder();
const folded = (text: string) => text.normalize('NFC').toLowerCase();
