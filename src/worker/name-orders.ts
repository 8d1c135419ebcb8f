/** The children of folders in canonical order, kept up to date by what has come since and what was renamed or moved. */
import type { EntryId, ImageTree } from '../image/tree';
import type { Work } from './slices';
import { type Compare, mergeFew, sortInSlices } from './sorting';

/** Entries collected before somebody else may have the thread. */
const STRIDE = 16_384;

interface Known {
  entries: Uint32Array;
  /** Length of the tree, and of the list of what was rearranged, at that time. */
  length: number;
  rearranged: number;
}

/** What is excluded stands in its place too: it may come back. */
export class NameOrders {
  readonly #tree: ImageTree;
  readonly #known = new Map<EntryId, Known>();

  constructor(tree: ImageTree) {
    this.#tree = tree;
  }

  /** All children of a folder, excluded ones too. The same array, as long as it is right. */
  *of(folder: EntryId): Work<Uint32Array> {
    const tree = this.#tree;
    const known = this.#known.get(folder);
    const { length } = tree;
    const rearranged = tree.rearranged.length;
    if (known?.length === length && known.rearranged === rearranged) return known.entries;
    const moved = new Set(tree.rearranged.slice(known?.rearranged ?? rearranged));
    const before = known?.entries ?? new Uint32Array(0);
    const added = yield* this.#added(folder, known?.length ?? 0, moved);
    let entries = moved.size > 0 ? yield* without(before, moved) : before;
    if (added.length > 0) {
      yield* sortInSlices(added, this.comparing);
      entries = entries.length === 0 ? added : yield* mergeFew(entries, added, this.comparing);
    }
    this.#known.set(folder, { entries, length, rearranged });
    return entries;
  }

  /** Children of a folder that are new, or were renamed or moved to it. */
  *#added(folder: EntryId, length: number, moved: ReadonlySet<EntryId>): Work<Uint32Array> {
    const added: EntryId[] = [];
    // The last that came is the first: what was there before, and where it is now, ends the list.
    for (const child of this.#tree.children(folder)) {
      if (child >= length) added.push(child);
      else if (!moved.has(child)) break;
      if (added.length % STRIDE === STRIDE - 1) yield;
    }
    for (const entry of moved) if (entry < length && this.#tree.parent(entry) === folder) added.push(entry);
    return Uint32Array.from(added).reverse();
  }

  /** Compares names as they are now: it holds until the tree changes. */
  readonly comparing = (): Compare => {
    const { names, name } = this.#tree.columns();
    return (a, b) => names.compare(name[a] as number, name[b] as number) || a - b;
  };
}

function* without(entries: Uint32Array, gone: ReadonlySet<EntryId>): Work<Uint32Array> {
  const kept = new Uint32Array(entries.length);
  let count = 0;
  for (let at = 0; at < entries.length; at++) {
    if (at % STRIDE === STRIDE - 1) yield;
    const entry = entries[at] as number;
    if (!gone.has(entry)) kept[count++] = entry;
  }
  // The same array says that nothing is gone.
  return count === entries.length ? entries : kept.subarray(0, count);
}
