import fc from 'fast-check';
import { expect, test } from 'vitest';
import { neighbour, type Rectangle, shownCount, squarify, squarifyWithRest } from './treemap';

const values = fc
  .array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 })
  .map((all) => all.sort((a, b) => b - a));
const area: fc.Arbitrary<Rectangle> = fc.record({
  x: fc.constant(3),
  y: fc.constant(5),
  width: fc.integer({ min: 50, max: 1500 }),
  height: fc.integer({ min: 50, max: 800 }),
});
const sumOf = (all: readonly number[]) => all.reduce((sum, value) => sum + value, 0);
const size = ({ width, height }: Rectangle) => width * height;

test('each rectangle is as large as its value, and none reaches out of the area or over another', () => {
  fc.assert(
    fc.property(values, area, (all, whole) => {
      const drawn = squarify(all, whole);
      const sum = all.reduce((before, value) => before + value, 0);
      for (const [at, rectangle] of drawn.entries()) {
        expect(size(rectangle) / size(whole)).toBeCloseTo((all[at] as number) / sum, 6);
        expect(rectangle.x).toBeGreaterThanOrEqual(whole.x - 1e-6);
        expect(rectangle.y).toBeGreaterThanOrEqual(whole.y - 1e-6);
        expect(rectangle.x + rectangle.width).toBeLessThanOrEqual(whole.x + whole.width + 1e-6);
        expect(rectangle.y + rectangle.height).toBeLessThanOrEqual(whole.y + whole.height + 1e-6);
        for (const other of drawn.slice(0, at)) {
          const width = Math.min(rectangle.x + rectangle.width, other.x + other.width) - Math.max(rectangle.x, other.x);
          const height =
            Math.min(rectangle.y + rectangle.height, other.y + other.height) - Math.max(rectangle.y, other.y);
          expect(Math.min(width, height)).toBeLessThanOrEqual(1e-6);
        }
      }
    }),
  );
});

test('the example of the paper: 6, 6, 4, 3, 2, 2, 1 in 6 by 4', () => {
  const drawn = squarify([6, 6, 4, 3, 2, 2, 1], { x: 0, y: 0, width: 6, height: 4 });
  const ratios = drawn.map(({ width, height }) => Math.max(width / height, height / width));
  expect(drawn[0]).toEqual({ x: 0, y: 0, width: 3, height: 2 });
  expect(drawn[1]).toEqual({ x: 0, y: 2, width: 3, height: 2 });
  expect(Math.max(...ratios)).toBeLessThan(3);
});

test('what is shown is large enough to be pressed', () => {
  fc.assert(
    fc.property(values, area, fc.double({ min: 0, max: 1e6, noNaN: true }), (all, whole, others) => {
      const count = shownCount(all, others, whole, 24);
      const rest = others + all.slice(count).reduce((sum, value) => sum + value, 0);
      const { places, rest: own } = squarifyWithRest(all.slice(0, count), rest, whole);
      for (const { width, height } of places) expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
      expect(own !== undefined).toBe(rest > 0);
      expect([...places, ...(own ? [own] : [])].reduce((sum, one) => sum + size(one), 0)).toBeCloseTo(size(whole), 3);
      if (own) expect(size(own) / size(whole)).toBeCloseTo(rest / (rest + sumOf(all.slice(0, count))), 6);
    }),
  );
});

test('arrows go to what lies there, and nowhere where nothing does', () => {
  const drawn = squarify([4, 1, 1, 1, 1], { x: 0, y: 0, width: 200, height: 100 });
  expect(neighbour(drawn, 0, 'left')).toBe(0);
  const right = neighbour(drawn, 0, 'right');
  expect(drawn[right]?.x).toBeGreaterThanOrEqual(100);
  for (const at of drawn.keys()) {
    for (const [there, back] of [
      ['right', 'left'],
      ['down', 'up'],
    ] as const) {
      const next = neighbour(drawn, at, there);
      if (next !== at) expect(neighbour(drawn, next, back)).not.toBe(next);
    }
  }
});
