/** Sorting in slices. Each comparison is made anew after a pause: what it looks at may have been replaced meanwhile. */
import type { Work } from './slices';

/** Numbers sorted, or merged, before somebody else may have the thread. */
const STRIDE = 2048;

/** Negative, zero or positive. */
export type Compare = (a: number, b: number) => number;

/** Sorts numbers in place; equal ones keep their order. */
export function* sortInSlices(numbers: Uint32Array, comparing: () => Compare): Work<Uint32Array> {
  for (let start = 0; start < numbers.length; start += STRIDE) {
    numbers.subarray(start, start + STRIDE).sort(comparing());
    yield;
  }
  let from: Uint32Array = numbers;
  let into: Uint32Array = new Uint32Array(numbers.length > STRIDE ? numbers.length : 0);
  for (let run = STRIDE; run < numbers.length; run *= 2) {
    for (let start = 0; start < numbers.length; start += run * 2) {
      const middle = Math.min(start + run, numbers.length);
      const end = Math.min(middle + run, numbers.length);
      yield* mergeRuns(from, start, middle, end, into, comparing);
    }
    [from, into] = [into, from];
  }
  if (from !== numbers) numbers.set(from);
  return numbers;
}

/** Merges two runs that stand one behind the other. */
function* mergeRuns(
  from: Uint32Array,
  start: number,
  middle: number,
  end: number,
  into: Uint32Array,
  comparing: () => Compare,
): Work {
  let compare = comparing();
  // What comes in order already, as lists often do, is copied at once.
  if (middle >= end || compare(from[middle - 1] as number, from[middle] as number) <= 0) {
    into.set(from.subarray(start, end), start);
    yield;
    return;
  }
  let left = start;
  let right = middle;
  for (let at = start; at < end; at++) {
    if ((at & (STRIDE - 1)) === STRIDE - 1) {
      yield;
      compare = comparing();
    }
    const isLeft = right >= end || (left < middle && compare(from[left] as number, from[right] as number) <= 0);
    into[at] = from[isLeft ? left++ : right++] as number;
  }
}

/** Merges a few sorted numbers into many sorted ones, as a new array; of equal ones the many come first. */
export function* mergeFew(many: Uint32Array, few: Uint32Array, comparing: () => Compare): Work<Uint32Array> {
  const merged = new Uint32Array(many.length + few.length);
  let compare = comparing();
  let taken = 0;
  for (let at = 0; at < few.length; at++) {
    if ((at & 255) === 255) {
      yield;
      compare = comparing();
    }
    const number = few[at] as number;
    // The next place is mostly near: steps grow until one goes too far.
    let step = 1;
    while (taken + step <= many.length && compare(many[taken + step - 1] as number, number) <= 0) step *= 2;
    let low = taken + (step >>> 1);
    let high = Math.min(taken + step - 1, many.length);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(many[middle] as number, number) <= 0) low = middle + 1;
      else high = middle;
    }
    merged.set(many.subarray(taken, low), taken + at);
    merged[low + at] = number;
    taken = low;
  }
  merged.set(many.subarray(taken), taken + few.length);
  return merged;
}
