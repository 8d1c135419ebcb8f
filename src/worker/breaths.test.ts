import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Breaths } from './breaths';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Has messages come in together. Returns how many of them were answered, whenever that is asked. */
function send(breaths: Breaths, messages: number): () => number {
  let answered = 0;
  for (let sent = 0; sent < messages; sent++) void breaths.take().then(() => answered++);
  return () => answered;
}

const wait = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

test('messages are answered at once where nobody scrolls', async () => {
  const answered = send(new Breaths(), 1000);
  await wait(0);
  expect(answered()).toBe(1000);
});

test('while somebody scrolls they are answered one after the other, and all of them in the end', async () => {
  const breaths = new Breaths();
  breaths.scrolled();
  const answered = send(breaths, 50);
  await wait(0);
  expect(answered()).toBe(0);
  await wait(100);
  const some = answered();
  expect(some).toBeGreaterThan(0);
  expect(some).toBeLessThan(50);
  await wait(1000);
  expect(answered()).toBe(50);
});

test('soon after the last scroll they are answered at once again', async () => {
  const breaths = new Breaths();
  for (let turn = 0; turn < 5; turn++) {
    breaths.scrolled();
    await wait(100);
    const answered = send(breaths, 1);
    await wait(0);
    expect(answered()).toBe(0);
  }
  await wait(1000);
  const answered = send(breaths, 100);
  await wait(0);
  expect(answered()).toBe(100);
});
