/** What opened images have recorded of entries, as the workers find it. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { aboutEntry } from '../opened/entry-about';
import { bytesSource } from '../reader/byte-source';
import { DiscImage } from '../reader/disc-image';
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

test('a file of very many sections is told in so many rows, and how many there are besides', async () => {
  const files = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`file${1000 + at}`, `${1000 + at}`]));
  const bytes = imageOf(files, module);
  const view = new DataView(bytes.buffer);
  // The records of the root (ECMA-119 9.1): all but the last are said to be followed by another section of the first.
  const root = view.getUint32(16 * 2048 + 156 + 2, true) * 2048;
  let first = new Uint8Array(0);
  let last = 0;
  for (let at = root, end = root + view.getUint32(16 * 2048 + 156 + 10, true); at < end; ) {
    const length = bytes[at] as number;
    if (length === 0) {
      at = (Math.floor(at / 2048) + 1) * 2048;
      continue;
    }
    const name = bytes.subarray(at + 33, at + 33 + (bytes[at + 32] as number));
    if (name.length > 1) {
      if (first.length === 0) first = name.slice();
      name.set(first);
      bytes[at + 25] = 0x80;
      last = at;
    }
    at += length;
  }
  bytes[last + 25] = 0;
  const about = await aboutEntry(await DiscImage.open(bytesSource(bytes)), ['file1000']);
  expect(about?.extents).toHaveLength(256);
  expect(about?.moreExtents).toBe(44);
  expect(about?.recordedBytes).toBe(1200);
});
