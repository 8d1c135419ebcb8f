/** A tree as rows, each after the folder that it lies in, and those that lay one after the other in earlier rows. */
import { type EntryId, type ImageTree, Kind, NO_ENTRY, ROOT } from './tree';

/** The rows of a tree in a manifest. */
export interface Rows {
  /** The tree's entry of each row. */
  entries: Uint32Array;
  /** The row of the folder of each; the root's is 0. */
  parents: Uint32Array;
}

/** Rows, and where they come from: never changed once they are made. */
export interface FlatTree extends Rows {
  folders: FolderRows;
  /** Earlier rows of which everything is as it was, those that lie one after the other together; the root is in none. */
  runs: readonly Run[];
}

/** The folders among rows, in their order, which is that in which what is in them follows. */
interface FolderRows {
  rows: number[];
  /** Of each the row behind those in it: they begin where those of the folder before end. */
  ends: number[];
  /** Of each how many folders stand before those in it. */
  before: number[];
  /** Of each the number that it had among earlier ones, if the rows in it are those; otherwise -1. */
  copied: number[];
}

/** Rows, or whatever else is numbered, that lay one after the other before, too. */
export interface Run {
  row: number;
  before: number;
  length: number;
}

/** Earlier rows, and what they were made of. */
export interface EarlierRows {
  flat: Pick<FlatTree, 'entries' | 'folders'>;
  edits: number;
  inOrder: boolean;
  dissolved: EntryId;
}

/**
 * The entries of the image (nothing excluded), each after the folder that it lies in. Of folders in which nothing
 * changed earlier rows are copied, many at once: a loop over all of them would be slow the first time, when somebody
 * waits for an edit.
 * @param inOrder whether those of a folder stand in canonical order, or in no special one
 * @param earlier rows in the same order, while the same folder was dissolved
 */
export function flatten(tree: ImageTree, inOrder: boolean, earlier?: EarlierRows): FlatTree {
  const growing = new GrowingRows(tree, inOrder, earlier);
  const { folders, runs } = growing;
  for (let folder = 0; folder < folders.rows.length; folder++) growing.addFolder(folder);
  const entries = trimmed(growing.entries, growing.count);
  return { entries, parents: parentsOf(folders, growing.count), folders, runs };
}

/** The beginning of a column that was made too long: a copy only where that saves much. */
export function trimmed(column: Uint32Array, length: number): Uint32Array {
  return length < column.length * 0.9 ? column.slice(0, length) : column.subarray(0, length);
}

/** The first row in a folder. */
export function firstIn({ ends }: FolderRows, folder: number): number {
  return folder === 0 ? 1 : (ends[folder - 1] as number);
}

/** The number of the folder behind those in a folder. */
export function foldersBehind({ rows, before }: FolderRows, folder: number): number {
  return before[folder + 1] ?? rows.length;
}

/** Goes through all rows: those of each run, and the others between them. */
export function eachPart(
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

/** Adds rows that lay one after the other before, to the last run where they follow on it. */
export function addRun(runs: Run[], row: number, before: number, length: number): void {
  const last = runs.at(-1);
  if (last && last.row + last.length === row && last.before + last.length === before) last.length += length;
  else if (length > 0) runs.push({ row, before, length });
}

/** Rows as they are found, folder by folder. */
class GrowingRows {
  readonly entries: Uint32Array;
  readonly folders: FolderRows = { rows: [0], ends: [], before: [], copied: [] };
  readonly runs: Run[] = [];
  count = 1;
  readonly #tree: ImageTree;
  readonly #kind: Uint8Array;
  readonly #inOrder: boolean;
  readonly #earlier: EarlierRows | undefined;
  /** Of each folder the number that it had among those before, -1 where it had none. */
  readonly #numbers: number[];
  readonly #moved: Map<EntryId, number>;

  constructor(tree: ImageTree, inOrder: boolean, earlier: EarlierRows | undefined) {
    this.#tree = tree;
    this.#kind = tree.columns().kind;
    this.#inOrder = inOrder;
    this.#earlier = earlier;
    this.entries = new Uint32Array(tree.length);
    this.#numbers = [earlier ? 0 : -1];
    this.#moved = earlier ? this.#foldersInChanged(earlier.flat) : new Map();
  }

  /** Adds what is in a folder, whose own row is there. */
  addFolder(folder: number): void {
    const { rows, ends, before, copied } = this.folders;
    const entry = this.entries[rows[folder] as number] as number;
    const number = this.#numbers[folder] as number;
    before.push(rows.length);
    const isCopied = this.#earlier && number >= 0 && !this.#isChanged(entry);
    if (isCopied) this.#copy(this.#earlier.flat, number);
    else this.#add(entry);
    copied.push(isCopied ? number : -1);
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

  #copy({ entries, folders }: EarlierRows['flat'], number: number): void {
    const first = firstIn(folders, number);
    const length = (folders.ends[number] as number) - first;
    this.entries.set(entries.subarray(first, first + length), this.count);
    for (let inner = folders.before[number] as number; inner < foldersBehind(folders, number); inner++) {
      this.folders.rows.push((folders.rows[inner] as number) - first + this.count);
      this.#numbers.push(inner);
    }
    addRun(this.runs, this.count, first, length);
    this.count += length;
  }

  #isChanged(folder: EntryId): boolean {
    const { edits, dissolved } = this.#earlier as EarlierRows;
    if (this.#tree.editOf(folder) > edits) return true;
    // Rows in the dissolved folder are the root's.
    return folder === ROOT && dissolved !== NO_ENTRY && this.#tree.editOf(dissolved) > edits;
  }

  /** By entry the numbers of the folders that lay in one in which something changed: they may be elsewhere by now. */
  #foldersInChanged({ entries, folders }: EarlierRows['flat']): Map<EntryId, number> {
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
