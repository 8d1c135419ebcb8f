/** Whole images as the library makes them, to be held against genisoimage's. */
import { readFileSync } from 'node:fs';
import { Encoder } from '../../src/image/encoder';
import type { Layout } from '../../src/image/layout';
import { buildManifest } from '../../src/image/manifest';
import type { ImageOptions } from '../../src/image/options';
import { contentPlaces, ImagePlan } from '../../src/image/plan';
import type { WalkedTree } from '../../src/sources/node-directory';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));

/** The whole image as Isodrop makes it. */
export function imageOf(walked: WalkedTree, options: ImageOptions): Buffer {
  const manifest = buildManifest(walked.tree, options);
  const encoder = new Encoder(module, manifest.bytes);
  const parts: Uint8Array[] = [];
  for (const segment of new ImagePlan(encoder.layout, contentPlaces(walked.tree, manifest)).segments()) {
    if (segment.kind === 'metadata') parts.push(encoder.render(segment.firstBlock, segment.blocks).slice());
    else if (segment.kind === 'zeros') parts.push(new Uint8Array(segment.byteLength));
    else parts.push(readFileSync(walked.contents.path(segment.store, segment.offset)));
  }
  return Buffer.concat(parts);
}

/** What lies where in the image. */
export function layoutOf(walked: WalkedTree, options: ImageOptions): Layout {
  return new Encoder(module, buildManifest(walked.tree, options).bytes).layout;
}

/** As genisoimage made an image: the second in which it began, and what it calls itself. */
export function madeLike(options: ImageOptions, theirs: Buffer): ImageOptions {
  const digits = theirs.toString('latin1', 16 * 2048 + 813, 16 * 2048 + 827);
  const [, ...date] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits) ?? [];
  const [year, month, day, hour, minute, second] = date.map(Number) as [number, number, number, number, number, number];
  return {
    ...options,
    volumeTimes: { creation: Date.UTC(year, month - 1, day, hour, minute, second) / 1000 },
    identifiers: { application: theirs.toString('latin1', 16 * 2048 + 574, 16 * 2048 + 702).trimEnd() },
  };
}
