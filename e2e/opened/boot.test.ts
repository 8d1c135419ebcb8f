/** What a disc boots from, on the page: kept of an image that is opened, chosen, undone, and there again after a reload. */
import fs from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { isodrop } from '../../src/node/run.fixture';
import { bytesSource } from '../../src/reader/byte-source';
import { DiscImage } from '../../src/reader/disc-image';
import { columnsOf } from '../../src/worker/archive-columns';
import { Folder } from '../../src/worker/browser.fixture';
import { Comparing } from '../../src/worker/comparing';
import { Engine } from '../../src/worker/engine.fixture';
import { checkAgainst } from '../../src/worker/image-check';
import { makeTree, pattern, removeTree, scratchDirectory, type Tree } from '../images/trees';
import { rawSectors } from '../reader/raw-sectors';

const module = new WebAssembly.Module(fs.readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));
const TREE: Tree = {
  name: 'booting',
  entries: [
    { kind: 'file', path: 'a.txt', content: 'a' },
    { kind: 'file', path: 'efi.img', content: pattern(70_000, 3) },
    { kind: 'file', path: 'isolinux/isolinux.bin', content: pattern(24_577, 1) },
  ],
};
const LINE =
  '-quiet -J -R -b isolinux/isolinux.bin -c isolinux/boot.cat -no-emul-boot -boot-load-size 4 -boot-info-table -eltorito-alt-boot -e efi.img -no-emul-boot';

let scratch: string;
let root: string;
let engine: Engine;
beforeAll(() => {
  scratch = scratchDirectory();
  root = makeTree(TREE, scratch);
});
afterAll(() => removeTree(scratch));
beforeEach(async () => {
  engine = await Engine.open(module);
});

async function made(words: readonly string[], name = 'disc.iso'): Promise<Buffer> {
  const { code, logged } = await isodrop([...words, '-o', join(scratch, name), root]);
  expect(code, logged).toBe(0);
  return fs.readFileSync(join(scratch, name));
}

async function opened(bytes: Buffer, name = 'disc.iso') {
  const file = new File([new Uint8Array(bytes)], name, { lastModified: 1_700_000_000_000 });
  await engine.addArchive({ name, getFile: async () => file }, 'disc');
  return engine.settled();
}
const catalogOf = async (bytes: Uint8Array) => (await DiscImage.open(bytesSource(bytes))).bootCatalog();

test('an image that boots is saved without an edit as it is', async () => {
  const image = await made(LINE.split(' '));
  const { boot, noticeGroups } = await opened(image);
  expect(noticeGroups.filter(({ code }) => /boot/.test(code))).toEqual([]);
  expect(boot).toMatchObject([
    { path: 'isolinux/isolinux.bin', platform: 0, isTold: true, isThere: true },
    { path: 'efi.img', platform: 0xef },
  ]);
  expect(Buffer.compare(await engine.image(), image)).toBe(0);
});

test('what no folder shows is kept as well, also of raw sectors', async () => {
  const image = await made([...LINE.split(' '), '-hide', 'efi.img', '-hide-joliet', 'efi.img', '-boot-catalog-hide']);
  expect((await opened(rawSectors(image, 2), 'disc.bin')).boot).toMatchObject([{}, { platform: 0xef, isThere: true }]);
  const catalog = await catalogOf(await engine.image());
  const at = (catalog?.sections[1]?.entries[0]?.block as number) * 2048;
  const bytes = Buffer.from(await engine.image());
  expect(bytes.subarray(at, at + 70_000).equals(Buffer.from(pattern(70_000, 3)))).toBe(true);
});

test('a boot file that is left out is told of, and undo gives the same image again', async () => {
  const image = await made(LINE.split(' '));
  await opened(image);
  await engine.tree.do({ do: 'leave-out', entries: [await engine.entry('isolinux/isolinux.bin')] });
  const { noticeGroups, boot } = await engine.settled();
  expect(noticeGroups).toContainEqual(expect.objectContaining({ code: 'boot-gone', count: 1 }));
  expect(await engine.tree.notices('boot-gone', 0, 9)).toMatchObject([{ path: 'isolinux/isolinux.bin' }]);
  expect(boot).toMatchObject([{ isThere: false }, { isThere: true }]);
  expect((await catalogOf(await engine.image()))?.sections).toMatchObject([{ platform: 0xef }]);
  await engine.tree.undo();
  await engine.settled();
  expect(Buffer.compare(await engine.image(), image)).toBe(0);
});

test('an entry that is taken away, and all of it, come back with undo and after a reload', async () => {
  const image = await made(LINE.split(' '));
  await opened(image);
  await engine.tree.do({ do: 'no-boot', index: 0 });
  expect((await engine.settled()).boot).toMatchObject([{ path: 'efi.img' }]);
  const was = await engine.image();
  const first = engine;
  engine = await Engine.open(module);
  await engine.bringBack(first, first.steps);
  expect((await engine.settled()).boot).toMatchObject([{ path: 'efi.img' }]);
  expect(Buffer.compare(await engine.image(), was)).toBe(0);
  await engine.tree.undo();
  await engine.settled();
  expect(Buffer.compare(await engine.image(), image)).toBe(0);
  await engine.tree.undo();
  expect((await engine.settled()).boot).toEqual([]);
});

