import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Compare, mergeFew, sortInSlices } from './sorting';

function finish<Result>(work: Generator<void, Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** By its upper digits alone, so that the order of equal ones shows. */
const compare: Compare = (a, b) => Math.floor(a / 8) - Math.floor(b / 8);
const numbers = (maxLength: number) =>
  fc.uint32Array({ maxLength, max: 5000, size: 'max' }).map((array) => new Uint32Array(array));

test('numbers are sorted, however many and in whatever order they come', () => {
  fc.assert(
    fc.property(numbers(12_000), fc.boolean(), (list, isSorted) => {
      if (isSorted) list.sort();
      const expected = [...list].sort(compare);
      expect([...finish(sortInSlices(list.slice(), () => compare))]).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

test('a few are merged into many, behind equal ones', () => {
  fc.assert(
    fc.property(numbers(3000), numbers(600), (many, few) => {
      many.sort(compare);
      few.sort(compare);
      const expected = [...many, ...few].sort(compare);
      expect([...finish(mergeFew(many, few, () => compare))]).toEqual(expected);
    }),
  );
});
