/** What is looked into is what was read, wherever it comes from; of what was not read it is said why. */
import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { Folder } from './browser.fixture';
import { Engine } from './engine.fixture';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));
let engine: Engine;
beforeEach(async () => {
  engine = await Engine.open(module);
});

const contents = async (path: string) => engine.tree.contents(await engine.entry(path));

async function text(path: string): Promise<string> {
  const found = await contents(path);
  if ('refusal' in found || found.kind !== 'file') throw new Error(`“${path}” is no file.`);
  return found.bytes.text();
}

test('a packed file, a large one, an empty one, and one that somebody made', async () => {
  const large = 'large '.repeat(100_000);
  await engine.add([new Folder('top', { 'small.txt': 'small', 'large.bin': large, 'empty.txt': '' })]);
  await engine.settled();
  await engine.tree.do({ do: 'new-file', into: 0, name: 'made.txt', text: 'made' });
  await engine.tree.do({ do: 'edit-text', entry: await engine.entry('small.txt'), text: 'edited' });
  await engine.settled();
  expect(await text('small.txt')).toBe('edited');
  expect(await text('large.bin')).toBe(large);
  expect(await text('empty.txt')).toBe('');
  expect(await text('made.txt')).toBe('made');
});

test('a folder has no contents', async () => {
  await engine.add([new Folder('top', { sub: { 'a.txt': 'a' } })]);
  await engine.settled();
  expect(await contents('sub')).toMatchObject({ refusal: { says: { say: 'no-file' } } });
});

test('a file that could not be read is not shown as an empty one', async () => {
  const folder = new Folder('top', { 'a.txt': 'a', 'b.txt': 'b' });
  folder.file('b.txt').unreadable = true;
  await engine.add([folder]);
  await engine.until(({ problemCount }) => problemCount === 1);
  expect(await contents('b.txt')).toMatchObject({ refusal: { code: 'unreadable', says: { say: 'not-taken' } } });
  expect(await text('a.txt')).toBe('a');
});

test('a file that is still being read is not shown as an empty one', async () => {
  const folder = new Folder('top', { 'a.txt': 'a' });
  const release = folder.file('a.txt').hold();
  await engine.add([folder], { entries: true });
  await engine.until(({ files }) => files === 1);
  expect(await contents('a.txt')).toMatchObject({ refusal: { code: 'reading' } });
  release();
  await engine.settled();
  expect(await text('a.txt')).toBe('a');
});
