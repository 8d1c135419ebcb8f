/** What an image boots from, by its entries: which files are boot images and catalog, and what no folder shows. */
import {
  type Boot,
  type BootEntry,
  FLOPPY_SECTORS,
  Media,
  MOST_SECTORS,
  SECTOR_BYTES,
  wholeSectors,
} from '../image/boot';
import { GRUB2_END, tabledLength, tablesIn } from '../image/boot-info';
import type { EntryId } from '../image/tree';
import type { DiscImage } from '../reader/disc-image';
import type { BootCatalog, BootEntry as ReadEntry } from '../reader/el-torito';
import type { Entry } from '../reader/entry';

const BLOCK_BYTES = 2048;
/** Bytes of selection criteria, their type not counted, that one record has room for. */
const RECORD_CRITERIA = 19;
/** Of an entry's media type: selection criteria go on in another record. */
const GOES_ON = 0x20;

/** A run of an image's bytes that is no file. */
export interface HiddenRun {
  at: number;
  byteLength: number;
}

/** As `Boot` of a tree: files by their numbers among all entries, others by their places in `hidden`. */
export interface OpenedBoot {
  catalog: number | undefined;
  entries: (Omit<BootEntry, 'image'> & { image: { entry: number } | { hidden: number } })[];
  hidden: HiddenRun[];
}

/** What the tree boots from that an image became. */
export function bootOf(
  { catalog, entries }: OpenedBoot,
  entryOf: (index: number) => EntryId,
  contentOf: (hidden: number) => number,
): Boot {
  return {
    catalog: catalog === undefined ? undefined : entryOf(catalog),
    entries: entries.map(({ image, ...entry }) => ({
      ...entry,
      image: 'entry' in image ? { entry: entryOf(image.entry) } : { content: contentOf(image.hidden) },
    })),
  };
}

/** Looks for the files of the catalog while entries are read. */
export class BootFiles {
  readonly #image: DiscImage;
  readonly #catalog: BootCatalog;
  /** By where it begins: a file, once it was met. */
  readonly #files = new Map<number, { index: number; byteLength: number } | undefined>();
  /** By the same, where the next thing begins. */
  readonly #ends = new Map<number, number>();
  /** What cannot be kept, in words; undefined: all can. */
  lost: string | undefined;

  /** Undefined where an image has no boot catalog that can be read. */
  static async of(image: DiscImage): Promise<BootFiles | undefined> {
    const catalog = await image.bootCatalog();
    return catalog && new BootFiles(image, catalog);
  }

  private constructor(image: DiscImage, catalog: BootCatalog) {
    this.#image = image;
    this.#catalog = catalog;
    this.#files.set(catalog.at, undefined);
    for (const { block } of this.#records()) this.#files.set(block * BLOCK_BYTES, undefined);
    for (const at of this.#files.keys()) {
      const end = Math.min(image.source.byteLength, image.primary.blocks * BLOCK_BYTES);
      this.#ends.set(
        at,
        [...this.#files.keys()].reduce((next, one) => (one > at ? Math.min(next, one) : next), end),
      );
    }
  }

  /** Something that has its place in the image. @param index its number; undefined: it is no file that is kept */
  meet({ extents, byteLength, kind }: Pick<Entry, 'extents' | 'byteLength' | 'kind'>, index?: number): void {
    const first = extents[0];
    if (!first) return;
    for (const [at, end] of this.#ends) if (first.at > at && first.at < end) this.#ends.set(at, first.at);
    const isWanted = index !== undefined && kind === 'file' && byteLength > 0 && this.#files.has(first.at);
    if (isWanted && !this.#files.get(first.at)) this.#files.set(first.at, { index, byteLength });
  }

  /** What was found; after all entries. Undefined: nothing of it can be kept. */
  async boot(): Promise<OpenedBoot | undefined> {
    const hidden: HiddenRun[] = [];
    const entries: OpenedBoot['entries'] = [];
    for (const [number, section] of this.#catalog.sections.entries()) {
      for (const [at, read] of section.entries.entries()) {
        const found = await this.#find(read, hidden);
        if (!found) {
          this.lost = 'a boot image that lies beyond the end of the image';
          continue;
        }
        if (read.criteria.length > RECORD_CRITERIA)
          this.lost ??= 'the selection criteria of a boot entry, which are long,';
        const { image, byteLength, tables } = found;
        const isWhole = read.media === Media.none && read.sectors === Math.min(wholeSectors(byteLength), MOST_SECTORS);
        entries.push({
          image,
          platform: section.platform,
          isBootable: read.isBootable,
          media: read.media & ~GOES_ON,
          loadSegment: read.loadSegment,
          sectors: isWhole ? undefined : read.sectors,
          systemType: read.systemType,
          beginsSection: number > 0 && at === 0,
          identifier: at === 0 ? section.identifierBytes : new Uint8Array(0),
          criteria: Uint8Array.of(read.criteriaType, ...read.criteria.subarray(0, RECORD_CRITERIA)),
          tables,
        });
      }
    }
    if (entries.length === 0) return undefined;
    return { catalog: this.#files.get(this.#catalog.at)?.index, entries, hidden };
  }

  /** Where bytes lie that no folder shows: the catalog, too. */
  runs({ catalog, hidden }: OpenedBoot): HiddenRun[] {
    return catalog === undefined ? [...hidden, { at: this.#catalog.at, byteLength: BLOCK_BYTES }] : hidden;
  }

  *#records(): Generator<ReadEntry> {
    for (const { entries } of this.#catalog.sections) yield* entries;
  }

  async #find(
    read: ReadEntry,
    hidden: HiddenRun[],
  ): Promise<{ image: { entry: number } | { hidden: number }; byteLength: number; tables: number } | undefined> {
    const at = read.block * BLOCK_BYTES;
    const head = await this.#image.bytes.read(at, GRUB2_END);
    const file = this.#files.get(at);
    if (file) {
      const { index, byteLength } = file;
      return { image: { entry: index }, byteLength, tables: tablesIn(head, read.block, byteLength) };
    }
    const known = hidden.findIndex((run) => run.at === at);
    const byteLength = this.#hiddenLength(read, head);
    if (byteLength <= 0) return undefined;
    const number = known < 0 ? hidden.push({ at, byteLength }) - 1 : known;
    return { image: { hidden: number }, byteLength, tables: tablesIn(head, read.block, byteLength) };
  }

  /** Nothing tells how long a boot image is that is no file: as long as it says, as its floppy, or to what follows. */
  #hiddenLength({ block, media, sectors }: ReadEntry, head: Uint8Array): number {
    const at = block * BLOCK_BYTES;
    const room = Math.min(this.#image.source.byteLength, this.#image.primary.blocks * BLOCK_BYTES) - at;
    const floppy = FLOPPY_SECTORS[media & 0x0f];
    const own = tabledLength(head, block) ?? (floppy === undefined ? undefined : floppy * SECTOR_BYTES);
    const toNext = (this.#ends.get(at) as number) - at;
    return Math.min(room, own ?? Math.max(toNext, sectors * SECTOR_BYTES));
  }
}
