/** The rows of the preview that are known: the session holds them all, the page asks for those it shows. */
import { batch, signal } from '@preact/signals-core';
import type { Row, Rows } from '../worker/session';
import { isEqual } from './equal';

/** Rows of one request. */
export const PAGE_ROWS = 100;
/** Pages that are kept although they are out of sight. */
const PAGES_KEPT = 40;
/** Requests under way at once: more would only stand in the way of the one that is wanted next. */
const REQUESTS = 3;

interface Page {
  rows: Row[];
  /** How often all was asked for anew before these came. */
  generation: number;
}

export class RowStore {
  readonly total = signal(0);
  /** Grows whenever a known row may have changed. */
  readonly version = signal(0);
  readonly #load: (first: number, count: number) => Promise<Rows>;
  readonly #taken: (rows: Rows) => void;
  readonly #pages = new Map<number, Page>();
  /** What is in sight, and then what is next to it. */
  #wanted: number[] = [];
  #generation = 0;
  /** Answers to what was asked in generations before are of another tree. */
  #firstGeneration = 0;
  /** Pages that are asked for, in which generation last. */
  readonly #asked = new Map<number, number>();
  #requests = 0;

  /** @param taken is told what came and is known from then on */
  constructor(load: (first: number, count: number) => Promise<Rows>, taken: (rows: Rows) => void = () => {}) {
    this.#load = load;
    this.#taken = taken;
  }

  /** The row at `index` as far as it is known, or undefined. */
  row(index: number): Row | undefined {
    return this.#pages.get(Math.floor(index / PAGE_ROWS))?.rows[index % PAGE_ROWS];
  }

  /** Asks for the rows that are to be seen, and after them for those before and behind, unless all are to pass. */
  want(first: number, count: number, isPassing = false) {
    const start = Math.floor(first / PAGE_ROWS);
    const end = Math.floor(Math.max(first + count - 1, first) / PAGE_ROWS);
    this.#wanted = Array.from({ length: end - start + 1 }, (_, offset) => start + offset);
    if (!isPassing) this.#wanted.push(...[end + 1, start - 1].filter((page) => this.#exists(page)));
    this.#fill();
  }

  /** The tree changed: what is known stays to be seen until the new rows are there. */
  refresh() {
    this.#generation++;
    this.#fill();
  }

  /** The tree is another one: the numbers of rows that were known would mean other entries in it. */
  forget() {
    this.#firstGeneration = ++this.#generation;
    this.#pages.clear();
    this.version.value++;
    this.#fill();
  }

  /** The row at `index`, asked for when it is not known. Undefined when the tree has become another one meanwhile. */
  async fetchRow(index: number): Promise<Row | undefined> {
    const known = this.row(index);
    if (known) return known;
    const generation = this.#generation;
    const { rows } = await this.#load(index, 1);
    return generation < this.#firstGeneration ? undefined : rows[0];
  }

  /** All is asked for anew; resolves when the row at `index` is known as it is now. */
  async refreshRow(index: number): Promise<void> {
    this.#generation++;
    await this.#ask(Math.floor(index / PAGE_ROWS));
  }

  #exists(page: number): boolean {
    return page >= 0 && page * PAGE_ROWS < this.total.peek();
  }

  #fill() {
    while (this.#requests < REQUESTS) {
      const next = this.#wanted.find((page) => !this.#isFresh(page));
      if (next === undefined) return;
      void this.#ask(next);
    }
  }

  #isFresh(page: number): boolean {
    return (this.#asked.get(page) ?? this.#pages.get(page)?.generation) === this.#generation;
  }

  async #ask(page: number) {
    const generation = this.#generation;
    this.#asked.set(page, generation);
    this.#requests++;
    const answer = await this.#load(page * PAGE_ROWS, PAGE_ROWS).catch(() => undefined);
    this.#requests--;
    if (this.#asked.get(page) === generation) this.#asked.delete(page);
    // A session that cannot answer says so in its summary; the next change asks again.
    if (!answer) return;
    this.#take(page, generation, answer);
    this.#fill();
  }

  #take(page: number, generation: number, answer: Rows) {
    const known = this.#pages.get(page);
    // A newer answer may have overtaken this one.
    if (generation < this.#firstGeneration || (known && known.generation > generation)) return;
    this.#pages.delete(page);
    this.#pages.set(page, { rows: keepEqual(known?.rows, answer.rows), generation });
    this.#forgetFar();
    batch(() => {
      this.total.value = answer.total;
      this.version.value++;
      this.#taken(answer);
    });
  }

  #forgetFar() {
    for (const page of this.#pages.keys()) {
      if (this.#pages.size <= PAGES_KEPT) return;
      if (!this.#wanted.includes(page)) this.#pages.delete(page);
    }
  }
}

/** New rows; those that are as they were before are the very same objects. */
function keepEqual(before: readonly Row[] | undefined, now: Row[]): Row[] {
  const known = new Map(before?.map((row) => [row.entry, row]));
  return now.map((row) => {
    const old = known.get(row.entry);
    return old && isEqual(old, row) ? old : row;
  });
}
