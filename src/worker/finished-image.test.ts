/** The files of an image that was finished are looked at again, also where others were finished since. */
import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { Folder } from './browser.fixture';
import { Engine } from './engine.fixture';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));

let engine: Engine;
let demo: Folder;
beforeEach(async () => {
  engine = await Engine.open(module);
  // Beyond what is packed.
  demo = new Folder('demo', { 'large.bin': 'large '.repeat(50_000), 'note.txt': 'note' });
  await engine.add([demo]);
});

async function finished(name: string): Promise<number> {
  await engine.tree.do({ do: 'volume-name', name });
  await engine.settled();
  const image = await engine.tree.image();
  if ('failure' in image) throw new Error(image.failure.message);
  return image.revision;
}

test('a file of an image is looked at though another image was finished since', async () => {
  const revision = await finished('ONE');
  expect(await finished('TWO')).not.toBe(revision);
  expect(await engine.tree.changedSince(revision)).toBeUndefined();
  demo.file('large.bin').text += 'more';
  expect(await engine.tree.changedSince(revision)).toMatchObject({
    code: 'file-changed',
    message: expect.stringContaining('large.bin'),
  });
});

test('an image that nobody remembers is not said to be what it was', async () => {
  const revision = await finished('ONE');
  expect(await engine.tree.changedSince(revision + 1)).toMatchObject({ code: 'files-unchecked' });
  for (const name of ['TWO', 'THREE', 'FOUR', 'FIVE']) await finished(name);
  expect(await engine.tree.changedSince(revision)).toMatchObject({ code: 'files-unchecked' });
});

test('an image whose reader ends as it is asked is not said to be what it was', async () => {
  const revision = await finished('ONE');
  engine.crashReader();
  const looked = engine.tree.changedSince(revision);
  await engine.connectReader();
  expect(await looked).toMatchObject({ code: 'files-unchecked' });
});
