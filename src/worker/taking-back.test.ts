/** What is taken back takes nothing else with it: choices that come late, and what gave way to what is gone. */
import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { DiskFile, Folder } from './browser.fixture';
import { Engine, imageOf } from './engine.fixture';
import { say } from './saying';
import type { ConflictChoice } from './session';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));
let engine: Engine;
beforeEach(async () => {
  engine = await Engine.open(module);
});

const entry = (path: string) => engine.entry(path);

/** Every file of the image with its bytes, as the tree has them. */
async function files(of = engine) {
  await of.settled();
  const rows = [...(await of.rows())];
  return Object.fromEntries(rows.flatMap(([path, row]) => (row.kind === 'file' ? [[path, row.byteLength]] : [])));
}

async function answer(choice: ConflictChoice, forAll = false) {
  const { conflict } = await engine.settled();
  await engine.tree.resolveConflict(conflict?.id as number, choice, forAll);
}

async function expectImage(wanted: Parameters<typeof imageOf>[0], of = engine) {
  expect((await of.settled()).phase).toBe('ready');
  expect(Buffer.compare(await of.image(), imageOf(wanted, module))).toBe(0);
}

/** The same, done again to a tree that is made anew. */
async function madeAnew() {
  await engine.settled();
  const steps = structuredClone(engine.steps);
  const again = await Engine.open(module);
  await again.bringBack(engine, steps);
  await again.settled();
  expect(again.steps).toEqual(steps);
  return again;
}

/** Of two files named x the first is moved into a folder while the other one waits for a choice. */
async function moveWhileItWaits() {
  await engine.addLoose([new DiskFile('x', 'old')]);
  await engine.settled();
  await engine.addLoose([new DiskFile('x', 'newer')]);
  await engine.settled();
  await engine.tree.do({ do: 'new-folder', into: 0, name: 'N' });
  await engine.tree.do({ do: 'move', entries: [await entry('x')], into: await entry('N') });
}

test('what replaces a file that was moved meanwhile is a step of its own, and undo leaves one of them each time', async () => {
  await moveWhileItWaits();
  await answer('replace');
  await expectImage({ N: { x: 'newer' } });
  expect(engine.last).toMatchObject({ undoLabel: say('replace', 'x'), noticeGroups: [] });
  await expectImage({ N: { x: 'newer' } }, await madeAnew());
  await engine.tree.undo();
  expect(await files()).toEqual({ 'N/x': 3 });
  // What is out of the image is told, and can be brought in.
  expect(engine.last.noticeGroups).toMatchObject([{ code: 'left-out-by-choice', count: 1 }]);
  expect((await engine.tree.leftOut(0, 9)).entries).toMatchObject([{ byteLength: 5 }]);
  await expectImage({ N: { x: 'old' } }, await madeAnew());
  await engine.tree.undo();
  expect(await files()).toEqual({ x: 3 });
  await engine.tree.undo();
  await expectImage({ x: 'old' });
  for (let step = 0; step < 3; step++) await engine.tree.redo();
  await expectImage({ N: { x: 'newer' } });
  for (let step = 0; step < 5; step++) await engine.tree.undo();
  expect((await engine.settled()).phase).toBe('empty');
});

test('of two that wait to replace a file that was moved the last one does', async () => {
  await engine.addLoose([new DiskFile('x', 'old')]);
  await engine.settled();
  await engine.addLoose([new DiskFile('x', 'newer')]);
  await engine.settled();
  await engine.tree.do({ do: 'new-folder', into: 0, name: 'N' });
  await engine.tree.do({ do: 'move', entries: [await entry('x')], into: await entry('N') });
  await engine.addLoose([new DiskFile('x', 'newest')]);
  await answer('replace', true);
  await expectImage({ N: { x: 'newest' } });
  await expectImage({ N: { x: 'newest' } }, await madeAnew());
  await engine.tree.undo();
  expect(await files()).toEqual({ 'N/x': 3 });
});

test('what replaces a file that was made after it came stays when that is undone, and done again', async () => {
  await engine.addLoose([new DiskFile('x', 'old')]);
  await engine.settled();
  const disk = new Folder('top', { y: 'y' });
  const release = disk.file('y').hold();
  await engine.addLoose([new DiskFile('x', 'newer')]);
  await engine.add([disk]);
  await engine.tree.do({ do: 'leave-out', entries: [await entry('x')] });
  await engine.tree.do({ do: 'new-file', into: 0, name: 'x', text: 'typed' });
  release();
  const { conflict } = await engine.settled();
  if (conflict) await answer('replace');
  const all = await files();
  for (let steps = 0; steps < 9 && engine.last.canUndo; steps++) {
    await engine.tree.undo();
    await engine.settled();
  }
  expect(engine.last.phase).toBe('empty');
  while (engine.last.canRedo) {
    await engine.tree.redo();
    await engine.settled();
  }
  expect(await files()).toEqual(all);
});

