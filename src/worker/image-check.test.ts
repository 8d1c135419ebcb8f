/** An image is read back and compared with the tree: a good one is good, and whatever is flipped in it is told of. */
import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { PLAIN_ENTRY } from '../image/boot';
import { addCatalog } from '../image/boot-request';
import type { ChosenOptions } from '../image/choice';
import { ImageTree } from '../image/tree';
import { type Files, Folder } from './browser.fixture';
import { Engine, imageOfTree } from './engine.fixture';
import type { ExpectedTree } from './expected-tree';
import { checkAgainst } from './image-check';
import type { FinishedImage } from './session';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));

/** Beyond what is packed. */
const LARGE = 'large '.repeat(50_000);
const FILES: Files = {
  'a.txt': 'first',
  'A long name, with {odd} characters: and more.txt': 'second',
  empty: '',
  folder: { 'large.bin': LARGE, deep: { a: { b: { c: { d: { e: { f: { g: { 'deep.txt': 'deep' } } } } } } } } },
  nothing: {},
};

let engine: Engine;
beforeEach(async () => {
  engine = await Engine.open(module);
  await engine.add([new Folder('demo', FILES)]);
  await engine.settled();
});

async function finished(): Promise<{ image: FinishedImage; tree: ExpectedTree }> {
  const image = await engine.tree.image();
  if ('failure' in image) throw new Error(image.failure.message);
  const { port1, port2 } = new MessageChannel();
  const sent = new Promise<ExpectedTree>((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
  });
  const failure = await engine.tree.expected(image.revision, port2);
  if (failure) throw new Error(failure.message);
  const tree = await sent;
  port1.close();
  return { image, tree };
}

const OPTIONS: readonly Partial<ChosenOptions>[] = [
  {},
  { joliet: false },
  { rockRidge: 'none' },
  { rockRidge: 'none', joliet: false },
  { rockRidge: 'none', joliet: false, isoLevel: 4 },
  { rockRidge: 'full', rockRidgeVersion: '1.12', keepDeep: true },
  { duplicatesOnce: true, jolietUnits: 103 },
  { translationTable: { name: 'TRANS.TBL', inJoliet: true } },
  { owner: { fileMode: 0o640, directoryMode: 0o750 }, endPadBlocks: 0 },
];

