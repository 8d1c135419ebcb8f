/** The boot catalog and boot images that are told of the disc have the image's bytes wherever the tree is read. */
import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { BootTable, PLAIN_ENTRY, Platform } from '../image/boot';
import { ImageTree } from '../image/tree';
import { Comparing } from './comparing';
import { Engine, imageOfTree } from './engine.fixture';
import type { OutgoingTree } from './outgoing-tree';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));
const TEXTS = ['catalog', 'isolinux '.repeat(1000), 'efi '.repeat(1000), 'plain'];
const NAMES = ['boot.cat', 'isolinux.bin', 'efi.img', 'plain.txt'];

let engine: Engine;
/** By path, what the image has there. */
let inImage: Record<string, string>;

beforeEach(async () => {
  const tree = new ImageTree();
  const [catalog, loader, efi] = NAMES.map((name, store) => {
    const content = { byteLength: (TEXTS[store] as string).length, store, offset: 0 };
    return tree.addFile(0, name, { modifyTime: 0, mode: 0o444 }, content);
  }) as [number, number, number];
  const entries = [
    { ...PLAIN_ENTRY, image: { entry: loader }, tables: BootTable.info },
    { ...PLAIN_ENTRY, image: { entry: efi }, platform: Platform.efi },
  ];
  tree.setBoot({ catalog, entries });
  const file = new File([imageOfTree(tree, TEXTS, module) as BlobPart], 'disc.iso');
  engine = await Engine.open(module);
  await engine.addArchive({ name: 'disc.iso', getFile: async () => file }, 'disc');
  await engine.settled();
  // The catalog is another one, and the loader lies elsewhere.
  await engine.tree.do({ do: 'no-boot', index: 1 });
  await engine.tree.do({ do: 'boot-table', index: 0, told: true });
  await engine.tree.do({ do: 'new-file', into: 0, name: 'added.txt', text: 'a' });
  await engine.tree.do({ do: 'weight', entries: [await engine.entry('added.txt')], weight: 9 });
  await engine.settled();
  const image = Buffer.from(await engine.image());
  inImage = {};
  for (const [at, name] of NAMES.entries()) {
    const { firstBlock = 0 } = (await engine.tree.onDisc(await engine.entry(name))) ?? {};
    const byteLength = at === 0 ? 2048 : (TEXTS[at] as string).length;
    inImage[name] = image.toString('latin1', firstBlock * 2048, firstBlock * 2048 + byteLength);
  }
});

test('the image has other bytes than the files', () => {
  const others = NAMES.filter((name, at) => inImage[name] !== TEXTS[at]);
  expect(others).toEqual(['boot.cat', 'isolinux.bin']);
});

test('looking into files shows what the image has', async () => {
  for (const name of NAMES) {
    const contents = await engine.tree.contents(await engine.entry(name));
    if (!('kind' in contents) || contents.kind !== 'file') throw new Error(`“${name}” is no file`);
    expect(Buffer.from(await contents.bytes.arrayBuffer()).toString('latin1') === inImage[name], name).toBe(true);
  }
});

test('extracting files gives what the image has', async () => {
  const { port1, port2 } = new MessageChannel();
  const came = new Promise<OutgoingTree>((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
  });
  expect(await engine.tree.outgoing(undefined, port2)).toBeUndefined();
  const { names, nameStart, blobs, stores, offsets, byteLengths } = await came;
  port1.close();
  const found: Record<string, boolean> = {};
  for (let row = 1; row < stores.length; row++) {
    const name = Buffer.from(names.subarray(nameStart[row], nameStart[row + 1])).toString();
    const [offset, byteLength] = [offsets[row] as number, byteLengths[row] as number];
    const bytes = await blobs
      .get(stores[row] as number)
      ?.slice(offset, offset + byteLength)
      .arrayBuffer();
    if (name !== 'added.txt')
      found[name] = Buffer.from(bytes ?? new ArrayBuffer(0)).toString('latin1') === inImage[name];
  }
  expect(found).toEqual(Object.fromEntries(NAMES.map((name) => [name, true])));
});

test.each([1, 0])('the disc and the image that is made of it hold the same, with %i boot entries', async (left) => {
  if (left === 0) await engine.tree.do({ do: 'no-boot', index: 0 });
  await engine.settled();
  const { port1, port2 } = new MessageChannel();
  const finished = await engine.tree.image();
  if ('failure' in finished) throw new Error(finished.failure.message);
  const image = new File([await finished.blob.arrayBuffer()], 'made.iso');
  expect(await engine.tree.expected(finished.revision, port2)).toBeUndefined();
  const compared = await Comparing.of(
    { kind: 'disc', name: 'disc', tree: port1 },
    { kind: 'image', name: image.name, files: [image] },
    () => {},
  );
  expect(compared.rows({ kinds: ['removed', 'added', 'changed', 'attributes', 'unreadable'], text: '' }, 0, 9)).toEqual(
    {
      total: 0,
      rows: [],
    },
  );
});
