/** What is being listed, put into the tree: names and contents arrive on two ways and in any order. */
import { Column } from '../image/columns';
import type { Notice } from '../image/notices';
import { type EntryId, type ImageTree, Kind, NO_ENTRY } from '../image/tree';
import type { Step } from './history';
import { keepBothName } from './keep-both';
import type { FileFailed, FilesRead, JobId, Names, Numbering, SourceId, SourceInfo } from './protocol';
import { LARGE } from './protocol';
import type { ConflictChoice } from './session';
import type { Stores } from './stores';

const ROOT = 0;
const NOT_A_FOLDER = -1;
/** What no browser can see of a file or folder has one rule: these modes, and no time until one is known. */
const FILE = { mode: 0o444, modifyTime: Number.NaN };
const FOLDER = { mode: 0o555, modifyTime: Number.NaN };
const EMPTY = { byteLength: 0, store: 0, offset: 0 };

/** The part of a job that listing needs. */
export interface ListingJob {
  id: JobId;
  cancelled: boolean;
  /** Where what it adds is noted down, for undo. */
  step: Step;
}

interface Content {
  byteLength: number;
  store: number;
  offset: number;
  /** Unix milliseconds. */
  modified: number;
}

/** A file whose name was there already when it came. */
export interface Clash {
  id: number;
  job: ListingJob;
  source: SourceId;
  parent: EntryId;
  name: string;
  existing: EntryId;
  content?: Content;
  error?: string;
}

export interface SourceState {
  info: SourceInfo;
  /** The job that lists or reads it now, or did last; and the one that added it. */
  job: ListingJob;
  addedBy: JobId;
  /** The folder in the tree, or the root for loose files. */
  top: EntryId;
  /** Entries of folders by their numbers. */
  folders: { page: EntryId[]; handles: EntryId[] };
  observed: boolean;
}

/** A clash in which the person chose to leave the newcomer out. */
const LEFT_OUT = Symbol('left out');

export class Listing {
  readonly #tree: ImageTree;
  readonly #stores: Stores;
  readonly sources = new Map<SourceId, SourceState>();
  readonly #source = new Column((n) => new Uint32Array(n));
  readonly #madeBy = new Column((n) => new Uint32Array(n));
  readonly #listedBy = new Column((n) => new Uint32Array(n));
  readonly #readBy = new Column((n) => new Uint32Array(n));
  /** Where a source's file goes, when not to the entry of that name. */
  readonly #detours = new Map<string, EntryId | Clash | typeof LEFT_OUT>();
  readonly #originalNames = new Map<EntryId, string>();
  readonly clashes: Clash[] = [];
  #clashes = 0;
  /** Files that could not be read, and why. */
  readonly failed = new Map<EntryId, string>();
  /** Files whose content became known. */
  filesDone = 0;
  bytesDone = 0;

  constructor(tree: ImageTree, stores: Stores) {
    this.#tree = tree;
    this.#stores = stores;
  }

  /** Adds a source, and its folder to the tree. */
  addSource(info: SourceInfo, job: ListingJob): SourceState {
    const state: SourceState = {
      info,
      job,
      addedBy: job.id,
      top: ROOT,
      folders: { page: [], handles: [] },
      observed: false,
    };
    this.sources.set(info.source, state);
    if (info.name !== undefined) state.top = this.#enterFolder(state, ROOT, info.name);
    state.folders.page[0] = state.top;
    state.folders.handles[0] = state.top;
    return state;
  }

  /** Whether what arrives for a source is still wanted. */
  isLive(source: SourceId): boolean {
    return this.sources.get(source)?.job.cancelled === false;
  }

  /** Enters names, files without content for now. */
  names({ source, numbering, parents, names, folders }: Names): void {
    const state = this.#state(source);
    for (let at = 0; at < names.length; at++) {
      const parent = this.#folder(state, numbering, parents[at] as number);
      const name = names[at] as string;
      const serial = folders[at] as number;
      if (serial === NOT_A_FOLDER) this.#enterFile(state, parent, name);
      else if (numbering !== 'tree') state.folders[numbering][serial] = this.#enterFolder(state, parent, name);
    }
  }

