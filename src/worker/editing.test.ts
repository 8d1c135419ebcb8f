/** Edits meet what is read: again, late, from elsewhere, or not at all. */
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { DiskFile, Folder } from './browser.fixture';
import { Engine, imageOf } from './engine.fixture';
import { keptStep } from './keeping';
import { SNAPSHOT_BYTES } from './protocol';
import { say } from './saying';
import type { Command } from './session';
import { isProgram } from './text-files';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));
let engine: Engine;
beforeEach(async () => {
  engine = await Engine.open(module);
});

const paths = async () => [...(await engine.rows()).keys()].sort();
const entry = (path: string) => engine.entry(path);

/** @param once copies share their place on the disc */
async function expectImage(files: Parameters<typeof imageOf>[0], once = false) {
  expect((await engine.settled()).phase).toBe('ready');
  const [wanted, got] = [imageOf(files, module, once), await engine.image()];
  expect(got.length).toBe(wanted.length);
  expect(got.findIndex((byte, at) => byte !== wanted[at])).toBe(-1);
}

/** Renames a file and its folder, and moves the folder. */
async function rearrange() {
  await engine.tree.do({ do: 'rename', entry: await entry('sub/a'), name: 'renamed' });
  await engine.tree.do({ do: 'new-folder', into: 0, name: 'made' });
  await engine.tree.do({ do: 'move', entries: [await entry('sub')], into: await entry('made') });
  await engine.tree.do({ do: 'rename', entry: await entry('made/sub'), name: 'moved' });
}

describe.each([{ entries: false }, { entries: true }])('what was renamed and moved, listed with %o,', ({ entries }) => {
  let disk: Folder;
  beforeEach(async () => {
    disk = new Folder('top', { sub: { a: 'a', b: 'b' }, c: 'c' });
    await engine.add([disk], { entries });
    await engine.settled();
    await rearrange();
  });

  test('is found by its place on disk when all is read again', async () => {
    const sub = disk.inside.get('sub') as Folder;
    sub.file('a').text = 'changed';
    sub.inside.set('new', new DiskFile('new', 'new'));
    await engine.tree.readAgain();
    await engine.settled();
    await expectImage({ c: 'c', made: { moved: { renamed: 'changed', b: 'b', new: 'new' } } });
  });

  test('is met by the same folder when that is dropped again', async () => {
    await engine.add([new Folder('top', { sub: { a: 'other', d: 'd' } })], { entries });
    const { conflict } = await engine.settled();
    expect(conflict).toMatchObject({ path: 'made/moved/renamed', incoming: { byteLength: 5 } });
    await engine.tree.resolveConflict(conflict?.id as number, 'replace', false);
    await expectImage({ c: 'c', made: { moved: { renamed: 'other', b: 'b', d: 'd' } } });
  });

  test('is as it was when that is undone', async () => {
    for (let step = 0; step < 4; step++) await engine.tree.undo();
    await expectImage({ sub: { a: 'a', b: 'b' }, c: 'c' });
  });
});

test('a copy has what is read again of its original, and other contents of the original stay its own', async () => {
  const disk = new Folder('top', { a: 'a' });
  await engine.add([disk]);
  await engine.settled();
  await engine.tree.do({ do: 'copy', entries: [await entry('a')], into: 0 });
  await engine.tree.do({ do: 'edit-text', entry: await entry('a'), text: 'typed' });
  disk.file('a').text = 'changed';
  await engine.tree.readAgain();
  await engine.settled();
  expect((await engine.rows()).get('a')?.byteLength).toBe(5);
  expect((await engine.rows()).get('a (2)')?.byteLength).toBe(7);
  // What was typed is taken back: what is there then is what was read last.
  await engine.tree.undo();
  await engine.settled();
  expect((await engine.rows()).get('a')?.byteLength).toBe(7);
  await expectImage({ a: 'changed', 'a (2)': 'changed' }, true);
});

