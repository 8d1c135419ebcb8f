/** When what the session tells is shown. */
import { expect, test, vi } from 'vitest';
import { NOTHING_YET, type Session, type Summary } from '../worker/session';
import { connect, summary } from './state';

test('running numbers wait for their turn, and what somebody waits for does not', () => {
  vi.useFakeTimers();
  let tell!: (next: Summary) => void;
  const subscribe = (listener: typeof tell) => {
    tell = listener;
    return () => false;
  };
  connect({ subscribe } as Pick<Session, 'subscribe'> as Session);
  const edited: Summary = { ...NOTHING_YET, revision: 1, phase: 'preparing', imageBytes: 1, imageExact: false };
  tell(edited);
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
  vi.useRealTimers();
});
