/** Steps are done and taken back as wholes. */
import { describe, expect, test } from 'vitest';
import { type Boot, type BootEntry, liveEntries, MOST_ENTRIES, PLAIN_ENTRY } from '../image/boot';
import { bootNotices } from '../image/boot-notices';
import { ImageTree } from '../image/tree';
import { History } from './history';
import { settingsBefore } from './opened-settings';
import { Origins } from './origins';
import { Sources } from './sources';
import type { Step } from './step';
import { type TreeChange, TreeChanges } from './tree-changes';

const FILE = { mode: 0o444, modifyTime: 0 };
const EMPTY = { byteLength: 0, store: 0, offset: 0 };

test('a step of which a part cannot be done leaves nothing behind, done and done again', () => {
  const tree = new ImageTree();
  const history = new History(tree, new TreeChanges(tree, new Origins(tree, new Sources())), 'DISC');
  const [a, b, c, folder] = [
    tree.addFile(0, 'a', FILE, EMPTY),
    tree.addFile(0, 'b', FILE, EMPTY),
    tree.addFile(0, 'c', FILE, EMPTY),
    tree.addDirectory(0, 'folder', FILE),
  ];
  const change = (entry: number, before: string, after: string): TreeChange => ({
    change: 'place',
    entry,
    before: { parent: 0, name: before },
    after: { parent: folder, name: after },
  });
  const state = () => [a, b, c].map((entry) => [tree.path(entry), tree.isIncluded(entry)]);
  const step = (changes: TreeChange[]): Step => ({ label: 'Step', removed: [c], added: [], changes, notices: [] });
  const whole = [
    ['a', true],
    ['b', true],
    ['c', true],
  ];
  history.do({ label: 'Before', removed: [], added: [], notices: [] });
  const bad = change(b, 'b', 'x'.repeat(5000));
  expect(() => history.do(step([change(a, 'a', 'other'), bad]))).toThrow();
  expect(state()).toEqual(whole);
  expect(history.last?.label).toBe('Before');

  // One that could be done once and cannot any more stays to be done again.
  const good = change(b, 'b', 'other b');
  history.do(step([change(a, 'a', 'other'), good]));
  history.undo();
  if (good.change === 'place') good.after.name = 'x'.repeat(5000);
  expect(() => history.redo()).toThrow();
  expect(state()).toEqual(whole);
  expect([history.last?.label, history.next?.label]).toEqual(['Before', 'Step']);
});

test('what was put into a folder that is taken back, and out of it again, is where it was before when that is undone', () => {
  const tree = new ImageTree();
  const history = new History(tree, new TreeChanges(tree, new Origins(tree, new Sources())), 'DISC');
  const [a, home, away] = [
    tree.addFile(0, 'a', FILE, EMPTY),
    tree.addDirectory(0, 'home', FILE),
    tree.addDirectory(0, 'away', FILE),
  ];
  const listing: Step = { label: 'Add “away”', removed: [], added: [away], notices: [] };
  const move = (from: number, to: number) => {
    const change = { change: 'place', entry: a, before: { parent: from, name: 'a' }, after: { parent: to, name: 'a' } };
    history.do({ label: 'Move', removed: [], added: [], changes: [change as TreeChange], notices: [] });
  };
  history.do(listing);
  move(0, away);
  move(away, home);
  history.drop(listing, (entry) => entry === away);
  expect(tree.path(a)).toBe('home/a');
  history.undo();
  expect([tree.path(a), tree.isIncluded(a)]).toEqual(['a', true]);
  expect(history.last).toBeUndefined();
  history.redo();
  expect(tree.path(a)).toBe('home/a');
});

describe('a dissolved folder whose adding is taken back', () => {
  /** Added, dissolved, and then what a step makes of it. */
  function takenBack(made: Partial<Step>) {
    const tree = new ImageTree();
    const history = new History(tree, new TreeChanges(tree, new Origins(tree, new Sources())), 'DISC');
    const top = tree.addDirectory(0, 'top', FILE);
    const step: Step = { label: 'Step', removed: [top], added: [], notices: [] };
    const listing = { ...step, removed: [], added: [top], dissolved: { before: -1, after: top } };
    history.do(listing);
    history.do({ ...step, ...made, dissolved: { before: top, after: -1 } });
    history.drop(listing, (entry) => entry === top);
    return { tree, history, top };
  }

  test.each<[string, Partial<Step>]>([
    ['leaving it out', { changes: [] }],
    ['making it a folder again', { removed: [] }],
  ])('leaves nothing of %s', (_, made) => {
    const { tree, history, top } = takenBack(made);
    expect([history.last, tree.dissolved, tree.isIncluded(top)]).toEqual([undefined, -1, false]);
  });

  test('is not dissolved again when starting over is undone', () => {
    const { tree, history } = takenBack({ startsOver: true });
    history.undo();
    expect([history.next?.startsOver, tree.dissolved]).toEqual([true, -1]);
  });
});

