/** A folder whose children are rows, and where in it a row is found. */
import type { EntryId } from '../image/tree';

/** Row numbers in it count from its first child's. */
export interface OpenFolder {
  folder: EntryId;
  /** Of its children. */
  level: number;
  children: Uint32Array;
  /** How many of them are folders: they come first. */
  folders: number;
  /** Those of its children that are open, in order. */
  open: OpenFolder[];
  /** Where each of those stands among the children. */
  positions: number[];
  /** Rows in the open ones before each of those. */
  before: number[];
  /** Rows in it. */
  total: number;
}

/** The folder in which the row `index` of another one stands, and its place among the children there. */
export function rowAt(root: OpenFolder, index: number): { folder: OpenFolder; position: number } {
  let folder = root;
  let rest = index;
  for (;;) {
    const { open, positions, before } = folder;
    // How many open ones stand before the row.
    let low = 0;
    let high = open.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((positions[middle] as number) + (before[middle] as number) < rest) low = middle + 1;
      else high = middle;
    }
    const last = low - 1;
    const inside = open[last];
    const start = inside ? (positions[last] as number) + (before[last] as number) + 1 : 0;
    if (!inside || rest >= start + inside.total) return { folder, position: rest - rowsBefore(folder, low) };
    folder = inside;
    rest -= start;
  }
}

/** How many open ones of a folder stand before a place among its children. */
export function positionsBefore({ positions }: OpenFolder, position: number): number {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((positions[middle] as number) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rows in the first so many open ones of a folder. */
export function rowsBefore({ before, total, children }: OpenFolder, opened: number): number {
  return before[opened] ?? total - children.length;
}
