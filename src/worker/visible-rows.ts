/** The rows of the preview: what is visible of the tree, a window at a time. */
import { type EntryId, type ImageTree, Kind } from '../image/tree';

const ROOT = 0;

export interface VisibleRow {
  entry: EntryId;
  level: number;
  position: number;
  setSize: number;
}

/** Visible rows in order. They are worked out anew only when something has changed since. */
export class VisibleRows {
  readonly #tree: ImageTree;
  readonly #expanded = new Set<EntryId>();
  #entries: number[] = [];
  #levels: number[] = [];
  #positions: number[] = [];
  #setSizes: number[] = [];
  #stale = true;
  /** Children in order, by folder, as long as the tree stays as it is. */
  readonly #sorted = new Map<EntryId, Uint32Array>();

  constructor(tree: ImageTree) {
    this.#tree = tree;
  }

  /** The tree has changed. */
  invalidate(): void {
    this.#stale = true;
    this.#sorted.clear();
  }

  expand(entry: EntryId, expanded: boolean): void {
    if (expanded) this.#expanded.add(entry);
    else this.#expanded.delete(entry);
    this.#stale = true;
  }

  isExpanded(entry: EntryId): boolean {
    return this.#expanded.has(entry);
  }

  get total(): number {
    this.#refresh();
    return this.#entries.length;
  }

  window(first: number, count: number): VisibleRow[] {
    this.#refresh();
    return this.#entries.slice(first, first + count).map((entry, at) => ({
      entry,
      level: this.#levels[first + at] as number,
      position: this.#positions[first + at] as number,
      setSize: this.#setSizes[first + at] as number,
    }));
  }

  #refresh(): void {
    if (!this.#stale) return;
    this.#stale = false;
    this.#entries = [];
    this.#levels = [];
    this.#positions = [];
    this.#setSizes = [];
    const open: { children: Uint32Array; at: number; level: number }[] = [];
    const enter = (folder: EntryId, level: number) => open.push({ children: this.#ordered(folder), at: 0, level });
    enter(ROOT, 1);
    for (let folder = open.at(-1); folder; folder = open.at(-1)) {
      const entry = folder.children[folder.at++];
      if (entry === undefined) {
        open.pop();
        continue;
      }
      this.#entries.push(entry);
      this.#levels.push(folder.level);
      this.#positions.push(folder.at);
      this.#setSizes.push(folder.children.length);
      if (this.#expanded.has(entry) && this.#tree.kind(entry) === Kind.directory) enter(entry, folder.level + 1);
    }
  }

  /** Folders first, each kind in canonical order. */
  #ordered(folder: EntryId): Uint32Array {
    const known = this.#sorted.get(folder);
    if (known) return known;
    const sorted = this.#tree.sortedChildren(folder);
    const isFolder = (entry: EntryId) => this.#tree.kind(entry) === Kind.directory;
    const folders = sorted.filter(isFolder);
    const ordered = new Uint32Array(sorted.length);
    ordered.set(folders);
    ordered.set(
      sorted.filter((entry) => !isFolder(entry)),
      folders.length,
    );
    this.#sorted.set(folder, ordered);
    return ordered;
  }
}
