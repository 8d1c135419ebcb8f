/** What is in an archive, put into the tree as what is listed of a folder is, with all that the archive knows of it. */
import type { Boot, BootEntry } from '../image/boot';
import {
  type Attributes,
  type ContentRef,
  type EntryId,
  type ImageTree,
  Kind,
  Mark,
  NO_ENTRY,
  type SpecialKind,
} from '../image/tree';
import type { Clash, Content } from './clashes';
import { type ArchivePart, LARGE } from './protocol';
import type { LEFT_OUT, Source } from './sources';
import type { Stores } from './stores';
import type { ArchiveRow, BootRows } from './unpacking';

/** What listing does for it. */
export interface ArchiveRooms {
  tree: ImageTree;
  stores: Stores;
  source: Source;
  enterFolder(parent: EntryId, name: string): EntryId;
  enterFile(parent: EntryId, name: string): EntryId | Clash | typeof LEFT_OUT;
  /** Something that is neither, made anew unless it is there. */
  enterOther(parent: EntryId, name: string, kind: Kind, make: (name: string) => EntryId): EntryId;
  setContent(entry: EntryId, content: Content): void;
  /** Whether a file has what was read of it, and no contents that somebody gave it since. */
  isAsRead(entry: EntryId): boolean;
  read(entry: EntryId): void;
}

/** Enters some rows. Returns how many of them are files. */
export function enterArchive({ first, rows, head }: ArchivePart, rooms: ArchiveRooms): number {
  const { tree, stores, source } = rooms;
  if (head) {
    source.archived = { store: stores.addFile(head.file), entries: [], filled: new Set() };
    if (head.image) for (const store of [source.archived.store, ...head.stores]) stores.setPadded(store);
    if (head.root) setKnown(tree, source.top, head.root);
    source.job.step.notices.push(...head.notices);
  }
  let files = 0;
  for (const [at, row] of rows.entries()) {
    const parent = row.parent < 0 ? source.top : source.folders.handles[row.parent + 1];
    if (parent === undefined) continue;
    const entry = enterRow(row, parent, rooms);
    // Numbers of folders are those of their rows; the top is the first.
    if (row.kind === Kind.directory) source.folders.handles[first + at + 1] = entry;
    else if (row.kind === Kind.file && entry !== NO_ENTRY) (source.archived?.entries ?? [])[first + at] = entry;
    if (row.kind === Kind.file) files++;
    if (entry !== NO_ENTRY) setMore(tree, entry, row);
  }
  return files;
}

/** What the tree boots from, by what an image boots from. What of it did not come into the tree is left out. */
export function enterBoot(
  { catalog, entries, contents }: BootRows,
  { tree, source }: Pick<ArchiveRooms, 'tree' | 'source'>,
): Boot {
  const files = source.archived?.entries ?? [];
  const hidden = contents.map(({ store, ...content }) =>
    tree.addContent({ ...content, store: store === LARGE ? (source.archived?.store ?? 0) : store }),
  );
  return {
    catalog: catalog === undefined ? undefined : files[catalog],
    entries: entries.flatMap(({ image, ...entry }): BootEntry[] => {
      if ('hidden' in image) return [{ ...entry, image: { content: hidden[image.hidden] as number } }];
      const file = files[image.entry];
      return file === undefined ? [] : [{ ...entry, image: { entry: file } }];
    }),
  };
}

function enterRow(row: ArchiveRow, parent: EntryId, rooms: ArchiveRooms): EntryId {
  const { tree } = rooms;
  const { name, kind, attributes, target } = row;
  if (row.isUnreadable) return NO_ENTRY;
  switch (kind) {
    case Kind.directory: {
      const entry = rooms.enterFolder(parent, name);
      setKnown(tree, entry, attributes);
      return entry;
    }
    case Kind.file:
      return enterFile(row, parent, rooms);
    case Kind.symbolicLink:
      return rooms.enterOther(parent, name, kind, (free) =>
        tree.addSymbolicLink(parent, free, attributes, target ?? new Uint8Array(0)),
      );
    default:
      return rooms.enterOther(parent, name, kind, (free) =>
        tree.addSpecial(parent, free, attributes, kind as SpecialKind),
      );
  }
}

/** What an image tells of an entry besides. */
function setMore(tree: ImageTree, entry: EntryId, { nameBytes, marks = 0, weight, name }: ArchiveRow): void {
  if (nameBytes && tree.name(entry) === name) tree.rename(entry, nameBytes);
  for (const mark of Object.values(Mark)) if ((marks & mark) !== 0) tree.setMark(entry, mark, true);
  if (weight !== undefined) tree.setWeight(entry, weight);
}

function enterFile(row: ArchiveRow, parent: EntryId, rooms: ArchiveRooms): EntryId {
  const { tree, source } = rooms;
  const found = rooms.enterFile(parent, row.name);
  if (typeof found === 'symbol') return NO_ENTRY;
  const first = row.sameAs === undefined ? undefined : source.archived?.entries[row.sameAs];
  const content = contentOf(row, source);
  if (typeof found === 'object') {
    found.content = content;
    return NO_ENTRY;
  }
  if (first !== undefined && rooms.isAsRead(found) && rooms.isAsRead(first)) {
    if (tree.content(found).index !== tree.content(first).index) tree.shareContent(found, first);
    tree.setAttributes(found, row.attributes);
    rooms.read(found);
    return found;
  }
  const filled = source.archived?.filled;
  // They were names of one file once, and this reading says that they are two.
  if (filled?.has(tree.content(found).index) && rooms.isAsRead(found)) {
    tree.assignContent(found, tree.addContent(NOTHING));
  }
  rooms.setContent(found, content);
  if (rooms.isAsRead(found)) filled?.add(tree.content(found).index);
  return found;
}

const NOTHING: ContentRef = { byteLength: 0, store: 0, offset: 0 };

function contentOf({ content, attributes }: ArchiveRow, source: Source): Content {
  const { byteLength, store, offset } = content ?? { byteLength: 0, store: 0, offset: 0 };
  const at = store === LARGE ? (source.archived?.store ?? 0) : store;
  return { byteLength, store: at, offset, modified: attributes.modifyTime * 1000, attributes };
}

/** Folders of which an archive tells nothing stay as those of which browsers tell nothing. */
function setKnown(tree: ImageTree, entry: EntryId, attributes: Attributes): void {
  if (attributes.mode !== undefined || !Number.isNaN(attributes.modifyTime)) tree.setAttributes(entry, attributes);
}
