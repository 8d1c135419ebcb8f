/** Counting and finding the entries of an image that readers stumble over: by columns, a slice at a time. */
import type { Layout } from './layout';
import type { Mask } from './readers';

/** Rows of a slice: some milliseconds. */
const SLICE_ROWS = 65_536;

/** An image that was laid out, and says what some readers cannot do with its entries: an `Encoder`. */
interface Surveyed {
  readonly layout: Pick<Layout, 'changes'>;
  survey(first: number, count: number): Uint32Array;
}

export class Survey {
  readonly #changes: Uint32Array;
  readonly #facts: Uint32Array;

  private constructor(changes: Uint32Array, facts: Uint32Array) {
    this.#changes = changes;
    this.#facts = facts;
  }

  /**
   * Undefined when nobody wants it any more.
   * @param pause awaited between slices, so that other things can be asked meanwhile; false: the image is gone by then
   */
  static async of(image: Surveyed, pause: () => Promise<boolean>): Promise<Survey | undefined> {
    const { changes } = image.layout;
    const facts = new Uint32Array(changes.length);
    for (let first = 0; first < facts.length; first += SLICE_ROWS) {
      if (first > 0 && !(await pause())) return undefined;
      facts.set(image.survey(first, Math.min(SLICE_ROWS, facts.length - first)), first);
    }
    return new Survey(changes, facts);
  }

  /** How many entries have any bit of each mask. */
  async counts(masks: readonly Mask[], pause: () => Promise<void>): Promise<number[]> {
    const counts = new Float64Array(masks.length);
    for (let first = 0; first < this.#facts.length; first += SLICE_ROWS) {
      if (first > 0) await pause();
      const end = Math.min(this.#facts.length, first + SLICE_ROWS);
      masks.forEach(({ changes, facts }, at) => {
        let count = 0;
        for (let row = first; row < end; row++) {
          if ((((this.#changes[row] as number) & changes) | ((this.#facts[row] as number) & facts)) !== 0) count++;
        }
        counts[at] = (counts[at] as number) + count;
      });
    }
    return [...counts];
  }

  /** Of the rows that have any bit of a mask, those from `first` on, at most `count`. */
  rows({ changes, facts }: Mask, first: number, count: number): number[] {
    const rows: number[] = [];
    let seen = 0;
    for (let row = 0; row < this.#facts.length && rows.length < count; row++) {
      if ((((this.#changes[row] as number) & changes) | ((this.#facts[row] as number) & facts)) === 0) continue;
      if (seen++ >= first) rows.push(row);
    }
    return rows;
  }
}
