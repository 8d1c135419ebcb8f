/** What is being listed, put into the tree: names and contents arrive on two ways and in any order. */
import { type EntryId, type ImageTree, Kind, NO_ENTRY } from '../image/tree';
import { rowsOf } from './archive-columns';
import { enterArchive } from './archive-listing';
import { type Choice, Choices, type Chosen } from './choices';
import { type Clash, type Clashes, type Content, pathIn } from './clashes';
import { Cleared } from './cleared';
import { GivenNames } from './given-names';
import type { History } from './history';
import { freeName } from './keep-both';
import type { Origins } from './origins';
import {
  type ArchivePart,
  type FileFailed,
  type FilesRead,
  type HiddenPart,
  type JobId,
  LARGE,
  type Names,
  type Numbering,
  type Origin,
  type SourceId,
  type SourceInfo,
} from './protocol';
import { handOver } from './rebased';
import type { ConflictChoice, LossReason } from './session';
import { detourKey, LEFT_OUT, type ListingJob, numberedFolder, type Source, type Sources } from './sources';
import { laterStep, type Step } from './step';
import type { Stores } from './stores';
import type { Place } from './tree-changes';

const ROOT = 0;
const NOT_A_FOLDER = -1;
/** What no browser can see of a file or folder has one rule: these modes, and no time until one is known. */
const FILE = { mode: 0o444, modifyTime: Number.NaN };
const FOLDER = { mode: 0o555, modifyTime: Number.NaN };
const EMPTY = { byteLength: 0, store: 0, offset: 0 };

/** Files that are out of the image until a step of their own brings them in, each with what it replaces then. */
export type SetAside = ReadonlyMap<EntryId, EntryId | undefined>;

export class Listing {
  readonly #tree: ImageTree;
  readonly #stores: Stores;
  readonly #sources: Sources;
  readonly #origins: Origins;
  readonly #clashes: Clashes;
  readonly #history: History;
  readonly choices: Choices;
  readonly cleared: Cleared;
  readonly #names: GivenNames;
  /** Of jobs that made entries. */
  readonly #steps = new Map<JobId, Step>();
  /** Files whose content became known. */
  filesDone = 0;
  bytesDone = 0;

  constructor(tree: ImageTree, stores: Stores, sources: Sources, origins: Origins, clashes: Clashes, history: History) {
    this.#tree = tree;
    this.#stores = stores;
    this.#sources = sources;
    this.#origins = origins;
    this.#clashes = clashes;
    this.#history = history;
    this.choices = new Choices(tree, origins);
    this.cleared = new Cleared(tree, sources, clashes);
    this.#names = new GivenNames(tree, origins, history);
  }

  /** Adds a source, and its folder to the tree. */
  addSource(info: SourceInfo, job: ListingJob): Source {
    const into = info.into ? this.#origins.find(info.into) : ROOT;
    const folder = into === NO_ENTRY ? ROOT : into;
    const source = this.#sources.add(info, job, folder);
    if (info.name !== undefined) source.top = this.#enterFolder(source, folder, info.name);
    source.folders = { page: [source.top], handles: [source.top] };
    return source;
  }

