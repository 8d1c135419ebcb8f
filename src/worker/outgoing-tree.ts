/** What is to be extracted: rows taken from the tree, for who writes them. Loaded when somebody asks. */
import { type EntryId, type ImageTree, Kind, NO_ENTRY, NO_MODE, ROOT } from '../image/tree';
import { type OwnBytes, ownBytes } from './boot-bytes';
import type { History } from './history';
import type { Problems } from './problems';
import { inSlices, type Work } from './slices';
import { FIRST_FILE, type Stores } from './stores';

/** The entries by rows: each folder with all that is in it behind it. Row 0 is the place that all of it goes to. */
export interface OutgoingTree {
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
  /** Unix seconds. A folder of which nothing tells is as new as the newest file in it. */
  modified: Float64Array;
  /** The twelve POSIX permission bits; `NO_MODE` where they are not known. */
  modes: Uint16Array;
  owners: Map<number, { user: number; group: number }>;
  targets: Map<number, Uint8Array>;
  devices: Map<number, { major: number; minor: number }>;
  /** Rows of files by those that are other names of them. */
  linked: Map<number, number>;
  /** Rows that cannot be read. */
  unread: Set<number>;
  blobs: Map<number, Blob>;
  /** Paths of what an opened image has and is not in the tree, since it cannot be read. */
  lost: string[];
}

/** What is touched of the tree worker. */
export interface OutgoingRooms {
  tree: ImageTree;
  stores: Stores;
  problems: Problems;
  history: Pick<History, 'notices'>;
  /** The image, where it is known: what it has in the place of files' own bytes is what is extracted. */
  image?: OwnBytes | undefined;
}

/** Rows that are looked at before somebody else may have a turn. */
const ROWS = 1024;
/** 1980-01-01T00:00:00Z: the time of what has none. */
const NO_TIME = 315_532_800;

/**
 * What is in the image, or of it some entries with all that is in them. Paths begin at the innermost folder that has all
 * of those. Undefined when the tree changes meanwhile.
 */
export async function outgoingTree(
  rooms: OutgoingRooms,
  entries: readonly EntryId[] | undefined,
  isCurrent: () => boolean,
): Promise<OutgoingTree | undefined> {
  return new Promise((resolve) => {
    inSlices(rowsOf(rooms, entries), resolve, () => {
      if (!isCurrent()) resolve(undefined);
      return isCurrent();
    });
  });
}

/** What of it need not be copied on its way to another thread. */
export function outgoingBuffers(outgoing: OutgoingTree): ArrayBufferLike[] {
  const { parents, kinds, names, nameStart, byteLengths, stores, offsets, modified, modes } = outgoing;
  return [parents, kinds, names, nameStart, byteLengths, stores, offsets, modified, modes].map(({ buffer }) => buffer);
}

function* rowsOf(rooms: OutgoingRooms, entries: readonly EntryId[] | undefined): Work<OutgoingTree> {
  const { tree } = rooms;
  const found: { entry: EntryId; parent: number }[] = [{ entry: ROOT, parent: 0 }];
  const picked = entries && pick(tree, entries);
  const enter = (folder: EntryId, row: number, isWhole: boolean) => ({
    children: tree.sortedChildren(folder).values(),
    row,
    isWhole,
  });
  // What is in a folder follows it at once: tar programs give a folder its time when they leave it.
  const open = [enter(picked?.base ?? ROOT, 0, picked === undefined)];
  for (let at = open.at(-1); at; at = open.at(-1)) {
    const { value: entry, done } = at.children.next();
    if (done) {
      open.pop();
      yield;
      continue;
    }
    const isWhole = at.isWhole || picked?.all.has(entry) === true;
    if (!isWhole && !picked?.ways.has(entry)) continue;
    if (found.length % ROWS === 0) yield;
    const row = found.push({ entry, parent: at.row }) - 1;
    if (tree.kind(entry) === Kind.directory) open.push(enter(entry, row, isWhole));
  }
  return yield* columnsOf(rooms, found, entries);
}

/** Where paths begin, and the folders that lead from there to some entries. */
function pick(tree: ImageTree, entries: readonly EntryId[]) {
  let base: EntryId[] | undefined;
  for (const entry of entries) {
    const around = aroundOf(tree, entry);
    const differs = base?.findIndex((folder, at) => folder !== around[at]) ?? -1;
    if (!base) base = around;
    else if (differs >= 0) base = base.slice(0, differs);
  }
  const ways = new Set<EntryId>();
  for (const entry of entries) {
    for (const folder of aroundOf(tree, entry).slice(base?.length ?? 0)) ways.add(folder);
  }
  return { base: base?.at(-1) ?? ROOT, all: new Set(entries), ways };
}

