/** Images of random trees, laid out without a disk. */
import { readFileSync } from 'node:fs';
import { Encoder } from '../../src/image/encoder';
import { buildManifest, type Manifest } from '../../src/image/manifest';
import type { ImageOptions } from '../../src/image/options';
import { BLOCK_BYTES, type IsoImage, parseImage } from './iso-fields';
import type { Grown } from './random-trees';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));

export interface Encoded extends Grown {
  options: ImageOptions;
  encoder: Encoder;
  manifest: Manifest;
  /** The manifest's row of each entry. */
  rows: Map<number, number>;
}

export interface Laid extends Encoded {
  image: IsoImage;
  hasRockRidge: boolean;
}

export function encode(grown: Grown, options: ImageOptions): Encoded {
  const manifest = buildManifest(grown.tree, options, grown.sameContent);
  const rows = new Map([...manifest.entries].map((entry, row) => [entry, row]));
  return { ...grown, options, encoder: new Encoder(module, manifest.bytes), manifest, rows };
}

/** The structures of a tree's image, as if its contents followed. */
export function lay(grown: Grown, options: ImageOptions): Laid {
  const encoded = encode(grown, options);
  const { blocks, metadataBlocks } = encoded.encoder.layout;
  const image = parseImage(encoded.encoder.render(0, metadataBlocks).slice(), blocks * BLOCK_BYTES);
  return { ...encoded, image, hasRockRidge: options.rockRidge !== 'none' };
}
