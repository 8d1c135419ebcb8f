/** What the page gives its workers when it starts them. */
import { expose } from 'comlink';
import { beforeEach, expect, test, vi } from 'vitest';
import { Port } from './browser.fixture';
import { PageWorkers } from './page-workers';
import type { PageService } from './protocol';

/** The sessions that workers were connected with, and the locks that are held. */
const given: string[] = [];
const held: string[] = [];

vi.mock('virtual:engine', () => ({ default: 'engine.js' }));
vi.mock('./start', () => ({
  startWorker: () => {
    const [page, inside] = Port.pair();
    const worker = {
      live: () => undefined,
      start: () => undefined,
      nextStore: () => 1,
      connectReader: () => [],
      connectEncoder: () => undefined,
      connect: (_port: MessagePort, session: string) => void given.push(session),
    };
    expose(worker, inside as never);
    return Object.assign(page, { terminate: () => page.close() });
  },
}));

beforeEach(() => {
  given.length = 0;
  held.length = 0;
  const request = (name: string) => {
    held.push(name);
    return new Promise(() => {});
  };
  vi.stubGlobal('navigator', { locks: { request } });
});

test('workers that are started anew have spool files of their own, and those before stay held', async () => {
  const workers = new PageWorkers({
    service: {} as PageService,
    prepare: async () => {},
    failed: () => {},
    bringBack: async () => {},
  });
  await workers.startAll(Promise.resolve({}));
  await workers.startReader();
  await vi.waitFor(() => expect(given).toHaveLength(3));
  workers.endAll({ code: 'made-anew', message: '', log: '' });
  await workers.startAll(Promise.resolve({}));
  await vi.waitFor(() => expect(given).toHaveLength(5));
  const [first, last] = [given[0] as string, given[4] as string];
  expect(given).toEqual([first, first, first, last, last]);
  expect(last).not.toBe(first);
  expect(held).toEqual(expect.arrayContaining([`isodrop-spool-${first}`, `isodrop-spool-${last}`]));
});
