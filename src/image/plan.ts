import { BLOCK_BYTES } from '../../wasm/abi';
import type { Patch, Patches } from './boot-info';
import { type Layout, structureByteLength } from './layout';
import type { Manifest } from './manifest';
import type { ContentRef, ImageTree } from './tree';

/** A run of an image's bytes: structures to render, somebody else's bytes, or zeros. */
export type Segment =
  | { kind: 'metadata'; firstBlock: number; blocks: number }
  | {
      kind: 'source';
      content: number;
      store: number;
      offset: number;
      byteLength: number;
      /** Bytes that stand in for some of the source's. */
      patches?: readonly Patch[];
    }
  | { kind: 'zeros'; byteLength: number };

/** Where the bytes of each content are, but structures: columns, by the order number of the plan's layout. */
export interface ContentPlaces {
  /** The tree's number of each content. */
  numbers: Uint32Array;
  byteLengths: Float64Array;
  stores: Uint32Array;
  offsets: Float64Array;
}

/** The places of a manifest's contents, as the tree knows them now. */
export function contentPlaces(tree: ImageTree, manifest: Pick<Manifest, 'contents'>): ContentPlaces {
  const columns = tree.columns();
  const numbers = manifest.contents;
  const byteLengths = new Float64Array(numbers.length);
  const stores = new Uint32Array(numbers.length);
  const offsets = new Float64Array(numbers.length);
  for (let index = 0; index < numbers.length; index++) {
    const content = numbers[index] as number;
    byteLengths[index] = columns.contentBytes[content] as number;
    stores[index] = columns.contentStore[content] as number;
    offsets[index] = columns.contentOffset[content] as number;
  }
  return { numbers, byteLengths, stores, offsets };
}

/** The contents without bytes: no segment of a plan speaks of them. */
export function* emptyContents({ byteLengths, stores, offsets }: ContentPlaces): Generator<ContentRef> {
  for (const [index, byteLength] of byteLengths.entries()) {
    if (byteLength === 0) yield { byteLength, store: stores[index] as number, offset: offsets[index] as number };
  }
}

/** Bytes of all contents, by their numbers in the layout. */
export function contentByteLengths(layout: Layout, { byteLengths }: ContentPlaces): Float64Array {
  const all = new Float64Array(byteLengths.length + layout.structureBytes.length);
  all.set(byteLengths);
  all.set(layout.structureBytes, byteLengths.length);
  return all;
}

/**
 * An image as it will be, not yet written: its exact size, and its bytes as a lazy list of segments. However large
 * the image, the plan costs a few numbers for each content.
 */
export class ImagePlan {
  readonly layout: Layout;
  readonly #places: ContentPlaces;
  readonly #patches: Patches;

  /** @param patches of boot images */
  constructor(layout: Layout, places: ContentPlaces, patches: Patches = new Map()) {
    this.layout = layout;
    this.#places = places;
    this.#patches = patches;
  }

  /** Exact size of the image. */
  get byteLength(): number {
    return this.layout.blocks * BLOCK_BYTES;
  }

  /** The image's bytes in order, without a gap. Each source is followed by the zeros that fill its last block. */
  *segments(): IterableIterator<Segment> {
    const { contentOrder, contentBlocks, metadataBlocks } = this.layout;
    const { numbers, byteLengths, stores, offsets } = this.#places;
    yield { kind: 'metadata', firstBlock: 0, blocks: metadataBlocks };
    let position = metadataBlocks * BLOCK_BYTES;
    for (const content of contentOrder) {
      const start = (contentBlocks[content] as number) * BLOCK_BYTES;
      if (start > position) yield { kind: 'zeros', byteLength: start - position };
      const structure = structureByteLength(this.layout, content);
      if (structure !== undefined) {
        const blocks = Math.ceil(structure / BLOCK_BYTES);
        yield { kind: 'metadata', firstBlock: start / BLOCK_BYTES, blocks };
        position = start + blocks * BLOCK_BYTES;
        continue;
      }
      const byteLength = byteLengths[content] as number;
      const number = numbers[content] as number;
      const patches = this.#patches.get(number);
      yield {
        kind: 'source',
        content: number,
        store: stores[content] as number,
        offset: offsets[content] as number,
        byteLength,
        ...(patches ? { patches } : {}),
      };
      position = start + byteLength;
    }
    if (position < this.byteLength) yield { kind: 'zeros', byteLength: this.byteLength - position };
  }
}