  /** The folder of a source; undefined for loose files, and where there is no such source. */
  topOf(source: SourceId | undefined): EntryId | undefined {
    const top = source === undefined ? ROOT : (this.#sources.find(source)?.top ?? ROOT);
    return top === ROOT ? undefined : top;
  }

  /** The file that an archive is in the tree, if it is there. */
  fileAt(origin: Origin): EntryId[] {
    const entry = this.#origins.find(origin);
    return entry === NO_ENTRY || entry === ROOT || this.#tree.kind(entry) !== Kind.file ? [] : [entry];
  }

  /** The step that added a source, and made entries. */
  stepOf(source: SourceId | undefined): Step | undefined {
    const addedBy = source === undefined ? undefined : this.#sources.find(source)?.addedBy;
    return addedBy === undefined ? undefined : this.#steps.get(addedBy);
  }

  /** The same, and before it the steps that added what a source came in the place of: other sessions of its image. */
  stepsOf(source: SourceId | undefined): Step[] {
    const steps: Step[] = [];
    for (let id = source; id !== undefined; id = this.#sources.find(id)?.info.insteadOf) {
      const step = this.stepOf(id);
      if (step) steps.unshift(step);
    }
    return steps;
  }

  /** Enters names, files without content for now. Returns how many of them are new files. */
  names({ source: id, numbering, parents, names, folders }: Names): number {
    const source = this.#sources.get(id);
    const before = this.#tree.contentCount;
    for (let at = 0; at < names.length; at++) {
      const parent = numberedFolder(source, numbering, parents[at] as number);
      const name = names[at] as string;
      const number = folders[at] as number;
      if (number === NOT_A_FOLDER) this.#enterFile(source, parent, name);
      else if (numbering !== 'tree') source.folders[numbering][number] = this.#enterFolder(source, parent, name);
    }
    return this.#tree.contentCount - before;
  }

  /** Enters contents. */
  files(read: FilesRead): void {
    const source = this.#sources.get(read.source);
    let large = 0;
    for (let at = 0; at < read.names.length; at++) {
      const parent = numberedFolder(source, read.numbering, read.parents[at] as number);
      const found = this.#enterFile(source, parent, read.names[at] as string);
      const file = read.stores[at] === LARGE ? read.large[large++] : undefined;
      const byteLength = read.sizes[at] as number;
      this.filesDone++;
      this.bytesDone += byteLength;
      if (found === LEFT_OUT) continue;
      const store = file ? this.#stores.addFile(file) : (read.stores[at] as number);
      this.#stores.announce(store);
      const content = { byteLength, store, offset: read.offsets[at] as number, modified: read.modified[at] as number };
      if (typeof found === 'object') {
        found.content = content;
        continue;
      }
      if (read.numbering === 'page' && source.info.directory) source.hidden.add(found);
      else source.hidden.delete(found);
      this.#setContent(found, content, source.job);
    }
  }

  /** Enters some of what is in an archive. Returns how many files that are. */
  archive(part: ArchivePart): number {
    const source = this.#sources.get(part.source);
    const rows = rowsOf(part.rows);
    const files = enterArchive(part, rows, {
      tree: this.#tree,
      stores: this.#stores,
      source,
      enterFolder: (parent, name) => this.#enterFolder(source, parent, name),
      enterFile: (parent, name) => this.#enterFile(source, parent, name),
      enterOther: (parent, name, kind, make) => this.#enterOther(source, parent, name, kind, make),
      setContent: (entry, content) => {
        this.#stores.announce(content.store);
        this.#setContent(entry, content, source.job);
      },
      contentOnDisk: (entry) => this.#origins.contentOnDisk(entry),
      movedOnDisk: (...moved) => this.#origins.movedOnDisk(...moved),
      isAsRead: (entry) => this.#origins.contentOnDisk(entry) === this.#tree.contentNumber(entry),
      read: (entry) => this.#origins.read(entry, source.job.id),
      amend: (found) => this.#history.amendEntries(found),
    });
    for (const { kind, content, sameAs } of rows) {
      if (kind !== Kind.file) continue;
      this.filesDone++;
      if (sameAs === undefined) this.bytesDone += content?.byteLength ?? 0;
    }
    return files;
  }

  /** Enters a file or folder that was there once and cannot be read now, if its folder is there and it is not. */
  enterLost(source: Source, { path, isFolder }: Pick<HiddenPart, 'path' | 'isFolder'>, reason: LossReason): EntryId {
    const parent = this.#origins.entryAt(source, path.slice(0, -1));
    const name = path.at(-1) as string;
    const existing = this.#origins.entryAt(source, path);
    const isThere = existing !== NO_ENTRY && (isFolder || this.#origins.isOf(existing, source.info.source));
    if (parent === NO_ENTRY || isThere) return NO_ENTRY;
    if (isFolder) return this.#enterFolder(source, parent, name);
    const found = this.#enterFile(source, parent, name);
    if (typeof found === 'object') found.error = reason;
    if (typeof found !== 'number') return NO_ENTRY;
    this.#origins.failed(found, reason);
    return found;
  }

  /** Notes files that could not be read: they are tried another way, or become problems. */
  filesFailed(id: SourceId, numbering: Numbering, failed: FileFailed[]): void {
    const source = this.#sources.get(id);
    for (const { parent, name, error } of failed) {
      const found = this.#enterFile(source, numberedFolder(source, numbering, parent), name);
      if (found === LEFT_OUT) continue;
      if (typeof found === 'object') found.error = error;
      else this.#origins.failed(found, error);
    }
  }

  /** Forgets what a job read and there was no room for. */
  dropUnstored(job: ListingJob): void {
    for (let entry = 1; entry < this.#tree.length; entry++) {
      if (!this.#origins.isReadBy(entry, job.id)) continue;
      const content = this.#origins.contentOnDisk(entry);
      if (this.#stores.holds(this.#tree.contentAt(content))) continue;
      this.#origins.unread(entry);
      this.#tree.setContentAt(content, EMPTY, entry);
    }
    for (const clash of this.#clashes.of(job)) {
      if (clash.content && !this.#stores.holds(clash.content)) delete clash.content;
    }
  }

  /** What a job leaves unread in the end: why, by entry. */
  giveUp(job: ListingJob): Map<EntryId, string> {
    const unread = this.#origins.leftUnread(job);
    const unsettled = this.#clashes.of(job).filter(({ content }) => !content);
    for (const clash of unsettled) {
      // An entry of its own, so that the person can retry it or leave it out.
      unread.set(
        this.#enterBeside(clash, this.#origins.places.standing(clash.parent, clash.name)),
        clash.error ?? 'NotFoundError',
      );
    }
    this.#clashes.remove(unsettled);
    return unread;
  }

  /** A job ends, and nothing of it is to come. */
  end(job: ListingJob): void {
    this.#names.settle(job);
  }

  /**
   * Settles the clash that is asked about, or all that would be one after the other.
   * @returns files that were set aside, since what was done later comes before the choice; with what they replace
   */
  settle(choice: ConflictChoice, forAll: boolean, isAtWork: (job: ListingJob) => boolean): SetAside {
    const settled: Clash[] = [];
    const byStep = new Map<Step, Chosen[]>();
    const setAside = new Map<EntryId, EntryId | undefined>();
    let isLate = false;
    for (const clash of this.#clashes.asked(isAtWork)) {
      const existing = this.#origins.places.standing(clash.parent, clash.name);
      // What is chosen at once is taken back at once.
      isLate ||= this.#history.isEditedAfter(clash.job.step);
      const made = isLate && choice !== 'leave-out' ? 'set-aside' : choice;
      settled.push(clash);
      const entry = this.#settle(clash, clash.content, { choice: made });
      const { job, addedBy } = this.#sources.get(clash.source);
      const step = job.id === addedBy ? job.step : this.#steps.get(addedBy);
      if (step) {
        const chosen = byStep.get(step) ?? [];
        // Things that came since may have taken names.
        const name = made === 'keep-both' && entry !== undefined ? { name: this.#tree.name(entry) } : {};
        chosen.push({ clash, choice: made, ...name });
        byStep.set(step, chosen);
      }
      this.cleared.chosen(clash);
      if (made === 'set-aside' && entry !== undefined) {
        // Of several that replace one file the last does.
        if (choice === 'replace') for (const [one, old] of setAside) if (old === existing) setAside.delete(one);
        setAside.set(entry, choice === 'replace' ? existing : undefined);
      }
      if (!forAll) break;
    }
    for (const [step, chosen] of byStep) this.choices.note(step, chosen);
    this.#clashes.remove(settled);
    return setAside;
  }

  /** Enters the files of clashes that need no choice by now or had it before, but those that wait for their bytes. */
  settleClear(isAtWork: (job: ListingJob) => boolean): void {
    const settled: Clash[] = [];
    for (const clash of this.#clashes.all) {
      if (!clash.content || isAtWork(clash.job)) continue;
      const choice = this.choices.of(clash, this.#sources.get(clash.source).addedBy);
      if (!choice) continue;
      settled.push(clash);
      this.#settle(clash, clash.content, choice);
    }
    this.#clashes.remove(settled);
    const clear = this.#clashes.clear().filter(({ content, job }) => content && !isAtWork(job));
    for (const clash of clear) {
      if (!clash.content || this.cleared.comesAgain(clash)) continue;
      const entry = this.#settle(clash, clash.content, { choice: 'replace' });
      if (entry !== undefined) this.cleared.add(clash, entry);
    }
    this.#clashes.remove(clear);
  }

  /** A job is taken back: its clashes are not asked about, and its bytes are let go. */
  forget(job: ListingJob): void {
    const clashes = this.#clashes.of(job);
    for (const { source, parent, name } of clashes) this.#sources.get(source).detours.delete(detourKey(parent, name));
    this.#clashes.remove(clashes);
    this.cleared.forget(job);
    this.#names.forget(job);
    for (let entry = 1; entry < this.#tree.length; entry++) {
      if (this.#origins.isMadeBy(entry, job.id) && this.#tree.kind(entry) === Kind.file) {
        this.#tree.setContentAt(this.#origins.contentOnDisk(entry), EMPTY, entry);
      }
    }
  }

  /** Files whose bytes were packed but never came: the worker that had them ended. */
  lost(): EntryId[] {
    const lost: EntryId[] = [];
    for (let entry = 1; entry < this.#tree.length; entry++) {
      if (this.#tree.kind(entry) !== Kind.file || !this.#origins.sourceOf(entry)) continue;
      if (!this.#stores.has(this.#tree.contentAt(this.#origins.contentOnDisk(entry)).store)) lost.push(entry);
    }
    return lost;
  }

  /**
   * Enters the file of a clash, which then waits no more: whoever calls takes it out of those that do.
   * @returns the entry, if there is one now
   */
  #settle(clash: Clash, content: Content, { choice, name: given, isReversed }: Choice): EntryId | undefined {
    const { parent, name, job } = clash;
    const source = this.#sources.get(clash.source);
    // Another clash may have been settled, or something left out, since this one was met.
    const existing = this.#origins.places.standing(parent, name);
    if (existing !== NO_ENTRY && choice === 'leave-out') {
      source.detours.set(detourKey(parent, name), LEFT_OUT);
      job.step.notices.push({ code: 'left-out-by-choice', path: pathIn(this.#tree, parent, name) });
      return undefined;
    }
    const isReplaceable = existing !== NO_ENTRY && this.#tree.kind(existing) === Kind.file;
    if (existing !== NO_ENTRY && (choice === 'keep-both' || !isReplaceable)) {
      const entry = this.#keepBoth(clash, given);
      this.#setContent(entry, content, job);
      // The other one was there first then, and had the name.
      if (isReversed && isReplaceable && this.#tree.find(parent, name) === existing)
        this.#names.exchange(entry, existing);
      return entry;
    }
    if (existing !== NO_ENTRY && choice === 'set-aside') return this.#setAside(clash, content);
    // What was renamed or moved is replaced where it is.
    const isElsewhere = existing !== NO_ENTRY && this.#tree.find(parent, name) !== existing;
    const place = isElsewhere
      ? { parent: this.#tree.parent(existing), name: this.#tree.name(existing) }
      : { parent, name };
    if (existing !== NO_ENTRY) {
      this.#tree.exclude(existing, true);
      this.#origins.remember(existing);
    }
    const entry = this.#addFile(source, job, place.parent, place.name, { parent, name });
    if (existing !== NO_ENTRY) {
      // Names arrive in any order: what is replaced may have come with a later step, which would bring it back.
      const maker = this.#steps.get(this.#origins.maker(existing));
      const step = maker ? laterStep(maker, job.step) : job.step;
      step.removed.push(existing);
      step.gaveWay ??= new Map();
      step.gaveWay.set(existing, entry);
      handOver(this.#tree, step, existing, entry);
    }
    source.detours.set(detourKey(parent, name), entry);
    this.#setContent(entry, content, job);
    return entry;
  }

  /** Enters a file that is out of the image until a later step brings it in. */
  #setAside({ parent, name, job, source: id }: Clash, content: Content): EntryId {
    const { step } = job;
    const source = this.#sources.get(id);
    const entry = this.#addFile(source, job, parent, name);
    this.#tree.exclude(entry, true);
    step.removed.push(entry);
    // In either list, nothing that is undone brings it in.
    if (step.added.at(-1) !== entry) step.added.push(entry);
    step.noticed ??= [];
    step.noticed[step.notices.length] = entry;
    step.notices.push({ code: 'left-out-by-choice', path: pathIn(this.#tree, parent, name) });
    source.detours.set(detourKey(parent, name), entry);
    this.#setContent(entry, content, job);
    return entry;
  }

  #enterFolder(source: Source, parent: EntryId, name: string): EntryId {
    const { job, detours, info } = source;
    const key = detourKey(parent, name);
    const detour = detours.get(key);
    let entry = typeof detour === 'number' ? detour : this.#standing(job, parent, name);
    const isFolder = entry !== NO_ENTRY && this.#tree.kind(entry) === Kind.directory;
    if (entry !== NO_ENTRY && !(isFolder && (entry === detour || this.#origins.canMerge(entry, parent, name)))) {
      const met = entry;
      entry = this.#names.folderOf(job, { parent, name });
      if (entry === NO_ENTRY) {
        entry = this.#addFolder(source, parent, this.#freeName(parent, name), { parent, name });
        this.#names.add(job, entry, { parent, name }, met);
      }
      detours.set(key, entry);
    }
    if (entry === NO_ENTRY) entry = this.#addFolder(source, parent, name);
    else if (!this.#origins.sourceOf(entry)) this.#origins.adopt(entry, info.source, parent, name);
    // Merged with one beside the dissolved folder, it stays that one when that folder is a folder again.
    if (this.#tree.parent(entry) !== parent) detours.set(key, entry);
    this.#origins.listed(entry, job.id);
    return entry;
  }

  #addFolder({ info, job }: Source, parent: EntryId, name: string, onDisk?: Place): EntryId {
    const entry = this.#tree.addDirectory(parent, name, FOLDER);
    this.#made(entry, parent, info.source, job, onDisk);
    return entry;
  }

  #enterFile(source: Source, parent: EntryId, name: string): EntryId | Clash | typeof LEFT_OUT {
    const { job, detours } = source;
    const id = source.info.source;
    const detour = detours.size > 0 ? detours.get(detourKey(parent, name)) : undefined;
    // A folder that was renamed stands for its place in all sources.
    const isFolder = typeof detour === 'number' && this.#tree.kind(detour) === Kind.directory;
    if (detour !== undefined && !isFolder) {
      if (typeof detour === 'number') this.#origins.listed(detour, job.id);
      return detour;
    }
    const existing = this.#standing(job, parent, name);
    if (existing === NO_ENTRY) return this.#addFile(source, job, parent, name);
    const isFile = this.#tree.kind(existing) === Kind.file;
    if (isFile && this.#origins.isOf(existing, id) && this.#origins.places.isOwn(existing, parent, name)) {
      this.#origins.listed(existing, job.id);
      return existing;
    }
    // A folder is never replaced by a file: both stay.
    if (!isFile) return this.#enterBeside({ job, source: id, parent, name }, existing);
    const clash = this.#clashes.add({ job, source: id, parent, name });
    detours.set(detourKey(parent, name), clash);
    return clash;
  }

  #addFile(source: Source, job: ListingJob, parent: EntryId, name: string, onDisk?: Place): EntryId {
    const { info } = source;
    source.files++;
    const entry = this.#tree.addFile(parent, name, FILE, EMPTY);
    this.#made(entry, parent, info.source, job, onDisk);
    return entry;
  }

  #made(entry: EntryId, parent: EntryId, source: SourceId, job: ListingJob, onDisk: Place | undefined): void {
    this.#origins.made(entry, source, job.id, onDisk);
    this.#steps.set(job.id, job.step);
    // What a job added to another's folder is taken back by itself; the rest goes with its folder.
    if (parent === ROOT || !this.#origins.isMadeBy(parent, job.id)) job.step.added.push(entry);
  }

  /** What is there already under its name stays; the other gets a name of its own, unless both are one. */
  #enterOther(source: Source, parent: EntryId, name: string, kind: Kind, make: (name: string) => EntryId): EntryId {
    const { job, detours, info } = source;
    const detour = detours.get(detourKey(parent, name));
    if (detour === LEFT_OUT) return NO_ENTRY;
    const existing = typeof detour === 'number' ? detour : this.#standing(job, parent, name);
    if (existing !== NO_ENTRY && this.#origins.isOf(existing, info.source) && this.#tree.kind(existing) === kind) {
      this.#origins.listed(existing, job.id);
      return existing;
    }
    const other = existing === NO_ENTRY ? name : this.#freeName(parent, name);
    const entry = make(other);
    this.#made(entry, parent, info.source, job, other === name ? undefined : { parent, name });
    if (other === name) return entry;
    detours.set(detourKey(parent, name), entry);
    this.#names.add(job, entry, { parent, name }, existing);
    return entry;
  }

  /** What has a place now, for what a job lists there, if it is not there by a name that the job has given it. */
  #standing(job: ListingJob, parent: EntryId, name: string): EntryId {
    const { places } = this.#origins;
    const entry = places.standing(parent, name);
    if (entry === NO_ENTRY || !this.#names.makeWay(job, entry, { parent, name })) return entry;
    return places.standing(parent, name);
  }

  /** Enters a file of a job that is under way beside what has its name. */
  #enterBeside({ source: id, parent, name, job }: Omit<Clash, 'id'>, existing: EntryId): EntryId {
    const source = this.#sources.get(id);
    // What stands for the name may have another one by now; what came with the same job has it when the job ends.
    const isTaken = existing !== NO_ENTRY && this.#origins.isMadeBy(existing, job.id);
    const isFree = !isTaken && this.#tree.find(parent, name) === NO_ENTRY;
    const other = isFree ? name : this.#freeName(parent, name);
    const entry = this.#addFile(source, job, parent, other, { parent, name });
    source.detours.set(detourKey(parent, name), entry);
    if (!isFree) this.#names.add(job, entry, { parent, name }, existing);
    return entry;
  }

  /** @param given the name that it got when it was done first */
  #keepBoth({ source: id, parent, name, job }: Omit<Clash, 'id'>, given = name): EntryId {
    const source = this.#sources.get(id);
    // What stands for the name may have another one by now.
    const isFree = this.#tree.find(parent, given) === NO_ENTRY;
    const other = isFree ? given : this.#freeName(parent, name);
    const entry = this.#addFile(source, job, parent, other, { parent, name });
    source.detours.set(detourKey(parent, name), entry);
    if (other !== name) this.#names.tell(job, entry, { parent, name });
    return entry;
  }

  #freeName(parent: EntryId, name: string): string {
    return freeName(this.#tree, parent, name);
  }

  #setContent(entry: EntryId, { modified, attributes, ...place }: Content, job: ListingJob): void {
    this.#tree.setContentAt(this.#origins.contentOnDisk(entry), place, entry);
    this.#origins.setTimeOnDisk(entry, Math.floor(modified / 1000));
    if (attributes) this.#tree.setAttributes(entry, attributes);
    this.#origins.read(entry, job.id);
  }
}
