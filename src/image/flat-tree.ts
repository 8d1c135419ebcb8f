/** A tree as rows, each after the folder that it lies in, and the next one made of what did not change. */
import { type EntryId, type ImageTree, Kind, NO_ENTRY } from './tree';

/** The rows of a tree in a manifest. */
export interface Rows {
  /** The tree's entry of each row. */
  entries: Uint32Array;
  /** The row of the folder of each; the root's is 0. */
  parents: Uint32Array;
}

/** Rows with their names: never changed once they are made. */
export interface FlatTree extends Rows {
  /** Where each row's name begins in `names`, and where the last one ends. */
  nameStart: Uint32Array;
  names: Uint8Array;
}

const ROOT = 0;

type Numbers = Int32Array | Uint32Array | Uint8Array;

/** What the rows of a tree were made of: what differs from it later tells which folders have others. */
interface Origin {
  inOrder: boolean;
  dissolved: EntryId;
  firstChild: Int32Array;
  nextSibling: Int32Array;
  name: Uint32Array;
  flags: Uint8Array;
}

/** The rows of one tree, time and again: only folders in which something changed are looked through anew. */
export class KeptRows {
  #flat: FlatTree | undefined;
  #origin: Origin | undefined;

  /** The rows as `flatten` gives them, of the tree as it is now. */
  update(tree: ImageTree, inOrder: boolean): FlatTree {
    const origin = this.#origin;
    const isAlike = origin?.inOrder === inOrder && origin.dissolved === tree.dissolved;
    const flat = flatten(tree, inOrder, isAlike && this.#flat ? keptFolders(tree, this.#flat, origin) : undefined);
    const { firstChild, nextSibling, name, flags } = tree.columns();
    const { length, dissolved } = tree;
    this.#flat = flat;
    this.#origin = {
      inOrder,
      dissolved,
      firstChild: firstChild.slice(0, length),
      nextSibling: nextSibling.slice(0, length),
      name: name.slice(0, length),
      flags: flags.slice(0, length),
    };
    return flat;
  }
}

/** Earlier rows, and by entry one more than the first row in each folder that has the same ones now, else 0. */
interface Kept {
  flat: FlatTree;
  firstRow: Uint32Array;
}

/**
 * The entries of the image (nothing excluded), each after the folder that it lies in.
 * @param inOrder whether those of a folder stand in canonical order, or in no special one
 */
export function flatten(tree: ImageTree, inOrder: boolean, kept?: Kept): FlatTree {
  const { kind } = tree.columns();
  const entries = new Uint32Array(tree.length);
  const parents = new Uint32Array(tree.length);
  // one more than the row that each was before, 0 where it was none
  const before = kept && new Uint32Array(tree.length);
  const children: number[] = [];
  let count = 1;
  for (let row = 0; row < count; row++) {
    const entry = entries[row] as number;
    if (kind[entry] !== Kind.directory) continue;
    const first = kept?.firstRow[entry] ?? 0;
    if (kept && before && first > 0) {
      count = copyRows(kept.flat, first - 1, row, { entries, parents, before, count });
      continue;
    }
    children.length = 0;
    if (!inOrder) tree.collectChildren(entry, children);
    for (const child of inOrder ? tree.sortedChildren(entry) : children) {
      entries[count] = child;
      parents[count++] = row;
    }
  }
  const rows = { entries: entries.slice(0, count), parents: parents.slice(0, count) };
  return { ...rows, ...namesOf(tree, rows.entries, kept?.flat, before) };
}

/** Copies the rows in a folder. Returns how many rows there are then. */
function copyRows(
  from: FlatTree,
  first: number,
  parent: number,
  into: Rows & { before: Uint32Array; count: number },
): number {
  const { entries, parents, before } = into;
  const folder = from.parents[first];
  let count = into.count;
  for (let row = first; row < from.entries.length && from.parents[row] === folder; row++) {
    entries[count] = from.entries[row] as number;
    before[count] = row + 1;
    parents[count++] = parent;
  }
  return count;
}

/** The names of entries, those that had rows before copied from there, many at once. */
function namesOf(
  tree: ImageTree,
  entries: Uint32Array,
  from: FlatTree | undefined,
  before: Uint32Array | undefined,
): Pick<FlatTree, 'nameStart' | 'names'> {
  const { name: nameColumn, names: pool } = tree.columns();
  const nameStart = new Uint32Array(entries.length + 1);
  let end = 0;
  for (let row = 0; row < entries.length; row++) {
    nameStart[row] = end;
    const name = nameColumn[entries[row] as number] as number;
    end += pool.end(name) - pool.start(name);
  }
  nameStart[entries.length] = end;
  const names = new Uint8Array(end);
  for (let row = 0; row < entries.length; row++) {
    const was = before?.[row] ?? 0;
    if (from && before && was > 0) {
      const begin = row;
      while (before[row + 1] === was + row + 1 - begin) row++;
      const [first, last] = [from.nameStart[was - 1], from.nameStart[was + row - begin]];
      names.set(from.names.subarray(first, last), nameStart[begin]);
    } else pool.copy(nameColumn[entries[row] as number] as number, names, nameStart[row] as number);
  }
  return { nameStart, names };
}

/** Which folders have the same rows as before. */
function keptFolders(tree: ImageTree, flat: FlatTree, origin: Origin): Kept {
  const { parent, firstChild, nextSibling, name, flags } = tree.columns();
  const isChanged = new Uint8Array(tree.length);
  // Of two lists of children that differ, the first entry that tells so still lies in its folder.
  for (const entry of differences(firstChild, origin.firstChild)) isChanged[entry] = 1;
  for (const [column, before] of [
    [nextSibling, origin.nextSibling],
    [name, origin.name],
    [flags, origin.flags],
  ] as const) {
    for (const entry of differences(column, before)) isChanged[parent[entry] as number] = 1;
  }
  // Rows in the dissolved folder are the root's.
  if (tree.dissolved !== NO_ENTRY && isChanged[tree.dissolved] === 1) isChanged[ROOT] = 1;
  const firstRow = new Uint32Array(tree.length);
  for (let row = flat.entries.length - 1; row > 0; row--) {
    const folder = flat.entries[flat.parents[row] as number] as number;
    if (isChanged[folder] === 0) firstRow[folder] = row + 1;
  }
  return { flat, firstRow };
}

/** Entries that have another number than before. */
function differences(column: Numbers, before: Numbers): number[] {
  const entries: number[] = [];
  for (let entry = 0; entry < before.length; entry++) if (column[entry] !== before[entry]) entries.push(entry);
  return entries;
}
