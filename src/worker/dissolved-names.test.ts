/** A folder that is dissolved again by undo or redo: nothing in it is hidden by what came beside it meanwhile. */
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { DiskFile, Folder } from './browser.fixture';
import { Engine } from './engine.fixture';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));
let engine: Engine;
let top: Folder;
beforeEach(async () => {
  engine = await Engine.open(module);
  top = new Folder('top', { 'a.txt': 'a', 'b.txt': 'b' });
  await engine.add([top]);
  await engine.settled();
});

/** The paths of all rows; no two have the same. */
async function paths(): Promise<string[]> {
  await engine.settled();
  const known = [...(await engine.rows()).keys()];
  expect(known).toHaveLength((await engine.tree.rows(0, 1e6)).rows.length);
  return known;
}

/** The dissolved folder cannot be listed any more. */
async function loseTop() {
  top.unreadable = true;
  await engine.tree.readAgain();
  expect((await engine.settled()).problems.map(({ path }) => path)).toEqual(['/']);
}

const leaveOut = () => engine.tree.resolveProblem('leave-out');
const folderAtTop = async () => {
  await engine.tree.do({ do: 'dissolve', entry: engine.last.topFolder?.entry as number, dissolved: false });
};

/** A loose file is added, and waits for its turn until it is let go. */
async function waitsForItsTurn(name: string): Promise<() => void> {
  const slow = new Folder('slow', { s: 's' });
  const release = slow.file('s').hold();
  await engine.add([slow]);
  await engine.addLoose([new DiskFile(name, 'loose')]);
  return release;
}

describe.each([
  { what: 'left out', go: leaveOut, lose: loseTop, there: [] },
  { what: 'a folder again', go: folderAtTop, lose: async () => {}, there: ['top', 'top/a.txt', 'top/b.txt'] },
])('undone after it was $what', ({ go, lose, there }) => {
  test('a file that waited for a choice waits again', async () => {
    await lose();
    await engine.addLoose([new DiskFile('a.txt', 'loose')]);
    await engine.until(({ conflict }) => conflict !== undefined);
    await go();
    expect(await paths()).toEqual([...there, 'a.txt']);
    await engine.tree.undo();
    expect(await paths()).toEqual(['a.txt', 'b.txt']);
    expect(engine.last).toMatchObject({ phase: 'blocked', conflict: { path: 'a.txt', waiting: 0 } });
    await engine.tree.redo();
    expect(await paths()).toEqual([...there, 'a.txt']);
    expect(engine.last).toMatchObject({ phase: 'ready', files: 1 + there.filter((path) => path.includes('/')).length });
  });

  test('a file that came meanwhile gets another name, and its own when that is done again', async () => {
    await lose();
    const release = await waitsForItsTurn('a.txt');
    await go();
    release();
    expect(await paths()).toEqual(['slow', 'slow/s', ...there, 'a.txt']);
    await engine.tree.undo();
    expect(await paths()).toEqual(['slow', 'slow/s', 'a (2).txt', 'a.txt', 'b.txt']);
    await engine.tree.redo();
    expect(await paths()).toEqual(['slow', 'slow/s', ...there, 'a.txt']);
    expect(engine.last.phase).toBe('ready');
  });
});

test('a file in it that waited for a choice, and came in when it was a folder again, waits again', async () => {
  await engine.addLoose([new DiskFile('late.txt', 'loose')]);
  await engine.settled();
  top.inside.set('late.txt', new DiskFile('late.txt', 'in the folder'));
  await engine.tree.readAgain();
  await engine.until(({ conflict }) => conflict !== undefined);
  await folderAtTop();
  const apart = ['top', 'top/a.txt', 'top/b.txt', 'top/late.txt', 'late.txt'];
  expect(await paths()).toEqual(apart);
  await engine.tree.undo();
  expect(await paths()).toEqual(['a.txt', 'b.txt', 'late.txt']);
  expect(engine.last.conflict).toBeDefined();
  await engine.tree.redo();
  expect(await paths()).toEqual(apart);
});

test('what comes back beside it meets what was found in it meanwhile', async () => {
  await engine.addLoose([new DiskFile('late.txt', 'loose')]);
  await engine.settled();
  top.inside.set('late.txt', new DiskFile('late.txt', 'in the folder'));
  const slow = new Folder('slow', { s: 's' });
  const release = slow.file('s').hold();
  await engine.add([slow]);
  await engine.tree.readAgain();
  await engine.tree.do({ do: 'leave-out', entries: [await engine.entry('late.txt')] });
  release();
  expect(await paths()).toEqual(['slow', 'slow/s', 'a.txt', 'b.txt', 'late.txt']);
  await engine.tree.undo();
  expect(await paths()).toEqual(['slow', 'slow/s', 'a.txt', 'b.txt', 'late (2).txt', 'late.txt']);
  expect(engine.last.phase).toBe('ready');
  await engine.tree.redo();
  expect(await paths()).toEqual(['slow', 'slow/s', 'a.txt', 'b.txt', 'late.txt']);
});
