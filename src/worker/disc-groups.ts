/** Which files have which colour in the pictures of the disc: by the folder near the top that they lie in. */
import { type EntryId, type ImageTree, Kind, NO_ENTRY, ROOT } from '../image/tree';
import { type DiscGroup, GROUPS } from './shown-disc';
import type { Work } from './slices';

/** Entries looked at between two pauses. */
const STEP = 2048;

export class DiscGroups {
  readonly groups: DiscGroup[];
  /** Bytes of files in none of them. */
  readonly otherBytes: number;
  readonly #tree: ImageTree;
  readonly #numbers: ReadonlyMap<EntryId, number>;
  readonly #above: ReadonlySet<EntryId>;

  /** As the tree is now. What lies in one folder alone is told apart by what is in that. */
  static *of(tree: ImageTree): Work<DiscGroups> {
    const above = new Set([ROOT, tree.dissolved]);
    let folder = ROOT;
    while (true) {
      const { entries, others } = yield* largestIn(tree, folder, GROUPS);
      const [first] = entries;
      const isOnly = others.byteLength === 0 && entries.every((entry, at) => at === 0 || tree.byteLength(entry) === 0);
      if (!isOnly || first === undefined || tree.byteLength(first) === 0 || tree.kind(first) !== Kind.directory) {
        return new DiscGroups(tree, entries, others.byteLength, above);
      }
      above.add(first);
      folder = first;
    }
  }

  private constructor(tree: ImageTree, entries: EntryId[], otherBytes: number, above: ReadonlySet<EntryId>) {
    this.#tree = tree;
    this.#above = above;
    this.#numbers = new Map(entries.map((entry, number) => [entry, number]));
    this.otherBytes = otherBytes;
    this.groups = entries.map((entry) => {
      const isFolder = tree.kind(entry) === Kind.directory;
      return { entry, name: tree.name(entry), isFolder, byteLength: tree.byteLength(entry) };
    });
  }

  /** The group of an entry; undefined of folders around such as have one. */
  of(entry: EntryId): number | undefined {
    if (this.#above.has(entry)) return undefined;
    for (let at = entry; at !== ROOT; at = this.#tree.parent(at)) {
      const number = this.#numbers.get(at);
      if (number !== undefined) return number;
    }
    return GROUPS;
  }

  /** The colours of many entries, by entry: groups, and for all others two in turn. A parent stands before its children. */
  *ofAll(entries: Uint32Array): Work<Uint8Array> {
    const groups = new Uint8Array(this.#tree.length).fill(GROUPS);
    let others = 0;
    for (let row = 1; row < entries.length; row++) {
      const entry = entries[row] as EntryId;
      const parent = this.#tree.parent(entry);
      const own = this.#numbers.get(entry) ?? (this.#above.has(parent) ? GROUPS + (others++ % 2) : undefined);
      groups[entry] = own ?? (groups[parent] as number);
      if (row % STEP === 0) yield;
    }
    return groups;
  }
}

/**
 * The largest entries right in a folder of the image, those of a dissolved folder among the root's. Of equally large
 * ones the first by name stands first.
 */
export function* largestIn(
  tree: ImageTree,
  folder: EntryId,
  most: number,
): Work<{ entries: EntryId[]; others: { count: number; byteLength: number } }> {
  const entries: EntryId[] = [];
  const others = { count: 0, byteLength: 0 };
  const isBefore = (a: EntryId, b: EntryId) => {
    const [first, second] = [tree.byteLength(a), tree.byteLength(b)];
    if (first !== second) return first > second;
    const { names, name } = tree.columns();
    return names.compare(name[a] as number, name[b] as number) < 0;
  };
  let seen = 0;
  for (const entry of childrenOf(tree, folder)) {
    if (++seen % STEP === 0) yield;
    const last = entries[most - 1];
    if (last !== undefined && !isBefore(entry, last)) {
      others.count++;
      others.byteLength += tree.byteLength(entry);
      continue;
    }
    let at = entries.length;
    while (at > 0 && isBefore(entry, entries[at - 1] as EntryId)) at--;
    entries.splice(at, 0, entry);
    if (entries.length <= most) continue;
    others.count++;
    others.byteLength += tree.byteLength(entries.pop() as EntryId);
  }
  return { entries, others };
}

function* childrenOf(tree: ImageTree, folder: EntryId): Generator<EntryId> {
  for (const child of tree.children(folder)) {
    if (tree.isExcluded(child)) continue;
    if (child === tree.dissolved && child !== NO_ENTRY) yield* childrenOf(tree, child);
    else yield child;
  }
}
