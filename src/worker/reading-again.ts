/** What is in the tree, read again: single entries, or everything. */
import { type EntryId, type ImageTree, Kind } from '../image/tree';
import type { Link } from './connection';
import type { History } from './history';
import type { JobRunner } from './job-runner';
import { type Job, type Jobs, newJob } from './jobs';
import type { LastFailure } from './last-failure';
import type { Origins } from './origins';
import type { Problems } from './problems';
import type { PageService, ReadService } from './protocol';
import { say } from './saying';
import { folderNumber, type Source, type Sources } from './sources';

/** What reading again touches. */
export interface ReadAgainRooms {
  tree: ImageTree;
  jobs: Jobs;
  history: History;
  sources: Sources;
  origins: Origins;
  problems: Problems;
  failure: LastFailure;
}

export class ReadingAgain {
  readonly #rooms: ReadAgainRooms;
  readonly #runner: JobRunner;
  readonly #reader: Link<ReadService>;
  readonly #page: Pick<PageService, 'listEntries'>;

  constructor(
    rooms: ReadAgainRooms,
    runner: JobRunner,
    reader: Link<ReadService>,
    page: Pick<PageService, 'listEntries'>,
  ) {
    this.#rooms = rooms;
    this.#runner = runner;
    this.#reader = reader;
    this.#page = page;
  }

  /** Reads a file; without one what is known to have changed, or everything where changes are not told. */
  read(entry?: EntryId): void {
    if (entry !== undefined && this.#rooms.tree.kind(entry) === Kind.file) this.entries([entry]);
    else this.#changed();
  }

  #changed(): void {
    const { history, problems, sources } = this.#rooms;
    const told = problems.told();
    const live = sources.live(history.current);
    if (told.length > 0 && live.every(({ observed }) => observed)) this.entries(told);
    else this.#all(live);
  }

  entries(entries: readonly EntryId[]): void {
    if (entries.length === 0) return;
    const { tree, jobs, origins, problems } = this.#rooms;
    const job = this.#newJob(entries);
    job.listed = true;
    this.#runner.run(job, async () => {
      // Jobs before this one have ended: what arrives for its sources from now on is this one's.
      const folders: [Source, EntryId][] = [];
      const files = new Map<Source, EntryId[]>();
      // An archive is opened as a whole.
      const archives = new Set<Source>();
      for (const entry of entries) {
        const source = problems.shown(entry).length > 0 ? origins.sourceOf(entry) : undefined;
        if (!source) continue;
        source.job = job;
        origins.listed(entry, job.id);
        if (source.info.archive !== undefined) {
          archives.add(source);
          continue;
        }
        if (tree.kind(entry) === Kind.directory) folders.push([source, entry]);
        else if (files.has(source)) files.get(source)?.push(entry);
        else files.set(source, [entry]);
      }
      const infos = this.#rooms.sources.of(job).map(({ info }) => info);
      await this.#reader.ask((reader) => reader.know(infos));
      const opened = [...archives].map(({ info }) => info).filter(({ files }) => files);
      if (opened.length > 0) await this.#reader.ask((reader) => reader.list(opened));
      for (const [source, entry] of folders) await this.#listFolder(job, source, entry);
      for (const [{ info }, list] of files) {
        if (job.cancelled) return;
        if (jobs.progress) jobs.progress.names += list.length;
        const requests = list.map((entry) => ({
          parent: origins.places.parent(entry),
          path: origins.pathOnDisk(entry),
        }));
        await this.#reader.ask((reader) => reader.readPaths(info.source, requests));
      }
    });
  }

  #all(live: readonly Source[]): void {
    const { failure, history, jobs, origins, problems, sources } = this.#rooms;
    const once = live.filter((source) => !isReadable(source) && !source.info.before);
    if (once.length > 0) {
      const names = once.map(({ info }) => info.name);
      failure.tell('read-once', say('read-once', names));
    }
    if (!live.some(isReadable)) return;
    const job = this.#newJob(problems.entries().filter((entry) => !problems.isLost(entry)));
    job.whole = true;
    this.#runner.run(job, async () => {
      const began = Date.now();
      // What waits for its own job is read by that.
      const again = sources.live(history.current).filter((source) => isReadable(source) && !jobs.find(source.addedBy));
      for (const source of again) {
        source.job = job;
        source.unlisted.clear();
        origins.listed(source.top, job.id);
      }
      const infos = again.map(({ info }) => info);
      const handled = infos.filter(({ directory, files }) => directory || files);
      const byEntries = again.filter(({ info }) => info.entries);
      await this.#reader.ask((reader) => reader.know(infos));
      if (job.cancelled) return;
      await Promise.all([
        ...byEntries.map(({ info }) => this.#page.listEntries(info.source, 0)),
        handled.length > 0 ? this.#reader.ask((reader) => reader.list(handled)) : undefined,
      ]);
      job.complete = () => {
        for (const { info } of again) info.readAt = began;
      };
    });
  }

  async #listFolder(job: Job, source: Source, entry: EntryId): Promise<void> {
    if (job.cancelled) return;
    const { info, folders, unlisted } = source;
    unlisted.delete(entry);
    const page = folderNumber(source, 'page', entry);
    if (info.entries && page !== undefined) await this.#page.listEntries(info.source, page);
    if (!info.directory || job.cancelled) return;
    // A number of this reading's own: those of a read worker that is gone may be given anew.
    const number = folders.handles.push(entry) - 1;
    const path = this.#rooms.origins.pathOnDisk(entry);
    await this.#reader.ask((reader) => reader.listFolder(info.source, path, number));
  }

  /** A job whose problems come back if it is taken back, but for what it has read by then. */
  #newJob(entries: Iterable<EntryId>): Job {
    const { history, jobs, origins, problems } = this.#rooms;
    const job = newJob(jobs.ownId(), 'read-again', say('read-again'));
    job.follows = history.last;
    history.begin(job.step);
    const taken = problems.take(entries);
    job.restore = () => problems.putBack(taken, (entry) => origins.isReadBy(entry, job.id));
    return job;
  }
}

/** Whether the browser lets the page read a source more than once. */
const isReadable = ({ info }: Source): boolean => Boolean(info.directory || info.files || info.entries);
