/** A file that takes the place of one that the disc boots from is booted instead, by a drop and by a move. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { MOST_ENTRIES } from '../image/boot';
import { DiskFile, type Files, Folder } from './browser.fixture';
import { Engine } from './engine.fixture';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));
/** Of lengths that tell them apart. */
const OLD = 'old '.repeat(1000);
const NEW = 'newer '.repeat(2000);

let engine: Engine;
beforeEach(async () => {
  engine = await Engine.open(module);
});

async function add(files: Files): Promise<void> {
  await engine.add([new Folder('demo', files)]);
  await engine.settled();
}

async function boot(path: string, platform: 'bios' | 'efi' = 'bios'): Promise<void> {
  await engine.tree.do({ do: 'boot', entry: await engine.entry(path), platform });
}

async function replaceByDrop(...files: DiskFile[]): Promise<void> {
  await engine.addLoose(files);
  const { conflict } = await engine.until(({ conflict }) => conflict !== undefined);
  await engine.tree.resolveConflict(conflict?.id as number, 'replace', true);
}

/** What boots, with the length of each that is there, and the sum of the image. */
async function state(of = engine) {
  const { boot } = await of.settled();
  const rows = [...(await of.rows()).values()];
  const told = boot.map(({ path, entry, isThere }) => {
    return [path, isThere, rows.find((row) => row.entry === entry)?.byteLength];
  });
  return {
    boot: told,
    image: createHash('sha256')
      .update(await of.image())
      .digest('hex'),
  };
}

/** Undone it is as it was before, done again and after a reload as it is. */
async function expectExact(before: Awaited<ReturnType<typeof state>>): Promise<void> {
  const after = await state();
  await engine.tree.undo();
  expect(await state()).toEqual(before);
  await engine.tree.redo();
  expect(await state()).toEqual(after);
  const again = await Engine.open(module);
  await again.bringBack(engine, engine.steps);
  expect(await state(again)).toEqual(after);
}

test('a dropped file that replaces what boots is booted', async () => {
  await engine.addLoose([new DiskFile('grub.img', OLD), new DiskFile('a.txt', 'a')]);
  await boot('grub.img');
  const before = await state();
  expect(before.boot).toEqual([['grub.img', true, OLD.length]]);
  await replaceByDrop(new DiskFile('grub.img', NEW));
  expect((await state()).boot).toEqual([['grub.img', true, NEW.length]]);
  await expectExact(before);
});

test.each(['move', 'copy'] as const)('a file that replaces what boots is booted: %s', async (what) => {
  await add({ 'grub.img': OLD, 'efi.img': 'efi', 'a.txt': 'a', newer: { 'grub.img': NEW } });
  await boot('grub.img');
  await boot('efi.img', 'efi');
  const before = await state();
  const entries = [await engine.entry('newer/grub.img')];
  await engine.tree.do({ do: what, entries, into: 0, ifTaken: 'replace' });
  expect((await state()).boot).toEqual([
    ['grub.img', true, NEW.length],
    ['efi.img', true, 3],
  ]);
  await expectExact(before);
});

test('a drop that is cancelled gives back what it replaced, and what was booted since stays', async () => {
  await engine.addLoose([new DiskFile('grub.img', OLD), new DiskFile('efi.img', 'efi'), new DiskFile('last', '1')]);
  await boot('grub.img');
  await engine.addLoose([new DiskFile('grub.img', NEW), new DiskFile('last', '2')]);
  const { conflict } = await engine.until(({ conflict }) => conflict !== undefined);
  await engine.tree.resolveConflict(conflict?.id as number, 'replace', false);
  await engine.until(({ conflict: next }) => next !== undefined && next.id !== conflict?.id);
  await boot('efi.img', 'efi');
  await engine.tree.cancel();
  expect((await state()).boot).toEqual([
    ['grub.img', true, OLD.length],
    ['efi.img', true, 3],
  ]);
});

test('a folder that replaces what boots is not booted, and that is told', async () => {
  await add({ 'grub.img': OLD, 'a.txt': 'a', newer: { 'grub.img': { 'in it': 'x' } } });
  await boot('grub.img');
  const before = await state();
  const entries = [await engine.entry('newer/grub.img')];
  await engine.tree.do({ do: 'move', entries, into: 0, ifTaken: 'replace' });
  expect((await state()).boot).toEqual([['grub.img', false, undefined]]);
  expect(await engine.tree.notices('boot-gone', 0, 10)).toEqual([{ code: 'boot-gone', path: 'grub.img' }]);
  await expectExact(before);
});

test('a disc boots as many files as are there, and what comes back to them leaves no room for the last', async () => {
  const names = Array.from({ length: MOST_ENTRIES + 1 }, (_, at) => `${at}.img`);
  await add(Object.fromEntries(names.map((name) => [name, name])));
  for (const name of names) await boot(name);
  const [first, last] = [names[0] as string, names.at(-1) as string];
  const notBooted = async () => {
    const { boot } = await engine.settled();
    return boot.flatMap(({ path, isThere, hasRoom }) => (isThere && hasRoom ? [] : [[path, isThere, hasRoom]]));
  };
  const full = () => engine.tree.notices('boot-full', 0, 10);
  expect((await engine.settled()).boot).toHaveLength(MOST_ENTRIES);
  const entry = await engine.entry(first);
  await engine.tree.do({ do: 'leave-out', entries: [entry] });
  await boot(last);
  expect([await notBooted(), await full()]).toEqual([[[first, false, true]], []]);
  const before = await state();
  await engine.tree.do({ do: 'bring-back', entries: [entry] });
  expect([await notBooted(), await full()]).toEqual([[[last, true, false]], [{ code: 'boot-full', path: last }]]);
  await expectExact(before);
});
