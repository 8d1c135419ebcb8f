/** What the image that is known says of entries, for columns of the tree that are asked for. */
import type { NameSpace } from '../image/changes';
import { type EntryId, type ImageTree, Kind } from '../image/tree';
import { ignoreLoss, type Link } from './connection';
import type { Imager, KnownImage } from './imager';
import type { EncodeService } from './protocol';
import type { DiscCells, DiscColumn } from './session';

/** Stands for what has no row, or no place, in the image. */
const NONE = 0;

/** The way from the tree to an image: each number is one more than a row's, or a content's, and 0 where there is none. */
interface Places {
  known: KnownImage;
  rows: Uint32Array;
  contents: Uint32Array;
}

export class DiscCellReader {
  readonly #tree: ImageTree;
  readonly #imager: Imager;
  readonly #encoder: Link<EncodeService>;
  /** Let go of with the image. */
  readonly #places = new WeakMap<KnownImage, Places>();

  constructor({ tree, imager }: { tree: ImageTree; imager: Imager }, encoder: Link<EncodeService>) {
    this.#tree = tree;
    this.#imager = imager;
    this.#encoder = encoder;
  }

  /** Cells by column, in the order of the entries; undefined while no image is known. */
  async cells(entries: readonly EntryId[], columns: readonly DiscColumn[]): Promise<DiscCells | undefined> {
    const { known } = this.#imager;
    if (!known) return undefined;
    const places = this.#placesIn(known);
    const cells: DiscCells = {};
    if (columns.includes('block')) cells.block = entries.map((entry) => this.#blockOf(entry, places));
    const spaces = { iso: true, joliet: known.options.joliet };
    for (const space of ['iso', 'joliet'] as const) {
      if (!columns.includes(space)) continue;
      const names = spaces[space] ? await this.#names(entries, space, places) : entries.map(() => null);
      if (!names || this.#imager.known !== known) return undefined;
      cells[space] = names;
    }
    return cells;
  }

  async #names(entries: readonly EntryId[], space: NameSpace, { known, rows }: Places) {
    const there = entries.filter((entry) => (rows[entry] ?? NONE) !== NONE);
    const ask = (encoder: Parameters<Parameters<Link<EncodeService>['ask']>[0]>[0]) =>
      encoder.names(
        known.revision,
        space,
        there.map((entry) => (rows[entry] as number) - 1),
      );
    const names = await this.#encoder.ask(ask).catch(ignoreLoss);
    if (!names) return undefined;
    const byEntry = new Map(there.map((entry, at) => [entry, names[at] as string]));
    return entries.map((entry) => byEntry.get(entry) ?? null);
  }

  /** The first block of a file's bytes; null where it has none, or is no file. */
  #blockOf(entry: EntryId, { known, contents }: Places): number | null {
    if (this.#tree.kind(entry) !== Kind.file || this.#tree.byteLength(entry) === 0) return null;
    const row = contents[this.#tree.contentNumber(entry)] ?? NONE;
    return row === NONE ? null : (known.layout.contentBlocks[row - 1] ?? null);
  }

  #placesIn(known: KnownImage): Places {
    const earlier = this.#places.get(known);
    if (earlier) return earlier;
    const { entries, contents } = known.manifest;
    const places = {
      known,
      rows: inverse(entries, this.#tree.length),
      contents: inverse(contents, this.#tree.contentCount),
    };
    this.#places.set(known, places);
    return places;
  }
}

function inverse(numbers: Uint32Array, length: number): Uint32Array {
  const places = new Uint32Array(length);
  for (let at = 0; at < numbers.length; at++) places[numbers[at] as number] = at + 1;
  return places;
}
