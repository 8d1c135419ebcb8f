/** What is being listed, put into the tree: names and contents arrive on two ways and in any order. */
import { type EntryId, type ImageTree, Kind, NO_ENTRY, ROOT } from '../image/tree';
import { rowsOf } from './archive-columns';
import { enterArchive } from './archive-listing';
import type { Clashes } from './clashes';
import { EMPTY, type Entering } from './entering';
import type { History } from './history';
import type { Origins } from './origins';
import {
  type ArchivePart,
  type FileFailed,
  type FilesRead,
  type HiddenPart,
  LARGE,
  type Names,
  type Numbering,
  type Origin,
  type SourceId,
  type SourceInfo,
} from './protocol';
import type { LossReason } from './session';
import { LEFT_OUT, type ListingJob, numberedFolder, type Source, type Sources } from './sources';
import type { Step } from './step';
import type { Stores } from './stores';

const NOT_A_FOLDER = -1;

/** What listing touches. */
export interface ListingRooms {
  tree: ImageTree;
  stores: Stores;
  sources: Sources;
  origins: Origins;
  clashes: Clashes;
  history: History;
  entering: Entering;
}

export class Listing {
  readonly #tree: ImageTree;
  readonly #stores: Stores;
  readonly #sources: Sources;
  readonly #origins: Origins;
  readonly #clashes: Clashes;
  readonly #history: History;
  readonly #entering: Entering;
  /** Files whose content became known. */
  filesDone = 0;
  bytesDone = 0;

  constructor({ tree, stores, sources, origins, clashes, history, entering }: ListingRooms) {
    this.#tree = tree;
    this.#stores = stores;
    this.#sources = sources;
    this.#origins = origins;
    this.#clashes = clashes;
    this.#history = history;
    this.#entering = entering;
  }

  /** Adds a source, and its folder to the tree. */
  addSource(info: SourceInfo, job: ListingJob): Source {
    const into = info.into ? this.#origins.find(info.into) : ROOT;
    const folder = into === NO_ENTRY ? ROOT : into;
    const source = this.#sources.add(info, job, folder);
    if (info.name !== undefined) source.top = this.#entering.folder(source, folder, info.name);
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
    return addedBy === undefined ? undefined : this.#entering.stepOf(addedBy);
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

  /** Enters names, files without content for now. Returns how many files of them their job lists for the first time. */
  names({ source: id, numbering, parents, names, folders }: Names): number {
    const source = this.#sources.get(id);
    const before = this.#entering.filesListed;
    for (let at = 0; at < names.length; at++) {
      const parent = numberedFolder(source, numbering, parents[at] as number);
      const name = names[at] as string;
      const number = folders[at] as number;
      if (number === NOT_A_FOLDER) this.#entering.file(source, parent, name);
      else if (numbering !== 'tree') source.folders[numbering][number] = this.#entering.folder(source, parent, name);
    }
    return this.#entering.filesListed - before;
  }

  /** Enters contents. Returns how many of them their job lists for the first time. */
  files(read: FilesRead): number {
    const source = this.#sources.get(read.source);
    const before = this.#entering.filesListed;
    let large = 0;
    for (let at = 0; at < read.names.length; at++) {
      const parent = numberedFolder(source, read.numbering, read.parents[at] as number);
      const found = this.#entering.file(source, parent, read.names[at] as string);
      const file = read.stores[at] === LARGE ? read.large[large++] : undefined;
      const byteLength = read.sizes[at] as number;
      this.filesDone++;
      this.bytesDone += byteLength;
      if (found === LEFT_OUT) {
        // Nothing tells by which job it was listed, and each reads it once at most.
        this.#entering.filesListed++;
        continue;
      }
      const store = file ? this.#stores.addFile(file) : (read.stores[at] as number);
      this.#stores.announce(store);
      const content = { byteLength, store, offset: read.offsets[at] as number, modified: read.modified[at] as number };
      if (typeof found === 'object') {
        found.content = content;
        continue;
      }
      if (read.numbering === 'page' && source.info.directory) source.hidden.add(found);
      else source.hidden.delete(found);
      this.#entering.setContent(found, content, source.job);
    }
    return this.#entering.filesListed - before;
  }

  /** Enters some of what is in an archive. Returns how many files that are. */
  archive(part: ArchivePart): number {
    const source = this.#sources.get(part.source);
    const rows = rowsOf(part.rows);
    const files = enterArchive(part, rows, {
      tree: this.#tree,
      stores: this.#stores,
      source,
      origins: this.#origins,
      history: this.#history,
      entering: this.#entering,
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
    if (isFolder) return this.#entering.folder(source, parent, name);
    const found = this.#entering.file(source, parent, name);
    if (typeof found === 'object') found.error = reason;
    if (typeof found !== 'number') return NO_ENTRY;
    this.#origins.failed(found, reason);
    return found;
  }

  /**
   * Notes files that could not be read: they are tried another way, or become problems. Returns how many of them their
   * job lists for the first time.
   */
  filesFailed(id: SourceId, numbering: Numbering, failed: FileFailed[]): number {
    const source = this.#sources.get(id);
    const before = this.#entering.filesListed;
    for (const { parent, name, error } of failed) {
      const found = this.#entering.file(source, numberedFolder(source, numbering, parent), name);
      if (found === LEFT_OUT) continue;
      if (typeof found === 'object') found.error = error;
      else this.#origins.failed(found, error);
    }
    return this.#entering.filesListed - before;
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
        this.#entering.beside(clash, this.#origins.places.standing(clash.parent, clash.name)),
        clash.error ?? 'NotFoundError',
      );
    }
    this.#clashes.remove(unsettled);
    return unread;
  }

  /** A job ends, and nothing of it is to come. */
  end(job: ListingJob): void {
    this.#entering.names.settle(job);
  }

  /** A job is taken back: its bytes are let go. */
  forget(job: ListingJob): void {
    this.#entering.names.forget(job);
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
}
