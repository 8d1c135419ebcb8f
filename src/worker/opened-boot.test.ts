/** What an opened image boots from is in the session as long as the image is, and no longer. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Folder } from './browser.fixture';
import { Engine } from './engine.fixture';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));

/** An image that boots ISOLINUX, and a boot image for UEFI that no folder shows. */
async function made(efi: string, name: string): Promise<Uint8Array> {
  const engine = await Engine.open(module);
  await engine.add([new Folder('disc', { 'isolinux.bin': 'b'.repeat(3000), 'efi.img': efi, 'note.txt': name })]);
  await engine.settled();
  await engine.tree.do({ do: 'volume-name', name });
  await engine.tree.do({ do: 'boot', entry: await engine.entry('isolinux.bin'), platform: 'bios' });
  const entries = [await engine.entry('efi.img')];
  await engine.tree.do({ do: 'boot', entry: entries[0] as number, platform: 'efi' });
  for (const from of ['iso', 'joliet'] as const) await engine.tree.do({ do: 'hide', entries, from, hidden: true });
  await engine.settled();
  return engine.image();
}

let first: Promise<Uint8Array> | undefined;
let other: Promise<Uint8Array> | undefined;
/** An image, and another of the same kind. */
function bootable(): Promise<Uint8Array> {
  first ??= made('e'.repeat(70_000), 'LOADER');
  return first;
}
function newer(): Promise<Uint8Array> {
  other ??= made('f'.repeat(90_000), 'NEWER');
  return other;
}

/** A file of a made-up disk, which can be written anew. */
function imageFile(bytes: Uint8Array, modified = 0) {
  const fileOf = () => new File([bytes as BlobPart], 'disc.iso', { lastModified: modified });
  let file = fileOf();
  return {
    name: 'disc.iso',
    getFile: async () => file,
    write(now: Uint8Array) {
      bytes = now;
      modified += 5000;
      file = fileOf();
    },
  };
}

const booted = ({ last }: Engine) => last.boot.map(({ path = 'hidden', isThere, isTold }) => [path, isThere, isTold]);
const small = () => new Folder('small', { 'a.txt': 'A' });

test('starting over leaves nothing of an opened image, not even what it boots from', async () => {
  const fresh = await Engine.open(module);
  await fresh.add([small()]);
  await fresh.settled();
  const wanted = await fresh.image();

  const engine = await Engine.open(module);
  await engine.addArchive(imageFile(await bootable()), 'disc');
  const opened = await engine.settled();
  expect(booted(engine)).toEqual([
    ['isolinux.bin', true, true],
    ['hidden', true, false],
  ]);
  expect(opened).toMatchObject({ preset: 'opened', volumeName: 'LOADER' });
  // What was changed of an image's options is of no use without it.
  await engine.tree.do({ do: 'options', options: { joliet: false } });
  await engine.tree.do({ do: 'boot-table', index: 0, told: false });
  const changed = await engine.settled();
  await engine.tree.do({ do: 'start-over' });
  expect((await engine.settled()).boot).toEqual([]);
  await engine.add([small()]);
  await engine.settled();
  expect(Buffer.compare(await engine.image(), wanted)).toBe(0);

  const again = await Engine.open(module);
  await again.bringBack(engine, engine.steps);
  await again.settled();
  expect(Buffer.compare(await again.image(), wanted)).toBe(0);

  await engine.tree.undo();
  await engine.tree.undo();
  const { boot, options, preset, volumeName } = changed;
  expect(await engine.settled()).toMatchObject({ boot, options, preset, volumeName });
  await engine.tree.undo();
  expect((await engine.settled()).boot).toEqual(opened.boot);
});

test('what an image boots and shows in no folder goes with it where it is kept as a file, and comes back by undo', async () => {
  const engine = await Engine.open(module);
  const job = await engine.addArchive(imageFile(await bootable()), 'disc');
  await engine.settled();
  await engine.tree.do({ do: 'no-boot', index: 0 });
  await engine.settled();
  expect(booted(engine)).toEqual([['hidden', true, false]]);
  await engine.keepAsFile(engine.jobs.get(job)?.[0]?.source ?? 0);
  await engine.settled();
  expect(booted(engine)).toEqual([]);
  expect([...(await engine.rows()).keys()]).toEqual(['disc.iso']);
  const { preset, volumeName } = engine.last;
  expect(preset).not.toBe('opened');
  await engine.tree.readAgain();
  expect(await engine.settled()).toMatchObject({ preset, volumeName, boot: [] });
  await engine.tree.undo();
  await engine.settled();
  expect(booted(engine)).toEqual([['hidden', true, false]]);
});

