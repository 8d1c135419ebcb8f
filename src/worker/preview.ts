/** The preview's rows as the page shows them. */
import { type EntryId, type ImageTree, Kind } from '../image/tree';
import type { Problems } from './problems';
import type { Revision, Row, Rows } from './session';
import { VisibleRows } from './visible-rows';

/** Milliseconds between sortings while names arrive; more where a sorting takes long. */
const PACE = 250;
/** Sorting may take this part of the time. */
const SHARE = 0.1;

export class Preview {
  readonly #tree: ImageTree;
  readonly #problems: Problems;
  readonly #rows: VisibleRows;
  #sorted: { revision: Revision; at: number; took: number } | undefined;

  constructor(tree: ImageTree, problems: Problems) {
    this.#tree = tree;
    this.#problems = problems;
    this.#rows = new VisibleRows(tree);
  }

  expand(entry: EntryId, expanded: boolean): void {
    this.#rows.expand(entry, expanded);
  }

  /** @param isGrowing names are arriving: rows may be a little old */
  window(first: number, count: number, revision: Revision, isGrowing: boolean): Rows {
    this.#sort(revision, isGrowing);
    const rows = this.#rows.window(first, count).map(({ entry, level, position, setSize }): Row => {
      const isFolder = this.#tree.kind(entry) === Kind.directory;
      const { modifyTime } = this.#tree.attributes(entry);
      const flags = {
        changed: this.#problems.isTold(entry),
        unreadable: this.#problems.isUnreadable(entry),
        leftOut: false,
      };
      return {
        entry,
        name: this.#tree.name(entry),
        level,
        kind: isFolder ? 'folder' : 'file',
        byteLength: this.#tree.byteLength(entry),
        position,
        setSize,
        flags,
        ...(Number.isNaN(modifyTime) ? {} : { modified: modifyTime * 1000 }),
        ...(isFolder ? { expanded: this.#rows.isExpanded(entry), childCount: this.#tree.childCount(entry) } : {}),
      };
    });
    return { revision, first, total: this.#rows.total, rows };
  }

  #sort(revision: Revision, isGrowing: boolean): void {
    const last = this.#sorted;
    const began = Date.now();
    if (last?.revision === revision) return;
    if (last && isGrowing && began - last.at < Math.max(PACE, last.took / SHARE)) return;
    this.#rows.invalidate();
    void this.#rows.total;
    this.#sorted = { revision, at: Date.now(), took: Date.now() - began };
  }
}
