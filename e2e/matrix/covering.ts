/** Choices of one value for each factor, such that every two values of different factors meet in one of them. */
import type { Random } from './random';

/** How many rows are tried for each one that is kept. */
const CANDIDATES = 20;

/**
 * A covering array of strength two, built greedily: each row takes a pair that no row has yet, and for each other
 * factor, in random order, the value that meets most others for the first time.
 * @param sizes how many values each factor has
 * @returns rows with the number of a value for each factor
 */
export function pairwise(sizes: readonly number[], random: Random): number[][] {
  const open = new OpenPairs(sizes);
  const rows: number[][] = [];
  while (open.count > 0) {
    const seed = open.first();
    let best: number[] = [];
    let bestGain = 0;
    for (let candidate = 0; candidate < CANDIDATES; candidate++) {
      const row = extend(seed, sizes, open, random);
      const gain = open.gain(row);
      if (gain <= bestGain) continue;
      best = row;
      bestGain = gain;
    }
    open.close(best);
    rows.push(best);
  }
  return rows;
}

type Place = [factor: number, value: number];

function extend(seed: readonly Place[], sizes: readonly number[], open: OpenPairs, random: Random): number[] {
  const chosen: Place[] = [...seed];
  const others = sizes.map((_, factor) => factor).filter((factor) => !seed.some(([taken]) => taken === factor));
  while (others.length > 0) {
    const [factor] = others.splice(random.below(others.length), 1) as [number];
    let best = random.below(sizes[factor] as number);
    let bestGain = -1;
    for (let tried = 0; tried < (sizes[factor] as number); tried++) {
      const value = (best + tried) % (sizes[factor] as number);
      const gain = chosen.filter((place) => open.has(place, [factor, value])).length;
      if (gain <= bestGain) continue;
      bestGain = gain;
      best = value;
    }
    chosen.push([factor, best]);
  }
  const row: number[] = [];
  for (const [factor, value] of chosen) row[factor] = value;
  return row;
}

/** The pairs of values that no row has yet. */
class OpenPairs {
  count = 0;
  readonly #offsets: number[] = [];
  readonly #total: number;
  readonly #open: Uint8Array;
  #next = 0;

  constructor(sizes: readonly number[]) {
    let total = 0;
    for (const size of sizes) {
      this.#offsets.push(total);
      total += size;
    }
    this.#total = total;
    this.#open = new Uint8Array(total * total);
    for (let a = 0; a < sizes.length; a++) {
      for (let b = a + 1; b < sizes.length; b++) {
        for (let x = 0; x < (sizes[a] as number); x++) {
          for (let y = 0; y < (sizes[b] as number); y++) {
            this.#open[this.#index([a, x], [b, y])] = 1;
            this.count++;
          }
        }
      }
    }
  }

  #index(a: Place, b: Place): number {
    const place = ([factor, value]: Place) => (this.#offsets[factor] as number) + value;
    const [low, high] = a[0] < b[0] ? [a, b] : [b, a];
    return place(low) * this.#total + place(high);
  }

  has(a: Place, b: Place): boolean {
    return this.#open[this.#index(a, b)] === 1;
  }

  /** The first pair that is open. */
  first(): [Place, Place] {
    while (this.#open[this.#next] !== 1) this.#next++;
    const place = (number: number): Place => {
      let factor = this.#offsets.length - 1;
      while ((this.#offsets[factor] as number) > number) factor--;
      return [factor, number - (this.#offsets[factor] as number)];
    };
    return [place(Math.floor(this.#next / this.#total)), place(this.#next % this.#total)];
  }

  *#pairs(row: readonly number[]): Generator<number> {
    for (let a = 0; a < row.length; a++) {
      for (let b = a + 1; b < row.length; b++) yield this.#index([a, row[a] as number], [b, row[b] as number]);
    }
  }

  gain(row: readonly number[]): number {
    let gain = 0;
    for (const index of this.#pairs(row)) gain += this.#open[index] as number;
    return gain;
  }

  close(row: readonly number[]): void {
    for (const index of this.#pairs(row)) {
      this.count -= this.#open[index] as number;
      this.#open[index] = 0;
    }
  }
}
