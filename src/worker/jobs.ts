/** Jobs: what is being listed and read, from the names to the last byte. */
import type { Step } from './history';
import type { JobId, ReadProgress, SourceInfo } from './protocol';
import { Rate, timeLeft } from './rate';
import type { Progress } from './session';

export interface Job {
  id: JobId;
  kind: 'add' | 'read-again';
  step: Step;
  sources: SourceInfo[];
  cancelled: boolean;
  /** Resolves when the page has sent all names, and the Files that it pushes. */
  pageDone: Promise<void>;
  endPage: () => void;
  /** All names are known. */
  listed: boolean;
  /** Whole sources are read again: what is not found any more is missing. */
  whole: boolean;
}

/** A job that has not begun. */
export function newJob(id: JobId, kind: Job['kind'], label: string, sources: SourceInfo[]): Job {
  let endPage = () => {};
  const pageDone = new Promise<void>((resolve) => {
    endPage = resolve;
  });
  const step: Step = { label, removed: [], added: [], notices: [], journal: { step: 'add', job: id } };
  return { id, kind, step, sources, cancelled: false, pageDone, endPage, listed: false, whole: false };
}

/** How far the jobs under way are. */
export class JobProgress {
  readonly #rate = new Rate();
  readonly #began = Date.now();
  /** Read so far, before these jobs. */
  readonly #filesBefore: number;
  readonly #bytesBefore: number;
  seen: ReadProgress = { filesSeen: 0, bytesSeen: 0 };

  constructor(filesDone: number, bytesDone: number) {
    this.#filesBefore = filesDone;
    this.#bytesBefore = bytesDone;
  }

  /** @param names files that are known by name */
  get(names: number, filesDone: number, bytesDone: number, listed: boolean): Progress {
    const done = { files: filesDone - this.#filesBefore, bytes: bytesDone - this.#bytesBefore };
    const now = Date.now();
    this.#rate.add(now, done.files, done.bytes);
    const rate = this.#rate.get();
    const files = Math.max(names, this.seen.filesSeen, done.files);
    const left = listed ? timeLeft(files - done.files, rate.files) : undefined;
    return {
      files,
      filesDone: done.files,
      bytes: Math.max(this.seen.bytesSeen, done.bytes),
      bytesDone: done.bytes,
      milliseconds: now - this.#began,
      filesRate: rate.files,
      bytesRate: rate.bytes,
      listed,
      ...(left === undefined ? {} : { left }),
    };
  }
}

/** What a job is called in “Undo: …”. */
export function jobLabel(sources: readonly SourceInfo[]): string {
  const folders = sources.flatMap(({ name }) => (name === undefined ? [] : [name]));
  if (sources.length === 1 && folders.length === 1) return `Add “${folders[0]}”`;
  return folders.length > 0 ? `Add ${sources.length} items` : 'Add files';
}
