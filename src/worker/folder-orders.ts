/** In which order the children of each folder are shown: kept as long as it holds. */
import { type EntryId, type ImageTree, Kind } from '../image/tree';
import type { Sort } from './session';

/** Children of a folder in order, folders first. */
export interface Order {
  entries: Uint32Array;
  /** How many of them are folders. */
  folders: number;
}

export class FolderOrders {
  readonly #tree: ImageTree;
  readonly #known = new Map<EntryId, Order>();
  #sort: Sort = { by: 'name', descending: false };

  constructor(tree: ImageTree) {
    this.#tree = tree;
  }

  get sort(): Sort {
    return this.#sort;
  }

  set sort(sort: Sort) {
    this.#sort = sort;
    this.#known.clear();
  }

  /** The tree has changed. */
  invalidate(): void {
    this.#known.clear();
  }

  of(folder: EntryId): Order {
    const known = this.#known.get(folder);
    if (known) return known;
    const sorted = this.#tree.sortedChildren(folder);
    const isFolder = (entry: EntryId) => this.#tree.kind(entry) === Kind.directory;
    const folders = this.#sorted(sorted.filter(isFolder));
    const entries = new Uint32Array(sorted.length);
    entries.set(folders);
    entries.set(this.#sorted(sorted.filter((entry) => !isFolder(entry))), folders.length);
    const order = { entries, folders: folders.length };
    this.#known.set(folder, order);
    return order;
  }

  /** What is in canonical order, in the one wanted: equal ones stay in canonical order. */
  #sorted(canonical: Uint32Array): Uint32Array {
    const { by, descending } = this.#sort;
    if (by === 'name') return descending ? canonical.reverse() : canonical;
    const key = by === 'size' ? this.#size : this.#modified;
    const sign = descending ? -1 : 1;
    return canonical.sort((a, b) => sign * (key(a) - key(b)) || 0);
  }

  readonly #size = (entry: EntryId) => this.#tree.byteLength(entry);
  /** What has no time is older than all. */
  readonly #modified = (entry: EntryId) => {
    const { modifyTime } = this.#tree.attributes(entry);
    return Number.isNaN(modifyTime) ? -Number.MAX_VALUE : modifyTime;
  };
}
