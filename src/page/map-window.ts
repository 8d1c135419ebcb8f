/** Which part of the disc the map shows, and where each block is in it. Everything here is pure. */

/** The squares of the map. */
export interface Grid {
  columns: number;
  rows: number;
  /** CSS pixels of a square with its gap. */
  square: number;
}

/** What the map shows: squares of `each` blocks, from `first` on. */
export interface Part {
  first: number;
  each: number;
}

export interface GridLimits {
  smallest: number;
  largest: number;
  /** CSS pixels that the map may be high. */
  height: number;
}

/** Squares for an image in a width: as large as may be, and of several blocks each only where they cannot be smaller. */
export function gridFor(blocks: number, width: number, { smallest, largest, height }: GridLimits): Grid {
  for (let square = largest; square > smallest; square--) {
    const columns = Math.max(1, Math.floor(width / square));
    const rows = Math.ceil(blocks / columns);
    if (rows * square <= height) return { columns, rows, square };
  }
  const columns = Math.max(1, Math.floor(width / smallest));
  const rows = Math.min(Math.floor(height / smallest), Math.ceil(blocks / columns));
  return { columns, rows: Math.max(1, rows), square: smallest };
}

export const squares = ({ columns, rows }: Grid) => columns * rows;

/** All of an image. */
export function wholePart(blocks: number, grid: Grid): Part {
  return { first: 0, each: Math.max(1, Math.ceil(blocks / squares(grid))) };
}

/** The first block of the last part of an image, in which its end is seen. */
export function lastFirst(each: number, blocks: number, grid: Grid): number {
  return Math.ceil(Math.max(0, blocks - squares(grid) * each) / each) * each;
}

/** The nearest part that lies in the image. */
export function keptIn({ first, each }: Part, blocks: number, grid: Grid): Part {
  const whole = wholePart(blocks, grid);
  if (each >= whole.each) return whole;
  // Squares begin at multiples of what they hold, so that they stay what they are as the map is moved.
  const start = Math.min(Math.max(0, first), lastFirst(each, blocks, grid));
  return { first: Math.floor(start / each) * each, each };
}

/** Twice as near, or half: a block stays where it is as far as it can. */
export function zoomed(part: Part, isNearer: boolean, block: number, blocks: number, grid: Grid): Part {
  const whole = wholePart(blocks, grid).each;
  const each = isNearer ? nextBelow(part.each) : nextAbove(part.each);
  if (each >= whole) return wholePart(blocks, grid);
  const at = Math.floor((block - part.first) / part.each);
  return keptIn({ first: block - at * each, each }, blocks, grid);
}

/** Powers of two, whatever the whole disc takes. */
function nextBelow(each: number): number {
  return Math.max(1, 2 ** (Math.ceil(Math.log2(each)) - 1));
}

function nextAbove(each: number): number {
  return 2 ** (Math.floor(Math.log2(each)) + 1);
}

/** A part in which a block is seen. */
export function showing(part: Part, block: number, blocks: number, grid: Grid): Part {
  const end = part.first + squares(grid) * part.each;
  if (block >= part.first && block < end) return part;
  const first = block - Math.floor(grid.rows / 2) * grid.columns * part.each;
  return keptIn({ ...part, first }, blocks, grid);
}

/** The first block of the square at a place of the map in CSS pixels; undefined beside it, and behind the image's end. */
export function blockAt(x: number, y: number, { first, each }: Part, blocks: number, grid: Grid): number | undefined {
  const [column, row] = [Math.floor(x / grid.square), Math.floor(y / grid.square)];
  if (column < 0 || row < 0 || column >= grid.columns || row >= grid.rows) return undefined;
  const block = first + (row * grid.columns + column) * each;
  return block < blocks ? block : undefined;
}

/** The first block of the square that a block is in. */
export function squareOf(block: number, { first, each }: Part): number {
  return first + Math.floor((block - first) / each) * each;
}
