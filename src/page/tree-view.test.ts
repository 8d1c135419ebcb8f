/** The tree while it is scrolled. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NOTHING_YET, type Session } from '../worker/session';
import { connect, summary } from './state';
import { TreeView } from './tree-view';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the session is told of scrolling now and then, whatever becomes of the clock', async () => {
  const scrolled = vi.fn(async () => {});
  const session: Partial<Session> = { subscribe: () => () => {}, scrolled };
  connect(session as Session);
  summary.value = { ...NOTHING_YET, phase: 'listing' };
  const view = new TreeView();
  let top = 0;
  const scrollFor = (frames: number) => {
    for (let frame = 0; frame < frames; frame++) {
      top += 10;
      view.followScroll(top);
      vi.advanceTimersByTime(16);
    }
  };
  scrollFor(20);
  const told = scrolled.mock.calls.length;
  expect(told).toBeGreaterThan(1);
  expect(told).toBeLessThan(10);
  vi.setSystemTime(Date.now() - 3_600_000);
  scrollFor(20);
  expect(scrolled.mock.calls.length).toBeGreaterThan(told + 1);
});
