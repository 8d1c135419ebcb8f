import { describe, expect, test } from 'vitest';
import type { Phase, Progress } from '../worker/session';
import { askable, summary as summarySignal } from './state';
import { canCancel, canDownload, fractionDone, STATUS_PAUSE, statusOf, statusToSay, titleOf } from './status';

const summary = summarySignal.value;
const page = { checking: false };
const progress: Progress = {
  files: 200,
  filesDone: 50,
  bytes: 1000,
  bytesDone: 750,
  milliseconds: 1,
  filesRate: 1,
  bytesRate: 1,
  listed: true,
};

test('the image is known and good in one phase', () => {
  const phases: Phase[] = ['empty', 'listing', 'preparing', 'ready', 'blocked', 'failed'];
  expect(phases.filter((phase) => canDownload({ ...summary, phase }))).toEqual(['ready']);
});

test('what is read, what was just added and what is compared can be cancelled, and no edit', () => {
  const one = (phase: Phase, part: Partial<typeof summary> = {}) => canCancel({ ...summary, phase, ...part });
  expect([one('listing'), one('preparing', { isJustAdded: true }), one('preparing', { isComparing: true })]).toEqual([
    true,
    true,
    true,
  ]);
  expect([one('preparing'), one('ready', { isJustAdded: true }), one('blocked'), one('empty')]).not.toContain(true);
});

test('Download is on when the image is known, and stays on while an edit is worked out', () => {
  const told: [Phase, boolean, on: boolean][] = [
    ['listing', false, false],
    ['preparing', false, false],
    ['ready', false, true],
    ['preparing', false, true],
    ['ready', false, true],
    ['preparing', true, false],
    ['preparing', false, false],
    ['ready', false, true],
    ['preparing', false, true],
    ['blocked', false, false],
    ['preparing', false, false],
  ];
  for (const [step, [phase, isComparing, on]] of told.entries()) {
    summarySignal.value = { ...summary, phase, isComparing };
    expect(askable.value, `step ${step}`).toBe(on);
  }
  summarySignal.value = summary;
});

describe('progress', () => {
  test('cannot be told before everything is listed', () => {
    expect(fractionDone(undefined)).toBeUndefined();
    expect(fractionDone({ ...progress, listed: false })).toBeUndefined();
  });
  test('is of files, since the bytes of those that were not opened yet are not known', () => {
    expect(fractionDone(progress)).toBe(0.25);
  });
});

describe('the status says', () => {
  const say = (part: Partial<typeof summary>, state = page) => statusOf({ ...summary, ...part }, state).text;
  test('that nothing is there', () => expect(say({})).toBe('Nothing added yet.'));
  test('how much was read', () => {
    const status = statusOf({ ...summary, phase: 'listing', progress: { ...progress, files: 1 } }, page);
    expect(status.figures).toBe('1 file, 1 kB so far.');
  });
  test('what Download waits for', () => {
    const conflict = {
      id: 1,
      path: 'a',
      existing: { byteLength: 1, modified: 0 },
      incoming: { byteLength: 1, modified: 0 },
      waiting: 0,
    };
    expect(say({ phase: 'blocked', conflict })).toMatch(/name is there already/);
    expect(say({ phase: 'blocked', problemCount: 2 })).toMatch(/^2 items could not be read/);
    const problems = [{ entry: 1, path: 'a', kind: 'changed' as const, error: '', message: '' }];
    expect(say({ phase: 'blocked', problemCount: 1, problems })).toMatch(/^1 item changed on the disk/);
  });
  test('that the image went to the browser', () => {
    const text = statusOf({ ...summary, phase: 'ready' }, { checking: false, handedBytes: 4.1e9 }).text;
    expect(text).toBe('Handed to the browser: 4.1 GB — follow it in the downloads list.');
  });
});

describe('a screen reader hears', () => {
  const first = { kind: 'listing', text: 'Reading', figures: '1 file' };
  const second = { kind: 'listing', text: 'Reading', figures: '2 files' };
  test('new numbers only after a pause', () => {
    expect(statusToSay(first, 1000, second, 1000 + STATUS_PAUSE - 1)).toBe(first);
    expect(statusToSay(first, 1000, second, 1000 + STATUS_PAUSE)).toBe(second);
  });
  test('another state at once', () => {
    const ready = { kind: 'ready', text: 'Ready.' };
    expect(statusToSay(first, 1000, ready, 1001)).toBe(ready);
  });
});

test('the title of the window shows progress, the image, and that a choice is due', () => {
  expect(titleOf(summary)).toMatch(/^Isodrop/);
  expect(titleOf({ ...summary, phase: 'listing', progress })).toBe('25% – Isodrop');
  expect(titleOf({ ...summary, phase: 'ready', fileName: 'a.iso', imageBytes: 374_784 })).toBe(
    'a.iso, 375 kB – Isodrop',
  );
  expect(titleOf({ ...summary, phase: 'blocked', fileName: 'a.iso' })).toBe('! a.iso – Isodrop');
});
