import { expect, test, vi } from 'vitest';
import type { Row, Rows } from '../worker/session';
import { PAGE_ROWS, RowStore } from './rows';

const row = (index: number, name: string): Row => ({
  entry: index,
  name,
  level: 1,
  kind: 'file',
  byteLength: 0,
  mode: 0o444,
  position: index + 1,
  setSize: 1000,
  selected: false,
  flags: { changed: false, unreadable: false, notInJoliet: false, notInIso: false },
});

function listOf(total: number) {
  const list = { total, prefix: 'a' };
  const load = vi.fn(async (first: number, count: number): Promise<Rows> => {
    const length = Math.max(0, Math.min(count, list.total - first));
    const rows = Array.from({ length }, (_, offset) => row(first + offset, `${list.prefix}${first + offset}`));
    return { revision: 1, first, total: list.total, rows };
  });
  return { list, load };
}

test('only what is seen and what is next to it is asked for, each once', async () => {
  const { load } = listOf(1000);
  const store = new RowStore(load);
  store.want(0, 10);
  await vi.waitFor(() => expect(store.row(4)?.name).toBe('a4'));
  expect(store.total.value).toBe(1000);
  store.want(4 * PAGE_ROWS - 5, 10);
  await vi.waitFor(() => expect(store.row(4 * PAGE_ROWS + 4)?.name).toBe(`a${4 * PAGE_ROWS + 4}`));
  store.want(4 * PAGE_ROWS, 10);
  await vi.waitFor(() => expect(store.row(2 * PAGE_ROWS)).toBeDefined());
  expect(load.mock.calls.map(([first]) => first / PAGE_ROWS)).toEqual([0, 3, 4, 5, 2]);
});

test('what is next to rows that only pass is not asked for until they stay', async () => {
  const { load } = listOf(100 * PAGE_ROWS);
  const store = new RowStore(load);
  for (const page of [10, 20]) {
    store.want(page * PAGE_ROWS, 10, true);
    await vi.waitFor(() => expect(store.row(page * PAGE_ROWS)).toBeDefined());
  }
  expect(load).toHaveBeenCalledTimes(2);
  store.want(20 * PAGE_ROWS, 10);
  await vi.waitFor(() => expect(store.row(21 * PAGE_ROWS)).toBeDefined());
  expect(load.mock.calls.map(([first]) => first / PAGE_ROWS)).toEqual([10, 20, 21, 19]);
});

test('what is seen last is asked for next, whatever is under way', async () => {
  const waiting: (() => void)[] = [];
  const { load } = listOf(100 * PAGE_ROWS);
  const store = new RowStore(async (first, count) => {
    const answer = await load(first, count);
    await new Promise<void>((resolve) => waiting.push(resolve));
    return answer;
  });
  for (const page of [10, 20, 30, 40, 50, 60]) store.want(page * PAGE_ROWS, 10);
  await vi.waitFor(() => expect(waiting.length).toBe(3));
  waiting.shift()?.();
  await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(4));
  expect(load.mock.lastCall).toEqual([60 * PAGE_ROWS, PAGE_ROWS]);
});

test('an answer that a newer one has overtaken changes nothing', async () => {
  const waiting: (() => void)[] = [];
  const { list, load } = listOf(10);
  const store = new RowStore(async (first, count) => {
    const answer = await load(first, count);
    await new Promise<void>((resolve) => waiting.push(resolve));
    return answer;
  });
  store.want(0, 10);
  list.prefix = 'b';
  store.refresh();
  await vi.waitFor(() => expect(waiting.length).toBe(2));
  waiting[1]?.();
  await vi.waitFor(() => expect(store.row(3)?.name).toBe('b3'));
  waiting[0]?.();
  await new Promise((resolve) => setTimeout(resolve));
  expect(store.row(3)?.name).toBe('b3');
});

test('after a change the old rows stay until the new ones are there', async () => {
  const { list, load } = listOf(10);
  const store = new RowStore(load);
  store.want(0, 10);
  await vi.waitFor(() => expect(store.row(3)?.name).toBe('a3'));
  list.prefix = 'b';
  list.total = 5;
  store.refresh();
  expect(store.row(3)?.name).toBe('a3');
  await vi.waitFor(() => expect(store.row(3)?.name).toBe('b3'));
  expect(store.total.value).toBe(5);
  expect(store.row(7)).toBeUndefined();
});

test('a row that is waited for is the one that stands there now', async () => {
  const { list, load } = listOf(10);
  const store = new RowStore(load);
  store.want(0, 10);
  await vi.waitFor(() => expect(store.row(3)?.name).toBe('a3'));
  list.prefix = 'b';
  list.total = 20;
  await store.refreshRow(13);
  expect(store.row(13)?.name).toBe('b13');
  expect(store.row(3)?.name).toBe('b3');
});

test('a change while rows are on their way asks again', async () => {
  const { list, load } = listOf(10);
  const store = new RowStore(load);
  store.want(0, 10);
  list.prefix = 'b';
  store.refresh();
  await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(2));
  await vi.waitFor(() => expect(store.row(3)?.name).toBe('b3'));
});

test('a session that cannot answer breaks nothing', async () => {
  const load = vi.fn().mockRejectedValueOnce(new Error('gone'));
  const store = new RowStore(load);
  store.want(0, 10);
  await vi.waitFor(() => expect(load).toHaveBeenCalled());
  load.mockImplementation(listOf(3).load);
  store.refresh();
  await vi.waitFor(() => expect(store.total.value).toBe(3));
});

test('pages out of sight are forgotten in the end', async () => {
  const store = new RowStore(listOf(100 * PAGE_ROWS).load);
  for (let page = 0; page < 80; page++) {
    store.want(page * PAGE_ROWS, 10);
    await vi.waitFor(() => expect(store.row(page * PAGE_ROWS)).toBeDefined());
  }
  expect(store.row(0)).toBeUndefined();
  expect((await store.fetchRow(0))?.name).toBe('a0');
});

test('a row that is as it was stays the same object, so that it need not be drawn anew', async () => {
  const { list, load } = listOf(10);
  const store = new RowStore(load);
  store.want(0, 10);
  await vi.waitFor(() => expect(store.row(3)).toBeDefined());
  const before = store.row(3);
  store.refresh();
  await vi.waitFor(() => expect(store.version.value).toBe(2));
  expect(store.row(3)).toBe(before);
  list.prefix = 'b';
  store.refresh();
  await vi.waitFor(() => expect(store.version.value).toBe(3));
  expect(store.row(3)).toEqual({ ...before, name: 'b3' });
});

test('nothing of a tree is known any more when there is another', async () => {
  const { list, load } = listOf(250);
  const store = new RowStore(load);
  store.want(0, 10);
  await vi.waitFor(() => expect(store.row(4)?.name).toBe('a4'));
  let answer = (_: Rows) => {};
  load.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
  store.refresh();
  const late = await load(0, PAGE_ROWS);
  list.prefix = 'b';
  store.forget();
  expect(store.row(4)).toBeUndefined();
  // What the tree before was asked for comes after all.
  answer(late);
  await vi.waitFor(() => expect(store.row(4)?.name).toBe('b4'));
  expect(store.total.value).toBe(250);
});

test('a row that was asked for is none of the tree that came meanwhile', async () => {
  const store = new RowStore(listOf(250).load);
  const before = store.fetchRow(7);
  store.forget();
  expect(await before).toBeUndefined();
  expect((await store.fetchRow(7))?.name).toBe('a7');
});