/** Holds back what is known of an image only when all of it was read. Returns what lets it go. */
function holdEnd(): () => void {
  const { tree } = engine;
  const archive = tree.archive.bind(tree);
  let letGo = () => {};
  const isLetGo = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  tree.archive = async ({ end, ...part }) => {
    await archive(part);
    await isLetGo;
    if (end)
      await archive({ source: part.source, first: part.first + part.rows.names.length, rows: columnsOf([]), end });
  };
  return letGo;
}

test('what is chosen while an image is still being read comes on top of what the image sets, also after a reload', async () => {
  const image = await made(['-V', 'DISK', '-l', ...LINE.split(' ')]);
  const letGo = holdEnd();
  const file = new File([new Uint8Array(image)], 'disc.iso', { lastModified: 1_700_000_000_000 });
  await engine.addArchive({ name: 'disc.iso', getFile: async () => file }, 'disc');
  const efi = await engine.entry('efi.img');
  // The first is what the image does as well.
  for (const platform of ['efi', 'bios'] as const) await engine.tree.do({ do: 'boot', entry: efi, platform });
  await engine.tree.do({ do: 'volume-name', name: 'MINE' });
  await engine.tree.do({ do: 'options', options: { joliet: false } });
  await engine.until(() => engine.steps.length === 5);
  const early = { jobs: engine.jobs, begun: engine.begun, steps: [...engine.steps] };
  await engine.tree.undo();
  expect(engine.last.phase).toBe('listing');
  letGo();
  const entries = [
    { path: 'isolinux/isolinux.bin' },
    { path: 'efi.img', platform: 0xef },
    { path: 'efi.img', platform: 0 },
  ];
  const { options } = await engine.settled();
  expect(engine.last).toMatchObject({ boot: entries, volumeName: 'MINE', preset: 'opened', options: { joliet: true } });
  await engine.tree.redo();
  const last = { boot: entries, volumeName: 'MINE', preset: 'opened', options: { ...options, joliet: false } };
  expect(await engine.settled()).toMatchObject(last);
  const was = await engine.image();
  const late = { jobs: engine.jobs, begun: engine.begun, steps: [...engine.steps] };
  for (const kept of [early, late]) {
    engine = await Engine.open(module);
    await engine.bringBack(kept as unknown as Engine, kept.steps);
    expect(await engine.settled()).toMatchObject(last);
    expect(Buffer.compare(await engine.image(), was)).toBe(0);
    for (let steps = 4; steps > 0; steps--) await engine.tree.undo();
    expect(await engine.settled()).toMatchObject({ volumeName: 'DISK', preset: 'opened', options });
    expect(Buffer.compare(await engine.image(), image)).toBe(0);
  }
});

test('the catalog’s file goes with the last entry and comes back with it, also after a reload', async () => {
  const image = await made(LINE.split(' '));
  await opened(image);
  const isThere = async () => (await engine.rows()).has('isolinux/boot.cat');
  await engine.tree.do({ do: 'no-boot', index: 0 });
  expect(await isThere()).toBe(true);
  await engine.tree.do({ do: 'no-boot', index: 0 });
  expect((await engine.settled()).leftOutCount).toBe(1);
  const first = engine;
  engine = await Engine.open(module);
  await engine.bringBack(first, first.steps);
  await engine.settled();
  expect(await isThere()).toBe(false);
  await engine.tree.undo();
  await engine.tree.undo();
  await engine.settled();
  expect(Buffer.compare(await engine.image(), image)).toBe(0);
});

test('the catalog’s file cannot be replaced by another', async () => {
  await opened(await made(LINE.split(' ')));
  const file = new File(['mine'], 'mine.cat');
  const entry = await engine.entry('isolinux/boot.cat');
  const refused = { refusal: { says: { say: 'boot-catalog', about: ['boot.cat'] } } };
  expect(await engine.tree.do({ do: 'replace-file', entry, file })).toMatchObject(refused);
  expect(await engine.tree.do({ do: 'edit-text', entry, text: 'mine' })).toMatchObject(refused);
});

test('boot images of an opened image keep their places when another entry is taken away', async () => {
  const twice = '-quiet -J -R -boot-catalog-hide -b a.txt -no-emul-boot -eltorito-alt-boot -e a.txt -no-emul-boot';
  await opened(await made(twice.split(' ')));
  const weight = async () => (await engine.tree.entry(await engine.entry('a.txt')))?.weight;
  expect(await weight()).toBe(0);
  await engine.tree.do({ do: 'no-boot', index: 0 });
  expect(await weight()).toBe(0);
});

