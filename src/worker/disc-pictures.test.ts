/** The pictures of the disc: every file is where the image has it, and all sizes come to what there is. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { SHADE } from '../image/disc-pieces';
import { type Files, Folder } from './browser.fixture';
import { Engine } from './engine.fixture';
import type { DiscPiece, Done, RoomInFolder } from './session';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));
const BLOCK_BYTES = 2048;
let engine: Engine;
beforeEach(async () => {
  engine = await Engine.open(module);
});

/** All pieces, a few at a time. */
async function allPieces(): Promise<DiscPiece[]> {
  const pieces: DiscPiece[] = [];
  for (let next = 0; ; ) {
    const told = (await engine.tree.discPieces(next, 3)) as DiscPiece[];
    pieces.push(...told);
    const last = told.at(-1) as DiscPiece;
    next = last.firstBlock + last.blocks;
    if (next * BLOCK_BYTES === engine.last.imageBytes) return pieces;
  }
}

/** Files of these names, each with its own text. */
const files: fc.Arbitrary<Files> = fc.letrec<{ files: Files; file: string | Files }>((tie) => ({
  files: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), tie('file'), { maxKeys: 8 }),
  file: fc.oneof({ depthSize: 'medium' }, fc.constantFrom('', 'x', 'y'.repeat(3000), 'z'.repeat(9000)), tie('files')),
})).files;

test('each file’s bytes are in the blocks that the map says', { timeout: 30_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(files, async (inside) => {
      engine = await Engine.open(module);
      await engine.add([new Folder('top', { ...inside, z: 'last' })]);
      await engine.settled();
      const image = Buffer.from(await engine.image());
      const pieces = await allPieces();
      let next = 0;
      for (const { firstBlock, blocks } of pieces) {
        expect(firstBlock).toBe(next);
        next += blocks;
      }
      const texts = new Map<string, string>();
      const walk = (folder: Files, path: string) => {
        for (const [name, value] of Object.entries(folder)) {
          if (typeof value === 'string') texts.set(path + name, value);
          else walk(value, `${path}${name}/`);
        }
      };
      walk({ ...inside, z: 'last' }, '');
      const found = pieces.filter(({ kind }) => kind === 'file');
      for (const { path, firstBlock, byteLength } of found) {
        const start = firstBlock * BLOCK_BYTES;
        expect(image.toString('utf8', start, start + (byteLength as number))).toBe(texts.get(path as string));
      }
      expect(found.length).toBe([...texts.values()].filter((text) => text !== '').length);
      const picture = await engine.tree.discPicture(0, 1, 1e5);
      const seen = new Set(Array.from(picture?.cells ?? [], (cell) => picture?.colours[cell % SHADE]));
      for (const { kind } of picture?.totals ?? []) if (kind !== 'file') expect(seen).toContain(kind);
      const grouped = (picture?.groups ?? []).reduce((sum, one) => sum + one.byteLength, picture?.otherBytes ?? 0);
      expect(grouped).toBe([...texts.values()].join('').length);
    }),
    { numRuns: 10 },
  );
});

test('what takes the room comes to all that is in a folder, the largest first, in every folder', async () => {
  const many = Object.fromEntries(Array.from({ length: 90 }, (_, at) => [`n${at}`, 'n'.repeat(at)]));
  await engine.add([new Folder('top', { many, few: { one: 'xx', two: 'x' }, 'top.txt': 'xxx' })]);
  await engine.add([new Folder('beside', { 'b.txt': 'b' })]);
  await engine.settled();
  const check = async (folder: number): Promise<RoomInFolder> => {
    const room = (await engine.tree.room(folder)) as RoomInFolder;
    const sizes = room.parts.map(({ byteLength }) => byteLength);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(sizes.reduce((sum, size) => sum + size, room.others.byteLength)).toBe(room.byteLength);
    for (const { kind, entry, byteLength, files: count, parts } of room.parts) {
      for (const inner of parts) expect(inner.byteLength).toBeLessThanOrEqual(byteLength);
      if (kind !== 'folder') continue;
      const inside = await check(entry);
      expect(inside.byteLength).toBe(byteLength);
      expect(inside.parts.length + inside.others.count).toBe(count);
    }
    return room;
  };
  const top = await check(0);
  // What lies in the dissolved folder is told once, beside the other.
  expect(top.byteLength).toBe(engine.last.contentBytes);
  const inMany = (await engine.tree.room(await engine.entry('many'))) as RoomInFolder;
  expect(inMany.others.count).toBe(30);
  expect(inMany.parts[0]?.name).toBe('n89');
  expect(inMany.around.map(({ name }) => name)).toEqual(['']);
});

test('a folder that was left out has no room, and the map follows an edit', async () => {
  await engine.add([new Folder('top', { gone: { x: 'x'.repeat(5000) }, 'stays.txt': 'stays' })]);
  await engine.settled();
  const gone = await engine.entry('gone');
  const before = await engine.tree.discPicture(0, 1, 1000);
  const { revision } = (await engine.tree.do({ do: 'leave-out', entries: [gone] })) as Done;
  expect(await engine.tree.room(gone)).toBeUndefined();
  await engine.settled();
  const after = await engine.tree.discPicture(0, 1, 1000);
  expect(after?.revision).toBeGreaterThanOrEqual(revision);
  expect((before?.blocks ?? 0) - (after?.blocks ?? 0)).toBe(3 + 2);
  expect((await allPieces()).map(({ path }) => path)).toContain('stays.txt');
  expect((await engine.tree.room(0))?.parts.map(({ name }) => name)).toEqual(['stays.txt']);
});

test('files of equal bytes that are stored once have one place', async () => {
  await engine.add([new Folder('top', { a: 'same', b: 'same', c: 'other' })]);
  await engine.settled();
  await engine.tree.do({ do: 'options', options: { duplicatesOnce: true } });
  await engine.settled();
  const found = (await allPieces()).filter(({ kind }) => kind === 'file');
  expect(found.map(({ path }) => path)).toEqual(['a', 'c']);
});
