/** The rows of the preview that are known: the session holds them all, the page asks for those it shows. */
import { signal } from '@preact/signals-core';
import type { Row, Rows } from '../worker/session';
import { isEqual } from './equal';

/** Rows of one request. */
export const PAGE_ROWS = 200;
/** Pages that are kept although they are out of sight. */
const PAGES_KEPT = 20;

export class RowStore {
  readonly total = signal(0);
  /** Grows whenever a known row may have changed. */
  readonly version = signal(0);
  readonly #load: (first: number, count: number) => Promise<Rows>;
  readonly #pages = new Map<number, { rows: Row[]; fresh: boolean }>();
  #wanted: number[] = [];
  #generation = 0;
  #loading = false;

  constructor(load: (first: number, count: number) => Promise<Rows>) {
    this.#load = load;
  }

  /** The row at `index` as far as it is known, or undefined. */
  row(index: number): Row | undefined {
    return this.#pages.get(Math.floor(index / PAGE_ROWS))?.rows[index % PAGE_ROWS];
  }

  /** Asks for the rows that are to be seen. */
  want(first: number, count: number) {
    this.#wanted = [];
    const end = Math.max(first + count, first + 1);
    for (let page = Math.floor(first / PAGE_ROWS); page * PAGE_ROWS < end; page++) this.#wanted.push(page);
    void this.#fill();
  }

  /** The tree changed: what is known stays to be seen until the new rows are there. */
  refresh() {
    this.#generation++;
    for (const page of this.#pages.values()) page.fresh = false;
    void this.#fill();
  }

  /** The row at `index`, asked for when it is not known. */
  async fetchRow(index: number): Promise<Row | undefined> {
    return this.row(index) ?? (await this.#load(index, 1)).rows[0];
  }

  /** One request at a time, so answers cannot overtake each other. */
  async #fill() {
    if (this.#loading) return;
    this.#loading = true;
    try {
      for (let next = this.#nextMissing(); next !== undefined; next = this.#nextMissing()) {
        const generation = this.#generation;
        const answer = await this.#load(next * PAGE_ROWS, PAGE_ROWS);
        const rows = keepEqual(this.#pages.get(next)?.rows, answer.rows);
        this.#pages.delete(next);
        this.#pages.set(next, { rows, fresh: generation === this.#generation });
        this.total.value = answer.total;
        this.#forgetFar();
        this.version.value++;
      }
    } catch {
      // A session that cannot answer says so in its summary; the next change asks again.
    } finally {
      this.#loading = false;
    }
  }

  #nextMissing(): number | undefined {
    return this.#wanted.find((page) => !this.#pages.get(page)?.fresh);
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
