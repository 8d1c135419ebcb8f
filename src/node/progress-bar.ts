/** A line on a terminal that tells how far the image is. */

const MILLISECONDS_BEFORE_FIRST = 300;
const MILLISECONDS_BETWEEN = 100;
const BAR_CHARACTERS = 20;
/** What an ANSI terminal (ECMA-48) takes for: to the beginning of the line, and clear it to its end. */
const CLEAR_LINE = '\r\x1b[K';

/** The terminal that a bar is shown on. */
export interface Terminal {
  /** Characters in a line. */
  columns: () => number;
  write: (text: string) => void;
  /** Milliseconds, of any clock that only goes forward. */
  now: () => number;
}

/** Shows how far the image is, a few times a second, and nothing where it is written at once. */
export class ProgressBar {
  readonly #total: number;
  readonly #terminal: Terminal;
  readonly #began: number;
  #next: number;
  #isShown = false;

  /** @param total bytes of the image */
  constructor(total: number, terminal: Terminal) {
    this.#total = total;
    this.#terminal = terminal;
    this.#began = terminal.now();
    this.#next = this.#began + MILLISECONDS_BEFORE_FIRST;
  }

  /** Shows that so many bytes are made, if it is time. */
  advance(bytes: number): void {
    const now = this.#terminal.now();
    if (now < this.#next) return;
    this.#next = now + MILLISECONDS_BETWEEN;
    this.#isShown = true;
    const line = progressLine(bytes, this.#total, (now - this.#began) / 1000);
    this.#terminal.write(CLEAR_LINE + line.slice(0, this.#terminal.columns() - 1));
  }

  /** Takes the line away. */
  end(): void {
    if (this.#isShown) this.#terminal.write(CLEAR_LINE);
    this.#isShown = false;
  }
}

/** Such as ` 42% [========............] 1.2 GB of 2.9 GB, 310 MB/s, 0:05 left`. */
export function progressLine(bytes: number, total: number, seconds: number): string {
  const part = bytes / total;
  const filled = Math.floor(part * BAR_CHARACTERS);
  const bar = '='.repeat(filled) + '.'.repeat(BAR_CHARACTERS - filled);
  const percent = String(Math.floor(part * 100)).padStart(3);
  const rate = bytes / seconds;
  const left = rate > 0 ? `, ${byteText(rate)}/s, ${timeText((total - bytes) / rate)} left` : '';
  return `${percent}% [${bar}] ${byteText(bytes)} of ${byteText(total)}${left}`;
}

/** Three digits and a unit of a thousand. */
function byteText(bytes: number): string {
  let value = bytes;
  let unit = 'B';
  for (const larger of ['kB', 'MB', 'GB', 'TB']) {
    if (value < 999.5) break;
    value /= 1000;
    unit = larger;
  }
  return `${unit !== 'B' && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

/** Minutes and seconds, or hours too. */
function timeText(seconds: number): string {
  const whole = Math.ceil(seconds);
  const two = (count: number) => String(count).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${two(whole % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}
