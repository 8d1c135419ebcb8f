import { expect, it } from 'vitest';
import { ProgressBar, progressLine } from './progress-bar';

const CLEAR = '\r\x1b[K';

it.each([
  [0, 1e9, 0.5, '  0% [....................] 0 B of 1.0 GB'],
  [5e8, 1e9, 5, ' 50% [==========..........] 500 MB of 1.0 GB, 100 MB/s, 0:05 left'],
  [999_999, 1e6, 1, ' 99% [===================.] 1.0 MB of 1.0 MB, 1.0 MB/s, 0:01 left'],
  [1e6, 1e6, 2, '100% [====================] 1.0 MB of 1.0 MB, 500 kB/s, 0:00 left'],
  [1.5e9, 6e10, 20, '  2% [....................] 1.5 GB of 60 GB, 75 MB/s, 13:00 left'],
  [1e9, 1e12, 10, '  0% [....................] 1.0 GB of 1.0 TB, 100 MB/s, 2:46:30 left'],
  [999, 9994, 1, '  9% [=...................] 999 B of 10 kB, 999 B/s, 0:10 left'],
])('%d of %d bytes after %d s', (bytes, total, seconds, line) => {
  expect(progressLine(bytes, total, seconds)).toBe(line);
});

function bar(columns = 200) {
  const written: string[] = [];
  const clock = { now: 1000 };
  const shown = new ProgressBar(1e9, {
    columns: () => columns,
    write: (text) => written.push(text),
    now: () => clock.now,
  });
  const advanceAt = (now: number, bytes: number) => {
    clock.now = now;
    shown.advance(bytes);
    return written.splice(0);
  };
  return { shown, advanceAt, written };
}

it('is shown after a moment, a few times a second, and taken away at the end', () => {
  const { shown, advanceAt, written } = bar();
  expect(advanceAt(1000, 0)).toEqual([]);
  expect(advanceAt(1299, 1e8)).toEqual([]);
  expect(advanceAt(1500, 1e8)).toEqual([`${CLEAR}${progressLine(1e8, 1e9, 0.5)}`]);
  expect(advanceAt(1599, 2e8)).toEqual([]);
  expect(advanceAt(1600, 3e8)).toEqual([`${CLEAR}${progressLine(3e8, 1e9, 0.6)}`]);
  shown.end();
  shown.end();
  expect(written).toEqual([CLEAR]);
});

it('leaves no trace of an image that is written at once', () => {
  const { shown, advanceAt, written } = bar();
  advanceAt(1100, 1e9);
  shown.end();
  expect(written).toEqual([]);
});

it('never reaches the last column, where a terminal would begin another line', () => {
  const { advanceAt } = bar(30);
  expect(advanceAt(2000, 1e8)).toEqual([`${CLEAR}${progressLine(1e8, 1e9, 1).slice(0, 29)}`]);
});
