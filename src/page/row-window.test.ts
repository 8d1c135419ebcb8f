import { describe, expect, test } from 'vitest';
import {
  HEIGHT_LIMIT,
  positionAfterScroll,
  positionAt,
  positionShowing,
  spacerHeight,
  visibleRows,
} from './row-window';

const short = { total: 100, rowHeight: 30, viewport: 300 };
const long = { total: 1_000_000, rowHeight: 30, viewport: 300 };

test('the scrolled element is as high as the rows, and never higher than browsers can draw', () => {
  expect(spacerHeight(short)).toBe(3000);
  expect(spacerHeight(long)).toBe(HEIGHT_LIMIT);
});

describe('a list that fits', () => {
  test('is where the scrollbar is', () => {
    expect(positionAfterScroll(short, { top: 0, scrollTop: 0 }, 123)).toEqual({ top: 123, scrollTop: 123 });
    expect(positionAt(short, 5000)).toEqual({ top: 2700, scrollTop: 2700 });
  });
  test('shows whole rows and some around them', () => {
    expect(visibleRows(short, 45, 2)).toEqual({ first: 0, count: 14 });
    expect(visibleRows(short, 2700, 2)).toEqual({ first: 88, count: 12 });
  });
});

describe('a list that is too long', () => {
  const end = 30_000_000 - 300;
  const scrollEnd = HEIGHT_LIMIT - 300;

  test('reaches its last row at the end of the scrollbar', () => {
    expect(positionAfterScroll(long, { top: 5, scrollTop: 5 }, scrollEnd).top).toBe(end);
    expect(positionAt(long, end).scrollTop).toBe(scrollEnd);
    expect(visibleRows(long, end, 0)).toEqual({ first: 999_990, count: 10 });
  });
  test('moves by pixels of rows with the wheel', () => {
    const before = positionAt(long, 15_000_000);
    expect(positionAfterScroll(long, before, before.scrollTop + 100).top).toBe(before.top + 100);
  });
  test('moves by its share with the scrollbar', () => {
    const { top } = positionAfterScroll(long, { top: 0, scrollTop: 0 }, scrollEnd / 2);
    expect(top).toBeCloseTo(end / 2);
  });
  test('is at its start where the scrollbar is', () => {
    expect(positionAfterScroll(long, { top: 90, scrollTop: 40 }, 0).top).toBe(0);
  });
});

describe('showing a row', () => {
  test('moves nothing when it is seen', () => {
    expect(positionShowing(short, { top: 60, scrollTop: 60 }, 5).top).toBe(60);
  });
  test('moves up to one that is above and down to one that is below', () => {
    expect(positionShowing(short, { top: 60, scrollTop: 60 }, 1).top).toBe(30);
    expect(positionShowing(short, { top: 60, scrollTop: 60 }, 20).top).toBe(330);
  });
});

test('an empty list has no rows', () => {
  expect(visibleRows({ ...short, total: 0 }, 0, 5)).toEqual({ first: 0, count: 0 });
  expect(positionAt({ ...short, total: 0 }, 10)).toEqual({ top: 0, scrollTop: 0 });
});
