/** Whose each entry of the tree is: its source, the jobs that made, listed and read it, and its name on disk. */
import { Column } from '../image/columns';
import { type EntryId, type ImageTree, Kind, NO_ENTRY } from '../image/tree';
import type { Clashes } from './clashes';
import type { JobId, SourceId } from './protocol';
import { detourKey, type ListingJob, type Source, type Sources } from './sources';

const ROOT = 0;

/** Files in one folder that the page can read. */
export interface UnreadFolder {
  source: SourceId;
  /** The folder's number on the page. */
  folder: number;
  names: string[];
}

export class Origins {
  readonly #tree: ImageTree;
  readonly #sources: Sources;
  readonly #source = new Column((n) => new Uint32Array(n));
  readonly #madeBy = new Column((n) => new Uint32Array(n));
  readonly #listedBy = new Column((n) => new Uint32Array(n));
  readonly #readBy = new Column((n) => new Uint32Array(n));
  /** Where they differ from the names in the tree. */
  readonly #namesOnDisk = new Map<EntryId, string>();
  /** Files that could not be read, and why. */
  readonly #failed = new Map<EntryId, string>();

  constructor(tree: ImageTree, sources: Sources) {
    this.#tree = tree;
    this.#sources = sources;
  }

  /** A job has made an entry. */
  made(entry: EntryId, source: SourceId, job: JobId, nameOnDisk?: string): void {
    this.#source.set(entry, source);
    this.#madeBy.set(entry, job);
    this.#listedBy.set(entry, job);
    if (nameOnDisk !== undefined) this.#namesOnDisk.set(entry, nameOnDisk);
  }

  listed(entry: EntryId, job: JobId): void {
    this.#listedBy.set(entry, job);
  }

  read(entry: EntryId, job: JobId): void {
    this.#readBy.set(entry, job);
    this.#failed.delete(entry);
  }

  /** Its bytes are gone again. */
  unread(entry: EntryId): void {
    this.#readBy.set(entry, 0);
  }

  failed(entry: EntryId, error: string): void {
    this.#failed.set(entry, error);
  }

  sourceOf(entry: EntryId): Source | undefined {
    return this.#sources.find(this.#source.get(entry));
  }

  isOf(entry: EntryId, source: SourceId): boolean {
    return this.#source.get(entry) === source;
  }

  maker(entry: EntryId): JobId {
    return this.#madeBy.get(entry);
  }

  isMadeBy(entry: EntryId, job: JobId): boolean {
    return this.#madeBy.get(entry) === job;
  }

  /** Whether a file's bytes are known. */
  isRead(entry: EntryId): boolean {
    return this.#readBy.get(entry) !== 0;
  }

  isReadBy(entry: EntryId, job: JobId): boolean {
    return this.#readBy.get(entry) === job;
  }

  nameOnDisk(entry: EntryId): string {
    return this.#namesOnDisk.get(entry) ?? this.#tree.name(entry);
  }

  /** Entries with another name than on disk. */
  renamed(): EntryId[] {
    return [...this.#namesOnDisk.keys()];
  }

  /** Path below the source's folder, with the names that files have on disk. */
  pathOnDisk(entry: EntryId): string[] {
    const top = this.sourceOf(entry)?.top ?? ROOT;
    const path: string[] = [];
    for (let at = entry; at !== top && at !== ROOT; at = this.#tree.parent(at)) path.push(this.nameOnDisk(at));
    return path.reverse();
  }

  /** The entry at a path below a source's folder, or `NO_ENTRY`. */
  entryAt({ top, detours }: Source, path: readonly string[]): EntryId {
    let at: EntryId = top;
    for (const name of path) {
      if (at === NO_ENTRY) return NO_ENTRY;
      const detour = detours.get(detourKey(at, name));
      at = typeof detour === 'number' ? detour : this.#tree.find(at, name);
    }
    return at;
  }

  /**
   * An entry that was taken out goes on to stand for what it stands for on disk, should that be listed again: a file
   * for its source's, a folder for all that were merged into it.
   */
  remember(entry: EntryId): void {
    const key = detourKey(this.#tree.parent(entry), this.nameOnDisk(entry));
    const isFolder = this.#tree.kind(entry) === Kind.directory;
    for (const { info, detours } of this.#sources.all()) {
      if (isFolder || this.isOf(entry, info.source)) detours.set(key, entry);
    }
  }

  /** Files that a job lists but whose bytes it does not have yet and the page can read, a folder at a time. */
  *unreadFolders(job: ListingJob, clashes: Clashes): Generator<UnreadFolder> {
    for (const { info, folders } of this.#sources.of(job)) {
      if (!info.entries) continue;
      // A folder that was listed again has several numbers.
      const numbers = new Map<EntryId, number>();
      // Not `map`: there are holes where a tree before this one was told.
      folders.page.forEach((entry, number) => {
        numbers.set(entry, number);
      });
      for (const [parent, folder] of numbers) {
        const names: string[] = [];
        for (const entry of this.#tree.children(parent)) {
          if (this.isOf(entry, info.source) && this.#isUnread(entry, job.id)) names.push(this.nameOnDisk(entry));
        }
        for (const clash of clashes.of(job)) {
          if (!clash.content && clash.source === info.source && clash.parent === parent) names.push(clash.name);
        }
        if (names.length > 0) yield { source: info.source, folder, names };
      }
    }
  }

  /** What a job leaves unread in the end, and why. */
  leftUnread(job: ListingJob): Map<EntryId, string> {
    const unread = new Map<EntryId, string>();
    for (let entry = 1; entry < this.#tree.length; entry++) {
      if (this.#isUnread(entry, job.id)) unread.set(entry, this.#failed.get(entry) ?? 'NotFoundError');
    }
    return unread;
  }

  /** Entries of its sources that a job did not find again: the topmost ones. */
  missing(job: ListingJob): EntryId[] {
    const sources = new Map(this.#sources.of(job).map((source) => [source.info.source, source]));
    const missing: EntryId[] = [];
    for (let entry = 1; entry < this.#tree.length; entry++) {
      const source = sources.get(this.#source.get(entry));
      if (!source || this.#listedBy.get(entry) === job.id || this.#tree.isExcluded(entry)) continue;
      const parent = this.#tree.parent(entry);
      // Of a folder that could not be listed nobody knows what is missing.
      if (source.unlisted.has(parent)) continue;
      if (parent === ROOT || this.#listedBy.get(parent) === job.id) missing.push(entry);
    }
    return missing;
  }

  #isUnread(entry: EntryId, job: JobId): boolean {
    return this.#listedBy.get(entry) === job && this.#readBy.get(entry) !== job && this.#tree.kind(entry) === Kind.file;
  }
}