test('what was moved into a folder that is cancelled, and was to be replaced there, is where it was', async () => {
  await engine.addLoose([new DiskFile('x', 'old')]);
  await engine.settled();
  const slow = new Folder('slow', { y: 'y' });
  const release = slow.file('y').hold();
  await engine.add([slow], { entries: true });
  await engine.until(({ files: count }) => count > 1);
  await engine.tree.do({ do: 'move', entries: [await entry('x')], into: await entry('slow') });
  await engine.tree.undo();
  await engine.tree.cancel();
  release();
  await expectImage({ x: 'old' });
});

/** `sub/f` of a folder takes the place of the f that is at the top. */
async function replaceByMoving(what: 'move' | 'bring-back', disk: Folder) {
  await engine.addLoose([new DiskFile('f', 'first')]);
  await engine.settled();
  await engine.add([disk], { entries: true });
  await engine.until(({ files: count }) => count > 2);
  if (what === 'move') {
    await engine.tree.do({ do: 'move', entries: [await entry('C/f')], into: 0, ifTaken: 'replace' });
    return;
  }
  const f = await entry('C/f');
  await engine.tree.do({ do: 'leave-out', entries: [await entry('f')] });
  await engine.tree.do({ do: 'move', entries: [f], into: 0 });
  await engine.tree.do({ do: 'leave-out', entries: [f] });
  await engine.tree.do({ do: 'new-file', into: 0, name: 'f', text: 'typed text' });
  await engine.tree.do({ do: 'bring-back', entries: [f], ifTaken: 'replace' });
}

test('what gave way to a file is there again when that is taken back with the folder that it came from', async () => {
  const disk = new Folder('C', { f: 'other', y: 'y' });
  const release = disk.file('y').hold();
  await replaceByMoving('move', disk);
  await engine.tree.cancel();
  release();
  await expectImage({ f: 'first' });
});

test('what gave way to what is brought back is there again when that is taken back', async () => {
  const disk = new Folder('C', { f: 'other', y: 'y' });
  const release = disk.file('y').hold();
  await replaceByMoving('bring-back', disk);
  await engine.tree.cancel();
  release();
  expect(await files()).toEqual({ f: 'typed text'.length });
});

test.each([
  ['move', 'first'],
  ['bring-back', 'typed text'],
] as const)(
  'what gave way is there at the next visit if what replaced it is gone from the disk: %s',
  async (what, text) => {
    const disk = new Folder('C', { f: 'other', y: 'y' });
    await replaceByMoving(what, disk);
    await expectImage({ C: { y: 'y' }, f: 'other' });
    await expectImage({ C: { y: 'y' }, f: 'other' }, await madeAnew());
    disk.inside.delete('f');
    const again = await madeAnew();
    expect(again.last.noticeGroups.map(({ code }) => code)).toContain('nothing-to-change');
    expect(await files(again)).toEqual({ 'C/y': 1, f: text.length });
  },
);

test('what gave way to a copy is there at the next visit if what was copied is gone from the disk', async () => {
  const disk = new Folder('C', { sub: { f: 'other' }, f: 'first' });
  await engine.add([disk]);
  await engine.settled();
  await engine.tree.do({ do: 'copy', entries: [await entry('sub/f')], into: 0, ifTaken: 'replace' });
  expect(await files()).toEqual({ f: 5, 'sub/f': 5 });
  (disk.inside.get('sub') as Folder).inside.delete('f');
  await expectImage({ f: 'first', sub: {} }, await madeAnew());
});

/** A folder that is new on disk is found while everything is read again, and a file of another's is moved into it. */
async function moveIntoWhatIsFound() {
  await engine.addLoose([new DiskFile('k', 'kept')]);
  await engine.settled();
  const disk = new Folder('top', { a: 'a' });
  await engine.add([disk], { entries: true });
  await engine.settled();
  const found = new Folder('d', { y: 'y' });
  const release = found.file('y').hold();
  disk.inside.set('d', found);
  await engine.tree.readAgain();
  await engine.tree.do({ do: 'move', entries: [await entry('k')], into: await entry('top/d') });
  return release;
}

test('what was moved into a folder that is found by reading again is where it was when that is cancelled', async () => {
  const release = await moveIntoWhatIsFound();
  await engine.tree.cancel();
  release();
  await expectImage({ k: 'kept', top: { a: 'a' } });
});

test('what was moved into a folder that is found by reading again comes out of it before the reading is undone', async () => {
  const release = await moveIntoWhatIsFound();
  release();
  await expectImage({ top: { a: 'a', d: { k: 'kept', y: 'y' } } });
  expect(engine.last.undoLabel).toEqual(say('move', 'k'));
  await engine.tree.undo();
  await expectImage({ k: 'kept', top: { a: 'a', d: { y: 'y' } } });
  await engine.tree.undo();
  await expectImage({ k: 'kept', top: { a: 'a' } });
  for (let step = 0; step < 2; step++) await engine.tree.redo();
  await expectImage({ top: { a: 'a', d: { k: 'kept', y: 'y' } } });
});

