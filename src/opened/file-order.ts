/** The order in which files lie in an image, where it is another than that of an image that is made anew. */
import { compareNames } from '../image/names';

interface Folder {
  name: Uint8Array;
  folders: number[];
  files: number[];
}

const TOP = -1;

/** Takes note of entries, and tells the weights that keep them where they are. */
export class FileOrder {
  readonly #folders = new Map<number, Folder>([[TOP, { name: new Uint8Array(0), folders: [], files: [] }]]);
  /** Where each file's contents begin. */
  readonly #starts = new Map<number, number>();

  folder(index: number, parent: number, name: Uint8Array): void {
    this.#folders.get(parent)?.folders.push(index);
    this.#folders.set(index, { name, folders: [], files: [] });
  }

  /** A file with contents of its own, in the order of the directory's records. */
  file(index: number, parent: number, start: number): void {
    this.#folders.get(parent)?.files.push(index);
    this.#starts.set(index, start);
  }

  /**
   * Weights by entry, the greater the nearer to the beginning; undefined where folder after folder in canonical order,
   * each with its files, gives the same order.
   */
  weights(): Map<number, number> | undefined {
    let last = -1;
    let isSame = true;
    for (const file of this.#inOrder()) {
      const start = this.#starts.get(file) as number;
      if (start < last) isSame = false;
      last = start;
      if (!isSame) break;
    }
    if (isSame) return undefined;
    const files = [...this.#starts].sort(([, a], [, b]) => a - b);
    return new Map(files.map(([file], at) => [file, files.length - at]));
  }

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
