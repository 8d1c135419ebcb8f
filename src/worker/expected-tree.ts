/** What an image is meant to hold, for who reads it back: taken from the tree, as columns. Loaded when somebody asks. */
import { catalogFile } from '../image/boot';
import type { Patch } from '../image/boot-info';
import { changedRows } from '../image/changes';
import type { NoticeCode } from '../image/notices';
import { notIn, type World } from '../image/readers';
import { permissions } from '../image/row-columns';
import { type ImageTree, Kind, Mark, NO_MODE, ROOT } from '../image/tree';
import type { EntryKind, NamespaceKind } from '../reader/entry';
import type { Link } from './connection';
import type { KnownImage, ReadyImage } from './imager';
import type { EncodeService } from './protocol';
import { inSlices, type Work } from './slices';
import { FIRST_FILE, type Stores } from './stores';

/** One of the image's hierarchies. */
export interface ExpectedNames {
  kind: NamespaceKind;
  /** Names that are not the tree's, by row. */
  given: Map<number, string>;
  /** Rows that are not in it. */
  absent: Uint32Array;
}

/** The entries by rows, each behind its folder's; the root is row 0. */
export interface ExpectedTree {
  parents: Uint32Array;
  /** `Kind` of each. */
  kinds: Uint8Array;
  /** Names as they are in the tree: their bytes, one after the other, and where each begins and the last one ends. */
  names: Uint8Array;
  nameStart: Uint32Array;
  byteLengths: Float64Array;
  /** Where the bytes of files are. */
  stores: Uint32Array;
  offsets: Float64Array;
  /** Unix seconds; NaN where it is not known. */
  modified: Float64Array;
  /** As they are recorded; `NO_MODE` where that is not known. */
  modes: Uint16Array;
  targets: Map<number, Uint8Array>;
  worlds: ExpectedNames[];
  /** Name of translation tables, where the image has them. */
  ownName: string | undefined;
  /** Bytes of boot images that are others than those of their files, by row. */
  patches: Map<number, readonly Patch[]>;
  /** The row of the boot catalog, whose contents are the image's own; 0: it has no file. */
  catalog: number;
  blobs: Map<number, Blob>;
}

export const KIND_NAMES: Readonly<Record<number, EntryKind>> = {
  [Kind.directory]: 'directory',
  [Kind.file]: 'file',
  [Kind.symbolicLink]: 'link',
};

/** What touches an image that is known. */
export interface ExpectedRooms {
  tree: ImageTree;
  stores: Stores;
}

/** No store of the session has this number. */
const CATALOG_STORE = FIRST_FILE - 1;
/** Names that are asked for at once. */
const NAMES = 20_000;

const CHANGED: Readonly<Record<'joliet' | 'rockRidge', readonly NoticeCode[]>> = {
  joliet: ['joliet-length', 'joliet-characters', 'joliet-collision'],
  rockRidge: ['rock-ridge-length'],
};
/** Those whose time has no form on the disc. */
const OTHER_TIMES: readonly NoticeCode[] = ['time', 'time-plain'];
const LEFT_OUT: readonly NoticeCode[] = ['link-without-rock-ridge', 'special-without-rock-ridge', 'table-replaces'];

/**
 * What an image that is known should hold. Undefined when the image is another one by now.
 * @param isCurrent whether it still is the one; asked between slices of the work
 */
export async function expectedTree(
  { tree, stores }: ExpectedRooms,
  known: ReadyImage,
  encoder: Link<EncodeService>,
  isCurrent: () => boolean,
): Promise<ExpectedTree | undefined> {
  const { entries } = known.manifest;
  const columns = await new Promise<Columns | undefined>((resolve) => {
    inSlices(columnsOf(tree, known), resolve, () => {
      if (!isCurrent()) resolve(undefined);
      return isCurrent();
    });
  });
  if (!columns) return undefined;
  const worlds = await worldsOf(known, entries.length, encoder);
  if (!worlds || !isCurrent()) return undefined;
  const blobs = new Map<number, Blob>();
  if (columns.catalog !== 0 && known.catalog) {
    columns.stores[columns.catalog] = CATALOG_STORE;
    columns.offsets[columns.catalog] = 0;
    blobs.set(CATALOG_STORE, known.catalog);
  }
  for (const store of new Set(columns.stores)) {
    if (store !== 0 && !blobs.has(store)) blobs.set(store, stores.get(store));
  }
  return {
    ...columns,
    worlds,
    ownName: known.options.translationTable?.name,
    blobs,
  };
}

/** What of it need not be copied on its way to another thread. */
export function buffersOf(expected: ExpectedTree): ArrayBufferLike[] {
  const { parents, kinds, names, nameStart, byteLengths, stores, offsets, modified, modes } = expected;
  return [parents, kinds, names, nameStart, byteLengths, stores, offsets, modified, modes].map(({ buffer }) => buffer);
}

