/** When what the session tells is shown. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NOTHING_YET, type Session, type Summary } from '../worker/session';
import { connect, summary } from './state';

let tell!: (next: Summary) => void;
beforeEach(() => {
  vi.useFakeTimers();
  summary.value = NOTHING_YET;
  const subscribe = (listener: typeof tell) => {
    tell = listener;
    return () => false;
  };
  connect({ subscribe } as Pick<Session, 'subscribe'> as Session);
});
afterEach(() => {
  vi.useRealTimers();
});

test('running numbers wait for their turn, and what somebody waits for does not', () => {
  const edited: Summary = { ...NOTHING_YET, revision: 1, phase: 'preparing', imageBytes: 1, imageExact: false };
  tell(edited);
  vi.advanceTimersByTime(100);
  expect(summary.value.imageBytes).toBe(1);
  tell({ ...edited, imageBytes: 2 });
  expect(summary.value.imageBytes).toBe(1);
  const known = { ...edited, imageBytes: 3, imageExact: true };
  tell(known);
  expect(summary.value.imageBytes).toBe(3);
  tell({ ...known, view: 1 });
  expect(summary.value.view).toBe(1);
  tell({ ...known, view: 1, phase: 'ready' });
  expect(summary.value.phase).toBe('ready');
  vi.runAllTimers();
  expect(summary.value).toMatchObject({ imageBytes: 3, phase: 'ready' });
});

test('work that begins is drawn where it takes longer than a moment, and what came of it at once', () => {
  const listing: Summary = { ...NOTHING_YET, revision: 1, phase: 'listing' };
  tell(listing);
  vi.advanceTimersByTime(60);
  tell({ ...listing, files: 1 });
  vi.advanceTimersByTime(39);
  expect(summary.value.phase).toBe('empty');
  vi.advanceTimersByTime(1);
  expect(summary.value).toMatchObject({ phase: 'listing', files: 1 });
  tell(NOTHING_YET);
  tell(listing);
  tell({ ...listing, phase: 'ready' });
  expect(summary.value.phase).toBe('ready');
  vi.runAllTimers();
  expect(summary.value.phase).toBe('ready');
});
