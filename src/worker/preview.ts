/** The preview: how the tree is looked at, and its rows as the page shows them. */
import { archiveStem } from '../archives/archive-names';
import { type EntryId, type ImageTree, Kind, Mark, ROOT } from '../image/tree';
import { Filter } from './filter';
import { FolderOrders } from './folder-orders';
import { nameMatcher } from './name-matcher';
import type { Problems } from './problems';
import { Selection } from './selection';
import {
  type EntryDetails,
  NOTHING_YET,
  type Revision,
  type Row,
  type Rows,
  type Selecting,
  type SelectionSummary,
  type Summary,
  type View,
} from './session';
import { inSlices, type Work } from './slices';
import { type VisibleRow, VisibleRows } from './visible-rows';

/** Milliseconds between two looks at what has arrived; more where a look takes long. */
const PACE = 250;
/** Looking at it may take this part of the time. */
const SHARE = 0.1;
/** Names looked at before somebody else may have the thread. */
const STRIDE = 4096;
/** What the image has where no mode is known. */
const FILE_MODE = 0o444;
const FOLDER_MODE = 0o555;

/** Has the page told of it. */
interface PreviewNews {
  now(): void;
  /** With what else it is told soon. */
  later(): void;
}

export class Preview {
  readonly #tree: ImageTree;
  readonly #problems: Problems;
  readonly #told: PreviewNews;
  readonly #orders: FolderOrders;
  readonly #rows: VisibleRows;
  readonly selection: Selection;
  #filter: Filter;
  #selected = NOTHING_YET.selection;
  /** How often that was counted: the last time counts. */
  #counts = 0;
  #isCounting = false;
  #view = 0;
  #arrivals = 0;
  #edits = 0;
  /** The page is about to be told anyway. */
  #isTold = false;
  /** What has to be looked at anew, and who waits for it. */
  #isStale = false;
  #isUpdating = false;
  #waiting: (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #updatedAt = 0;
  /** Milliseconds that the last update took, pauses not counted. */
  #took = 0;

  constructor(tree: ImageTree, problems: Problems, told: PreviewNews) {
    this.#tree = tree;
    this.#problems = problems;
    this.#told = told;
    this.#orders = new FolderOrders(tree);
    this.#filter = new Filter(tree, '');
    this.#rows = new VisibleRows(tree, this.#orders);
    this.selection = new Selection(tree);
  }