type Columns = Omit<ExpectedTree, 'worlds' | 'ownName' | 'blobs'>;

/** Rows that are looked at before somebody else may have a turn. */
const ROWS = 1024;

function* columnsOf(tree: ImageTree, { manifest: { entries }, layout, options, patches }: ReadyImage): Work<Columns> {
  const catalog = catalogFile(tree);
  const count = entries.length;
  const rows = new Uint32Array(tree.length);
  const columns: Columns = {
    parents: new Uint32Array(count),
    kinds: new Uint8Array(count),
    names: new Uint8Array(0),
    nameStart: new Uint32Array(count + 1),
    byteLengths: new Float64Array(count),
    stores: new Uint32Array(count),
    offsets: new Float64Array(count),
    modified: new Float64Array(count),
    modes: new Uint16Array(count),
    targets: new Map(),
    patches: new Map(),
    catalog: 0,
  };
  const { nameStart } = columns;
  for (let row = 0; row < count; row++) {
    if (row % ROWS === 0) yield;
    const entry = entries[row] as number;
    rows[entry] = row;
    const kind = tree.kind(entry);
    columns.kinds[row] = kind;
    // The dissolved folder is none in the image: its row is the root's.
    columns.parents[row] = entry === ROOT ? 0 : (rows[tree.parent(entry)] as number);
    nameStart[row + 1] = (nameStart[row] as number) + tree.nameBytes(entry).length;
    const { modifyTime, mode = NO_MODE } = tree.attributes(entry);
    columns.modified[row] = modifyTime;
    columns.modes[row] = tree.hasMark(entry, Mark.imageOnly) ? NO_MODE : permissions(options, kind, mode);
    if (kind === Kind.symbolicLink) columns.targets.set(row, tree.targetBytes(entry).slice());
    if (kind !== Kind.file) continue;
    const { index, byteLength, store, offset } = tree.content(entry);
    if (entry === catalog) {
      columns.catalog = row;
      columns.byteLengths[row] = layout.structureBytes.at(-1) ?? 0;
      columns.stores[row] = store;
      columns.offsets[row] = offset;
      continue;
    }
    const own = patches.get(index);
    if (own) columns.patches.set(row, own);
    columns.byteLengths[row] = byteLength;
    if (byteLength === 0) continue;
    columns.stores[row] = store;
    columns.offsets[row] = offset;
  }
  columns.names = new Uint8Array(nameStart[count] as number);
  for (let row = 0; row < count; row++) {
    if (row % ROWS === 0) yield;
    columns.names.set(tree.nameBytes(entries[row] as number), nameStart[row] as number);
  }
  for (const code of OTHER_TIMES)
    for (const row of changedRows(layout, code, 0, count)) columns.modified[row] = Number.NaN;
  return columns;
}

/** The hierarchies that people see: Linux and Windows. The plain one is looked at where there is no other. */
async function worldsOf(
  known: KnownImage,
  count: number,
  encoder: Link<EncodeService>,
): Promise<ExpectedNames[] | undefined> {
  const { revision, options, layout } = known;
  const there = new Set(known.noticeGroups.map(({ code }) => code));
  const rowsOf = (codes: readonly NoticeCode[]) =>
    codes.filter((code) => there.has(code)).flatMap((code) => changedRows(layout, code, 0, count));
  const leftOut = rowsOf(LEFT_OUT);
  const world = async (
    kind: NamespaceKind,
    space: World,
    changed: readonly number[],
  ): Promise<ExpectedNames | undefined> => {
    const hidden = await encoder.ask((one) => one.surveyed(revision, notIn(space), 0, count));
    const given = new Map<number, string>();
    for (let first = 0; first < changed.length; first += NAMES) {
      const rows = changed.slice(first, first + NAMES);
      const names = await encoder.ask((one) => one.names(revision, space, rows));
      if (!names) return undefined;
      rows.forEach((row, at) => {
        given.set(row, names[at] as string);
      });
    }
    return hidden && { kind, given, absent: Uint32Array.from([...hidden, ...leftOut]) };
  };
  const worlds: (ExpectedNames | undefined)[] = [];
  if (options.rockRidge !== 'none') {
    worlds.push(await world('rock-ridge', 'rockRidge', rowsOf(CHANGED.rockRidge)));
  }
  if (options.joliet) {
    worlds.push(await world('joliet', 'joliet', rowsOf(CHANGED.joliet)));
  }
  if (worlds.length === 0) {
    const all = Array.from({ length: count - 1 }, (_, at) => at + 1);
    worlds.push(await world('iso', 'iso', all));
  }
  return worlds.includes(undefined) ? undefined : (worlds as ExpectedNames[]);
}