/** The folders around an entry, the outermost first; the dissolved one is none. */
function aroundOf(tree: ImageTree, entry: EntryId): EntryId[] {
  const around: EntryId[] = [];
  for (let at = tree.parent(entry); at !== ROOT && at !== NO_ENTRY; at = tree.parent(at)) {
    if (at !== tree.dissolved) around.push(at);
  }
  return around.reverse();
}

/** What cannot be read of an image, in all of it or in some folders. */
function lostIn({ tree, history }: OutgoingRooms, entries: readonly EntryId[] | undefined): string[] {
  const lost = history.notices.flatMap(({ code, path }) => (code === 'opened-unreadable' ? [path] : []));
  if (!entries || lost.length === 0) return lost;
  const folders = entries.map((entry) => `${tree.path(entry)}/`);
  return lost.filter((path) => folders.some((folder) => path.startsWith(folder)));
}

function* columnsOf(
  rooms: OutgoingRooms,
  found: readonly { entry: EntryId; parent: number }[],
  entries: readonly EntryId[] | undefined,
): Work<OutgoingTree> {
  const { tree, stores, problems, image } = rooms;
  const ownOf = image && ownBytes(tree, image, (store) => stores.handOver(store));
  /** No store of the session has such a number. */
  let ownStore = FIRST_FILE;
  const count = found.length;
  const columns: OutgoingTree = {
    parents: Uint32Array.from(found, ({ parent }) => parent),
    kinds: new Uint8Array(count),
    names: new Uint8Array(0),
    nameStart: new Uint32Array(count + 1),
    byteLengths: new Float64Array(count),
    stores: new Uint32Array(count),
    offsets: new Float64Array(count),
    modified: new Float64Array(count),
    modes: new Uint16Array(count).fill(NO_MODE),
    owners: new Map(),
    targets: new Map(),
    devices: new Map(),
    linked: new Map(),
    unread: new Set(),
    blobs: new Map(),
    lost: lostIn(rooms, entries),
  };
  const bad = new Set(problems.open().flatMap((entry) => problems.shown(entry)));
  /** The first row of each content that has several names, with what must be alike. */
  const named = new Map<string, number>();
  const { nameStart } = columns;
  for (let row = 1; row < count; row++) {
    if (row % ROWS === 0) yield;
    const { entry } = found[row] as { entry: EntryId };
    const kind = tree.kind(entry);
    const { modifyTime, mode = NO_MODE, user, group, linkCount = 1, device } = tree.attributes(entry);
    columns.kinds[row] = kind;
    nameStart[row + 1] = (nameStart[row] as number) + tree.nameBytes(entry).length;
    columns.modified[row] = modifyTime;
    columns.modes[row] = mode;
    if (user !== undefined && group !== undefined) columns.owners.set(row, { user, group });
    if (kind === Kind.symbolicLink) columns.targets.set(row, tree.targetBytes(entry).slice());
    if (device && (kind === Kind.characterDevice || kind === Kind.blockDevice)) columns.devices.set(row, device);
    if (bad.has(entry)) columns.unread.add(row);
    if (kind !== Kind.file) continue;
    const { byteLength, store, offset, index } = tree.content(entry);
    columns.byteLengths[row] = byteLength;
    if (linkCount > 1) {
      // Equal contents are recorded once in many images, whosever they are.
      const key = [index, mode, user, group, modifyTime].join(' ');
      const first = named.get(key);
      if (first === undefined) named.set(key, row);
      else columns.linked.set(row, first);
    }
    const own = ownOf?.(entry);
    if (own) {
      columns.byteLengths[row] = own.size;
      columns.stores[row] = --ownStore;
      columns.blobs.set(ownStore, own);
      continue;
    }
    if (byteLength === 0) continue;
    if (!stores.has(store) || offset + byteLength > stores.get(store).size) {
      columns.unread.add(row);
      continue;
    }
    columns.stores[row] = store;
    columns.offsets[row] = offset;
    if (!columns.blobs.has(store)) columns.blobs.set(store, stores.handOver(store));
  }
  columns.names = new Uint8Array(nameStart[count] as number);
  for (let row = 1; row < count; row++) {
    if (row % ROWS === 0) yield;
    columns.names.set(tree.nameBytes((found[row] as { entry: EntryId }).entry), nameStart[row] as number);
  }
  yield;
  giveTimes(columns);
  return columns;
}

function giveTimes({ parents, kinds, modified }: OutgoingTree): void {
  const newest = new Float64Array(parents.length).fill(Number.NEGATIVE_INFINITY);
  for (let row = parents.length - 1; row >= 0; row--) {
    if (Number.isNaN(modified[row])) {
      const inside = newest[row] as number;
      modified[row] = kinds[row] === Kind.directory && Number.isFinite(inside) ? inside : NO_TIME;
    }
    const parent = parents[row] as number;
    // Of a folder only what is in it counts.
    const own = kinds[row] === Kind.directory ? (newest[row] as number) : (modified[row] as number);
    newest[parent] = Math.max(newest[parent] as number, own);
  }
}