  summary(): Pick<Summary, 'view' | 'arrivals' | 'sort' | 'filter' | 'selection'> {
    const { text, matches, isOn } = this.#filter;
    return {
      view: this.#view,
      arrivals: this.#arrivals,
      sort: this.#orders.sort,
      filter: { text, matches, isSearching: isOn && (this.#isStale || this.#isUpdating) },
      selection: this.#selected,
    };
  }

  // --- what is worked out anew ---------------------------------------------------------------------------

  /** Something has arrived, and more will come: rows may be a little old. */
  arrived(): void {
    this.#orders.arrived();
    this.#timer ??= setTimeout(
      () => this.#look(),
      Math.max(0, this.#updatedAt + Math.max(PACE, this.#took / SHARE) - performance.now()),
    );
  }

  /** The tree was edited, and the page will be told. What takes but a moment is done when this returns. */
  edited(): void {
    this.#orders.edited();
    this.#edits++;
    this.#isTold = true;
    this.#countSelected();
    void this.#update();
    this.#isTold = false;
  }

  /** Works out the rows anew, in slices; those before are shown until that is done. */
  #update(): Promise<void> {
    const done = new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#look();
    return done;
  }

  /** The same, where nobody waits for it. */
  #look(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isStale = true;
    if (!this.#isUpdating) this.#begin();
  }

  #begin(): void {
    this.#isUpdating = true;
    this.#isStale = false;
    const waiting = this.#waiting;
    this.#waiting = [];
    const filter = this.#filter;
    const took = { milliseconds: 0 };
    const isWanted = () => {
      if (filter === this.#filter) return true;
      // Nobody wants to know what was found by another one.
      this.#waiting.push(...waiting);
      this.#begin();
      return false;
    };
    const done = () => {
      this.#isUpdating = false;
      this.#updatedAt = performance.now();
      this.#took = took.milliseconds;
      // What is in a selected folder may be more by now.
      if (this.#selected.folders > 0 && !this.#isCounting) this.#countSelected();
      for (const resolve of waiting) resolve();
      if (this.#isStale) this.#begin();
      if (waiting.length > 0) this.#looksOtherwise();
      else {
        this.#arrivals++;
        this.#told.later();
      }
    };
    inSlices(timed(this.#work(filter), took), done, isWanted);
  }

  *#work(filter: Filter): Work {
    yield* filter.update(this.#edits);
    yield* this.#rows.update(filter);
  }

  // --- what is opened, sorted and filtered ---------------------------------------------------------------

  expand(entry: EntryId, expanded: boolean): Promise<void> {
    this.#rows.expand(entry, expanded, this.#filter);
    return this.#update();
  }

  expandSiblings(entry: EntryId): Promise<void> {
    for (const folder of this.#rows.siblings(entry)) this.#rows.expand(folder, true, this.#filter);
    return this.#update();
  }

  async setView({ sort, filter }: View): Promise<void> {
    const known = this.#orders.sort;
    const isSorted = sort.by === known.by && sort.descending === known.descending;
    if (!isSorted) this.#orders.sort = sort;
    this.#setFilter(filter);
    await this.#update();
  }

  #setFilter(text: string): void {
    if (text === this.#filter.text) return;
    this.#filter = new Filter(this.#tree, text);
    this.#rows.forgetMeanwhile();
  }

  /** Opens the folders around an entry, and ends a filter that hides it. Returns its row, -1 where there is none. */
  async reveal(entry: EntryId): Promise<number> {
    if (!this.#isEntry(entry)) return -1;
    if (this.#filter.isOn && !this.#filter.shows(entry)) this.#setFilter('');
    for (const folder of this.#rows.around(entry)) this.#rows.expand(folder, true, this.#filter);
    await this.#update();
    return this.#rows.indexOf(entry);
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
    this.#countSelected();
    this.#looksOtherwise();
  }

  /** Counts what is selected: a million in slices, a few at once. */
  #countSelected(): void {
    const count = ++this.#counts;
    const before = this.#view;
    const isWanted = () => count === this.#counts;
    this.#isCounting = true;
    const done = (selected: SelectionSummary) => {
      this.#isCounting = false;
      this.#selected = selected;
      if (before !== this.#view) this.#looksOtherwise();
    };
    inSlices(this.selection.summary(), done, isWanted);
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
    for (const run of this.#rows.entries(first, end)) {
      for (const entry of run) {
        if (!this.#filter.isOn || this.#filter.isMatch(entry)) this.selection.set(entry, true);
      }
    }
  }

  // --- rows ----------------------------------------------------------------------------------------------

  window(first: number, count: number, revision: Revision, focus?: EntryId): Rows {
    const rows = this.#rows.window(first, count).map((row) => this.#rowOf(row));
    const place = focus === undefined ? undefined : this.#placeOf(focus);
    return { revision, first, total: this.#rows.total, rows, ...(place ? { focus: place } : {}) };
  }

  indexOf(entry: EntryId): number {
    return this.#rows.indexOf(entry);
  }

  /** The first row from `from` on, or before it from the top, whose name begins so; -1 where there is none. */
  find(prefix: string, from: number): Promise<number> {
    let found = -1;
    const rows = this.#rows;
    const look = function* (this: Preview): Work {
      for (const [start, end] of [[from, rows.total] as const, [0, Math.min(from, rows.total)] as const]) {
        let index = start;
        for (const run of rows.entries(start, end)) {
          for (let at = 0; at < run.length && found < 0; at += STRIDE) {
            const isMatch = nameMatcher(this.#tree, prefix, 'at the beginning');
            const place = run.subarray(at, at + STRIDE).findIndex(isMatch);
            if (place >= 0) found = index + at + place;
            yield;
          }
          if (found >= 0) return;
          index += run.length;
        }
      }
    };
    return new Promise((resolve) => inSlices(look.call(this), () => resolve(found)));
  }

  entry(entry: EntryId): EntryDetails | undefined {
    if (!this.#isEntry(entry)) return undefined;
    const { mode } = this.#tree.attributes(entry);
    return {
      path: this.#tree.path(entry),
      parent: this.#tree.parent(entry),
      hidden: {
        joliet: this.#tree.hasMark(entry, Mark.notInJoliet),
        iso: this.#tree.hasMark(entry, Mark.notInIso),
      },
      weight: this.#tree.weight(entry),
      ...(mode === undefined ? {} : { mode }),
      ...(this.#isArchive(entry) ? { isArchive: true } : {}),
      ...this.#facts(entry),
    };
  }

  #isArchive(entry: EntryId): boolean {
    return this.#tree.kind(entry) === Kind.file && archiveStem(this.#tree.name(entry)) !== undefined;
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
    // What was given other contents is not what changed on disk.
    const hasProblem = this.#problems.has(entry) && this.#problems.shown(entry).includes(entry);
    const flags = {
      changed: hasProblem && this.#problems.isTold(entry),
      unreadable: hasProblem && this.#problems.isUnreadable(entry),
      notInJoliet: this.#tree.hasMark(entry, Mark.notInJoliet),
      notInIso: this.#tree.hasMark(entry, Mark.notInIso),
    };
    const { mode = facts.kind === 'folder' ? FOLDER_MODE : FILE_MODE } = this.#tree.attributes(entry);
    const expanded = facts.kind === 'folder' ? { expanded: this.#rows.isExpanded(entry) } : {};
    return { ...facts, ...place, ...expanded, mode, flags, selected: this.selection.has(entry) };
  }

  #placeOf(entry: EntryId): Rows['focus'] {
    if (!this.#isEntry(entry)) return undefined;
    for (const at of [entry, ...this.#rows.around(entry)]) {
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

  #looksOtherwise(): void {
    this.#view++;
    if (!this.#isTold) this.#told.now();
  }
}

/** The same work, and how long it takes without its pauses. */
function* timed(work: Work, took: { milliseconds: number }): Work {
  for (;;) {
    const began = performance.now();
    const { done } = work.next();
    took.milliseconds += performance.now() - began;
    if (done) return;
    yield;
  }
}
