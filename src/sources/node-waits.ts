/** Files after which it is looked how often the process had to wait, and how often is too often. */
const SAMPLE_FILES = 256;
const SAMPLE_WAITS = 128;

/** Finds out whether the process waits for each small file that it reads, since the system has them not in memory. */
export class Waits {
  #files = 0;
  #before = Number.POSITIVE_INFINITY;

  /** A file is going to be read. Returns whether those before it were waited for. */
  areMany(): boolean {
    if (this.#files++ % SAMPLE_FILES !== 0) return false;
    // A process that waits for a disk or a network gives up its processor; one that others keep waiting does not.
    const { voluntaryContextSwitches: waits } = process.resourceUsage();
    const areMany = waits - this.#before >= SAMPLE_WAITS;
    this.#before = waits;
    return areMany;
  }
}
