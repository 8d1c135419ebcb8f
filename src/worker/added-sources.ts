/** What was added: sources and jobs by their numbers, with what only the page's thread can do with them. */
import type { PageSource } from './page-sources';
import type { JobId, SourceId, SourceInfo } from './protocol';

/** A source that was added. */
export interface AddedSource extends PageSource {
  info: SourceInfo;
}

export class AddedSources {
  readonly #sources = new Map<SourceId, AddedSource>();
  /** The sources of each job. */
  readonly jobs = new Map<JobId, SourceId[]>();
  #nextSource = 1;
  #nextJob = 1;

  get sources(): ReadonlyMap<SourceId, AddedSource> {
    return this.#sources;
  }

  source(id: SourceId): AddedSource {
    const source = this.#sources.get(id);
    if (!source) throw new RangeError(`Source ${id} is not known (this is a defect of Isodrop).`);
    return source;
  }

  /** Those of which something did not come back, or is hidden from the handles that they come back through. */
  get incomplete(): SourceId[] {
    const isIncomplete = ({ info: { before, entries } }: PageSource) =>
      before !== undefined && (before.lost !== undefined || (!entries && before.hidden.length > 0));
    return [...this.#sources].filter(([, source]) => isIncomplete(source)).map(([id]) => id);
  }

  /** The archives that were added last, together. */
  get lastArchives(): SourceId[] {
    const isArchive = (id: SourceId) => this.#sources.get(id)?.info.archive !== undefined;
    return [...this.jobs.values()].findLast((ids) => ids.some(isArchive))?.filter(isArchive) ?? [];
  }

  /** Returns the source's number. */
  add(source: PageSource): SourceId {
    const id = this.#nextSource;
    this.put(id, source);
    return id;
  }

  /** Puts a source where its number says, in place of what was there. */
  put(id: SourceId, source: PageSource): void {
    this.#sources.set(id, { ...source, info: { ...source.info, source: id } });
    this.#nextSource = Math.max(this.#nextSource, id + 1);
  }

  newJob(): JobId {
    return this.#nextJob++;
  }

  /** Takes jobs with the numbers that they had at an earlier visit. */
  putJobs(jobs: Iterable<[JobId, SourceId[]]>): void {
    for (const [job, ids] of jobs) this.jobs.set(job, ids);
    this.#nextJob = 1 + Math.max(0, ...this.jobs.keys());
  }

  forgetAll(): void {
    this.#sources.clear();
    this.jobs.clear();
    this.#nextSource = 1;
    this.#nextJob = 1;
  }
}
