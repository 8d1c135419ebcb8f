/** How the tree comes back, as the page is told of it. */
import { expect, test } from 'vitest';
import { AddedSources } from './added-sources';
import type { PageListing } from './page-listing';
import { PageNews } from './page-news';
import type { PageWorkers } from './page-workers';
import { Rebuilding } from './rebuilding';
import { NOTHING_YET, type Summary } from './session';

test('what the tree told last is shown when all is brought back, though nothing more comes of it', async () => {
  const phases: Summary['phase'][] = [];
  const news: PageNews = new PageNews({
    isIncomplete: () => false,
    isBringing: () => rebuilding.isUnderWay,
    kept: () => undefined,
    told: () => {},
  });
  news.subscribe(({ phase }) => phases.push(phase));
  const tree = {
    addJob: async () => news.summary({ ...NOTHING_YET, phase: 'ready' }),
    keepNumbers: async () => {},
    replay: async () => {},
  };
  const workers = {
    ask: (question: (asked: typeof tree) => unknown) => question(tree),
    startAll: async () => {},
    endAll: () => {},
    lost: new Promise(() => {}),
  };
  const { signal } = new AbortController();
  const listing = { signal, stop: () => {}, list: async () => {}, observe: async () => {} };
  const rebuilding: Rebuilding = new Rebuilding({
    workers: workers as unknown as PageWorkers,
    added: new AddedSources(),
    listing: listing as unknown as PageListing,
    news,
  });
  await rebuilding.add([{ info: { way: 'drop', name: 'top', entries: false, pushed: false, readAt: 0 } }]);
  expect(phases).toEqual(['ready']);
  await rebuilding.bringBack('tree');
  expect(phases).toEqual(['ready', 'listing', 'listing', 'ready']);
});
