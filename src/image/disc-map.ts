/** What lies where on the disc: the image as pieces, one after the other, and as a picture of them. */
import * as abi from '../../wasm/abi';
import { type KindTotal, PIECE_KINDS, type Piece, type PieceKind, SHADE } from './disc-pieces';
import type { DirectoryExtents } from './encoder';
import type { Layout } from './layout';

/** Pieces between two pauses. */
const STEP = 4096;

const KIND_NUMBERS = new Map(PIECE_KINDS.map((kind, number) => [kind, number]));
const numberOf = (kind: PieceKind) => KIND_NUMBERS.get(kind) as number;

const REGION_KINDS: Readonly<Record<number, PieceKind>> = {
  [abi.REGION_SYSTEM_AREA]: 'system-area',
  [abi.REGION_PRIMARY_VOLUME_DESCRIPTOR]: 'primary-descriptor',
  [abi.REGION_BOOT_RECORD]: 'boot-record',
  [abi.REGION_ENHANCED_VOLUME_DESCRIPTOR]: 'enhanced-descriptor',
  [abi.REGION_JOLIET_VOLUME_DESCRIPTOR]: 'joliet-descriptor',
  [abi.REGION_VOLUME_DESCRIPTOR_SET_TERMINATOR]: 'terminator',
  [abi.REGION_VERSION_BLOCK]: 'version',
  [abi.REGION_PATH_TABLE]: 'path-table',
  [abi.REGION_JOLIET_PATH_TABLE]: 'joliet-path-table',
  [abi.REGION_DIRECTORY_TREE]: 'directory',
  [abi.REGION_JOLIET_DIRECTORY_TREE]: 'joliet-directory',
  [abi.REGION_EXTENSION_RECORD]: 'extension',
  [abi.REGION_FILES]: 'file',
  [abi.REGION_END_PADDING]: 'padding',
};

/** Directories of both hierarchies; `joliet` is absent where the image has none. */
export interface Directories {
  iso: DirectoryExtents;
  joliet?: DirectoryExtents;
}

/**
 * The pieces of an image, which lie side by side from its first block to its last. A few
 * columns of numbers: an image of a million files has a million pieces.
 */
export class DiscMap {
  /** Blocks of the image. */
  readonly blocks: number;
  totals: readonly KindTotal[] = [];
  readonly #kinds: Uint8Array;
  readonly #firstBlocks: Uint32Array;
  readonly #items: Uint32Array;
  #count = 0;

  /** Works it out, in steps of a millisecond or so. */
  static *of(layout: Layout, directories: Directories): Generator<void, DiscMap> {
    const map = new DiscMap(layout, directories);
    yield* map.#fill(layout, directories);
    yield* map.#sum();
    return map;
  }

  private constructor({ blocks, regions, contentOrder }: Layout, { iso, joliet }: Directories) {
    const most = regions.length * 2 + iso.rows.length + (joliet?.rows.length ?? 0) + contentOrder.length;
    this.blocks = blocks;
    this.#kinds = new Uint8Array(most);
    this.#firstBlocks = new Uint32Array(most);
    this.#items = new Uint32Array(most);
  }

  *#fill(layout: Layout, directories: Directories): Generator<void> {
    const { regions, contentOrder, contentBlocks, structureBytes, bootCatalog } = layout;
    const firstStructure = contentBlocks.length - structureBytes.length;
    for (const { id, firstBlock, blocks } of regions) {
      if (blocks === 0) continue;
      const kind = REGION_KINDS[id] as PieceKind;
      const listed =
        kind === 'directory' ? directories.iso : kind === 'joliet-directory' ? directories.joliet : undefined;
      if (listed) {
        for (const [at, row] of listed.rows.entries()) {
          this.#add(kind, listed.firstBlocks[at] as number, row);
          if (at % STEP === 0) yield;
        }
      } else if (kind === 'file') {
        for (const content of contentOrder) {
          const table = content === bootCatalog ? 'boot-catalog' : 'translation-table';
          const what = content < firstStructure ? 'file' : table;
          this.#add(what, contentBlocks[content] as number, content);
          if (this.#count % STEP === 0) yield;
        }
      } else if (kind === 'path-table' || kind === 'joliet-path-table') {
        // ECMA-119 9.4: type L, whose numbers begin with the low byte, and type M
        this.#add(kind, firstBlock, 0);
        this.#add(kind, firstBlock + blocks / 2, 0);
      } else this.#add(kind, firstBlock, 0);
    }
  }

