/** How far the jobs under way are. */
import type { ReadProgress } from './protocol';
import { Rate, timeLeft } from './rate';
import type { Progress } from './session';

/** What was listed and read so far, ever. */
export interface Done {
  filesDone: number;
  bytesDone: number;
}

export class JobProgress {
  readonly #rate = new Rate();
  readonly #began = Date.now();
  /** Read so far, before these jobs. */
  readonly #before: Readonly<Done>;
  /** Files that are known by name. */
  names = 0;
  /** How far the opening of an archive is. */
  unpacking: Progress['unpacking'];
  seen: ReadProgress = { filesSeen: 0, bytesSeen: 0 };

  constructor({ filesDone, bytesDone }: Done) {
    this.#before = { filesDone, bytesDone };
  }

  get({ filesDone, bytesDone }: Done, listed: boolean): Progress {
    const done = { files: filesDone - this.#before.filesDone, bytes: bytesDone - this.#before.bytesDone };
    const now = Date.now();
    this.#rate.add(now, done.files, done.bytes);
    const rate = this.#rate.get();
    const files = Math.max(this.names, this.seen.filesSeen, done.files);
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
      ...(this.unpacking ? { unpacking: this.unpacking } : {}),
      ...(left === undefined ? {} : { left }),
    };
  }
}
