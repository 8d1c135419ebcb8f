/** How a job goes: what it lists, then what that leaves unread, then its end; and how it is taken back. */
import type { Clashes } from './clashes';
import { ignoreLoss, type Link } from './connection';
import { toFailure } from './failure';
import type { History } from './history';
import type { Job, Jobs } from './jobs';
import type { LastFailure } from './last-failure';
import type { Listing } from './listing';
import type { TreeChanges } from './news';
import type { Origins } from './origins';
import type { Problems } from './problems';
import type { JobId, PageService, ReadService, SourceId } from './protocol';
import type { Resolving } from './resolving';
import type { Failure } from './session';
import type { ListingJob, Sources } from './sources';

/** What running a job touches. */
export interface JobRooms {
  jobs: Jobs;
  history: History;
  sources: Sources;
  origins: Origins;
  clashes: Clashes;
  listing: Listing;
  resolving: Resolving;
  problems: Problems;
  failure: LastFailure;
}

export class JobRunner {
  readonly #rooms: JobRooms;
  readonly #reader: Link<ReadService>;
  readonly #page: Pick<PageService, 'readEntries'>;
  readonly #changes: TreeChanges;
  /** Jobs that were taken back and whose bytes are being sealed. */
  #ending = 0;

  constructor(
    rooms: JobRooms,
    reader: Link<ReadService>,
    page: Pick<PageService, 'readEntries'>,
    changes: TreeChanges,
  ) {
    this.#rooms = rooms;
    this.#reader = reader;
    this.#page = page;
    this.#changes = changes;
  }

  /** Whether the tree stands still, and every byte that it refers to can be read. */
  get isIdle(): boolean {
    return this.#rooms.jobs.count === 0 && this.#ending === 0;
  }

