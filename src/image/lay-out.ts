import { Encoder, EncoderError } from './encoder';
import { buildManifest, type Manifest } from './manifest';
import type { ImageOptions } from './options';
import type { ImageTree } from './tree';

/** An image that is laid out, with what it was made of. */
export interface LaidOut {
  options: ImageOptions;
  tree: ImageTree;
  manifest: Pick<Manifest, 'entries' | 'contents' | 'tables' | 'catalog'>;
  encoder: Encoder;
}

/**
 * Lays out the image of a tree. Throws an `EncoderError`, which names the entry that it is about, where there can be
 * no such image.
 * @param module the compiled `encoder.wasm`
 * @param sameContent of each content of the tree one that has the same bytes, see `buildManifest`
 */
export function layOut(
  module: WebAssembly.Module,
  tree: ImageTree,
  options: ImageOptions,
  sameContent?: Uint32Array,
): LaidOut {
  const { bytes, ...manifest } = buildManifest(tree, options, sameContent);
  try {
    return { options, tree, manifest, encoder: new Encoder(module, bytes) };
  } catch (error) {
    const row = error instanceof EncoderError ? error.entry : undefined;
    const entry = row === undefined ? undefined : manifest.entries[row];
    if (entry === undefined || !(error instanceof EncoderError)) throw error;
    throw error.about(tree.path(entry) || '/');
  }
}