  /** Enters contents. */
  files(read: FilesRead): void {
    const state = this.#state(read.source);
    let large = 0;
    for (let at = 0; at < read.names.length; at++) {
      const parent = this.#folder(state, read.numbering, read.parents[at] as number);
      const found = this.#enterFile(state, parent, read.names[at] as string);
      const isLarge = read.stores[at] === LARGE;
      const file = isLarge ? read.large[large++] : undefined;
      const content: Content = {
        byteLength: read.sizes[at] as number,
        store: file ? this.#stores.addFile(file) : (read.stores[at] as number),
        offset: read.offsets[at] as number,
        modified: read.modified[at] as number,
      };
      this.filesDone++;
      this.bytesDone += content.byteLength;
      if (found === LEFT_OUT) continue;
      if (typeof found === 'object') found.content = content;
      else this.#setContent(found, content, state.job.id);
    }
  }

  /** Notes files that could not be read: they are tried another way, or become problems. */
  filesFailed(source: SourceId, numbering: Numbering, failed: FileFailed[]): void {
    const state = this.#state(source);
    for (const { parent, name, error } of failed) {
      const found = this.#enterFile(state, this.#folder(state, numbering, parent), name);
      if (found === LEFT_OUT) continue;
      if (typeof found === 'object') found.error = error;
      else this.failed.set(found, error);
    }
  }

  /** The entry that a source's folder number stands for. */
  folderEntry(source: SourceId, numbering: Numbering, folder: number): EntryId {
    return this.#folder(this.#state(source), numbering, folder);
  }

  /** The number that a source's folder has, or undefined where it was never found that way. */
  folderNumber(state: SourceState, numbering: 'page' | 'handles', entry: EntryId): number | undefined {
    const at = state.folders[numbering].indexOf(entry);
    return at < 0 ? undefined : at;
  }