test('what an opened image boots from goes and comes with the step that opened it', () => {
  const tree = new ImageTree();
  const history = new History(tree, new TreeChanges(tree, new Origins(tree, new Sources())), 'DISC');
  const open = (label: string, boot: Boot | undefined): Step => {
    const step: Step = { label, removed: [], added: [], notices: [] };
    history.do(step);
    history.amendBoot(step, boot, () => ({ step: 'start-over' }));
    return step;
  };
  const [one, two]: Boot[] = [
    { catalog: undefined, entries: [] },
    { catalog: undefined, entries: [] },
  ];
  const state = () => [history.openedBoot, tree.boot];
  const first = open('Add an image', one);
  const second = open('Open session 1', two);
  const third = open('Open session 3', undefined);
  expect(state()).toEqual([undefined, undefined]);
  history.undo();
  expect(state().map((boot) => boot === two)).toEqual([true, true]);
  history.undo();
  expect(state().map((boot) => boot === one)).toEqual([true, true]);
  history.redo();
  history.redo();
  expect(state()).toEqual([undefined, undefined]);
  history.drop(third, () => false);
  expect(state().map((boot) => boot === two)).toEqual([true, true]);
  // Another step takes back what one has set, and is undone itself.
  history.do({
    label: 'As a file',
    removed: [],
    added: [],
    notices: [],
    ...settingsBefore({ tree, history }, [second], () => false),
  });
  expect(state().map((boot) => boot === one)).toEqual([true, true]);
  history.undo();
  expect(state().map((boot) => boot === two)).toEqual([true, true]);
  history.drop(second, () => false);
  history.drop(first, () => false);
  expect(state()).toEqual([undefined, undefined]);
});

test('what took the place of a boot file while its image was still being read is booted', () => {
  const tree = new ImageTree();
  const history = new History(tree, new TreeChanges(tree, new Origins(tree, new Sources())), 'DISC');
  const file = (name: string) => tree.addFile(0, name, { modifyTime: 0 }, { byteLength: 1, store: 1, offset: 0 });
  const [loader, catalog] = [file('isolinux.bin'), file('boot.cat')];
  const open: Step = { label: 'Add an image', removed: [], added: [loader, catalog], notices: [] };
  history.do(open);
  for (const old of [loader, catalog]) tree.exclude(old, true);
  tree.setWeight(loader, 3);
  const [newer, other] = [file('isolinux.bin'), file('boot.cat')];
  const gaveWay = new Map([
    [loader, newer],
    [catalog, other],
  ]);
  history.do({ label: 'Add', removed: [loader, catalog], added: [newer, other], notices: [], gaveWay });
  const boot = { catalog, entries: [{ ...PLAIN_ENTRY, image: { entry: loader } }] };
  history.amendBoot(open, boot, () => ({ step: 'start-over' }));
  const handed = { catalog: other, entries: [{ ...PLAIN_ENTRY, image: { entry: newer } }] };
  expect([tree.boot, tree.weight(newer)]).toEqual([handed, 3]);
  history.undo();
  expect(tree.boot).toEqual(boot);
  history.redo();
  expect(tree.boot).toEqual(handed);
});

test('boot entries for which there is no room once an image is read are told of, and stay out of the catalog', () => {
  const tree = new ImageTree();
  const history = new History(tree, new TreeChanges(tree, new Origins(tree, new Sources())), 'DISC');
  const names = Array.from({ length: MOST_ENTRIES + 1 }, (_, at) => `${at}.img`);
  const all = names.map((name): BootEntry => {
    const entry = tree.addFile(0, name, { modifyTime: 0 }, { byteLength: 1, store: 1, offset: 0 });
    return { ...PLAIN_ENTRY, image: { entry } };
  });
  const open: Step = { label: 'Add an image', removed: [], added: [], notices: [] };
  history.do(open);
  const [own] = all;
  const boot = { before: undefined, after: { catalog: undefined, entries: [own as BootEntry] } };
  history.do({ label: 'Boot', removed: [], added: [], notices: [], boot });
  history.amendBoot(open, { catalog: undefined, entries: all.slice(1) }, () => ({ step: 'start-over' }));
  expect(liveEntries(tree)).toEqual(all.slice(1));
  expect(bootNotices(tree)).toEqual([{ code: 'boot-full', path: '0.img' }]);
  history.undo();
  expect(bootNotices(tree)).toEqual([]);
});
