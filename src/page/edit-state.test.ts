/** What is under way on the page and means entries of one tree, when there is another. */
import { expect, test } from 'vitest';
import { asked, clipboard, menu, renaming } from './edit-state';
import { dropFolder, sought, summary } from './state';

const targets = { entries: [7], label: 'a.txt' };
const tell = (generation: number, revision: number) => {
  summary.value = { ...summary.value, generation, revision };
};

test('is put away when the tree is made anew, and only then', () => {
  tell(1, 1);
  asked.value = { kind: 'weight', targets, weight: 1 };
  renaming.value = 7;
  clipboard.value = { how: 'move', targets };
  menu.value = { row: undefined, x: 0, y: 0, opener: undefined };
  sought.value = { entry: 7 };
  dropFolder.value = { entry: 7, name: 'a' };
  const all = [asked, renaming, clipboard, menu, sought, dropFolder];
  tell(1, 2);
  for (const one of all) expect(one.value).toBeDefined();
  tell(2, 0);
  for (const one of all) expect(one.value).toBeUndefined();
  asked.value = { kind: 'pattern' };
  tell(3, 0);
  expect(asked.value).toEqual({ kind: 'pattern' });
});
