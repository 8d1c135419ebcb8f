import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Breaths } from './breaths';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const FULL = 256;

/** Has messages come in together. Returns how many of them were answered, whenever that is asked. */
function send(breaths: Breaths, messages: number, entries = FULL): () => number {
  let answered = 0;
  for (let sent = 0; sent < messages; sent++) void breaths.take(entries).then(() => answered++);
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
  const answered = send(breaths, 20);
  await wait(0);
  expect(answered()).toBe(0);
  await wait(100);
  const some = answered();
  expect(some).toBeGreaterThan(0);
  expect(some).toBeLessThan(20);
  await wait(1000);
  expect(answered()).toBe(20);
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

test('what came while somebody scrolled waits no longer than that, however much it is', async () => {
  const breaths = new Breaths();
  breaths.scrolled();
  const answered = send(breaths, 1000);
  await wait(250);
  expect(answered()).toBe(1000);
});

test('messages of one folder each hold up files no more than one message of as many folders', async () => {
  const held = async (messages: number, entries: number) => {
    const breaths = new Breaths();
    breaths.scrolled();
    send(breaths, messages, entries);
    const answered = send(breaths, 1);
    const began = performance.now();
    while (answered() === 0) await wait(1);
    return performance.now() - began;
  };
  expect(await held(FULL, 1)).toBeLessThanOrEqual((await held(1, FULL)) + 1);
});

test('somebody who scrolls without a pause leaves folders of few files at more than half of their speed', async () => {
  const breaths = new Breaths();
  const reading = async (scrolls: boolean) => {
    const began = performance.now();
    for (let message = 0; message < 500; message++) {
      if (scrolls) breaths.scrolled();
      // What a folder takes until its names are found, and what follows on them.
      await wait(1);
      const answered = send(breaths, 1, 6);
      await wait(0);
      while (answered() === 0) await wait(1);
    }
    return performance.now() - began;
  };
  expect(await reading(true)).toBeLessThan(2 * (await reading(false)));
});