test('the tree is the same as the image that is made of it, whose catalog is nobody’s else', async () => {
  await opened(await made(LINE.split(' ')));
  await engine.tree.do({ do: 'leave-out', entries: [await engine.entry('efi.img')] });
  await engine.settled();
  const { blob, revision } = (await engine.tree.image()) as { blob: Blob; revision: number };
  const { port1, port2 } = new MessageChannel();
  expect(await engine.tree.expected(revision, port2)).toBeUndefined();
  const files = [new File([await blob.arrayBuffer()], 'saved.iso')];
  const compared = await Comparing.of(
    { kind: 'disc', name: 'disc', tree: port1 },
    { kind: 'image', name: 'saved.iso', files },
    () => {},
  );
  expect(compared.facts.counts).toEqual({ removed: 0, added: 0, changed: 0, attributes: 0, unreadable: 0 });
});

const LOADER = 'loader '.repeat(3000);

test('a file of a folder is chosen: the command’s image, undone, and there again after a reload', async () => {
  const demo = new Folder('demo', { 'grub.img': LOADER, 'note.txt': 'note' });
  await engine.add([demo]);
  await engine.settled();
  const plain = await engine.image();
  await engine.tree.do({ do: 'boot', entry: await engine.entry('grub.img'), platform: 'bios' });
  await engine.settled();
  const { command, exact } = await engine.tree.log();
  expect(exact).toBe(true);
  expect(command).toContain(
    'isodrop -J -r -boot-catalog-hide -b grub.img -no-emul-boot -boot-load-size 4 -boot-info-table',
  );
  const was = await engine.image();
  const entry = (await catalogOf(was))?.sections[0]?.entries[0];
  const at = (entry?.block as number) * 2048;
  const bytes = Buffer.from(was);
  expect(bytes.readUInt32LE(at + 12)).toBe(entry?.block);
  expect(bytes.toString('latin1', at + 64, at + LOADER.length)).toBe(LOADER.slice(64));
  const first = engine;
  engine = await Engine.open(module);
  await engine.bringBack(first, first.steps);
  await engine.settled();
  expect(Buffer.compare(await engine.image(), was)).toBe(0);
  await engine.tree.undo();
  await engine.settled();
  expect(Buffer.compare(await engine.image(), plain)).toBe(0);
  const refused = await engine.tree.do({ do: 'boot', entry: 0, platform: 'efi' });
  expect(refused).toHaveProperty('refusal');
});

test('one boot entry more than a catalog has room for is refused, and nothing is done', async () => {
  const files = Array.from({ length: 33 }, (_, at) => `${at}.img`);
  await engine.add([new Folder('demo', Object.fromEntries(files.map((name) => [name, LOADER])))]);
  await engine.settled();
  const answers = [];
  for (const name of files) {
    answers.push(await engine.tree.do({ do: 'boot', entry: await engine.entry(name), platform: 'bios' }));
  }
  expect(answers.filter((answer) => 'refusal' in answer)).toEqual([answers[32]]);
  expect(answers[32]).toMatchObject({
    refusal: {
      message: expect.stringContaining('“32.img” cannot be booted as well: a disc can have 32 boot entries.'),
    },
  });
  expect((await engine.settled()).boot).toHaveLength(32);
});

test('a boot file that is gone from disk after a reload is told of once, as long as it is to be booted', async () => {
  const demo = new Folder('demo', { 'efi.img': LOADER, 'grub.img': LOADER, 'note.txt': 'note' });
  await engine.add([demo]);
  await engine.settled();
  await engine.tree.do({ do: 'boot', entry: await engine.entry('grub.img'), platform: 'bios' });
  await engine.tree.do({ do: 'boot', entry: await engine.entry('efi.img'), platform: 'efi' });
  await engine.settled();
  demo.inside.delete('grub.img');
  const first = engine;
  engine = await Engine.open(module);
  await engine.bringBack(first, first.steps);
  const gone = expect.objectContaining({ code: 'boot-gone', count: 1 });
  const { boot, noticeGroups } = await engine.settled();
  expect(boot).toMatchObject([{ path: 'efi.img' }]);
  expect(noticeGroups).toContainEqual(gone);
  expect(await engine.tree.notices('boot-gone', 0, 9)).toMatchObject([{ path: 'demo/grub.img' }]);
  await engine.tree.undo();
  expect((await engine.settled()).noticeGroups).toContainEqual(gone);
  await engine.tree.undo();
  expect((await engine.settled()).noticeGroups).not.toContainEqual(gone);
});

test('the check takes tables and catalog for what they are', async () => {
  await opened(await made(LINE.split(' ')));
  const { blob, revision } = (await engine.tree.image()) as { blob: Blob; revision: number };
  const { port1, port2 } = new MessageChannel();
  const expected = new Promise((resolve) => {
    port2.onmessage = ({ data }) => resolve(data);
  });
  expect(await engine.tree.expected(revision, port1)).toBeUndefined();
  const { errors, findings } = await checkAgainst(blob, undefined, (await expected) as never, () => {});
  port1.close();
  expect(errors, JSON.stringify(findings)).toBe(0);
});