  /** Files that a job lists but whose bytes it does not have yet: by source, then by the page's folder number. */
  unread(job: ListingJob): { state: SourceState; folder: number | undefined; names: string[] }[] {
    const groups = new Map<string, { state: SourceState; folder: number | undefined; names: string[] }>();
    const numbers = new Map<SourceState, Map<EntryId, number>>();
    const add = (source: SourceId, parent: EntryId, name: string) => {
      const state = this.#state(source);
      let known = numbers.get(state);
      if (!known) {
        const byEntry = new Map<EntryId, number>();
        // Not `map`: there are holes where a tree before this one was told.
        state.folders.page.forEach((entry, number) => {
          byEntry.set(entry, number);
        });
        known = byEntry;
        numbers.set(state, known);
      }
      const folder = state.info.name === undefined ? 0 : known.get(parent);
      const key = `${source}/${folder}`;
      const group = groups.get(key) ?? { state, folder, names: [] };
      group.names.push(name);
      groups.set(key, group);
    };
    for (const entry of this.#unreadEntries(job)) {
      add(this.#source.get(entry), this.#tree.parent(entry), this.originalName(entry));
    }
    for (const clash of this.clashes) {
      if (clash.job === job && !clash.content) add(clash.source, clash.parent, clash.name);
    }
    return [...groups.values()];
  }

  /** Forgets what a job read and there was no room for. */
  dropUnstored(job: ListingJob): void {
    for (let entry = 1; entry < this.#tree.length; entry++) {
      if (this.#readBy.get(entry) !== job.id || this.#stores.holds(this.#tree.content(entry))) continue;
      this.#readBy.set(entry, 0);
      this.#tree.setContent(entry, EMPTY);
    }
    for (const clash of this.clashes) {
      if (clash.job === job && clash.content && !this.#stores.holds(clash.content)) delete clash.content;
    }
  }

  /** What a job leaves unread in the end: why, by entry. Clashes of it are dropped with a notice. */
  giveUp(job: ListingJob): Map<EntryId, string> {
    const unread = new Map<EntryId, string>();
    for (const entry of this.#unreadEntries(job)) unread.set(entry, this.failed.get(entry) ?? 'NotFoundError');
    for (const clash of this.clashes.filter((one) => one.job === job && !one.content)) {
      // An entry of its own, so that the person can retry it or leave it out.
      const entry = this.#keepBoth(clash);
      unread.set(entry, clash.error ?? 'NotFoundError');
      this.clashes.splice(this.clashes.indexOf(clash), 1);
    }
    return unread;
  }

  /** Puts clashes in the order in which they are asked about: by job, then by path. */
  sortClashes(): void {
    const paths = new Map(this.clashes.map((clash) => [clash, this.#pathOf(clash.parent, clash.name)]));
    const byPath = (a: Clash, b: Clash) => ((paths.get(a) as string) < (paths.get(b) as string) ? -1 : 1);
    this.clashes.sort((a, b) => a.job.id - b.job.id || byPath(a, b));
  }

  /** Settles the first clash. */
  settle(choice: ConflictChoice): void {
    const clash = this.clashes.shift();
    if (!clash?.content) return;
    const { parent, name, content, job } = clash;
    const key = this.#key(clash.source, parent, name);
    if (choice === 'leave-out') {
      this.#detours.set(key, LEFT_OUT);
      job.step.notices.push({ code: 'left-out-by-choice', path: this.#pathOf(parent, name) });
      return;
    }
    if (choice === 'keep-both') {
      this.#setContent(this.#keepBoth(clash), content, job.id);
      return;
    }
    const { existing } = clash;
    if (!this.#tree.isExcluded(existing)) {
      this.#tree.exclude(existing, true);
      job.step.removed.push(existing);
    }
    const entry = this.#addFile(clash.source, job, parent, name);
    job.step.added.push(entry);
    this.#detours.set(key, entry);
    this.#setContent(entry, content, job.id);
  }

  dropClashes(job: ListingJob): void {
    for (const clash of this.clashes.filter((one) => one.job === job)) {
      this.clashes.splice(this.clashes.indexOf(clash), 1);
      this.#detours.delete(this.#key(clash.source, clash.parent, clash.name));
    }
  }

  /** Marks an entry as part of a job that reads it again. */
  expect(entry: EntryId, job: ListingJob): void {
    this.#state(this.#source.get(entry)).job = job;
    this.#listedBy.set(entry, job.id);
  }

  /** Marks a source's folder as found again. */
  expectTop(state: SourceState): void {
    if (state.top !== ROOT) this.#listedBy.set(state.top, state.job.id);
  }

  /** Whether a file's bytes are known. */
  isRead(entry: EntryId): boolean {
    return this.#readBy.get(entry) !== 0;
  }

  /** An entry that was left out goes on to stand for its file, should it be listed again. */
  remember(entry: EntryId): void {
    const name = this.originalName(entry);
    for (const source of this.sources.keys()) {
      this.#detours.set(this.#key(source, this.#tree.parent(entry), name), entry);
    }
  }

  sourceOf(entry: EntryId): SourceState | undefined {
    return this.sources.get(this.#source.get(entry));
  }

  /** Path below the source's folder, with the names that files have on disk. */
  originalPath(entry: EntryId): string[] {
    const top = this.sourceOf(entry)?.top ?? ROOT;
    const path: string[] = [];
    for (let at = entry; at !== top && at !== ROOT; at = this.#tree.parent(at)) path.push(this.originalName(at));
    return path.reverse();
  }

  originalName(entry: EntryId): string {
    return this.#originalNames.get(entry) ?? this.#tree.name(entry);
  }

  /** The entry at a path below a source's folder, or `NO_ENTRY`. */
  entryAt(source: SourceId, path: readonly string[]): EntryId {
    const state = this.sources.get(source);
    let at: EntryId = state?.top ?? NO_ENTRY;
    for (const name of path) {
      if (at === NO_ENTRY) return NO_ENTRY;
      const detour = this.#detours.get(this.#key(source, at, name));
      at = typeof detour === 'number' ? detour : this.#tree.find(at, name);
    }
    return at;
  }

  /** Entries of some sources that a job did not find again: the topmost ones. */
  missing(job: ListingJob): EntryId[] {
    const missing: EntryId[] = [];
    for (let entry = 1; entry < this.#tree.length; entry++) {
      if (this.#source.get(entry) === 0 || this.#state(this.#source.get(entry)).job !== job) continue;
      if (this.#listedBy.get(entry) === job.id || this.#tree.isExcluded(entry)) continue;
      const parent = this.#tree.parent(entry);
      if (parent === ROOT || this.#listedBy.get(parent) === job.id) missing.push(entry);
    }
    return missing;
  }

  #unreadEntries(job: ListingJob): EntryId[] {
    const unread: EntryId[] = [];
    for (let entry = 1; entry < this.#tree.length; entry++) {
      if (this.#listedBy.get(entry) !== job.id || this.#readBy.get(entry) === job.id) continue;
      if (this.#tree.kind(entry) === Kind.file) unread.push(entry);
    }
    return unread;
  }

  #enterFolder(state: SourceState, parent: EntryId, name: string): EntryId {
    const key = this.#key(state.info.source, parent, name);
    const detour = this.#detours.get(key);
    let entry = typeof detour === 'number' ? detour : this.#tree.find(parent, name);
    if (entry !== NO_ENTRY && this.#tree.kind(entry) !== Kind.directory) {
      const other = this.#freeName(parent, name);
      entry = this.#addFolder(state, parent, other);
      this.#detours.set(key, entry);
      this.#originalNames.set(entry, name);
      this.#noteKeptBoth(state.job.step, parent, name, other);
    }
    if (entry === NO_ENTRY) entry = this.#addFolder(state, parent, name);
    this.#listedBy.set(entry, state.job.id);
    return entry;
  }

  #addFolder(state: SourceState, parent: EntryId, name: string): EntryId {
    const entry = this.#tree.addDirectory(parent, name, FOLDER);
    this.#enter(entry, parent, state.info.source, state.job);
    return entry;
  }

  #enterFile(state: SourceState, parent: EntryId, name: string): EntryId | Clash | typeof LEFT_OUT {
    const { source } = state.info;
    const detour = this.#detours.size > 0 ? this.#detours.get(this.#key(source, parent, name)) : undefined;
    if (detour !== undefined) {
      if (typeof detour === 'number') this.#listedBy.set(detour, state.job.id);
      return detour;
    }
    const existing = this.#tree.find(parent, name);
    if (existing === NO_ENTRY) return this.#addFile(source, state.job, parent, name);
    if (this.#source.get(existing) === source && this.#tree.kind(existing) === Kind.file) {
      this.#listedBy.set(existing, state.job.id);
      return existing;
    }
    const clash: Clash = { id: ++this.#clashes, job: state.job, source, parent, name, existing };
    // A folder is never replaced by a file: both stay.
    if (this.#tree.kind(existing) === Kind.directory) return this.#keepBoth(clash);
    this.clashes.push(clash);
    this.#detours.set(this.#key(source, parent, name), clash);
    return clash;
  }

  #addFile(source: SourceId, job: ListingJob, parent: EntryId, name: string): EntryId {
    const entry = this.#tree.addFile(parent, name, FILE, EMPTY);
    this.#enter(entry, parent, source, job);
    return entry;
  }

  #enter(entry: EntryId, parent: EntryId, source: SourceId, job: ListingJob): void {
    this.#source.set(entry, source);
    this.#listedBy.set(entry, job.id);
    this.#madeBy.set(entry, job.id);
    // What a job added to another's folder is taken back by itself; the rest goes with its folder.
    if (parent === ROOT || this.#madeBy.get(parent) !== job.id) job.step.added.push(entry);
  }

  #keepBoth(clash: Clash): EntryId {
    const { source, parent, name, job } = clash;
    const other = this.#freeName(parent, name);
    const entry = this.#addFile(source, job, parent, other);
    this.#originalNames.set(entry, name);
    this.#detours.set(this.#key(source, parent, name), entry);
    this.#noteKeptBoth(job.step, parent, name, other);
    return entry;
  }

  #freeName(parent: EntryId, name: string): string {
    return keepBothName(name, (candidate) => this.#tree.find(parent, candidate) !== NO_ENTRY);
  }

  #noteKeptBoth(step: Step, parent: EntryId, name: string, other: string): void {
    const notice: Notice = { code: 'kept-both', path: this.#pathOf(parent, other), before: this.#pathOf(parent, name) };
    step.notices.push(notice);
  }

  #pathOf(parent: EntryId, name: string): string {
    const folder = this.#tree.path(parent);
    return folder === '' ? name : `${folder}/${name}`;
  }

  #setContent(entry: EntryId, content: Content, job: JobId): void {
    const { modified, ...place } = content;
    this.#tree.setContent(entry, place);
    this.#tree.setAttributes(entry, { modifyTime: Math.floor(modified / 1000) });
    this.#readBy.set(entry, job);
    this.failed.delete(entry);
  }

  #state(source: SourceId): SourceState {
    const state = this.sources.get(source);
    if (!state) throw new RangeError(`Source ${source} is not known (this is a defect of Isodrop).`);
    return state;
  }

  #folder(state: SourceState, numbering: Numbering, folder: number): EntryId {
    const entry = numbering === 'tree' ? folder : state.folders[numbering][folder];
    if (entry === undefined) throw new RangeError(`Folder ${folder} is not known (this is a defect of Isodrop).`);
    return entry;
  }

  #key(source: SourceId, parent: EntryId, name: string): string {
    return `${source}/${parent}/${name}`;
  }
}
