/** Jobs: what is being listed and read, from the names to the last byte; one is at work, the others wait. */
import { type Done, JobProgress } from './progress';
import type { JobId, SourceInfo } from './protocol';
import { say } from './saying';
import type { Label, Progress } from './session';
import type { ListingJob } from './sources';
import type { Step } from './step';

/** The page numbers the jobs that add; those that read again have numbers of their own from here. */
const FIRST_OWN_JOB = 0x8000_0000;

export interface Job extends ListingJob {
  kind: 'add' | 'read-again';
  /** All names are known. */
  listed: boolean;
  /** Whole sources are read again: what is not found any more is missing. */
  whole: boolean;
  /** Resolves when the page has sent all names, and the Files that it pushes; or when the job is taken back. */
  pageDone: Promise<void>;
  endPage: () => void;
  /** What is listed has arrived. */
  arrived?: () => void;
  /** Resolves when the job is taken back. */
  takenBack: Promise<void>;
  /** Done at its end, or when it is taken back. */
  complete?: () => void;
  restore?: () => void;
  /** What reads again is no step before its end: the step that it came after. */
  follows?: Step | undefined;
}

export class Jobs {
  /** The first one is at work. */
  readonly #underWay = new Map<JobId, Job>();
  readonly #done: Done;
  #work: Promise<void> = Promise.resolve();
  #nextOwn = FIRST_OWN_JOB;
  progress: JobProgress | undefined;

  /** @param done counts up for ever what is listed and read */
  constructor(done: Done) {
    this.#done = done;
  }

  get count(): number {
    return this.#underWay.size;
  }

  get all(): Job[] {
    return [...this.#underWay.values()];
  }

  get last(): Job | undefined {
    return this.all.at(-1);
  }

  find(id: JobId): Job | undefined {
    return this.#underWay.get(id);
  }

  isUnderWay(job: { id: JobId }): boolean {
    return this.#underWay.has(job.id);
  }

  ownId(): JobId {
    return this.#nextOwn++;
  }

  /**
   * Does a job's work after that of those before it. It must not reject. A job that is taken back keeps nobody
   * waiting, even if its work never ends.
   */
  run(job: Job, work: () => Promise<void>): void {
    this.#underWay.set(job.id, job);
    this.progress ??= new JobProgress(this.#done);
    this.after(async () => {
      if (!job.cancelled) await Promise.race([work(), job.takenBack]);
    });
  }

  /** Does something when all jobs so far are done. It must not reject. */
  after(work: () => Promise<void>): void {
    this.#work = this.#work.then(work);
  }

  /** A job is done, or was taken back. */
  remove(job: Job): void {
    this.#underWay.delete(job.id);
    if (this.#underWay.size === 0) this.progress = undefined;
  }

  /** What the page shows of them. */
  summary(): { progress?: Progress } {
    if (!this.progress) return {};
    return {
      progress: this.progress.get(
        this.#done,
        this.all.every(({ listed }) => listed),
      ),
    };
  }
}

/** A job that has not begun. */
export function newJob(id: JobId, kind: Job['kind'], label: Label): Job {
  const page = signal();
  const back = signal();
  const step: Step = { label, removed: [], added: [], notices: [] };
  if (kind === 'add') step.journal = { step: 'add', job: id };
  const job: Job = {
    id,
    kind,
    step,
    cancelled: false,
    listed: false,
    whole: false,
    pageDone: page.given,
    endPage: page.give,
    takenBack: back.given,
    takeBack() {
      job.cancelled = true;
      job.restore?.();
      page.give();
      back.give();
    },
  };
  return job;
}

/** What a job is called in “Undo: …”. */
export function jobLabel(sources: readonly SourceInfo[]): Label {
  const folders = sources.flatMap(({ name }) => (name === undefined ? [] : [name]));
  const [only] = sources;
  if (only?.discSession !== undefined) return say('open-session', only.discSession, only.archive ?? '');
  if (sources.length === 1 && folders.length === 1) return say('add', folders[0] as string);
  return folders.length > 0 ? say('add', sources.length) : say('add-files');
}

function signal(): { given: Promise<void>; give: () => void } {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}
