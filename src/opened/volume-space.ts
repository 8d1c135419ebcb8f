/** How much of its volume space an image uses, and how much follows. */
import type { DiscImage } from '../reader/disc-image';
import type { Entry } from '../reader/entry';
import { little32 } from '../reader/fields';

const SIGNATURE_CE = 0x4543;

export class VolumeSpace {
  readonly #image: DiscImage;
  /** The first byte behind all that is in use. */
  #end = 0;

  constructor(image: DiscImage) {
    this.#image = image;
    for (const { root, blockBytes } of image.trees) this.#use(root.block * blockBytes, root.dataLength);
  }

  use({ extents }: Pick<Entry, 'extents'>): void {
    for (const { at, byteLength } of extents) this.#use(at, byteLength);
  }

  /** Blocks of the volume space behind all that is in use. */
  async padBlocks(): Promise<number> {
    const { primary } = this.#image;
    const { block, dataLength } = await this.#extension();
    this.#use(block * primary.blockBytes, dataLength);
    return Math.max(0, primary.blocks - Math.ceil(this.#end / primary.blockBytes));
  }

  #use(at: number, byteLength: number): void {
    this.#end = Math.max(this.#end, at + byteLength);
  }

  /** The continuation area of the root's `.`, which has the ER entry (SUSP 5.1 and 5.5). */
  async #extension(): Promise<{ block: number; dataLength: number }> {
    const { bytes, primary } = this.#image;
    const record = await bytes.read(primary.root.block * primary.blockBytes, 255);
    const end = record[0] ?? 0;
    for (let at = 34; at + 4 <= end; at += record[at + 2] as number) {
      const length = record[at + 2] as number;
      if (length < 4) break;
      const signature = ((record[at + 1] as number) << 8) | (record[at] as number);
      if (signature === SIGNATURE_CE && at + 28 <= end) {
        return { block: little32(record, at + 4), dataLength: little32(record, at + 12) + little32(record, at + 20) };
      }
    }
    return { block: 0, dataLength: 0 };
  }
}
