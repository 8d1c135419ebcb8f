/** The first entry of each content: entries of one place, length and serial number are names of one file. */
import type { Entry } from '../reader/entry';

const NO_SERIAL = -1;

/** Columns of numbers: an image may have a million contents. */
export class FirstOfContents {
  /** By where the contents begin, the row of those that were met first there. */
  readonly #rows = new Map<number, number>();
  readonly #entries: number[] = [];
  readonly #byteLengths: number[] = [];
  readonly #serials: number[] = [];
  /** Others that begin at the same place, by all that tells them apart. */
  readonly #others = new Map<string, number>();

  /**
   * Takes note of an entry with contents.
   * @param at where they begin
   * @returns the first one that has them: the entry itself where there was none before
   */
  add(entry: number, at: number, { byteLength, serial = NO_SERIAL }: Pick<Entry, 'byteLength' | 'serial'>): number {
    const row = this.#rows.get(at);
    if (row === undefined) {
      this.#rows.set(at, this.#entries.length);
      this.#entries.push(entry);
      this.#byteLengths.push(byteLength);
      this.#serials.push(serial);
      return entry;
    }
    if (this.#byteLengths[row] === byteLength && this.#serials[row] === serial) return this.#entries[row] as number;
    const key = `${at} ${byteLength} ${serial}`;
    const other = this.#others.get(key) ?? entry;
    this.#others.set(key, other);
    return other;
  }
}
