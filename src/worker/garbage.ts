/**
 * Has the browser collect what nobody refers to any more. A File or handle weighs some 15 KB, nearly all of it in other
 * processes than the worker's: its own heap grows so little that it would not collect for a hundred thousand of them.
 */

/**
 * Files and handles after which it is time to collect, or bytes of theirs: each of them costs some 10 µs of a pause, and
 * four times that in all processes. So it is rare at first, since a small job is over before that is worth it, and
 * then often, since somebody looks at the figures.
 */
const FIRST_FILES = 12_288;
const MANY_FILES = 4096;
/** Of those that are still needed, each of which is looked at whenever it is collected, this part must be used up first. */
const PART = 1 / 4;
const FIRST_BYTES = 32 * 2 ** 20;
const MANY_BYTES = 8 * 2 ** 20;
/** Milliseconds after the last of them when the rest is collected: nobody waits for the worker by then. */
const LATER = 3000;
/** What a heap may refer to beyond itself until Chromium collects, and some more. Nobody writes to it: it is no memory. */
const PRESSURE_BYTES = 64 * 2 ** 20;
const PRESSURES = 3;

export class Garbage {
  #files = 0;
  #bytes = 0;
  #manyFiles = FIRST_FILES;
  #manyBytes = FIRST_BYTES;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** So many Files and their handles were used up, of which so many bytes were read; so many handles are still needed. */
  add(files: number, bytes: number, needed = 0): void {
    this.#files += files;
    this.#bytes += bytes;
    clearTimeout(this.#timer);
    if (this.#files >= Math.max(this.#manyFiles, needed * PART) || this.#bytes >= this.#manyBytes) {
      this.#collect();
      this.#manyFiles = MANY_FILES;
      this.#manyBytes = MANY_BYTES;
    }
    this.#timer = setTimeout(() => this.#end(), LATER);
  }

  #end(): void {
    this.#manyFiles = FIRST_FILES;
    this.#manyBytes = FIRST_BYTES;
    if (this.#files > 0) this.#collect();
  }

  #collect(): void {
    this.#files = 0;
    this.#bytes = 0;
    try {
      const pressure: ArrayBuffer[] = [];
      while (pressure.length < PRESSURES) pressure.push(new ArrayBuffer(PRESSURE_BYTES));
    } catch {
      // No room even for the asking: then the browser collects by itself.
    }
  }
}
