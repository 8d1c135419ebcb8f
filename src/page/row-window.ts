/**
 * Where the rows of a very long list stand. Browsers cut off elements higher than some 18 million pixels, so the
 * scrolled element is never higher than {@link HEIGHT_LIMIT}; beyond it a pixel of the scrollbar stands for more
 * than a pixel of rows, while the wheel and the keys still move by what they say.
 */
export const HEIGHT_LIMIT = 8_000_000;

export interface Geometry {
  /** Rows in the whole list. */
  total: number;
  /** Pixels. */
  rowHeight: number;
  /** Pixels of the list that can be seen at once. */
  viewport: number;
}

/** What is seen: `top` is the truth (pixels from the start of the list), `scrollTop` what the scrollbar says. */
export interface Position {
  top: number;
  scrollTop: number;
}

/** Pixels of the element that is scrolled. */
export function spacerHeight({ total, rowHeight }: Geometry): number {
  return Math.min(total * rowHeight, HEIGHT_LIMIT);
}

/** The position nearest to `top` that the list has, with the scrollbar where it belongs. */
export function positionAt(geometry: Geometry, top: number): Position {
  const { total, rowHeight, viewport } = geometry;
  const end = Math.max(0, total * rowHeight - viewport);
  const clamped = Math.min(Math.max(0, top), end);
  const scrollEnd = Math.max(0, spacerHeight(geometry) - viewport);
  return { top: clamped, scrollTop: end === scrollEnd ? clamped : Math.round((clamped / end) * scrollEnd) };
}

/** The position after the browser moved the scrollbar. */
export function positionAfterScroll(geometry: Geometry, before: Position, scrollTop: number): Position {
  const { total, rowHeight, viewport } = geometry;
  const end = Math.max(0, total * rowHeight - viewport);
  const scrollEnd = Math.max(0, spacerHeight(geometry) - viewport);
  if (end === scrollEnd) return { top: scrollTop, scrollTop };
  if (scrollTop <= 0) return { top: 0, scrollTop };
  if (scrollTop >= scrollEnd) return { top: end, scrollTop };
  const moved = scrollTop - before.scrollTop;
  // A short way is a wheel or a key and means pixels of rows; a long one is the scrollbar and means a share.
  const top = Math.abs(moved) <= viewport ? before.top + moved : (scrollTop / scrollEnd) * end;
  return { top: Math.min(Math.max(0, top), end), scrollTop };
}

/** The position that shows the row `index` whole, moving as little as possible. */
export function positionShowing(geometry: Geometry, before: Position, index: number): Position {
  const start = index * geometry.rowHeight;
  const end = start + geometry.rowHeight - geometry.viewport;
  return positionAt(geometry, before.top > start ? start : Math.max(before.top, end));
}

/** The rows to draw: those that are seen and `margin` more on either side. */
export function visibleRows(geometry: Geometry, top: number, margin: number): { first: number; count: number } {
  const { total, rowHeight, viewport } = geometry;
  const first = Math.max(0, Math.floor(top / rowHeight) - margin);
  const end = Math.min(total, Math.ceil((top + viewport) / rowHeight) + margin);
  return { first, count: Math.max(0, end - first) };
}
