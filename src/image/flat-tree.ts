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
 * The entries of the image (nothing excluded), each after the folder that it lies in. The loops below are functions of
 * their own: what V8 optimises while a loop runs it would throw away at what follows for the first time.
 * @param inOrder whether those of a folder stand in canonical order, or in no special one
 */
export function flatten(tree: ImageTree, inOrder: boolean, kept?: Kept): FlatTree {
  const { kind } = tree.columns();
  const { length } = tree;
  const into = { entries: new Uint32Array(length), parents: new Uint32Array(length), before: new Uint32Array(length) };
  const count = fillRows(tree, kind, inOrder, kept, into);
  const entries = into.entries.slice(0, count);
  const parents = into.parents.slice(0, count);
  const nameStart = new Uint32Array(count + 1);
  const names = new Uint8Array(fillNameStarts(tree, entries, nameStart));
  fillNames(tree, entries, { nameStart, names }, kept?.flat, into.before);
  return { entries, parents, nameStart, names };
}

/** Rows with, of each, one more than the row that it was before, 0 where it was none. */
interface NewRows extends Rows {
  before: Uint32Array;
}

/** Fills in the rows. Returns how many there are. */
function fillRows(tree: ImageTree, kind: Uint8Array, inOrder: boolean, kept: Kept | undefined, into: NewRows): number {
  let count = 1;
  for (let row = 0; row < count; row++) {
    const entry = into.entries[row] as number;
    if (kind[entry] !== Kind.directory) continue;
    const first = kept?.firstRow[entry] ?? 0;
    if (kept && first > 0) count = copyRows(kept.flat, first - 1, row, into, count);
    else count = addRows(inOrder ? tree.sortedChildren(entry) : childrenOf(tree, entry), row, into, count);
  }
  return count;
}

function childrenOf(tree: ImageTree, folder: EntryId): EntryId[] {
  const children: EntryId[] = [];
  tree.collectChildren(folder, children);
  return children;
}

function addRows(children: ArrayLike<EntryId>, parent: number, { entries, parents }: Rows, count: number): number {
  for (let child = 0; child < children.length; child++) {
    entries[count + child] = children[child] as number;
    parents[count + child] = parent;
  }
  return count + children.length;
}

/** Copies the rows in a folder. Returns how many rows there are then. */
function copyRows(from: FlatTree, first: number, parent: number, into: NewRows, count: number): number {
  const { entries, parents, before } = into;
  const folder = from.parents[first];
  let end = count;
  for (let row = first; row < from.entries.length && from.parents[row] === folder; row++) {
    entries[end] = from.entries[row] as number;
    before[end] = row + 1;
    parents[end++] = parent;
  }
  return end;
}

/** Where each name begins. Returns how long all are. */
function fillNameStarts(tree: ImageTree, entries: Uint32Array, nameStart: Uint32Array): number {
  const { name: nameColumn, names: pool } = tree.columns();
  let end = 0;
  for (let row = 0; row < entries.length; row++) {
    const name = nameColumn[entries[row] as number] as number;
    end += pool.end(name) - pool.start(name);
    nameStart[row + 1] = end;
  }
  return end;
}

/** The names of entries, those that had rows before copied from there, many at once. */
function fillNames(
  tree: ImageTree,
  entries: Uint32Array,
  { nameStart, names }: Pick<FlatTree, 'nameStart' | 'names'>,
  from: FlatTree | undefined,
  before: Uint32Array,
): void {
  const { name: nameColumn, names: pool } = tree.columns();
  for (let row = 0; row < entries.length; row++) {
    const was = before[row] as number;
    if (from && was > 0) {
      const end = endOfRun(before, row);
      const source = from.names.subarray(from.nameStart[was - 1], from.nameStart[was - 1 + end - row]);
      names.set(source, nameStart[row]);
      row = end - 1;
    } else pool.copy(nameColumn[entries[row] as number] as number, names, nameStart[row] as number);
  }
}

/** The row behind those that lay one after the other before, too. */
function endOfRun(before: Uint32Array, row: number): number {
  const distance = (before[row] as number) - row;
  let end = row + 1;
  while (end < before.length && before[end] === end + distance) end++;
  return end;
}

/** Which folders have the same rows as before. */
function keptFolders(tree: ImageTree, flat: FlatTree, origin: Origin): Kept {
  const isChanged = new Uint8Array(tree.length);
  markChanges(tree.columns(), origin, isChanged);
  // Rows in the dissolved folder are the root's.
  if (tree.dissolved !== NO_ENTRY && isChanged[tree.dissolved] === 1) isChanged[ROOT] = 1;
  const firstRow = new Uint32Array(tree.length);
  fillFirstRows(flat, isChanged, firstRow);
  return { flat, firstRow };
}

/** Marks folders whose entries differ. Of two lists of them, the first entry that tells so still lies in its folder. */
function markChanges(
  { parent, firstChild, nextSibling, name, flags }: ReturnType<ImageTree['columns']>,
  before: Origin,
  isChanged: Uint8Array,
): void {
  for (let entry = 0; entry < before.flags.length; entry++) {
    if (firstChild[entry] !== before.firstChild[entry]) isChanged[entry] = 1;
    if (
      nextSibling[entry] !== before.nextSibling[entry] ||
      name[entry] !== before.name[entry] ||
      flags[entry] !== before.flags[entry]
    ) {
      isChanged[parent[entry] as number] = 1;
    }
  }
}

function fillFirstRows({ entries, parents }: Rows, isChanged: Uint8Array, firstRow: Uint32Array): void {
  for (let row = entries.length - 1; row > 0; row--) {
    const folder = entries[parents[row] as number] as number;
    if (isChanged[folder] === 0) firstRow[folder] = row + 1;
  }
}
