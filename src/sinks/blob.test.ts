import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Encoder } from '../image/encoder';
import { structureRuns } from '../image/layout';
import { buildManifest } from '../image/manifest';
import { DEFAULT_OPTIONS } from '../image/options';
import { contentPlaces, ImagePlan } from '../image/plan';
import { TranslationTable } from '../image/translation-tables';
import { ImageTree } from '../image/tree';
import { composeImage } from './blob';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));
const BLOCK_BYTES = 2048;

test('structures that lie among the files are where the layout says', async () => {
  const tree = new ImageTree();
  const store = new Blob([new Uint8Array(9000).fill(0x78)]);
  for (const name of ['a', 'b', 'c']) {
    const folder = tree.addDirectory(0, name, { modifyTime: 0 });
    for (const file of ['first', 'zzz']) {
      tree.addFile(folder, file, { modifyTime: 0 }, { byteLength: 3000, store: 1, offset: 3000 });
    }
  }
  const translationTable = new TranslationTable('TRANS.TBL', true);
  const manifest = buildManifest(tree, { ...DEFAULT_OPTIONS, translationTable });
  const encoder = new Encoder(module, manifest.bytes);
  const runs = [...structureRuns(encoder.layout)];
  const metadata = new Blob(runs.map(({ firstBlock, blocks }) => encoder.render(firstBlock, blocks).slice()));
  const plan = new ImagePlan(encoder.layout, contentPlaces(tree, manifest));
  const sources = { metadata, store: () => store, isPacked: () => false };
  const image = new Uint8Array(await composeImage(plan.segments(), plan.byteLength, sources, '').arrayBuffer());

  expect(runs).toHaveLength(5);
  for (const { firstBlock, blocks } of runs) {
    const bytes = image.subarray(firstBlock * BLOCK_BYTES, (firstBlock + blocks) * BLOCK_BYTES);
    expect(bytes).toEqual(encoder.render(firstBlock, blocks));
  }
  const { contentBlocks } = encoder.layout;
  for (const [content] of manifest.contents.entries()) {
    const start = (contentBlocks[content] as number) * BLOCK_BYTES;
    const bytes = image.subarray(start, start + 2 * BLOCK_BYTES);
    expect(bytes.lastIndexOf(0x78)).toBe(2999);
  }
});