  /** How many pieces there are. */
  get count(): number {
    return this.#count;
  }

  piece(index: number): Piece {
    const firstBlock = this.#firstBlocks[index] as number;
    return {
      kind: PIECE_KINDS[this.#kinds[index] as number] as PieceKind,
      firstBlock,
      blocks: this.#end(index) - firstBlock,
      item: this.#items[index] as number,
    };
  }

  /** The piece that a block of the image belongs to. */
  indexAt(block: number): number {
    let low = 0;
    let high = this.#count;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.#firstBlocks[middle] as number) <= block) low = middle;
      else high = middle;
    }
    return low;
  }

  /**
   * A picture: `cells` runs of `blocksEach` blocks from `first` on, each with the colour that has most of its blocks (of
   * two that have as many, the one that comes first). `SHADE` is set where half of it or more is a piece that has an
   * odd number, so that neighbours can be told apart. Cells behind the image's end are not there.
   * @param colours of a piece, by its kind's number and item; below `SHADE`
   */
  *picture(
    first: number,
    blocksEach: number,
    cells: number,
    colours: (kind: PieceKind, item: number) => number,
  ): Generator<void, Uint8Array> {
    const there = Math.max(0, Math.min(cells, Math.ceil((this.blocks - first) / blocksEach)));
    const picture = new Uint8Array(there);
    const sums = new Float64Array(SHADE);
    let index = this.indexAt(first);
    let seen = 0;
    for (let cell = 0; cell < there; cell++) {
      const from = first + cell * blocksEach;
      const end = Math.min(from + blocksEach, this.blocks);
      sums.fill(0);
      let best: number | undefined;
      let shade = 0;
      while (true) {
        const shared = Math.min(end, this.#end(index)) - Math.max(from, this.#firstBlocks[index] as number);
        const colour = colours(PIECE_KINDS[this.#kinds[index] as number] as PieceKind, this.#items[index] as number);
        const sum = (sums[colour] as number) + shared;
        sums[colour] = sum;
        if (best === undefined || sum > (sums[best] as number)) best = colour;
        if (shared * 2 >= end - from && index % 2 === 1) shade = SHADE;
        if (++seen % STEP === 0) yield;
        if (this.#end(index) > end || index === this.#count - 1) break;
        index++;
        if ((this.#firstBlocks[index] as number) >= end) break;
      }
      picture[cell] = best + shade;
    }
    return picture;
  }

  #end(index: number): number {
    return index + 1 < this.#count ? (this.#firstBlocks[index + 1] as number) : this.blocks;
  }

  #add(kind: PieceKind, firstBlock: number, item: number): void {
    this.#kinds[this.#count] = numberOf(kind);
    this.#firstBlocks[this.#count] = firstBlock;
    this.#items[this.#count++] = item;
  }

  *#sum(): Generator<void> {
    const totals = new Map<number, KindTotal>();
    for (let index = 0; index < this.#count; index++) {
      if (index % STEP === 0) yield;
      const number = this.#kinds[index] as number;
      const firstBlock = this.#firstBlocks[index] as number;
      const blocks = this.#end(index) - firstBlock;
      const total = totals.get(number);
      if (total) {
        total.blocks += blocks;
        total.pieces++;
      } else totals.set(number, { kind: PIECE_KINDS[number] as PieceKind, firstBlock, blocks, pieces: 1 });
    }
    this.totals = [...totals.values()];
  }
}
