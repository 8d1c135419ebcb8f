/** Presets of somebody's own are changed one by one, whatever else is among them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changed, type PresetChange } from './presets';

type Own = { id: string; title: string; more?: number };
const id = fc.constantFrom('a', 'b', 'c', 'd');
const own: fc.Arbitrary<Own> = fc.record({ id, title: fc.string() });
const change: fc.Arbitrary<PresetChange<Own>> = fc.oneof(
  fc.record({ put: own, before: fc.option(id, { nil: undefined }) }),
  fc.record({ remove: id }),
);
const list = fc.uniqueArray(fc.record({ id, title: fc.string(), more: fc.nat() }), { selector: (one) => one.id });

test('a change is about one of them, and of that only what it has', () => {
  fc.assert(
    fc.property(list, change, (all, one) => {
      const about = 'put' in one ? one.put.id : one.remove;
      const after = changed(all, one);
      expect(after.filter((other) => other.id !== about)).toEqual(all.filter((other) => other.id !== about));
      const before = all.find((other) => other.id === about);
      expect(after.find((other) => other.id === about)).toEqual('put' in one ? { ...before, ...one.put } : undefined);
      // One that is there keeps its place, another one gets that which it is given.
      if (before && 'put' in one) expect(after.map((other) => other.id)).toEqual(all.map((other) => other.id));
      else if ('put' in one) {
        const at = after.findIndex((other) => other.id === about);
        const isThere = all.some((other) => other.id === one.before);
        expect(after[at + 1]?.id).toBe(isThere ? one.before : undefined);
      }
    }),
  );
});

test('what is no preset of this version stays', () => {
  const others = [null, 'text', 5, { title: 'without an id' }] as unknown as Own[];
  expect(changed(others, { remove: 'a' })).toEqual(others);
  const put = { id: 'a', title: 'A' };
  expect(changed(others, { put })).toEqual([...others, put]);
});
