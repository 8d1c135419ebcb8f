import { Rate, timeLeft } from './rate';
import type { Told } from './works';

/** Milliseconds between two words. */
const PACE = 150;

/** How far work on some bytes is, told now and then. */
export class PacedProgress {
  readonly #bytes: number;
  readonly #files: number | undefined;
  readonly #told: Told;
  readonly #rate = new Rate();
  #done = 0;
  #filesDone = 0;
  #toldAt = Number.NEGATIVE_INFINITY;

  /** @param files where they are to be told, too */
  constructor(bytes: number, told: Told, files?: number) {
    this.#bytes = bytes;
    this.#files = files;
    this.#told = told;
    this.add(0);
  }

  /** So many more bytes, and files, are done. */
  add(bytes: number, files = 0): void {
    this.#done += bytes;
    this.#filesDone += files;
    const now = Date.now();
    if (now - this.#toldAt < PACE) return;
    this.#toldAt = now;
    this.#rate.add(now, 0, this.#done);
    const { bytes: bytesRate } = this.#rate.get();
    const left = timeLeft(this.#bytes - this.#done, bytesRate);
    this.#told({
      bytesDone: this.#done,
      bytes: this.#bytes,
      bytesRate,
      ...(left === undefined ? {} : { left }),
      ...(this.#files === undefined ? {} : { files: { done: this.#filesDone, all: this.#files } }),
    });
  }

  /** All bytes are done, and what follows takes a while. */
  close(): void {
    this.#told({ bytesDone: this.#bytes, bytes: this.#bytes, bytesRate: 0, isClosing: true });
  }
}