test('a copy of what cannot be read again waits for a choice, even when the original was left out', async () => {
  const disk = new Folder('top', { a: 'a', b: 'b' });
  await engine.add([disk]);
  await engine.settled();
  await engine.tree.do({ do: 'copy', entries: [await entry('a')], into: 0 });
  await engine.tree.do({ do: 'leave-out', entries: [await entry('a')] });
  disk.inside.delete('a');
  disk.file('b').text = 'bb';
  await engine.tree.readAgain();
  const { problems } = await engine.settled();
  // What was left out is not missed.
  expect(problems).toEqual([]);
  await expectImage({ 'a (2)': 'a', b: 'bb' });
});

test('what is edited while it is still read keeps its place, and reading that is taken back takes nothing else', async () => {
  await engine.add([new Folder('kept', { k: 'k' })]);
  await engine.settled();
  const slow = new Folder('slow', { x: 'x', y: 'y' });
  const release = slow.file('y').hold();
  await engine.add([slow], { entries: true });
  await engine.until(({ files }) => files > 2);
  await engine.tree.do({ do: 'move', entries: [await entry('k')], into: await entry('slow') });
  await engine.tree.do({ do: 'rename', entry: await entry('slow/x'), name: 'z' });
  await expect(engine.tree.do({ do: 'copy', entries: [await entry('slow')], into: 0 })).resolves.toMatchObject({
    refusal: { code: 'reading' },
  });
  await engine.tree.cancel();
  release();
  await engine.settled();
  expect(await paths()).toEqual(['k']);
  await expectImage({ k: 'k' });
});

test('many of one name that are put together each get a name of their own, counted, and undo gives all back', async () => {
  const long = `${'é'.repeat(120)}.tar`;
  const folders = Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => [`${at}`.padStart(3, '0'), { x: '', [long]: '' }]),
  );
  await engine.add([new Folder('top', { ...folders, all: {} })]);
  await engine.settled();
  const before = await paths();
  const entries = await Promise.all(before.filter((path) => path.includes('/')).map(entry));
  const into = await entry('all');
  expect(await engine.tree.do({ do: 'move', entries, into, ifTaken: 'keep-both' })).toMatchObject({ isDone: true });
  await engine.settled();
  const names = (await paths()).filter((path) => path.startsWith('all/')).map((path) => path.slice(4));
  expect(names.filter((name) => name.startsWith('x')).sort()).toEqual(
    ['x', ...Array.from({ length: 39 }, (_, at) => `x (${at + 2})`)].sort(),
  );
  const longs = names.filter((name) => name.startsWith('é'));
  expect(longs).toHaveLength(40);
  expect(Math.max(...longs.map((name) => Buffer.byteLength(name)))).toBeLessThanOrEqual(255);
  expect(longs.every((name) => name.endsWith('.tar'))).toBe(true);
  await engine.tree.undo();
  await engine.settled();
  expect(await paths()).toEqual(before);
});

test('what was left out meanwhile, and what is no file, gets no other contents and no other name', async () => {
  await engine.add([new Folder('top', { sub: { a: 'a' }, b: 'b' })]);
  await engine.settled();
  const [sub, b] = [await entry('sub'), await entry('b')];
  await engine.tree.do({ do: 'leave-out', entries: [b] });
  const refused = (command: Command, message: RegExp) =>
    expect(engine.tree.do(command)).resolves.toMatchObject({
      refusal: { code: 'nothing', message: expect.stringMatching(message) },
    });
  const file = new DiskFile('f', 'f').asHandle;
  const given = await file.getFile();
  await refused({ do: 'edit-text', entry: b, text: 'c' }, /“b” is not in the image any more/);
  await refused({ do: 'replace-file', entry: b, file: given }, /“b” is not in the image any more/);
  await refused({ do: 'rename', entry: b, name: 'c' }, /“b” is not in the image any more/);
  await refused({ do: 'edit-text', entry: sub, text: 'c' }, /“sub” is not a file/);
  await refused({ do: 'replace-file', entry: sub, file: given }, /“sub” is not a file/);
  expect((await engine.settled()).undoLabel).toEqual(say('leave-out', 'b'));
});

test('whether a command did something is told', async () => {
  await engine.add([new Folder('top', { x: 'x' })]);
  await engine.settled();
  const rename = async (name: string) => engine.tree.do({ do: 'rename', entry: await entry('x'), name });
  expect(await rename('x')).toMatchObject({ isDone: false });
  expect(await rename('z')).toMatchObject({ isDone: true });
});