test.each(OPTIONS.map((options) => [JSON.stringify(options), options] as const))(
  'a good image of %s is good, before and after it was saved',
  async (_, options) => {
    await engine.tree.do({ do: 'options', options });
    expect((await engine.settled()).options).toMatchObject(options);
    const { image, tree } = await finished();
    for (const saved of [undefined, image.blob]) {
      const check = await checkAgainst(image.blob, saved, tree, () => {});
      expect(check.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(check).toMatchObject({ files: 5, folders: 10, errors: 0 });
    }
  },
);

test('edits are in what is expected', async () => {
  const rename = await engine.entry('a.txt');
  await engine.tree.do({ do: 'rename', entry: rename, name: 'other.txt' });
  await engine.tree.do({ do: 'executable', entries: [rename], executable: true });
  await engine.tree.do({ do: 'new-folder', into: 0, name: 'made' });
  await engine.tree.do({ do: 'hide', entries: [rename], from: 'joliet', hidden: true });
  await engine.settled();
  const { image, tree } = await finished();
  expect(await checkAgainst(image.blob, undefined, tree, () => {})).toMatchObject({ errors: 0, warnings: 0 });
});

/** Sentences about a saved image in which a byte is another one. */
async function flipped(image: FinishedImage, tree: ExpectedTree, at: number): Promise<string[]> {
  const bytes = new Uint8Array(await image.blob.arrayBuffer());
  bytes[at] = (bytes[at] as number) ^ 0xff;
  const check = await checkAgainst(image.blob, new Blob([bytes]), tree, () => {});
  expect(check.errors).toBeGreaterThan(0);
  return check.findings.map(({ sentence }) => sentence);
}

test('a byte of a file that is another is told of, by its path', async () => {
  const { image, tree } = await finished();
  const bytes = Buffer.from(await image.blob.arrayBuffer());
  const large = bytes.indexOf(LARGE.slice(0, 100));
  expect(await flipped(image, tree, large + 123_456)).toEqual([
    '“folder/large.bin” holds other bytes than it should, from byte 123456 of it on.',
  ]);
  expect(await flipped(image, tree, bytes.indexOf('second'))).toContain(
    '“A long name, with {odd} characters: and more.txt” holds other bytes than it should, from byte 0 of it on.',
  );
});

test('a byte of a directory record that is another is told of, by the path of its entry', async () => {
  const { image, tree } = await finished();
  const bytes = Buffer.from(await image.blob.arrayBuffer());
  // In the name that Rock Ridge has.
  const named = await flipped(image, tree, bytes.indexOf('large.bin', bytes.indexOf('NM')));
  expect(named.join('\n')).toContain('“folder/large.bin” (Rock Ridge) is not in the image.');
  // The length in its record (ECMA-119 9.1.4), which stands 23 bytes before its identifier.
  const record = bytes.indexOf('LARGE.BIN;1') - 33;
  const length = await flipped(image, tree, record + 10);
  expect(length.join('\n')).toMatch(/Data length of “FOLDER\/LARGE\.BIN;1”|“folder\/large\.bin”/);
});

test('any byte that is another is told of', async () => {
  const { image, tree } = await finished();
  for (let at = 0; at < image.byteLength; at += 6173) await flipped(image, tree, at);
});

test('a file that was cut, or is something else, is told of', async () => {
  const { image, tree } = await finished();
  const cut = await checkAgainst(image.blob, image.blob.slice(0, -300_000), tree, () => {});
  expect(cut.findings[0]?.sentence).toContain('bytes');
  expect(cut.errors).toBeGreaterThan(0);
  const other = await checkAgainst(image.blob, new Blob(['PK\x03\x04']), tree, () => {});
  expect(other).toMatchObject({ errors: 1 });
});

test('an image that is laid out wrongly is told of before it is saved', async () => {
  const { image, tree } = await finished();
  const row = tree.byteLengths.indexOf(LARGE.length);
  tree.offsets[row] = 0;
  tree.blobs.set(tree.stores[row] as number, new Blob([LARGE.replace('large', 'LARGE')]));
  const check = await checkAgainst(image.blob, undefined, tree, () => {});
  expect(check.findings.map(({ sentence }) => sentence)).toEqual([
    '“folder/large.bin” holds other bytes than it should, from byte 0 of it on.',
  ]);
});

test('a file that one hierarchy hides is compared as the other has it, and one that both hide is not counted', async () => {
  const entry = await engine.entry('folder/large.bin');
  await engine.tree.do({ do: 'hide', entries: [entry], from: 'iso', hidden: true });
  await engine.settled();
  const { image, tree } = await finished();
  expect(await checkAgainst(image.blob, undefined, tree, () => {})).toMatchObject({ files: 5, errors: 0 });
  const row = tree.byteLengths.indexOf(LARGE.length);
  tree.offsets[row] = 0;
  tree.blobs.set(tree.stores[row] as number, new Blob([LARGE.replace('large', 'LARGE')]));
  const check = await checkAgainst(image.blob, undefined, tree, () => {});
  // That the hierarchies have other contents is told of, too.
  const errors = check.findings.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ sentence }) => sentence)).toEqual([
    '“folder/large.bin” holds other bytes than it should, from byte 0 of it on.',
  ]);
  await engine.tree.do({ do: 'hide', entries: [entry], from: 'joliet', hidden: true });
  await engine.settled();
  const hidden = await finished();
  expect(await checkAgainst(hidden.image.blob, undefined, hidden.tree, () => {})).toMatchObject({
    files: 4,
    errors: 0,
  });
});

test('the boot catalog is compared, too', async () => {
  const made = new ImageTree();
  const loader = 'loader '.repeat(1000);
  const entry = made.addFile(0, 'boot.img', { modifyTime: 0 }, { byteLength: loader.length, store: 0, offset: 0 });
  const catalog = addCatalog(made, 'boot.cat');
  made.setBoot({ catalog, entries: [{ ...PLAIN_ENTRY, image: { entry } }] });
  const disc = new File([imageOfTree(made, [loader], module) as BlobPart], 'disc.iso');
  engine = await Engine.open(module);
  await engine.addArchive({ name: disc.name, getFile: async () => disc }, 'disc');
  await engine.settled();
  const { image, tree } = await finished();
  expect(await checkAgainst(image.blob, undefined, tree, () => {})).toMatchObject({ files: 2, errors: 0 });
  const store = tree.stores[tree.catalog] as number;
  const bytes = new Uint8Array(await (tree.blobs.get(store) as Blob).arrayBuffer());
  bytes[37] = 0xff;
  tree.blobs.set(store, new Blob([bytes]));
  const check = await checkAgainst(image.blob, undefined, tree, () => {});
  expect(check.findings.map(({ sentence }) => sentence)).toEqual([
    '“boot.cat” holds other bytes than it should, from byte 37 of it on.',
  ]);
});