test('what no folder shows of an image comes back after a reload, also after another session was open', async () => {
  const engine = await Engine.open(module);
  const job = await engine.addArchive(imageFile(await bootable()), 'disc');
  const before = await engine.settled();
  await engine.openSession(engine.jobs.get(job)?.[0]?.source ?? 0, 1);
  await engine.settled();
  await engine.tree.undo();
  expect((await engine.settled()).boot).toEqual(before.boot);
  await engine.tree.do({ do: 'boot-table', index: 0, told: false });
  await engine.settled();
  const again = await Engine.open(module);
  await again.bringBack(engine, engine.steps);
  await again.settled();
  expect(booted(again)).toEqual([
    ['isolinux.bin', true, false],
    ['hidden', true, false],
  ]);
  expect(Buffer.compare(await again.image(), await engine.image())).toBe(0);
});

test('an image that is read again boots what it has now, with what was changed of it', async () => {
  const file = imageFile(await bootable());
  const engine = await Engine.open(module);
  await engine.addArchive(file, 'disc');
  const opened = await engine.settled();
  await engine.tree.do({ do: 'options', options: { joliet: !opened.options.joliet } });
  await engine.tree.do({ do: 'boot-table', index: 0, told: false });
  await engine.settled();
  file.write(await newer());
  await engine.tree.readAgain();
  await engine.settled();
  const wanted = await Engine.open(module);
  await wanted.addArchive(file, 'disc');
  await wanted.settled();
  await wanted.tree.do({ do: 'options', options: { joliet: !opened.options.joliet } });
  await wanted.tree.do({ do: 'boot-table', index: 0, told: false });
  expect((await wanted.settled()).volumeName).toBe('NEWER');
  expect(engine.last.volumeName).toBe('NEWER');
  const same = async () => Buffer.compare(await engine.image(), await wanted.image());
  expect(await same()).toBe(0);
  // What was changed since is undone without what the image had before.
  for (const { tree } of [engine, wanted]) for (let step = 0; step < 2; step++) await tree.undo();
  await engine.settled();
  await wanted.settled();
  expect(await same()).toBe(0);
  expect(engine.last).toMatchObject({ options: wanted.last.options, boot: wanted.last.boot });
});

test('an image of which another session is open is read again as both of them', async () => {
  const file = imageFile(await bootable());
  const engine = await Engine.open(module);
  const job = await engine.addArchive(file, 'disc');
  await engine.settled();
  await engine.tree.do({ do: 'no-boot', index: 1 });
  await engine.openSession(engine.jobs.get(job)?.[0]?.source ?? 0, 1);
  await engine.settled();
  file.write(await newer());
  const wanted = await Engine.open(module);
  await wanted.addArchive(file, 'disc');
  await wanted.settled();
  await engine.tree.readAgain();
  expect(await engine.settled()).toMatchObject({ volumeName: 'NEWER' });
  expect(Buffer.compare(await engine.image(), await wanted.image())).toBe(0);
  await engine.tree.undo();
  expect(await engine.settled()).toMatchObject({ volumeName: 'NEWER' });
  expect(booted(engine)).toEqual([['isolinux.bin', true, true]]);
  await engine.tree.undo();
  await engine.settled();
  expect(booted(engine)).toEqual(booted(wanted));
  expect(Buffer.compare(await engine.image(), await wanted.image())).toBe(0);
});

test('an image that only what no folder shows is booted from is looked at again before it is handed over', async () => {
  const file = imageFile(await bootable());
  const engine = await Engine.open(module);
  await engine.addArchive(file, 'disc');
  await engine.settled();
  await engine.tree.do({ do: 'no-boot', index: 0 });
  await engine.add([small()]);
  await engine.settled();
  const entries = await Promise.all(['isolinux.bin', 'note.txt'].map((path) => engine.entry(path)));
  await engine.tree.do({ do: 'leave-out', entries });
  await engine.settled();
  expect([...(await engine.rows()).keys()]).toEqual(['small', 'small/a.txt']);
  expect(booted(engine)).toEqual([['hidden', true, false]]);
  const image = await engine.tree.image();
  if ('failure' in image) throw new Error(image.failure.message);
  expect(await engine.tree.changedSince(image.revision)).toBeUndefined();
  file.write(await newer());
  const changed = { code: 'file-changed', message: expect.stringContaining('“disc.iso” has changed since') };
  expect(await engine.tree.changedSince(image.revision)).toMatchObject(changed);
  expect(await engine.tree.image()).toMatchObject({ failure: changed });
  await engine.tree.readAgain();
  await engine.settled();
  expect(Buffer.from(await engine.image()).includes('f'.repeat(90_000))).toBe(true);
});