test('each of some patterns is counted by itself, without what lies in a folder that it matches', async () => {
  const git = { '.git': { config: 'abc', node_modules: { x: 'x' } } };
  await engine.add([new Folder('top', { ...git, node_modules: { '.git': { y: 'yy' }, z: 'z' }, sub: git })]);
  await engine.settled();
  expect(await engine.tree.matching(['.git', 'node_modules', 'x\ny', '*.none'])).toEqual([
    { pattern: '.git', items: 3, files: 5, bytes: 10 },
    { pattern: 'node_modules', items: 3, files: 4, bytes: 5 },
    { pattern: 'x\ny', items: 3, files: 3, bytes: 4 },
    { pattern: '*.none', items: 0, files: 0, bytes: 0 },
  ]);
});

test.each([
  ['nothing', {}, true],
  ['a name inside a folder', { do: 'rename', entry: 'sub/a', name: 'b' }, false],
  ['a name back and forth', { do: 'rename', entry: 'sub/a', name: 'a' }, true],
  ['a folder of its own', { do: 'new-folder', into: 0, name: 'b' }, false],
  ['a copy', { do: 'copy', entries: 'sub/a', into: 0 }, false],
  ['other contents', { do: 'edit-text', entry: 'sub/a', text: 'b' }, false],
  ['a weight', { do: 'weight', entries: 'sub', weight: 3 }, false],
  ['hidden', { do: 'hide', entries: 'sub', from: 'iso', hidden: true }, false],
  ['executable', { do: 'executable', entries: 'sub/a', executable: true }, false],
  ['left out', { do: 'leave-out', entries: 'sub/a' }, true],
])('whether one command says it: %s', async (_, given, exact) => {
  await engine.add([new Folder('top', { sub: { a: 'a' } })]);
  await engine.settled();
  const command: Record<string, unknown> = { ...given };
  for (const name of ['entry', 'entries']) {
    const path = command[name];
    if (typeof path === 'string') command[name] = name === 'entry' ? await entry(path) : [await entry(path)];
  }
  if (command.do) await engine.tree.do(command as Command);
  await engine.settled();
  expect((await engine.tree.log()).exact).toBe(exact);
});

test.each([
  ['#!/bin/sh', true],
  ['\x7fELF\x02\x01\x01\x00', true],
  ['MZ\x90\x00\x03\x00\x00\x00', true],
  ['\xcf\xfa\xed\xfe\x07\x00\x00\x01', true],
  ['\xca\xfe\xba\xbe\x00\x00\x00\x02', true],
  // A Java class of version 52.
  ['\xca\xfe\xba\xbe\x00\x00\x00\x34', false],
  ['# comment', false],
  ['\x7fEL', false],
  ['', false],
])('whether %j begins as a program does', (head, is) => {
  expect(isProgram(Buffer.from(head, 'latin1'))).toBe(is);
});

test('what took a file’s place and is too large to be kept is told of at the next visit', async () => {
  await engine.add([new Folder('top', { a: 'a', b: 'b' })]);
  await engine.settled();
  const large = new File([new Uint8Array(SNAPSHOT_BYTES + 1)], 'large.bin');
  await engine.tree.do({ do: 'replace-file', entry: await entry('a'), file: large });
  await engine.tree.do({ do: 'replace-file', entry: await entry('b'), file: new File(['small'], 'small.bin') });
  await engine.tree.do({ do: 'new-file', into: 0, name: 'made', text: 'made' });
  await engine.tree.do({ do: 'replace-file', entry: await entry('made'), file: large });
  await engine.settled();
  const again = await Engine.open(module);
  const steps = engine.steps.map(keptStep);
  await again.bringBack(engine, steps);
  const { noticeGroups, contentBytes } = await again.settled();
  expect(noticeGroups.map(({ code, count }) => [code, count])).toContainEqual(['replacement-gone', 2]);
  expect(await again.tree.notices('replacement-gone', 0, 9)).toMatchObject([
    { path: 'top/a', before: 'large.bin' },
    { path: 'made', before: 'large.bin' },
  ]);
  // And it is told again at the next.
  expect(again.steps).toEqual(steps);
  expect(contentBytes).toBe('a'.length + 'small'.length + 'made'.length);
});
