import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Garbage } from './garbage';

let asked: number;
beforeEach(() => {
  asked = 0;
  vi.useFakeTimers();
  class Counted {
    constructor(bytes: number) {
      asked += bytes;
    }
  }
  vi.stubGlobal('ArrayBuffer', Counted);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** What makes Chromium collect: more than this kept alive at once. */
const ENOUGH = 128 * 2 ** 20;

test('few files are collected when no more come, and once', () => {
  const garbage = new Garbage();
  for (let turn = 0; turn < 5; turn++) {
    garbage.add(100, 1000);
    vi.advanceTimersByTime(1000);
  }
  expect(asked).toBe(0);
  vi.advanceTimersByTime(60_000);
  expect(asked).toBeGreaterThan(ENOUGH);
  expect(asked).toBeLessThan(2 * ENOUGH);
});

test.each([
  { what: 'files', files: 256, bytes: 0, times: 48, later: 16 },
  { what: 'bytes', files: 1, bytes: 2 ** 20, times: 32, later: 8 },
])('many $what are collected while others are read', ({ files, bytes, times, later }) => {
  const garbage = new Garbage();
  const expectAfter = (turns: number) => {
    asked = 0;
    for (let turn = 1; turn < turns; turn++) garbage.add(files, bytes);
    expect(asked).toBe(0);
    garbage.add(files, bytes);
    expect(asked).toBeGreaterThan(ENOUGH);
  };
  expectAfter(times);
  expectAfter(later);
  expectAfter(later);
  vi.advanceTimersByTime(60_000);
  expectAfter(times);
});

test('the more are still needed, the more are used up before they are collected', () => {
  const garbage = new Garbage();
  const batch = 1024;
  const collections: number[] = [];
  for (let needed = 1_000_000; needed > 0; needed -= batch) {
    asked = 0;
    garbage.add(batch, 0, needed);
    if (asked > 0) collections.push(needed);
  }
  // Each goes over all that are needed: not 61 times over a million.
  expect(collections.reduce((sum, needed) => sum + needed, 0)).toBeLessThan(5_000_000);
  expect(collections.length).toBeGreaterThan(10);
});

test('where there is no memory for the asking nothing fails', () => {
  class None {
    constructor() {
      throw new RangeError('Array buffer allocation failed');
    }
  }
  vi.stubGlobal('ArrayBuffer', None);
  expect(() => new Garbage().add(1e6, 0)).not.toThrow();
});
