/** How fast work goes, over the last seconds. */

const WINDOW = 3000;

interface Sample {
  at: number;
  files: number;
  bytes: number;
}

/** Measures files and bytes a second. Times are milliseconds of any clock. */
export class Rate {
  readonly #samples: Sample[] = [];

  add(at: number, files: number, bytes: number): void {
    this.#samples.push({ at, files, bytes });
    while (this.#samples.length > 2 && (this.#samples[1] as Sample).at < at - WINDOW) this.#samples.shift();
  }

  /** Files and bytes a second; 0 until there are two measurements. */
  get(): { files: number; bytes: number } {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (!first || !last || last.at <= first.at) return { files: 0, bytes: 0 };
    const seconds = (last.at - first.at) / 1000;
    return { files: (last.files - first.files) / seconds, bytes: (last.bytes - first.bytes) / seconds };
  }
}

/** Milliseconds that `left` things take at `rate` a second; undefined when that cannot be told. */
export function timeLeft(left: number, rate: number): number | undefined {
  return rate > 0 ? (Math.max(0, left) / rate) * 1000 : undefined;
}
