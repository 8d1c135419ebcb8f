/** Canonical orders that are kept up to date do little for a change, and never much at once. */
import { afterEach, expect, test } from 'vitest';
import { BytePool } from '../image/columns';
import { ImageTree } from '../image/tree';
import { NameOrders } from './name-orders';

const COUNT = 50_000;
const CONTENT = { byteLength: 0, store: 0, offset: 0 };
/** About two milliseconds. */
const MOST_AT_ONCE = 40_000;

const { compare } = BytePool.prototype;
let compared = 0;
afterEach(() => {
  BytePool.prototype.compare = compare;
});

/** The order of the root, how many names were compared for it, and how many between two pauses. */
function orderOf(orders: NameOrders) {
  BytePool.prototype.compare = function (this: BytePool, first, second) {
    compared++;
    return compare.call(this, first, second);
  };
  let all = 0;
  let most = 0;
  const work = orders.of(0);
  for (;;) {
    compared = 0;
    const { done, value } = work.next();
    all += compared;
    most = Math.max(most, compared);
    if (done) return { order: [...value], all, most };
  }
}

function add(tree: ImageTree, first: number, count: number) {
  // In an order that is neither sorted nor turned around.
  for (let at = first; at < first + count; at++) {
    tree.addFile(0, `file${(at * 7919) % COUNT}.txt`, { modifyTime: 0 }, CONTENT);
  }
}

test('what comes, or is renamed, is put in its place without sorting the rest', () => {
  const tree = new ImageTree();
  const orders = new NameOrders(tree);
  add(tree, 0, COUNT - 1000);
  const first = orderOf(orders);
  expect(first.most).toBeLessThan(MOST_AT_ONCE);
  expect(orderOf(orders)).toEqual({ order: first.order, all: 0, most: 0 });

  add(tree, COUNT - 1000, 1000);
  const grown = orderOf(orders);
  expect(grown.all).toBeLessThan(1000 * 40);
  expect(grown.order).toEqual([...tree.sortedChildren(0)]);

  tree.rename(17, 'another');
  const renamed = orderOf(orders);
  expect(renamed.all).toBeLessThan(100);
  expect(renamed.order).toEqual([...tree.sortedChildren(0)]);

  // It may come back, so it keeps its place: nothing is compared.
  tree.exclude(18, true);
  expect(orderOf(orders)).toEqual({ order: renamed.order, all: 0, most: 0 });
});
