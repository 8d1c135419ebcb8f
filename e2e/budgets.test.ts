/** What can be counted of speed and size: the same on every machine. Times are in BENCHMARKS.md. */
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Encoder } from '../src/image/encoder';
import { buildManifest, type Manifest } from '../src/image/manifest';
import { DEFAULT_OPTIONS } from '../src/image/options';
import { ImagePlan } from '../src/image/plan';
import { ImageTree } from '../src/image/tree';
import { composeImage } from '../src/sinks/blob';

const module = new WebAssembly.Module(readFileSync(new URL('../build/encoder.wasm', import.meta.url)));
const BLOCK_BYTES = 2048;
const RENDER_BLOCKS = 64;

function manifestOf(files: number, folders: number): Manifest {
  const tree = new ImageTree();
  const modified = { modifyTime: 1_700_000_000 };
  for (let folder = 0; folder < folders; folder++) {
    const parent = tree.addDirectory(0, `folder${folder}`, modified);
    for (let file = 0; file < files / folders; file++) {
      tree.addFile(parent, `file${file}.txt`, modified, { byteLength: 1, store: 0, offset: 0 });
    }
  }
  return buildManifest(tree, DEFAULT_OPTIONS);
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe.each([
  { files: 200_000, folders: 400 },
  { files: 200_000, folders: 1 },
])('$files files in $folders folders', ({ files, folders }) => {
  const manifest = manifestOf(files, folders);

  test('take at most 32 bytes each in the manifest, besides their names', () => {
    const names = files * 'file100000.txt'.length;
    expect(manifest.bytes.length).toBeLessThan(files * 32 + names);
  });

  test('take at most 64 bytes each of the encoder, besides the manifest and what is rendered', () => {
    const encoder = new Encoder(module, manifest.bytes);
    for (let block = 0; block + RENDER_BLOCKS < encoder.layout.metadataBlocks; block += RENDER_BLOCKS) {
      encoder.render(block, RENDER_BLOCKS);
    }
    const rendered = RENDER_BLOCKS * BLOCK_BYTES;
    expect((encoder.memoryBytes - manifest.bytes.length - rendered) / files).toBeLessThan(64);
  });
});

test('the encoder is called twice for a layout, however many files there are', () => {
  const calls: string[] = [];
  const Instance = WebAssembly.Instance;
  vi.spyOn(WebAssembly, 'Instance').mockImplementation(function counted(code, imports) {
    const { exports } = new Instance(code, imports);
    const entries = Object.entries(exports).map(([name, value]) => {
      if (typeof value !== 'function') return [name, value];
      const called = (...words: unknown[]) => {
        calls.push(name);
        return value(...words);
      };
      return [name, called];
    });
    return { exports: Object.fromEntries(entries) } as WebAssembly.Instance;
  });
  new Encoder(module, manifestOf(10_000, 100).bytes);
  expect(calls).toEqual(['allocate', 'layout']);
});

test('packed files that lie in the image’s order are a part for each of their stores', () => {
  const { bytes, contents } = manifestOf(4000, 40);
  const { layout } = new Encoder(module, bytes);
  const perStore = 1000;
  const stores = new Uint32Array(contents.length);
  const offsets = new Float64Array(contents.length);
  layout.contentOrder.forEach((content, at) => {
    stores[content] = Math.floor(at / perStore);
    offsets[content] = (at % perStore) * BLOCK_BYTES;
  });
  const byteLengths = new Float64Array(contents.length).fill(1);
  const plan = new ImagePlan(layout, { numbers: contents, byteLengths, stores, offsets });
  const metadata = new Blob([new Uint8Array(layout.metadataBlocks * BLOCK_BYTES)]);
  const store = new Blob([new Uint8Array(perStore * BLOCK_BYTES)]);
  let parts = 0;
  vi.stubGlobal(
    'Blob',
    class extends Blob {
      constructor(from: BlobPart[], options?: BlobPropertyBag) {
        super(from, options);
        parts = from.length;
      }
    },
  );
  composeImage(plan.segments(), plan.byteLength, { metadata, store: () => store, isPacked: () => true }, '');
  // structures, four stores, and the padding at the end
  expect(parts).toBe(1 + 4 + 1);
});
