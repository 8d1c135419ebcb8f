/** What was there at an earlier time and did not come back: it waits to be dropped or chosen again, or to be left out. */
import { type EntryId, type ImageTree, Kind, NO_ENTRY } from '../image/tree';
import type { Choices } from './choices';
import type { Clashes } from './clashes';
import type { Listing } from './listing';
import type { Origins } from './origins';
import type { Problems } from './problems';
import type { HiddenPart, Origin, SourceCensus, SourceId } from './protocol';
import type { Loss, LossReason, Summary } from './session';
import type { ListingJob, Source, Sources } from './sources';

/** Names that a loss is shown with. */
const NAMES_SHOWN = 5;

/** What losses touch. */
export interface LossRooms {
  tree: ImageTree;
  sources: Sources;
  origins: Origins;
  clashes: Clashes;
  choices: Choices;
  listing: Listing;
  problems: Problems;
}

interface Lost {
  source: SourceId;
  files: number;
}

export class Losses {
  readonly #rooms: LossRooms;
  readonly #lost = new Map<EntryId, Lost>();

  constructor(rooms: LossRooms) {
    this.#rooms = rooms;
  }

  /** A source is added: a folder that did not come back is a problem from the beginning. */
  added(source: Source): void {
    const { lost, files } = source.info.before ?? {};
    if (lost && !lost.names) this.#add(source, source.top, lost.reason, files ?? 0);
  }

  /** A source is listed: what handles hid of it before they hide now, and what else is gone is told. */
  listed(source: Source, job: ListingJob): void {
    const { before, name } = source.info;
    const { names = [], reason } = before?.lost ?? {};
    for (const one of names) if (reason) this.#enter(source, { path: [one], isFolder: false, files: 1 }, reason);
    if (!before || before.lost) return;
    let missing = before.files - this.#files(source);
    for (const part of before.hidden) {
      if (this.#enter(source, part, 'hidden') !== NO_ENTRY) missing -= part.files;
    }
    if (missing > 0 && name !== undefined) {
      job.step.notices.push({ code: 'fewer-files', path: name, before: missing.toLocaleString('en') });
    }
  }

  /** Whether all that lies in an entry is lost. */
  isLost(entry: EntryId): boolean {
    return this.#rooms.problems.isLost(entry);
  }

  /** Whether something may be there once what is lost has come. */
  isWaitedFor(origin: Origin): boolean {
    if (!('source' in origin)) return false;
    const source = this.#rooms.sources.find(origin.source);
    if (!source || source.info.before?.lost) return source !== undefined;
    return origin.path.some((_, at) => this.isLost(this.#rooms.origins.entryAt(source, origin.path.slice(0, at))));
  }

  /** What of a source is lost and in the image. */
  of(source: SourceId): EntryId[] {
    return this.#open().filter((entry) => this.#of(entry).source === source);
  }

  /** How much of each source is in the tree. */
  census(live: readonly Source[]): SourceCensus[] {
    return live.map((source) => ({
      source: source.info.source,
      files: this.#files(source),
      hidden: this.#hidden(source),
    }));
  }

  /**
   * What the page shows of them.
   * @param open problems of what is in the image
   */
  summary(open: readonly EntryId[]): Pick<Summary, 'losses'> {
    const { origins, problems, sources } = this.#rooms;
    const losses = new Map<SourceId, Loss>();
    for (const entry of open.filter((one) => this.isLost(one))) {
      const { source, files } = this.#of(entry);
      const { name, before } = sources.get(source).info;
      const known = losses.get(source);
      const reason = problems.error(entry) as LossReason;
      const loss: Loss = known ?? { source, ...(name === undefined ? {} : { name }), reason, files: 0, names: [] };
      loss.files += files;
      const isWhole = name !== undefined && before?.lost !== undefined;
      if (!isWhole && loss.names.length < NAMES_SHOWN) loss.names.push(origins.pathOnDisk(entry).join('/'));
      losses.set(source, loss);
    }
    return { losses: [...losses.values()] };
  }

  /** Files that were found of a source, those counted that wait for a choice, but not what was chosen to be left out. */
  #files(source: Source): number {
    const { clashes, choices } = this.#rooms;
    const waiting = clashes.all.filter(
      (clash) => clash.source === source.info.source && choices.of(clash, source)?.choice !== 'leave-out',
    );
    return source.files + waiting.length;
  }

  #open(): EntryId[] {
    return this.#rooms.problems.open().filter((entry) => this.isLost(entry));
  }

  #of(entry: EntryId): Lost {
    const source = this.#rooms.origins.sourceOf(entry)?.info.source ?? 0;
    return this.#lost.get(entry) ?? { source, files: 1 };
  }

  #enter(source: Source, part: HiddenPart, reason: LossReason): EntryId {
    const entry = this.#rooms.listing.enterLost(source, part, reason);
    if (entry !== NO_ENTRY) this.#add(source, entry, reason, part.files);
    return entry;
  }

  #add(source: Source, entry: EntryId, reason: LossReason, files: number): void {
    this.#lost.set(entry, { source: source.info.source, files });
    this.#rooms.problems.add(entry, 'lost', reason);
  }

  /** What handles hide of a source, the topmost folders of it with all that is in them. */
  #hidden({ info, top, hidden, folders }: Source): HiddenPart[] {
    const { tree, origins } = this.#rooms;
    const parts = new Map<EntryId, HiddenPart>();
    const part = (entry: EntryId, isFolder: boolean) => {
      const known = parts.get(entry) ?? { path: origins.pathOnDisk(entry), isFolder, files: 0 };
      parts.set(entry, known);
      return known;
    };
    const seen = new Set(folders.handles);
    const hiddenFolders = new Set<EntryId>();
    if (info.directory) {
      // Not `filter`: there are holes where a tree before this one was told.
      folders.page.forEach((entry) => {
        if (!seen.has(entry)) hiddenFolders.add(entry);
      });
    }
    const topmost = (entry: EntryId) => {
      let found = entry;
      for (let at = entry; at !== top && at > 0; at = tree.parent(at)) if (hiddenFolders.has(at)) found = at;
      return found;
    };
    for (const folder of hiddenFolders) if (tree.isIncluded(folder)) part(topmost(folder), true);
    for (const file of hidden) {
      if (!tree.isIncluded(file)) continue;
      const at = topmost(file);
      part(at, at !== file).files++;
    }
    // What waits to be dropped again is still hidden.
    for (const entry of this.of(info.source)) {
      if (info.before?.lost) break;
      part(entry, tree.kind(entry) === Kind.directory).files = this.#of(entry).files;
    }
    return [...parts.values()];
  }
}
