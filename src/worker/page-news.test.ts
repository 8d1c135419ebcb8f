import { expect, test, vi } from 'vitest';
import { PageNews } from './page-news';
import { CRASHED } from './page-workers';
import { NOTHING_YET, type Summary } from './session';

const page = { isIncomplete: () => false, isBringing: () => false, kept: () => undefined, told: () => {} };

test('that the tree is made anew is told at once, and nothing that means its entries stays', () => {
  let isBringing = false;
  const news = new PageNews({ ...page, isBringing: () => isBringing });
  const told = vi.fn<(summary: Summary) => void>();
  news.subscribe(told);
  news.madeAnew();
  // Before the first tree there is nothing to take back.
  expect(told).not.toHaveBeenCalled();
  const problem = { entry: 7, path: 'a', kind: 'missing', error: 'NotFoundError', message: 'Gone.' } as const;
  const blocked: Summary = {
    ...NOTHING_YET,
    phase: 'blocked',
    files: 3,
    problems: [problem],
    problemCount: 1,
    topFolder: { entry: 1, name: 'top', dissolved: true },
    selection: { ...NOTHING_YET.selection, count: 2, files: 2 },
    boot: [
      { entry: 7, path: 'a', platform: 0, media: 0, isBootable: true, isTold: false, isThere: true, hasRoom: true },
    ],
  };
  news.summary(blocked);
  news.fail({ code: CRASHED, message: 'It ended.', log: '' });
  news.summary(blocked);
  isBringing = true;
  news.madeAnew();
  const last = told.mock.lastCall?.[0];
  expect(last).toMatchObject({
    generation: 2,
    phase: 'listing',
    files: 3,
    problems: [],
    selection: { count: 0 },
    boot: [],
  });
  expect(last?.topFolder).toBeUndefined();
  expect(last?.failure).toMatchObject({ code: CRASHED });
  expect(last?.failure?.isMended).toBeUndefined();
});

test('a tree that is made anew is not ready between two things that are added again', () => {
  let isBringing = true;
  const news = new PageNews({ ...page, isBringing: () => isBringing });
  const phases: string[] = [];
  news.subscribe(({ phase }) => phases.push(phase));
  const told = ['empty', 'listing', 'preparing', 'ready', 'blocked', 'failed'] as const;
  for (const phase of told) news.summary({ ...NOTHING_YET, phase });
  expect(phases).toEqual(['listing', 'listing', 'preparing', 'listing', 'listing', 'failed']);
  news.summary({ ...NOTHING_YET, phase: 'ready' });
  isBringing = false;
  news.again();
  expect(phases.slice(-2)).toEqual(['listing', 'ready']);
});

test('what failed is mended when all is there again, not between two things that are added again', () => {
  let isBringing = true;
  const news = new PageNews({ ...page, isBringing: () => isBringing });
  news.fail({ code: CRASHED, message: 'It ended.', log: '' });
  news.summary({ ...NOTHING_YET, phase: 'ready' });
  expect(news.failure?.isMended).toBeUndefined();
  isBringing = false;
  news.again();
  expect(news.failure?.isMended).toBe(true);
});
