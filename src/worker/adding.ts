/** What is dropped or chosen, added as one job. */

import type { Notice } from '../image/notices';
import { type EntryId, type ImageTree, NO_ENTRY, ROOT } from '../image/tree';
import type { Choices } from './choices';
import type { Link } from './connection';
import type { History } from './history';
import type { JobRunner } from './job-runner';
import { type Jobs, jobLabel, newJob } from './jobs';
import type { Listing } from './listing';
import type { Losses } from './losses';
import { settingsBefore } from './opened-settings';
import type { Origins } from './origins';
import type { JobId, MadeChoice, ReadService, SourceInfo } from './protocol';

/** What adding touches. */
export interface AddRooms {
  tree: ImageTree;
  jobs: Jobs;
  history: History;
  origins: Origins;
  listing: Listing;
  losses: Losses;
  choices: Choices;
}

export class Adding {
  readonly #rooms: AddRooms;
  readonly #runner: JobRunner;
  readonly #reader: Link<ReadService>;

  constructor(rooms: AddRooms, runner: JobRunner, reader: Link<ReadService>) {
    this.#rooms = rooms;
    this.#runner = runner;
    this.#reader = reader;
  }

  /** @param choices what was chosen for files of these sources before */
  add(id: JobId, sources: readonly SourceInfo[], choices?: readonly MadeChoice[]): void {
    const { tree, jobs, history, origins, listing, losses } = this.#rooms;
    const job = newJob(id, 'add', jobLabel(sources));
    if (choices) {
      job.step.journal = { step: 'add', job: id, choices };
      this.#rooms.choices.expect(id, choices);
    }
    // What waits for its turn may have no name in the tree yet.
    const isFirst = tree.childCount(ROOT) === 0 && jobs.count === 0;
    const isAlone = isFirst && sources.length === 1 && sources[0]?.name !== undefined && !sources[0].into;
    const archives = sources.flatMap(({ opens }) => (opens ? listing.fileAt(opens) : []));
    // They stay out when their folders are listed again.
    for (const archive of archives) origins.remember(archive);
    const tops = sources.flatMap(({ insteadOf, opens }) => (opens ? [] : (listing.topOf(insteadOf) ?? [])));
    const replaced = [...archives, ...tops];
    // Another session of an image comes where the one before was.
    const [only] = sources;
    const [before] = replaced;
    const isSession = before !== undefined && only?.discSession !== undefined;
    const isInPlace = isSession && listing.stepOf(only.insteadOf)?.top === before;
    const isTop = isAlone || (isInPlace && replaced.includes(tree.dissolved));
    job.step.removed.push(...replaced.filter((top) => !tree.isExcluded(top)));
    if (replaced.includes(tree.dissolved)) job.step.dissolved = { before: tree.dissolved, after: NO_ENTRY };
    const opened = isInPlace ? [] : sources.flatMap(({ insteadOf }) => listing.stepsOf(insteadOf));
    // The options of an image go with it.
    if (opened.length > 0) {
      const isGone = (entry: EntryId) => !tree.isIncluded(entry) || isInside(tree, entry, replaced);
      Object.assign(job.step, settingsBefore(this.#rooms, opened, isGone));
    }
    history.do(job.step);
    const added = sources.map((info) => listing.addSource(info, job));
    for (const source of added) {
      const { info, top } = source;
      losses.added(source);
      if (isAlone || isInPlace) job.step.top = top;
      if (isTop) {
        job.step.dissolved = { before: job.step.dissolved?.before ?? tree.dissolved, after: top };
        if (tree.dissolved !== NO_ENTRY) tree.setDissolved(tree.dissolved, false);
        tree.setDissolved(top, true);
      }
      job.step.notices.push(...sourceNotices(info));
    }
    job.arrived = () => {
      for (const source of added) losses.listed(source, job);
    };
    this.#runner.run(job, async () => {
      const handled = sources.filter(({ directory, files }) => directory || files);
      const listed = job.pageDone.then(() => {
        job.listed = true;
      });
      await Promise.all([
        listed,
        handled.length > 0 ? this.#reader.ask((reader) => reader.list([...handled])) : undefined,
      ]);
    });
  }

  /** The page has sent all names of a job, and all Files that it pushes. */
  pageDone(id: JobId): void {
    this.#rooms.jobs.find(id)?.endPage();
  }
}

/** Whether an entry is one of some, or lies in one. */
function isInside(tree: ImageTree, entry: EntryId, tops: readonly EntryId[]): boolean {
  for (let at = entry; at !== ROOT; at = tree.parent(at)) if (tops.includes(at)) return true;
  return false;
}

/** What a way of choosing hides. */
function sourceNotices({ way, name }: SourceInfo): Notice[] {
  if (name === undefined) return [];
  if (way === 'input') return [{ code: 'empty-folders', path: name }];
  return way === 'picker' ? [{ code: 'hidden-names', path: name }] : [];
}
