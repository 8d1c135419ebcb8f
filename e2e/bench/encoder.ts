import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Encoder } from '../../src/image/encoder';
import { buildManifest } from '../../src/image/manifest';
import { DEFAULT_OPTIONS } from '../../src/image/options';
import { ImageTree } from '../../src/image/tree';
import { compare, timeCommand } from './measure';
import { makeAlike, makeFiles, temporaryFolder } from './trees';

const module = new WebAssembly.Module(readFileSync('build/encoder.wasm'));
const RENDER_BLOCKS = 512;

/** The encoder alone against genisoimage's processor time for the same tree to /dev/null. */
export async function* cases(): AsyncGenerator<string> {
  const folder = temporaryFolder();
  const spread = makeFiles(join(folder, 'spread'), 100_000, 200, 1);
  const spreadManifest = manifestOf(100_000, 200, 1, (number) => `file${number}.txt`);
  const genisoimage = (path: string) => () =>
    timeCommand('genisoimage', ['-quiet', '-J', '-r', '-o', '/dev/null', path], 'processor');
  yield await compare({
    name: '100,000 files of one byte in 200 folders: layout',
    ours: () => encode(spreadManifest, false),
    other: genisoimage(spread),
    otherName: 'genisoimage (user + system)',
    target: 0.05,
  });
  yield await compare({
    name: '100,000 files of one byte in 200 folders: layout and render',
    ours: () => encode(spreadManifest, true),
    other: genisoimage(spread),
    otherName: 'genisoimage (user + system)',
    target: 0.1,
  });
  const alike = makeAlike(join(folder, 'alike'), 20_000);
  const alikeManifest = manifestOf(20_000, 1, 0, (number) => `a_long_common_prefix_${number}.txt`);
  yield await compare({
    name: '20,000 names of one folder that are alike in 8.3: layout and render',
    ours: () => encode(alikeManifest, true),
    other: genisoimage(alike),
    otherName: 'genisoimage (user + system)',
    target: 0.03,
    runs: 3,
  });
}

function manifestOf(files: number, folders: number, byteLength: number, name: (number: number) => string): Uint8Array {
  const tree = new ImageTree();
  const modified = { modifyTime: 1_700_000_000 };
  for (let folder = 0; folder < folders; folder++) {
    const parent = tree.addDirectory(0, `folder${folder}`, modified);
    for (let file = 0; file < files / folders; file++) {
      tree.addFile(parent, name(file), modified, { byteLength, store: 0, offset: 0 });
    }
  }
  return buildManifest(tree, DEFAULT_OPTIONS).bytes;
}

/** Seconds that a fresh encoder takes. */
function encode(manifest: Uint8Array, render: boolean): number {
  const begun = performance.now();
  const encoder = new Encoder(module, manifest);
  const { metadataBlocks } = encoder.layout;
  for (let block = 0; render && block < metadataBlocks; block += RENDER_BLOCKS) {
    encoder.render(block, Math.min(RENDER_BLOCKS, metadataBlocks - block));
  }
  return (performance.now() - begun) / 1000;
}
