/** The order in which files lie in an image, where it is another than that of an image that is made anew. */
import { compareNames } from '../image/names';

interface Folder {
  name: Uint8Array;
  folders: number[];
  /** Their places in the list of all. */
  files: number[];
}

const TOP = -1;

/** Takes note of entries, and tells the weights that keep them where they are. */
export class FileOrder {
  readonly #folders = new Map<number, Folder>([[TOP, { name: new Uint8Array(0), folders: [], files: [] }]]);
  /** Files, and where the contents of each begin: columns, since there may be a million. */
  readonly #files: number[] = [];
  readonly #starts: number[] = [];

  folder(index: number, parent: number, name: Uint8Array): void {
    this.#folders.get(parent)?.folders.push(index);
    this.#folders.set(index, { name, folders: [], files: [] });
  }

  /** A file with contents of its own, in the order of the directory's records. */
  file(index: number, parent: number, start: number): void {
    this.#folders.get(parent)?.files.push(this.#files.length);
    this.#files.push(index);
    this.#starts.push(start);
  }

  /**
   * Weights by entry, the greater the nearer to the beginning; undefined where folder after folder in canonical order,
   * each with its files, gives the same order.
   */
  weights(): Map<number, number> | undefined {
    let last = -1;
    let isSame = true;
    for (const file of this.#inOrder()) {
      const start = this.#starts[file] as number;
      if (start < last) isSame = false;
      last = start;
      if (!isSame) break;
    }
    if (isSame) return undefined;
    const starts = this.#starts;
    const order = Uint32Array.from(starts.keys()).sort((a, b) => (starts[a] as number) - (starts[b] as number));
    const weights = new Map<number, number>();
    for (let at = 0; at < order.length; at++) {
      weights.set(this.#files[order[at] as number] as number, order.length - at);
    }
    return weights;
  }

  /** Places of files in `#files`. */
  *#inOrder(): Generator<number> {
    const waiting = [TOP];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      const { folders, files } = this.#folders.get(at) as Folder;
      yield* files;
      const name = (index: number) => (this.#folders.get(index) as Folder).name;
      const sorted = [...folders].sort((a, b) => compareNames(name(b), name(a)));
      waiting.push(...sorted);
    }
  }
}
