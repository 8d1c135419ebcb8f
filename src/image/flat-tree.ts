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
  folders: FolderRows;
}

/** The folders among rows, in their order, which is that in which what is in them follows. */
interface FolderRows {
  rows: number[];
  /** Of each the row behind those in it: they begin where those of the folder before end. */
  ends: number[];
  /** Of each how many folders stand before those in it. */
  before: number[];
}

const ROOT = 0;

/** The rows of one tree, time and again: only folders in which something changed are looked through anew. */
export class KeptRows {
  #kept: Kept | undefined;

  /** The rows as `flatten` gives them, of the tree as it is now. */
  update(tree: ImageTree, inOrder: boolean): FlatTree {
    const { dissolved, edits } = tree;
    const kept = this.#kept;
    const isAlike = kept?.inOrder === inOrder && kept.dissolved === dissolved;
    const flat = flatten(tree, inOrder, isAlike ? kept : undefined);
    this.#kept = { flat, edits, inOrder, dissolved };
    return flat;
  }
}

/** Earlier rows, and what they were made of. */
interface Kept {
  flat: FlatTree;
  edits: number;
  inOrder: boolean;
  dissolved: EntryId;
}

/** Rows that lay one after the other before, too. */
interface Run {
  row: number;
  before: number;
  length: number;
}

/**
 * The entries of the image (nothing excluded), each after the folder that it lies in. What did not change is copied,
 * many rows at once: a loop over all of them would be slow the first time, when somebody waits for an edit.
 * @param inOrder whether those of a folder stand in canonical order, or in no special one
 */
export function flatten(tree: ImageTree, inOrder: boolean, kept?: Kept): FlatTree {
  const growing = new GrowingRows(tree, inOrder, kept);
  const { folders, runs } = growing;
  for (let folder = 0; folder < folders.rows.length; folder++) growing.addFolder(folder);
  const entries = growing.entries.slice(0, growing.count);
  const parents = parentsOf(folders, growing.count);
  const nameStart = new Uint32Array(growing.count + 1);
  const { names } = tree.columns();
  eachPart(runs, growing.count, {
    kept: (run) => shiftNameStarts(nameStart, run, (kept as Kept).flat.nameStart),
    others: (first, end) => fillNameStarts(tree, entries, nameStart, first, end),
  });
  const into = new Uint8Array(nameStart[growing.count] as number);
  eachPart(runs, growing.count, {
    kept: ({ row, before, length }) => {
      const from = (kept as Kept).flat;
      into.set(from.names.subarray(from.nameStart[before], from.nameStart[before + length]), nameStart[row]);
    },
    others: (first, end) => {
      const { name } = tree.columns();
      for (let row = first; row < end; row++) {
        names.copy(name[entries[row] as number] as number, into, nameStart[row] as number);
      }
    },
  });
  return { entries, parents, nameStart, names: into, folders };
}

/** Rows as they are found, folder by folder. */
class GrowingRows {
  readonly entries: Uint32Array;
  readonly folders: FolderRows = { rows: [0], ends: [], before: [] };
  /** Copied rows, those that lie one after the other together. */
  readonly runs: Run[] = [];
  count = 1;
  readonly #tree: ImageTree;
  readonly #kind: Uint8Array;
  readonly #inOrder: boolean;
  readonly #kept: Kept | undefined;
  /** Of each folder the number that it had among those before, -1 where it had none. */
  readonly #numbers: number[];
  readonly #moved: Map<EntryId, number>;

  constructor(tree: ImageTree, inOrder: boolean, kept: Kept | undefined) {
    this.#tree = tree;
    this.#kind = tree.columns().kind;
    this.#inOrder = inOrder;
    this.#kept = kept;
    this.entries = new Uint32Array(tree.length);
    this.#numbers = [kept ? 0 : -1];
    this.#moved = kept ? this.#foldersInChanged(kept.flat) : new Map();
  }

  /** Adds what is in a folder, whose own row is there. */
  addFolder(folder: number): void {
    const { rows, ends, before } = this.folders;
    const row = rows[folder] as number;
    const number = this.#numbers[folder] as number;
    before.push(rows.length);
    if (this.#kept && number >= 0 && !this.#isChanged(this.entries[row] as number)) {
      this.#copy(this.#kept.flat, number);
    } else this.#add(this.entries[row] as number);
    ends.push(this.count);
  }

