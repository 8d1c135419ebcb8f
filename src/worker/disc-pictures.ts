/** The pictures of the disc: what lies where in the image that is known, and what takes the room in the tree. */
import { type Directories, DiscMap } from '../image/disc-map';
import { PIECE_KINDS, type PieceKind } from '../image/disc-pieces';
import { type EntryId, type ImageTree, Kind, NO_ENTRY, ROOT } from '../image/tree';
import { ignoreLoss, type Link } from './connection';
import { DiscGroups, largestIn } from './disc-groups';
import type { Imager, KnownImage } from './imager';
import type { EncodeService } from './protocol';
import type { DiscColour, DiscPicture, DiscPiece, Revision, RoomInFolder, RoomItem, RoomPart } from './session';
import { GROUPS } from './shown-disc';
import { inSlices, type Work } from './slices';

/** Contents looked at between two pauses. */
const STEP = 4096;
/** Cells of a picture, and pieces or parts of a list, that are told at once. */
const MOST_CELLS = 65_536;
const MOST_PIECES = 1000;
/** The largest entries of a folder that are told, and those in each of them. */
const MOST_PARTS = 60;
const MOST_INNER_PARTS = 40;
/** What is in a folder in the folder is told down to this level, of such as have at least this share of all of it. */
const INNER_LEVELS = 2;
const INNER_SHARE = 1 / 400;

const COLOURS: readonly DiscColour[] = [...PIECE_KINDS, ...Array.from({ length: GROUPS + 2 }, (_, group) => group)];
const KIND_COLOURS = new Map(PIECE_KINDS.map((kind, colour) => [kind, colour]));

/** An image taken apart. */
interface Known {
  known: KnownImage;
  map: DiscMap;
  groups: DiscGroups;
  /** Of each content the colour, and one more than the entry of a file that has it; 0 of what is not in the tree. */
  colours: Uint8Array;
  owners: Uint32Array;
}

export class DiscPictures {
  readonly #tree: ImageTree;
  readonly #imager: Imager;
  readonly #encoder: Link<EncodeService>;
  readonly #revision: () => Revision;
  #taken: { known: KnownImage; parts: Promise<Known | undefined> } | undefined;

  /** @param revision of the tree now */
  constructor(
    { tree, imager }: { tree: ImageTree; imager: Imager },
    encoder: Link<EncodeService>,
    revision: () => Revision,
  ) {
    this.#tree = tree;
    this.#imager = imager;
    this.#encoder = encoder;
    this.#revision = revision;
  }

  /** The tree is another one by now: what was known of its image is let go. */
  forget(): void {
    this.#taken = undefined;
  }

  /** The image from a block on; undefined while it is not known. */
  async picture(first: number, blocksEach: number, cells: number): Promise<DiscPicture | undefined> {
    const taken = await this.#parts();
    if (!taken) return undefined;
    const { known, map, groups, colours } = taken;
    const from = Math.max(0, Math.min(Math.floor(first), map.blocks - 1));
    const each = Math.max(1, Math.floor(blocksEach));
    const colourOf = (kind: PieceKind, item: number) =>
      kind === 'file' ? (colours[item] as number) : (KIND_COLOURS.get(kind) as number);
    const work = map.picture(from, each, Math.min(cells, MOST_CELLS), colourOf);
    const drawn = await this.#sliced(work, known);
    return (
      drawn && {
        revision: known.revision,
        blocks: map.blocks,
        first: from,
        blocksEach: each,
        cells: drawn,
        colours: COLOURS,
        groups: groups.groups,
        otherBytes: groups.otherBytes,
        totals: map.totals,
        pieces: map.count,
      }
    );
  }

