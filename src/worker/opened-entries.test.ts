/** What opened images have recorded of entries, as the workers find it. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Files, MODIFIED } from './browser.fixture';
import { Engine, imageOf } from './engine.fixture';
import { OpenedEntries } from './opened-entries';
import type { RecordedRequest } from './protocol';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));

function fileOf(files: Files): File {
  return new File([new Uint8Array(imageOf(files, module))], 'disc.iso', { lastModified: MODIFIED });
}

async function opened(file: File): Promise<Engine> {
  const engine = await Engine.open(module);
  await engine.addArchive({ name: file.name, getFile: async () => file }, 'disc');
  await engine.settled();
  return engine;
}

test('an image of empty files is looked into like any other', async () => {
  const engine = await opened(fileOf({ 'a.txt': '', folder: { 'b.txt': '' } }));
  // Stores that nothing refers to go with an image that is laid out.
  await engine.image();
  const about = await engine.tree.recorded(await engine.entry('folder/b.txt'));
  expect(about).toMatchObject({
    byteLength: 0,
    names: expect.arrayContaining([{ namespace: 'joliet', path: 'folder/b.txt' }]),
  });
});

test('what is added to an image is not of it', async () => {
  const engine = await opened(fileOf({ 'a.txt': 'a' }));
  const entry = await engine.entry('a.txt');
  expect(await engine.tree.recorded(entry)).toMatchObject({ byteLength: 1 });
  await engine.tree.do({ do: 'new-folder', into: 0, name: 'new' });
  expect(await engine.tree.recorded(await engine.entry('new'))).toBe(undefined);
});

test('a newer question ends older ones, and the same one is not asked twice', async () => {
  const entries = new OpenedEntries();
  const request = (path: string): RecordedRequest => ({ file, store: 1, reopen: {}, path: path.split('/') });
  const file = fileOf({ folder: { 'a.txt': 'a', 'b.txt': 'bb', 'c.txt': 'ccc' } });
  const [a, b, c, again] = await Promise.all(
    ['folder/a.txt', 'folder/b.txt', 'folder/c.txt', 'folder/c.txt'].map((path) => entries.recorded(request(path))),
  );
  expect([a, b]).toEqual([undefined, undefined]);
  expect(c).toMatchObject({ byteLength: 3 });
  expect(again).toBe(c);
  expect(await entries.recorded(request('folder/a.txt'))).toMatchObject({ byteLength: 1 });
});

test('an image that cannot be read any more is said to be so, and may be read again', async () => {
  const entries = new OpenedEntries();
  const file = fileOf({ 'a.txt': 'a' });
  let isGone = true;
  const slice = file.slice.bind(file);
  file.slice = (...range) => {
    if (isGone) throw new DOMException('It is gone.', 'NotFoundError');
    return slice(...range);
  };
  const request: RecordedRequest = { file, store: 1, reopen: {}, path: ['a.txt'] };
  await expect(entries.recorded(request)).rejects.toThrow();
  isGone = false;
  expect(await entries.recorded(request)).toMatchObject({ byteLength: 1 });
});
