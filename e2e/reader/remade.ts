/** Images that are opened and made again without a change. */
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { applyPatches, bootPatches, InfoChecksum, tabledImages } from '../../src/image/boot-info';
import { optionsOf } from '../../src/image/chosen-options';
import { layOut } from '../../src/image/lay-out';
import { contentPlaces, ImagePlan } from '../../src/image/plan';
import type { OpenedNotice } from '../../src/opened/opened-image';
import { readTree } from '../../src/opened/opened-tree';
import { bytesSource } from '../../src/reader/byte-source';
import { DiscImage } from '../../src/reader/disc-image';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));
/** Stores: the image itself, and what had to be decoded. */
const IMAGE = 1;

/** An image of what is in an image, and what it does not keep. */
export async function remade(image: Uint8Array): Promise<{ bytes: Buffer; notices: OpenedNotice[] }> {
  const stores: Uint8Array[] = [new Uint8Array(0), image];
  const opened = await readTree(await DiscImage.open(bytesSource(image)), async ({ range, byteLength }, contents) => {
    if (range) return { ...range, store: IMAGE };
    const pieces: Uint8Array[] = [];
    for await (const piece of contents()) pieces.push(piece.slice());
    stores.push(Buffer.concat(pieces));
    return { byteLength, store: stores.length - 1, offset: 0 };
  });
  const { tree, notices, options, volumeName } = opened;
  const { encoder, manifest } = layOut(module, tree, optionsOf(options, volumeName));
  const tabled = tabledImages(tree);
  const checksums = new Map(
    tabled.map(({ content }) => {
      const { store, offset, byteLength } = tree.contentAt(content);
      const sum = new InfoChecksum();
      sum.add((stores[store] as Uint8Array).subarray(offset, offset + byteLength));
      return [content, sum.value()];
    }),
  );
  const patches = bootPatches(tabled, checksums, tree, manifest, encoder.layout);
  const plan = new ImagePlan(encoder.layout, contentPlaces(tree, manifest), patches);
  const pieces: Uint8Array[] = [];
  for (const segment of plan.segments()) {
    if (segment.kind === 'zeros') pieces.push(new Uint8Array(segment.byteLength));
    else if (segment.kind === 'metadata') pieces.push(encoder.render(segment.firstBlock, segment.blocks).slice());
    else {
      const { store, offset, byteLength } = segment;
      const piece = (stores[store] as Uint8Array).slice(offset, offset + byteLength);
      applyPatches(piece, 0, segment.patches ?? []);
      pieces.push(piece);
    }
  }
  return { bytes: Buffer.concat(pieces), notices };
}
