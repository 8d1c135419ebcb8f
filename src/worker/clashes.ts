/** Files whose names were there already when they came: a person has to choose. */
import { type Attributes, type EntryId, type ImageTree, Kind, NO_ENTRY } from '../image/tree';
import type { Places } from './places';
import type { JobId, SourceId } from './protocol';
import type { Conflict } from './session';
import type { ListingJob } from './sources';

/** A file's bytes, and its time in Unix milliseconds. */
export interface Content {
  byteLength: number;
  store: number;
  offset: number;
  modified: number;
  /** What an archive tells of it. */
  attributes?: Attributes;
}

export interface Clash {
  id: number;
  job: ListingJob;
  source: SourceId;
  parent: EntryId;
  name: string;
  /** The job that listed it last. */
  listedBy: JobId;
  /** Once it was read. */
  content?: Content;
  error?: string;
}

export class Clashes {
  readonly #tree: ImageTree;
  readonly #places: Places;
  #waiting: Clash[] = [];
  #made = 0;

  constructor(tree: ImageTree, places: Places) {
    this.#tree = tree;
    this.#places = places;
  }

  get count(): number {
    return this.#waiting.length;
  }

  get all(): Clash[] {
    return [...this.#waiting];
  }

  /** Jobs that have not been settled. */
  get jobs(): ListingJob[] {
    return this.#waiting.map(({ job }) => job);
  }

  /** Stores of bytes that are not in the tree yet. */
  get stores(): number[] {
    return this.#waiting.flatMap(({ content }) => (content ? [content.store] : []));
  }

  add(clash: Omit<Clash, 'id' | 'listedBy'>): Clash {
    const added = { id: ++this.#made, listedBy: clash.job.id, ...clash };
    this.#waiting.push(added);
    return added;
  }

  /** One that needed no choice any more needs one again. */
  putBack(clash: Clash): void {
    this.#waiting.push(clash);
    this.sort();
  }

  of(job: ListingJob): Clash[] {
    return this.#waiting.filter((clash) => clash.job === job);
  }

  remove(clashes: readonly Clash[]): void {
    const gone = new Set(clashes);
    if (gone.size > 0) this.#waiting = this.#waiting.filter((clash) => !gone.has(clash));
  }

  /** Those that need no choice by now: what had the name was left out, or a folder has it. */
  clear(): Clash[] {
    return this.#waiting.filter(({ parent, name }) => !this.#isFile(this.#places.standing(parent, name)));
  }

  /** Puts them in the order in which they are asked about: by job, then by path, then by source. */
  sort(): void {
    if (this.#waiting.length < 2) return;
    const paths = new Map(this.#waiting.map((clash) => [clash, pathIn(this.#tree, clash.parent, clash.name)]));
    const byPath = (a: Clash, b: Clash) => {
      const [path, other] = [paths.get(a) as string, paths.get(b) as string];
      return path === other ? 0 : path < other ? -1 : 1;
    };
    this.#waiting.sort((a, b) => a.job.id - b.job.id || byPath(a, b) || a.source - b.source);
  }

  /** Those that can be asked about now, one after the other: up to the first that cannot. */
  *asked(isAtWork: (job: ListingJob) => boolean): Generator<Clash & { content: Content }> {
    for (const clash of this.#waiting) {
      if (!isRead(clash) || isAtWork(clash.job)) return;
      if (!this.#isFile(this.#places.standing(clash.parent, clash.name))) return;
      yield clash;
    }
  }

  /** The question to be asked now. */
  conflict(isAtWork: (job: ListingJob) => boolean): Conflict | undefined {
    const [clash] = this.asked(isAtWork);
    if (!clash) return undefined;
    const { id, parent, name, content } = clash;
    const existing = this.#places.standing(parent, name);
    return {
      id,
      path: this.#tree.path(existing),
      existing: {
        byteLength: this.#tree.byteLength(existing),
        modified: this.#tree.attributes(existing).modifyTime * 1000,
      },
      incoming: { byteLength: content.byteLength, modified: content.modified },
      waiting: this.#waiting.length - 1,
    };
  }

  #isFile(entry: EntryId): boolean {
    return entry !== NO_ENTRY && this.#tree.kind(entry) === Kind.file;
  }
}

function isRead(clash: Clash): clash is Clash & { content: Content } {
  return clash.content !== undefined;
}

/** Path in the image of a name in a folder. */
export function pathIn(tree: ImageTree, parent: EntryId, name: string): string {
  const folder = tree.path(parent);
  return folder === '' ? name : `${folder}/${name}`;
}