test('what is left out while it is found by reading again stays out', async () => {
  const disk = new Folder('top', { a: 'a' });
  await engine.add([disk], { entries: true });
  await engine.settled();
  disk.inside.set('b', new DiskFile('b', 'b'));
  const release = disk.file('b').hold();
  await engine.tree.readAgain();
  await engine.tree.do({ do: 'leave-out', entries: [await entry('b')] });
  release();
  await expectImage({ a: 'a' });
});

/** A file of `second` is there before that of `first`, which was dropped before it and waits for its turn. */
async function laterComesFirst(first: Folder, second: Folder) {
  const slow = new Folder('slow', { s: 's' });
  const release = slow.file('s').hold();
  await engine.add([slow]);
  await engine.add([first]);
  await engine.add([second], { entries: true });
  await engine.until(({ files: count }) => count >= 2);
  release();
}

test('what gave way to a file that was dropped before it is there again when that is taken back', async () => {
  await engine.add([new Folder('T', { y: 'kept' })]);
  await engine.settled();
  await laterComesFirst(new Folder('T', { x: 'first', y: 'other' }), new Folder('T', { x: 'second' }));
  await answer('replace');
  expect(await files()).toMatchObject({ x: 'first'.length });
  expect(engine.last.conflict).toBeDefined();
  await engine.tree.cancel();
  await expectImage({ x: 'second', y: 'kept', slow: { s: 's' } });
});

test('what took the place of a file that is taken back takes that of the one that gave way to it', async () => {
  await engine.add([new Folder('T', { x: 'first', y: 'kept', sub: { x: 'moved' } })]);
  await engine.settled();
  await engine.add([new Folder('T', { x: 'second', y: 'other' })]);
  await answer('replace');
  await engine.settled();
  const moved = await entry('sub/x');
  await engine.tree.do({ do: 'move', entries: [moved], into: 0, ifTaken: 'replace' });
  expect(await files()).toMatchObject({ x: 'moved'.length });
  await engine.tree.cancel();
  await expectImage({ x: 'moved', y: 'kept', sub: {} });
  await engine.tree.undo();
  await expectImage({ x: 'first', y: 'kept', sub: { x: 'moved' } });
});

test('both are kept by a step of its own where other things were done meanwhile, and each has its name again', async () => {
  await moveWhileItWaits();
  await answer('keep-both');
  await expectImage({ N: { x: 'old' }, x: 'newer' });
  expect(engine.last).toMatchObject({ undoLabel: say('keep-both', 'x'), noticeGroups: [] });
  await expectImage({ N: { x: 'old' }, x: 'newer' }, await madeAnew());
  await engine.tree.undo();
  await engine.tree.undo();
  expect(await files()).toEqual({ x: 3 });
  await engine.tree.redo();
  await engine.tree.redo();
  await expectImage({ N: { x: 'old' }, x: 'newer' });
});

test('a choice is found again at the next visit though the folder was renamed before it was made', async () => {
  await engine.add([new Folder('T', { x: 'old' }), new Folder('other', {})]);
  await engine.settled();
  await engine.add([new Folder('T', { x: 'newer' })]);
  await engine.settled();
  await engine.tree.do({ do: 'rename', entry: await entry('T'), name: 'U' });
  await answer('replace');
  await expectImage({ U: { x: 'newer' }, other: {} });
  await expectImage({ U: { x: 'newer' }, other: {} }, await madeAnew());
});

test('what came in as another file was left out waits again when that is undone, also if that was renamed before', async () => {
  await engine.addLoose([new DiskFile('x', 'old')]);
  await engine.settled();
  await engine.addLoose([new DiskFile('x', 'newer')]);
  await engine.settled();
  await engine.tree.do({ do: 'rename', entry: await entry('x'), name: 'z' });
  await engine.tree.do({ do: 'leave-out', entries: [await entry('z')] });
  expect(await files()).toEqual({ x: 5 });
  await engine.tree.undo();
  expect(await files()).toEqual({ z: 3 });
  expect(engine.last.conflict).toBeDefined();
});

test('what waits for a choice again is taken back for good, though it had come in when the other file was left out', async () => {
  await engine.addLoose([new DiskFile('x', 'old')]);
  await engine.settled();
  await engine.addLoose([new DiskFile('x', 'newer')]);
  await engine.settled();
  await engine.tree.do({ do: 'leave-out', entries: [await entry('x')] });
  expect(await files()).toEqual({ x: 5 });
  for (let step = 0; step < 2; step++) await engine.tree.undo();
  expect(await files()).toEqual({ x: 3 });
  await engine.tree.redo();
  expect(await engine.settled()).toMatchObject({ phase: 'empty', canRedo: false });
});
