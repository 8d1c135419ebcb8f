import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blockAt, gridFor, keptIn, showing, squareOf, squares, wholePart, zoomed } from './map-window';

const LIMITS = { smallest: 7, largest: 22, height: 320 };
const sizes = fc.record({
  blocks: fc.oneof(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 2 ** 32 - 2 })),
  width: fc.integer({ min: 200, max: 2000 }),
});
const place = fc.double({ min: 0, max: 1, noNaN: true });

describe('squares', () => {
  test.each([
    [10, 800, 22, 1],
    [183, 800, 22, 1],
    [5000, 800, 7, 1],
    [10_000_000, 800, 7, 1950],
  ])('%d blocks in %d pixels are squares of %d pixels, %d blocks each', (blocks, width, square, each) => {
    const grid = gridFor(blocks, width, LIMITS);
    expect(grid.square).toBe(square);
    expect(wholePart(blocks, grid).each).toBe(each);
  });

  test('the whole disc is in them, and they fit', () => {
    fc.assert(
      fc.property(sizes, ({ blocks, width }) => {
        const grid = gridFor(blocks, width, LIMITS);
        expect(grid.columns * grid.square).toBeLessThanOrEqual(width);
        expect(grid.rows * grid.square).toBeLessThanOrEqual(LIMITS.height);
        expect(squares(grid) * wholePart(blocks, grid).each).toBeGreaterThanOrEqual(blocks);
      }),
    );
  });
});

test('zooming in comes to single blocks and back to the whole, and never leaves the disc', () => {
  fc.assert(
    fc.property(sizes, place, ({ blocks, width }, at) => {
      const grid = gridFor(blocks, width, LIMITS);
      const block = Math.floor(at * (blocks - 1));
      const whole = wholePart(blocks, grid);
      let part = whole;
      for (let step = 0; step < 40 && part.each > 1; step++) {
        const nearer = zoomed(part, true, block, blocks, grid);
        expect(nearer.each).toBeLessThan(part.each);
        part = nearer;
        expect(part.first).toBeGreaterThanOrEqual(0);
        expect(part.first).toBeLessThanOrEqual(block);
        expect(part.first + squares(grid) * part.each).toBeGreaterThan(block);
        expect(keptIn(part, blocks, grid)).toEqual(part);
      }
      expect(part.each).toBe(1);
      for (let step = 0; step < 40 && part.each < whole.each; step++) part = zoomed(part, false, block, blocks, grid);
      expect(part).toEqual(whole);
    }),
  );
});

test('a block that is sought is seen, and is found again where it is drawn', () => {
  fc.assert(
    fc.property(sizes, place, place, fc.nat(20), ({ blocks, width }, at, from, steps) => {
      const grid = gridFor(blocks, width, LIMITS);
      const block = Math.floor(at * (blocks - 1));
      let part = wholePart(blocks, grid);
      for (let step = 0; step < steps; step++) part = zoomed(part, true, Math.floor(from * (blocks - 1)), blocks, grid);
      part = showing(part, block, blocks, grid);
      const square = (squareOf(block, part) - part.first) / part.each;
      const [x, y] = [(square % grid.columns) * grid.square, Math.floor(square / grid.columns) * grid.square];
      expect(blockAt(x + 1, y + 1, part, blocks, grid)).toBe(squareOf(block, part));
      expect(block - squareOf(block, part)).toBeLessThan(part.each);
    }),
  );
});

test('beside the map, and behind the end of the disc, there is no block', () => {
  const grid = gridFor(100, 800, LIMITS);
  const part = wholePart(100, grid);
  expect(blockAt(-1, 0, part, 100, grid)).toBeUndefined();
  expect(blockAt(grid.columns * grid.square, 0, part, 100, grid)).toBeUndefined();
  expect(blockAt(0, grid.rows * grid.square, part, 100, grid)).toBeUndefined();
  expect(blockAt(grid.columns * grid.square - 1, (grid.rows - 1) * grid.square, part, 100, grid)).toBeUndefined();
});