  /** Pieces in order, from the one on that a block belongs to. */
  async pieces(block: number, count: number): Promise<DiscPiece[] | undefined> {
    const taken = await this.#parts();
    if (!taken || !this.#isCurrent(taken.known)) return undefined;
    const { map } = taken;
    const first = map.indexAt(Math.max(0, Math.min(block, map.blocks - 1)));
    const end = Math.min(first + Math.min(count, MOST_PIECES), map.count);
    return Array.from({ length: Math.max(0, end - first) }, (_, at) => this.#piece(taken, first + at));
  }

  /** The largest entries in a folder, as the tree is now; undefined where it has none, or is changed meanwhile. */
  async room(folder: EntryId): Promise<RoomInFolder | undefined> {
    const tree = this.#tree;
    const revision = this.#revision();
    const isThere = folder === ROOT || (folder < tree.length && tree.isIncluded(folder));
    if (!isThere || tree.kind(folder) !== Kind.directory) return undefined;
    const room = await this.#slicedWhile(this.#roomIn(folder), () => this.#revision() === revision);
    return room && { revision, ...room };
  }

  *#roomIn(folder: EntryId): Work<Omit<RoomInFolder, 'revision'>> {
    const tree = this.#tree;
    const groups = yield* DiscGroups.of(tree);
    const { entries, others } = yield* largestIn(tree, folder, MOST_PARTS);
    const parts: RoomPart[] = [];
    for (const entry of entries) {
      const group = groups.of(entry);
      const files = tree.kind(entry) === Kind.directory ? tree.countsOf(entry).files : 1;
      const item = yield* this.#item(entry, INNER_LEVELS, tree.byteLength(folder) * INNER_SHARE);
      parts.push({ ...item, files, ...(group === undefined ? {} : { group }) });
    }
    const around: RoomInFolder['around'] = [];
    for (let at = folder; at !== ROOT; at = tree.parent(at)) {
      const parent = tree.parent(at);
      if (parent !== tree.dissolved || parent === NO_ENTRY) around.unshift({ entry: parent, name: tree.name(parent) });
    }
    const byteLength = tree.byteLength(folder);
    return { entry: folder, name: tree.name(folder), around, byteLength, imageBytes: tree.contentBytes, parts, others };
  }

  /** An entry with what is in it down to a level, as far as that is large enough. */
  *#item(entry: EntryId, levels: number, least: number): Work<RoomItem> {
    const tree = this.#tree;
    const byteLength = tree.byteLength(entry);
    const isFolder = tree.kind(entry) === Kind.directory;
    const parts: RoomItem[] = [];
    if (isFolder && levels > 0 && byteLength >= least) {
      for (const inner of (yield* largestIn(tree, entry, MOST_INNER_PARTS)).entries) {
        if (tree.byteLength(inner) >= least) parts.push(yield* this.#item(inner, levels - 1, least));
      }
    }
    return { entry, name: tree.name(entry), kind: isFolder ? 'folder' : 'file', byteLength, parts };
  }

  #piece({ map, known, owners }: Known, index: number): DiscPiece {
    const { kind, firstBlock, blocks, item } = map.piece(index);
    const piece: DiscPiece = { kind, firstBlock, blocks };
    if (kind === 'directory' || kind === 'joliet-directory') {
      const entry = known.manifest.entries[item];
      // RR_MOVED is the image's alone.
      return entry === undefined ? piece : { ...piece, entry, path: this.#tree.path(entry) };
    }
    const owner = kind === 'file' ? (owners[item] as number) - 1 : NO_ENTRY;
    if (owner < 0) return piece;
    return { ...piece, entry: owner, path: this.#tree.path(owner), byteLength: this.#tree.byteLength(owner) };
  }

  /** The image that is known, taken apart once; undefined while there is none, or the tree is another one by now. */
  #parts(): Promise<Known | undefined> {
    const { known } = this.#imager;
    if (!known || !this.#isCurrent(known)) return Promise.resolve(undefined);
    if (this.#taken?.known !== known) this.#taken = { known, parts: this.#takeApart(known) };
    return this.#taken.parts;
  }

  async #takeApart(known: KnownImage): Promise<Known | undefined> {
    const { joliet } = known.options;
    const directories = await this.#encoder
      .ask((encoder) => encoder.directories(known.revision, joliet))
      .catch(ignoreLoss);
    if (!directories || !this.#isCurrent(known)) return undefined;
    return this.#sliced(this.#owned(known, directories), known);
  }

  *#owned(known: KnownImage, directories: Directories): Work<Known> {
    const { entries, contents } = known.manifest;
    const map = yield* DiscMap.of(known.layout, directories);
    const groups = yield* DiscGroups.of(this.#tree);
    const groupOf = yield* groups.ofAll(entries);
    const { content, kind } = this.#tree.columns();
    // by the tree's number of a content one more than the layout's
    const places = new Uint32Array(this.#tree.contentCount);
    for (let at = 0; at < contents.length; at++) places[contents[at] as number] = at + 1;
    const owners = new Uint32Array(known.layout.contentBlocks.length);
    const colours = new Uint8Array(owners.length);
    for (let row = 0; row < entries.length; row++) {
      if (row % STEP === 0) yield;
      const entry = entries[row] as EntryId;
      const place = kind[entry] === Kind.file ? (places[content[entry] as number] ?? 0) : 0;
      if (place === 0 || owners[place - 1] !== 0) continue;
      owners[place - 1] = entry + 1;
      colours[place - 1] = PIECE_KINDS.length + (groupOf[entry] as number);
    }
    return { known, map, groups, colours, owners };
  }

  #isCurrent(known: KnownImage): boolean {
    return this.#imager.known === known && known.revision === this.#revision();
  }

  #sliced<Result>(work: Work<Result>, known: KnownImage): Promise<Result | undefined> {
    return this.#slicedWhile(work, () => this.#isCurrent(known));
  }

  /** Undefined where it is not wanted any more. */
  #slicedWhile<Result>(work: Work<Result>, isWanted: () => boolean): Promise<Result | undefined> {
    return new Promise((resolve) => {
      inSlices(work, resolve, () => {
        if (isWanted()) return true;
        resolve(undefined);
        return false;
      });
    });
  }
}
