/** Whose each entry of the tree is: its source, the jobs that made, listed and read it, and its name on disk. */
import { Column } from '../image/columns';
import { type EntryId, type ImageTree, Kind, NO_ENTRY, ROOT } from '../image/tree';
import type { Clash, Clashes } from './clashes';
import type { Numbered } from './keep-both';
import { Places } from './places';
import type { JobId, Origin, OriginsIn, SourceId } from './protocol';
import { detourKey, type ListingJob, type Source, type Sources } from './sources';

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
  readonly places: Places;
  /** Entries that have a number since something else had the name that they were found by. */
  readonly numbered = new Map<EntryId, Numbered>();
  /** Where what is read of a file was before, of hard links that became files of their own, or the other way round. */
  readonly #earlierContents = new Map<EntryId, Set<number>>();
  /** What was read of files that were given other contents since. */
  readonly #contentsOnDisk = new Map<EntryId, { content: number; modifyTime: number }>();
  /** Files that could not be read, and why. */
  readonly #failed = new Map<EntryId, string>();

  constructor(tree: ImageTree, sources: Sources) {
    this.#tree = tree;
    this.#sources = sources;
    this.places = new Places(tree);
  }

  /** A job has made an entry; what it was found as, where the tree has it otherwise. */
  made(entry: EntryId, source: SourceId, job: JobId, onDisk?: { parent: EntryId; name: string }): void {
    this.#source.set(entry, source);
    this.#madeBy.set(entry, job);
    this.#listedBy.set(entry, job);
    if (onDisk) this.places.found(entry, onDisk.parent, onDisk.name);
  }

  /** What was found of one source is another one's, of which nothing is read yet. Returns why it could not be read. */
  handOver(entry: EntryId, to: SourceId): string | undefined {
    const error = this.#failed.get(entry);
    this.#source.set(entry, to);
    this.#readBy.set(entry, 0);
    this.#failed.delete(entry);
    return error;
  }

  /** A folder that a person made is on disk, too. */
  adopt(entry: EntryId, source: SourceId, parent: EntryId, name: string): void {
    this.#source.set(entry, source);
    this.places.found(entry, parent, name);
  }

  /** Whether what is listed at a place can be put into a folder that has that name. */
  canMerge(entry: EntryId, parent: EntryId, name: string): boolean {
    if (this.#source.get(entry) === 0) return this.places.number(entry) !== undefined;
    return !this.places.isElsewhere(entry) || this.places.isOf(entry, parent, name);
  }

  /** A job lists an entry. Returns whether it had not before. */
  listed(entry: EntryId, job: JobId): boolean {
    const isFirst = this.#listedBy.get(entry) !== job;
    this.#listedBy.set(entry, job);
    return isFirst;
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
    return this.places.name(entry);
  }

  /** Path below the source's folder, with the names that files have on disk. */
  pathOnDisk(entry: EntryId): string[] {
    const top = this.sourceOf(entry)?.top;
    return this.places.names(entry, (at) => at === top).names;
  }

  /** The entry at a path below a source's folder, or `NO_ENTRY`. */
  entryAt(source: Source, path: readonly string[]): EntryId {
    let at: EntryId = source.top;
    for (const name of path) {
      if (at === NO_ENTRY) return NO_ENTRY;
      at = this.#childAt(source, at, name);
    }
    return at;
  }

  #childAt({ info, detours }: Source, folder: EntryId, name: string): EntryId {
    const detour = detours.get(detourKey(folder, name));
    return this.#own(info.source, folder, name, typeof detour === 'number' ? detour : this.places.at(folder, name));
  }

  /** What stands for a place; the source's own, where it has one there. */
  #own(source: SourceId, parent: EntryId, name: string, entry: EntryId): EntryId {
    if (entry === NO_ENTRY || this.isOf(entry, source)) return entry;
    const other = this.#tree.find(parent, name);
    return other !== NO_ENTRY && this.isOf(other, source) && this.places.isOf(other, parent, name) ? other : entry;
  }

  /** Where an entry comes from, for a tree that is made anew. */
  originOf(entry: EntryId): Origin {
    const made = this.places.number(entry);
    if (made !== undefined) return { made, path: [] };
    const source = this.sourceOf(entry);
    if (source || entry === ROOT) return { source: source?.info.source ?? 0, path: this.pathOnDisk(entry) };
    const { from, names } = this.places.names(entry, (at) => this.places.number(at) !== undefined);
    return { made: this.places.number(from) ?? 0, path: names };
  }

  /** The entry of an origin, or `NO_ENTRY`. */
  find(origin: Origin): EntryId {
    if ('made' in origin) {
      const at = (parent: EntryId, name: string) => (parent === NO_ENTRY ? parent : this.places.at(parent, name));
      return origin.path.reduce(at, this.places.numbered(origin.made));
    }
    if (origin.source === 0) return ROOT;
    const source = this.#sources.find(origin.source);
    return source ? this.entryAt(source, origin.path) : NO_ENTRY;
  }

  /** The entries of many origins, in their order; `NO_ENTRY` for each that is not there. */
  findIn({ inside, ...origin }: OriginsIn): EntryId[] {
    const folder = this.find(origin);
    const source = 'source' in origin ? this.#sources.find(origin.source) : undefined;
    return inside.split('/').map((name) => {
      if (folder === NO_ENTRY) return NO_ENTRY;
      return source ? this.#childAt(source, folder, name) : this.places.at(folder, name);
    });
  }

  /** Whether two entries come from one folder, so that what is told of one but its name holds for the other. */
  areNeighbours(a: EntryId, b: EntryId): boolean {
    if (this.places.parent(a) !== this.places.parent(b) || this.#source.get(a) !== this.#source.get(b)) return false;
    const { top } = this.sourceOf(a) ?? {};
    return [a, b].every((entry) => entry !== top && this.places.number(entry) === undefined);
  }

  /**
   * An entry that is taken out, renamed or moved goes on to stand for what it stands for on disk, should that be listed
   * again: a file for its source's, a folder for all that were merged into it.
   */
  remember(entry: EntryId): void {
    const key = this.places.keep(entry);
    const id = this.#source.get(entry);
    if (id === 0 || key === undefined) return;
    if (this.#tree.kind(entry) !== Kind.directory) this.#sources.find(id)?.detours.set(key, entry);
    else
      for (const { info, detours } of this.#sources.all()) {
        const own = detours.get(key);
        // A source that has a file of its own there has put nothing into the folder.
        const isFile =
          typeof own === 'number' && this.isOf(own, info.source) && this.#tree.kind(own) !== Kind.directory;
        if (!isFile) detours.set(key, entry);
      }
  }

  /** The file that a content was read from, found by one that has it: copies have it, too. `NO_ENTRY` if none was. */
  readFrom(entry: EntryId): EntryId {
    const { index } = this.#tree.content(entry);
    for (const file of this.#tree.filesOf(index, entry)) {
      if (this.#source.get(file) !== 0 && this.contentOnDisk(file) === index) return file;
    }
    for (const [file, { content }] of this.#contentsOnDisk) {
      if (content === index && this.#source.get(file) !== 0) return file;
    }
    return NO_ENTRY;
  }

  /** Files in the image that have what was read of one: itself, and copies. */
  shownOf(entry: EntryId): EntryId[] {
    const content = this.contentOnDisk(entry);
    return [...this.#tree.filesOf(content, entry)].filter(
      (file) => this.#tree.contentNumber(file) === content && this.#tree.isIncluded(file),
    );
  }

  /** The content that holds what is read of a file. */
  contentOnDisk(entry: EntryId): number {
    return this.#contentsOnDisk.get(entry)?.content ?? this.#tree.contentNumber(entry);
  }

  /** What is read of a file is in another content from now on. */
  movedOnDisk(entry: EntryId, before: number, content: number): void {
    const kept = this.#contentsOnDisk.get(entry);
    if (kept) kept.content = content;
    const earlier = this.#earlierContents.get(entry) ?? new Set();
    this.#earlierContents.set(entry, earlier.add(before));
  }

  /** The content that a step means by the number that it had then: what is read of a file may be in another one by now. */
  contentNow(entry: EntryId, content: number): number {
    return this.#earlierContents.get(entry)?.has(content) ? this.contentOnDisk(entry) : content;
  }

  /** A file is about to get another content. */
  keepContent(entry: EntryId): void {
    if (this.#contentsOnDisk.has(entry)) return;
    const { modifyTime } = this.#tree.attributes(entry);
    this.#contentsOnDisk.set(entry, { content: this.#tree.contentNumber(entry), modifyTime });
  }

  /** The time of what was read of a file which has other contents by now; undefined for any other content. */
  timeOnDisk(entry: EntryId, content: number): number | undefined {
    const kept = this.#contentsOnDisk.get(entry);
    return kept?.content === content ? kept.modifyTime : undefined;
  }

  /** What was read of a file is as new as this. */
  setTimeOnDisk(entry: EntryId, modifyTime: number): void {
    const kept = this.#contentsOnDisk.get(entry);
    if (kept) kept.modifyTime = modifyTime;
    const content = this.contentOnDisk(entry);
    for (const file of this.#tree.filesOf(content, entry)) {
      if (this.#tree.contentNumber(file) === content) this.#tree.setAttributes(file, { modifyTime });
    }
  }

  /** Files that a job lists but whose bytes it does not have yet and the page can read, a folder at a time. */
  *unreadFolders(job: ListingJob, clashes: Clashes): Generator<UnreadFolder> {
    const elsewhere = new Map<EntryId, EntryId[]>();
    for (const entry of this.places.elsewhere()) {
      const parent = this.places.parent(entry);
      if (parent === this.#tree.parent(entry)) continue;
      const others = elsewhere.get(parent);
      if (others) others.push(entry);
      else elsewhere.set(parent, [entry]);
    }
    const waiting = new Map<EntryId, Clash[]>();
    for (const clash of clashes.of(job)) {
      const others = waiting.get(clash.parent);
      if (others) others.push(clash);
      else waiting.set(clash.parent, [clash]);
    }
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
        for (const entry of [...this.#tree.children(parent), ...(elsewhere.get(parent) ?? [])]) {
          if (this.places.parent(entry) !== parent || !this.isOf(entry, info.source)) continue;
          if (this.#isUnread(entry, job.id)) names.push(this.nameOnDisk(entry));
        }
        for (const clash of waiting.get(parent) ?? []) {
          if (!clash.content && clash.source === info.source) names.push(clash.name);
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
      const parent = this.places.parent(entry);
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
