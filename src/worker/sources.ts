/** Where things come from: the folders and loose files that were added, and how each numbers its folders. */
import type { EntryId } from '../image/tree';
import type { ImageAbout } from '../opened/image-about';
import type { Clash } from './clashes';
import type { JobId, Numbering, SourceId, SourceInfo } from './protocol';
import type { Step } from './step';

/** The part of a job that listing needs. */
export interface ListingJob {
  id: JobId;
  cancelled: boolean;
  /** Where what it adds is noted down, for undo. */
  step: Step;
  /** Takes it back: nothing of it counts any more. */
  takeBack(): void;
}

/** The person chose to leave out a file whose name was there already. */
export const LEFT_OUT = Symbol('left out');

export interface Source {
  info: SourceInfo;
  /** The job that lists or reads it now, or did last; and the one that added it. */
  job: ListingJob;
  addedBy: JobId;
  /** The folder in the tree, or the root for loose files. */
  top: EntryId;
  /** Entries of folders by their numbers. */
  folders: { page: EntryId[]; handles: EntryId[] };
  /** Where its files and folders go, when not to the entry of their name: by `detourKey`. */
  detours: Map<string, EntryId | Clash | typeof LEFT_OUT>;
  /** Of an archive: the store that it is itself, the entries of its rows, and what an image is like. */
  archived?: { store: number; entries: EntryId[]; filled: Set<number>; about?: ImageAbout };
  /** Contents of boot images that no folder of an opened image shows. */
  hiddenBoot: number[];
  /** Files that it made. */
  files: number;
  /** Files that were read through entries though there are handles: those hide them. */
  hidden: Set<EntryId>;
  /** Folders that could not be listed to their end. */
  unlisted: Set<EntryId>;
  /** Changes of it are told. */
  observed: boolean;
}

/** What `Source.detours` knows a name in a folder by. */
export const detourKey = (parent: EntryId, name: string): string => `${parent}/${name}`;

export class Sources {
  readonly #sources = new Map<SourceId, Source>();

  /** Adds a source; one that was there under its number is forgotten. */
  add(info: SourceInfo, job: ListingJob, top: EntryId): Source {
    const source: Source = {
      info,
      job,
      addedBy: job.id,
      top,
      folders: { page: [top], handles: [top] },
      detours: new Map(),
      hiddenBoot: [],
      files: 0,
      hidden: new Set(),
      unlisted: new Set(),
      observed: false,
    };
    this.#sources.set(info.source, source);
    return source;
  }

  find(source: SourceId): Source | undefined {
    return this.#sources.get(source);
  }

  /** Throws for one that was never added, which would be a defect. */
  get(source: SourceId): Source {
    const found = this.#sources.get(source);
    if (!found) throw new RangeError(`Source ${source} is not known (this is a defect of Isodrop).`);
    return found;
  }

  all(): IterableIterator<Source> {
    return this.#sources.values();
  }

  /** Those that were added by steps which still stand. */
  live(steps: readonly Step[]): Source[] {
    const jobs = new Set(steps.map(({ journal }) => (journal?.step === 'add' ? journal.job : undefined)));
    return [...this.#sources.values()].filter(({ addedBy }) => jobs.has(addedBy));
  }

  /** Stores of images that are looked into again, whether or not the tree has anything of their bytes. */
  openedStores(): number[] {
    return [...this.#sources.values()].flatMap(({ archived }) => (archived?.about?.reopen ? archived.store : []));
  }

  /** The archive that is in a store itself. */
  openedFrom(store: number): Source | undefined {
    return [...this.#sources.values()].find(({ archived }) => archived?.store === store);
  }

  /** What a job lists or reads now. */
  of(job: ListingJob): Source[] {
    return [...this.#sources.values()].filter((source) => source.job === job);
  }

  /** Whether what arrives for a source is still wanted. */
  isLive(source: SourceId): boolean {
    return this.#sources.get(source)?.job.cancelled === false;
  }
}

/** The entry that a source's folder number stands for. */
export function numberedFolder(source: Source, numbering: Numbering, folder: number): EntryId {
  const entry = numbering === 'tree' ? folder : source.folders[numbering][folder];
  if (entry === undefined) throw new RangeError(`Folder ${folder} is not known (this is a defect of Isodrop).`);
  return entry;
}

/** The newest number of a folder, or undefined where it was never found that way. */
export function folderNumber(source: Source, numbering: 'page' | 'handles', entry: EntryId): number | undefined {
  const number = source.folders[numbering].lastIndexOf(entry);
  return number < 0 ? undefined : number;
}