  /** Runs a job after those before it. */
  run(job: Job, list: () => Promise<void>): void {
    this.#rooms.jobs.run(job, async () => {
      let failure: Failure | undefined;
      try {
        await list();
        if (!job.cancelled) failure = await this.#readRest(job);
      } catch (error) {
        failure = toFailure(error);
      }
      if (job.cancelled) return;
      if (failure) await this.#fail(job, failure);
      else this.#end(job);
    });
    this.#changes.arrived();
  }

  /** What undo takes back as a whole, as it is not settled; undefined where the history's last step is to be undone. */
  get lastDone(): ListingJob | undefined {
    const { jobs, history, clashes } = this.#rooms;
    const { last } = history;
    const reading = jobs.all.find(({ kind, follows }) => kind === 'read-again' && follows === last);
    return reading ?? [...jobs.all, ...clashes.jobs].find(({ step }) => step === last);
  }

  /** All that is under way, or waits for a choice. */
  get unsettled(): ListingJob[] {
    return [...this.#rooms.jobs.all, ...this.#rooms.clashes.jobs];
  }

  /** Takes jobs back, as if they had never been. Returns whether there were any: otherwise all stays as it is. */
  async cancel(jobs: readonly ListingJob[]): Promise<boolean> {
    if (jobs.length === 0) return false;
    const sources: SourceId[] = [];
    for (const job of new Set(jobs)) {
      sources.push(...this.#rooms.sources.of(job).map(({ info }) => info.source));
      this.#takeBack(job);
    }
    this.#changes.edited();
    await this.#stop(sources);
    return true;
  }

  /** Whether what was done to something goes with it should it have to be added again; names and options stay. */
  get losesEdits(): boolean {
    const { jobs, history } = this.#rooms;
    const adding = new Set(jobs.all.flatMap(({ kind, step }) => (kind === 'add' ? step : [])));
    const steps = history.current;
    const first = steps.findIndex((step) => adding.has(step));
    if (first < 0) return false;
    return steps.slice(first).some(({ journal }) => {
      if (journal?.step === 'add') return (journal.choices ?? []).some(({ choice }) => choice !== 'behind');
      return journal !== undefined && journal.step !== 'volume-name' && journal.step !== 'options';
    });
  }

  /** The read worker is gone. Returns the jobs that have to be added again. */
  loseReader(): JobId[] {
    const { jobs, listing, problems } = this.#rooms;
    const lost = jobs.all;
    for (const job of lost) {
      const unread = job.kind === 'read-again' ? listing.giveUp(job) : [];
      this.#takeBack(job);
      for (const [entry, error] of unread) problems.addUnread(entry, error);
    }
    this.#nameLost();
    this.#changes.edited();
    return lost.filter(({ kind }) => kind === 'add').map(({ id }) => id);
  }

  /** Reads through entries what handles did not give; what is left then is a problem. */
  async #readRest(job: Job): Promise<Failure | undefined> {
    const { origins, clashes, listing, problems } = this.#rooms;
    const failure = await this.#reader.ask((reader) => reader.finish());
    if (failure || job.cancelled) return failure;
    job.listed = true;
    job.arrived?.();
    let asked = false;
    for (const { source, folder, names } of origins.unreadFolders(job, clashes)) {
      asked = true;
      await this.#page.readEntries(source, folder, names);
      if (job.cancelled) return undefined;
    }
    const late = asked ? await this.#reader.ask((reader) => reader.finish()) : undefined;
    if (late || job.cancelled) return late;
    for (const [entry, error] of listing.giveUp(job)) problems.addUnread(entry, error);
    if (job.whole) {
      // What handles hide may be shown by now; otherwise it goes on waiting.
      problems.take(problems.lost().filter((entry) => origins.isReadBy(entry, job.id)));
      for (const entry of origins.missing(job)) if (!problems.isLost(entry)) problems.add(entry, 'missing');
    }
    return undefined;
  }

  #end(job: Job): void {
    const { jobs, history, clashes, listing } = this.#rooms;
    listing.end(job);
    const isStep = job.step.added.length + job.step.removed.length + clashes.of(job).length > 0;
    if (job.kind === 'read-again' && isStep) history.finish(job.step);
    job.complete?.();
    jobs.remove(job);
    clashes.sort();
    this.#changes.edited(job.kind === 'add' ? job : undefined);
  }

  async #fail(job: Job, failure: Failure): Promise<void> {
    const sources = this.#rooms.sources.of(job).map(({ info }) => info.source);
    if (failure.code === 'no-space') this.#keepUnread(job);
    else this.#takeBack(job);
    this.#rooms.failure.tellOf(failure);
    this.#changes.edited();
    await this.#stop(sources);
  }

  /** There was room for a part of a job only: the rest waits for a choice. */
  #keepUnread(job: Job): void {
    const { listing, problems } = this.#rooms;
    listing.dropUnstored(job);
    for (const entry of listing.giveUp(job).keys()) problems.add(entry, 'unreadable', 'SpoolFullError');
    this.#end(job);
  }

  #takeBack(job: ListingJob): void {
    const { jobs, history, origins, listing, resolving } = this.#rooms;
    job.takeBack();
    const known = jobs.find(job.id);
    if (known) jobs.remove(known);
    history.drop(job.step, (entry) => origins.isMadeBy(entry, job.id));
    resolving.forget(job);
    listing.forget(job);
  }

  /** Has the read worker stop, and seal what was read: some of it may have gone to files that stay. */
  async #stop(sources: SourceId[]): Promise<void> {
    this.#ending++;
    try {
      await this.#reader.ask((reader) => reader.cancel(sources));
      if (this.#rooms.jobs.count === 0) await this.#reader.ask((reader) => reader.finish());
    } catch (error) {
      ignoreLoss(error);
    } finally {
      this.#ending--;
    }
    if (this.#rooms.jobs.count === 0) this.#nameLost();
    this.#changes.edited();
  }

  #nameLost(): void {
    for (const entry of this.#rooms.listing.lost()) this.#rooms.problems.add(entry, 'unreadable', 'NotReadableError');
  }
}
