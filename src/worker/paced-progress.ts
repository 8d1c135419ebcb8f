import { Rate, timeLeft } from './rate';
import type { Told } from './works';

/** Milliseconds between two words. */
const PACE = 150;

/** How far work on some bytes is, told now and then. */
export class PacedProgress {
  readonly #bytes: number;
  readonly #told: Told;
  readonly #rate = new Rate();
  #done = 0;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(bytes: number, told: Told) {
    this.#bytes = bytes;
    this.#told = told;
    this.add(0);
  }

  /** So many more bytes are done. */
  add(bytes: number): void {
    this.#done += bytes;
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
    });
  }

  /** All bytes are done, and what follows takes a while. */
  close(): void {
    this.#told({ bytesDone: this.#bytes, bytes: this.#bytes, bytesRate: 0, isClosing: true });
  }
}