  #add(entry: EntryId): void {
    const { entries, folders } = this;
    const children = this.#inOrder ? this.#tree.sortedChildren(entry) : childrenOf(this.#tree, entry);
    for (let at = 0; at < children.length; at++) {
      const child = children[at] as number;
      if (this.#kind[child] === Kind.directory) {
        folders.rows.push(this.count);
        this.#numbers.push(this.#moved.get(child) ?? -1);
      }
      entries[this.count++] = child;
    }
  }

  #copy({ entries, folders }: FlatTree, number: number): void {
    const first = firstIn(folders, number);
    const length = (folders.ends[number] as number) - first;
    this.entries.set(entries.subarray(first, first + length), this.count);
    for (let inner = folders.before[number] as number; inner < foldersBehind(folders, number); inner++) {
      this.folders.rows.push((folders.rows[inner] as number) - first + this.count);
      this.#numbers.push(inner);
    }
    const last = this.runs.at(-1);
    if (last && last.row + last.length === this.count && last.before + last.length === first) last.length += length;
    else if (length > 0) this.runs.push({ row: this.count, before: first, length });
    this.count += length;
  }

  #isChanged(folder: EntryId): boolean {
    const { edits, dissolved } = this.#kept as Kept;
    if (this.#tree.editOf(folder) > edits) return true;
    // Rows in the dissolved folder are the root's.
    return folder === ROOT && dissolved !== NO_ENTRY && this.#tree.editOf(dissolved) > edits;
  }

  /** By entry the numbers of the folders that lay in one in which something changed: they may be elsewhere by now. */
  #foldersInChanged({ entries, folders }: FlatTree): Map<EntryId, number> {
    const numbers = new Map<EntryId, number>();
    for (let folder = 0; folder < folders.rows.length; folder++) {
      if (!this.#isChanged(entries[folders.rows[folder] as number] as number)) continue;
      for (let inner = folders.before[folder] as number; inner < foldersBehind(folders, folder); inner++) {
        numbers.set(entries[folders.rows[inner] as number] as number, inner);
      }
    }
    return numbers;
  }
}

/** The first row in a folder. */
function firstIn({ ends }: FolderRows, folder: number): number {
  return folder === 0 ? 1 : (ends[folder - 1] as number);
}

/** The number of the folder behind those in a folder. */
function foldersBehind({ rows, before }: FolderRows, folder: number): number {
  return before[folder + 1] ?? rows.length;
}

function childrenOf(tree: ImageTree, folder: EntryId): EntryId[] {
  const children: EntryId[] = [];
  tree.collectChildren(folder, children);
  return children;
}

function parentsOf(folders: FolderRows, count: number): Uint32Array {
  const parents = new Uint32Array(count);
  for (let folder = 0; folder < folders.rows.length; folder++) {
    parents.fill(folders.rows[folder] as number, firstIn(folders, folder), folders.ends[folder]);
  }
  return parents;
}

/** Goes through all rows: those of each run, and the others between them. */
function eachPart(
  runs: readonly Run[],
  count: number,
  { kept, others }: { kept(run: Run): void; others(first: number, end: number): void },
): void {
  let end = 0;
  for (const run of runs) {
    if (run.row > end) others(end, run.row);
    kept(run);
    end = run.row + run.length;
  }
  if (count > end) others(end, count);
}

/** Where the names behind each row of a run begin. */
function shiftNameStarts(into: Uint32Array, { row, before, length }: Run, from: Uint32Array): void {
  const distance = (into[row] as number) - (from[before] as number);
  if (distance === 0) into.set(from.subarray(before + 1, before + length + 1), row + 1);
  else for (let at = 1; at <= length; at++) into[row + at] = (from[before + at] as number) + distance;
}

function fillNameStarts(tree: ImageTree, entries: Uint32Array, into: Uint32Array, first: number, end: number): void {
  const { name, names } = tree.columns();
  let next = into[first] as number;
  for (let row = first; row < end; row++) {
    const number = name[entries[row] as number] as number;
    next += names.end(number) - names.start(number);
    into[row + 1] = next;
  }
}
