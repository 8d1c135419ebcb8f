/** In which order the children of each folder are shown: kept as long as it holds. */
import { type EntryId, type ImageTree, Kind, NO_ENTRY, ROOT } from '../image/tree';
import { NameOrders } from './name-orders';
import type { Sort } from './session';
import type { Work } from './slices';
import { mergeFew, sortInSlices } from './sorting';

/** Entries looked at before somebody else may have the thread. */
const STRIDE = 16_384;

/** Children of a folder in order, folders first. */
export interface Order {
  entries: Uint32Array;
  /** How many of them are folders. */
  folders: number;
}

interface Known extends Order {
  /** What it was made of: while that is the same, so is the order. */
  of: readonly unknown[];
}

export class FolderOrders {
  readonly #tree: ImageTree;
  readonly #names: NameOrders;
  readonly #known = new Map<EntryId, Known>();
  /** Counts what may have taken something out of the image, or back into it. */
  #edits = 0;
  /** Counts what may have changed sizes or times. */
  #changes = 0;
  sort: Sort = { by: 'name', descending: false };

  constructor(tree: ImageTree) {
    this.#tree = tree;
    this.#names = new NameOrders(tree);
  }

  /** Something was added or read. */
  arrived(): void {
    this.#changes++;
  }

  /** Anything may have changed. */
  edited(): void {
    this.#edits++;
    this.#changes++;
  }

  /** The children of a folder as they are now. */
  *of(folder: EntryId): Work<Order> {
    const tree = this.#tree;
    const dissolved =
      folder === ROOT && tree.dissolved !== NO_ENTRY && !tree.isExcluded(tree.dissolved) && tree.dissolved;
    const own = yield* this.#names.of(folder);
    const inside = dissolved ? yield* this.#names.of(dissolved) : undefined;
    const { sort } = this;
    const counts = [tree.childCount(folder), dissolved && tree.childCount(dissolved)];
    const of = [own, inside, ...counts, sort, this.#edits, sort.by === 'name' || this.#changes];
    const known = this.#known.get(folder);
    if (known?.of.every((part, at) => part === of[at])) return known;
    const all = inside ? yield* this.#merged(own, inside) : own;
    const order = yield* this.#parted(all, dissolved || NO_ENTRY);
    yield* this.#sorted(order.entries.subarray(0, order.folders), sort);
    yield* this.#sorted(order.entries.subarray(order.folders), sort);
    this.#known.set(folder, { ...order, of });
    return order;
  }

  #merged(one: Uint32Array, other: Uint32Array): Work<Uint32Array> {
    const [many, few] = one.length > other.length ? [one, other] : [other, one];
    return mergeFew(many, few, this.#names.comparing);
  }

  /** What is in the image, folders first. */
  *#parted(all: Uint32Array, dissolved: EntryId): Work<Order> {
    const tree = this.#tree;
    const entries = new Uint32Array(all.length);
    let folders = 0;
    let files = 0;
    for (let at = 0; at < all.length; at++) {
      if (at % STRIDE === STRIDE - 1) yield;
      const entry = all[at] as number;
      if (entry === dissolved || tree.isExcluded(entry)) continue;
      if (tree.kind(entry) === Kind.directory) entries[folders++] = entry;
      // From the end on, to be turned around.
      else entries[all.length - ++files] = entry;
    }
    const fileEntries = entries.slice(all.length - files).reverse();
    entries.set(fileEntries, folders);
    return { entries: entries.subarray(0, folders + files), folders };
  }

  /** Puts what is in canonical order into the one wanted: equal ones stay in canonical order. */
  *#sorted(canonical: Uint32Array, { by, descending }: Sort): Work {
    if (by === 'name') {
      if (descending) canonical.reverse();
      return;
    }
    const sign = descending ? -1 : 1;
    const keys = new Float64Array(canonical.length);
    for (let start = 0; start < keys.length; start += STRIDE) {
      const key = by === 'size' ? (entry: EntryId) => this.#tree.byteLength(entry) : this.#times();
      const end = Math.min(start + STRIDE, keys.length);
      for (let at = start; at < end; at++) keys[at] = sign * key(canonical[at] as number);
      yield;
    }
    const places = new Uint32Array(keys.length).map((_, at) => at);
    yield* sortInSlices(places, () => (a, b) => (keys[a] as number) - (keys[b] as number));
    canonical.set(places.map((place) => canonical[place] as number));
  }

  /** Times as they are now. What has none is older than all. */
  #times(): (entry: EntryId) => number {
    const { modifyTime } = this.#tree.columns();
    return (entry) => {
      const time = modifyTime[entry] ?? Number.NaN;
      return Number.isNaN(time) ? -Number.MAX_VALUE : time;
    };
  }
}
