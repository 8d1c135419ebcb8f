/** The encoder alone, over manifests of trees that are on no disk. Times are processor time. */
import { readFileSync } from 'node:fs';
import { Encoder } from '../../src/image/encoder';
import { buildManifest } from '../../src/image/manifest';
import { DEFAULT_OPTIONS } from '../../src/image/options';
import { ImageTree } from '../../src/image/tree';
import type { Case } from './cases';
import { compare, limited, showBytes, timeCommand, timeWork } from './measure';
import { plainName, treeOf } from './trees';

const module = new WebAssembly.Module(readFileSync('build/encoder.wasm'));
const RENDER_BLOCKS = 512;
const RENDER_BYTES = RENDER_BLOCKS * 2048;

/** Files of one byte, evenly in folders. */
function manifestOf(files: number, folders: number): Uint8Array {
  const tree = new ImageTree();
  const modified = { modifyTime: 1_700_000_000 };
  for (let folder = 0; folder < folders; folder++) {
    const parent = tree.addDirectory(0, `folder${folder}`, modified);
    for (let file = 0; file < files / folders; file++) {
      tree.addFile(parent, plainName(file), modified, { byteLength: 1, store: 0, offset: 0 });
    }
  }
  return buildManifest(tree, DEFAULT_OPTIONS).bytes;
}

function renderAll(encoder: Encoder): void {
  const { metadataBlocks } = encoder.layout;
  for (let block = 0; block < metadataBlocks; block += RENDER_BLOCKS) {
    encoder.render(block, Math.min(RENDER_BLOCKS, metadataBlocks - block));
  }
}

/** Seconds that a fresh encoder takes to lay out and render everything. */
const encode = (manifest: Uint8Array) => timeWork(() => renderAll(new Encoder(module, manifest)));

export const wasmCases: readonly Case[] = [
  {
    name: 'wasm-layout',
    async *rows({ runs }) {
      const path = treeOf({ files: 100_000, folders: 200, bytes: 1 });
      const manifest = manifestOf(100_000, 200);
      const genisoimage = {
        name: 'genisoimage, user + system',
        run: () => timeCommand('genisoimage', ['-quiet', '-J', '-r', '-o', '/dev/null', path], 'processor'),
      };
      yield* await compare({
        what: '100,000 files of one byte in 200 folders: `layout`',
        ours: () => timeWork(() => void new Encoder(module, manifest)),
        peers: [{ ...genisoimage, target: 0.025 }],
        runs,
      });
      yield* await compare({
        what: 'the same: `layout` and `render` of everything',
        ours: () => encode(manifest),
        peers: [{ ...genisoimage, target: 0.05 }],
        runs,
      });
    },
  },
  {
    name: 'wasm-million',
    async *rows({ runs }) {
      const million = manifestOf(1_000_000, 2000);
      // Ten times, so that a run of the smaller one is as long and meets as much of what else goes on.
      const hundredThousand = manifestOf(100_000, 200);
      const tenTimes = () => Array.from({ length: 10 }, () => encode(hundredThousand)).reduce((sum, one) => sum + one);
      const oneFolder = manifestOf(1_000_000, 1);
      yield* await compare({
        what: '1,000,000 files, 500 in a folder, for each entry',
        ours: () => encode(million),
        peers: [{ name: '10 times 100,000 of the same shape', run: tenTimes, target: 1.5 }],
        runs,
      });
      yield* await compare({
        what: '1,000,000 files in one folder, for each entry',
        ours: () => encode(oneFolder),
        peers: [{ name: '10 times 100,000, 500 in a folder', run: tenTimes, target: 2 }],
        runs,
      });
    },
  },
  {
    name: 'wasm-memory',
    async *rows() {
      const count = 1_000_000;
      for (const folders of [2000, 1]) {
        const manifest = manifestOf(count, folders);
        const encoder = new Encoder(module, manifest);
        renderAll(encoder);
        const more = (encoder.memoryBytes - manifest.length - RENDER_BYTES) / count;
        const what = `1,000,000 files in ${folders} folders: linear memory for each entry beyond manifest and render buffer`;
        yield limited(what, [more], showBytes, 64);
      }
    },
  },
];
