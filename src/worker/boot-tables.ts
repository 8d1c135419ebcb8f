/** The tables that boot images need, which are known once these were read: what was learned of one stays. */
import { bootPatches, InfoChecksum, type Patches, tabledImages } from '../image/boot-info';
import type { Layout } from '../image/layout';
import type { Manifest } from '../image/manifest';
import type { ImageTree } from '../image/tree';
import type { Stores } from './stores';

export class BootTables {
  readonly #tree: ImageTree;
  readonly #stores: Stores;
  /** By content: its version, and the sum of that. */
  readonly #known = new Map<number, { version: number; sum: number }>();

  constructor(tree: ImageTree, stores: Stores) {
    this.#tree = tree;
    this.#stores = stores;
  }

  /**
   * The patches of an image that is laid out.
   * @param isLate asked between pieces: whether nobody wants them any more
   */
  async patches(manifest: Pick<Manifest, 'contents'>, layout: Layout, isLate: () => boolean): Promise<Patches> {
    const images = tabledImages(this.#tree);
    const sums = new Map<number, number>();
    for (const { content } of images) sums.set(content, await this.#sum(content, isLate));
    return bootPatches(images, sums, this.#tree, manifest, layout);
  }

  async #sum(content: number, isLate: () => boolean): Promise<number> {
    const version = this.#tree.contentVersion(content);
    const known = this.#known.get(content);
    if (known?.version === version) return known.sum;
    const { store, offset, byteLength } = this.#tree.contentAt(content);
    const blob = this.#stores.get(store).slice(offset, offset + byteLength);
    const checksum = new InfoChecksum();
    const reader = blob.stream().getReader();
    try {
      for (let piece = await reader.read(); !piece.done && !isLate(); piece = await reader.read()) {
        checksum.add(piece.value);
      }
    } finally {
      reader.cancel().catch(() => {});
    }
    const sum = checksum.value();
    if (!isLate()) this.#known.set(content, { version, sum });
    return sum;
  }
}
