/** What entries are called in a zip archive, where not every name of Unix can be. */
import { textIfUtf8, utf8 } from '../archives/member';
import { zipName } from '../archives/zip-writer';
import { numberedName } from '../sinks/disk-names';
import type { OutgoingRows } from './outgoing-rows';

/** No two entries of a folder have one name: whoever unpacks would write the second over the first. */
export class ZipNames {
  readonly #rows: OutgoingRows;
  /** By their rows, those that are not what they are in the tree. */
  readonly #others = new Map<number, string>();

  constructor(rows: OutgoingRows) {
    this.#rows = rows;
    const wanted = new Map<number, string>();
    for (let row = 1; row < rows.count; row++) {
      const bytes = rows.nameBytes(row);
      const name = zipName(bytes);
      if (name !== textIfUtf8(bytes)) wanted.set(row, name);
    }
    if (wanted.size > 0) this.#number(wanted);
  }

  /** What it is called there, where that is something else. */
  other(row: number): string | undefined {
    return this.#others.get(row);
  }

  /** Its path there, in UTF-8. */
  path(row: number): Uint8Array {
    const names = this.#rows.way(row).map((at) => this.#others.get(at) ?? this.#rows.name(at));
    return utf8(names.join('/'));
  }

  /** A name that is free in its folder for each: those that stay what they are keep theirs. */
  #number(wanted: ReadonlyMap<number, string>): void {
    const { parents } = this.#rows.tree;
    const taken = new Map<number, Set<string>>();
    for (const row of wanted.keys()) taken.set(parents[row] as number, new Set());
    for (let row = 1; row < this.#rows.count; row++) {
      if (!wanted.has(row)) taken.get(parents[row] as number)?.add(this.#rows.name(row));
    }
    /** By folder and name, the number that was given last. */
    const last = new Map<string, number>();
    for (const [row, name] of wanted) {
      const names = taken.get(parents[row] as number) as Set<string>;
      const key = `${parents[row]}/${name}`;
      let number = last.get(key) ?? 1;
      let free = number === 1 ? name : numberedName(name, number);
      while (names.has(free)) free = numberedName(name, ++number);
      last.set(key, number);
      names.add(free);
      this.#others.set(row, free);
    }
  }
}
