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
import type { Content } from './clashes';
import type { Entering } from './entering';
import type { History } from './history';
import type { Origins } from './origins';
import { type ArchivePart, LARGE } from './protocol';
import type { Source } from './sources';
import type { Stores } from './stores';
import type { TreeChange } from './tree-changes';
import type { ArchiveRow, BootRows, RowNumbers } from './unpacking';

/** What it touches. */
export interface ArchiveRooms {
  tree: ImageTree;
  stores: Stores;
  source: Source;
  origins: Origins;
  history: History;
  entering: Entering;
}

/** Enters some rows. Returns how many of them are files. */
export function enterArchive(part: ArchivePart, rows: readonly ArchiveRow[], rooms: ArchiveRooms): number {
  const { tree, stores, source } = rooms;
  if (part.file) source.archived = { store: stores.addFile(part.file), entries: [], filled: new Set() };
  const { archived } = source;
  let files = 0;
  for (const [at, row] of rows.entries()) {
    const parent = row.parent < 0 ? source.top : source.folders.handles[row.parent + 1];
    if (parent === undefined) continue;
    const entry = enterRow(row, parent, rooms);
    // Numbers of folders are those of their rows; the top is the first.
    if (row.kind === Kind.directory) source.folders.handles[part.first + at + 1] = entry;
    if (row.kind === Kind.file) files++;
    if (entry === NO_ENTRY) continue;
    if (archived) archived.entries[part.first + at] = entry;
    if (row.nameBytes && tree.name(entry) === row.name) tree.rename(entry, row.nameBytes);
    for (const mark of marksIn(row.marks ?? 0)) tree.setMark(entry, mark, true);
  }
  if (part.end) enterEnd(part.end, rooms);
  return files;
}

/**
 * What the tree boots from, by what an image boots from. What of it did not come into the tree is left out. What no folder
 * shows has the content that it had when the image was read before.
 */
export function enterBoot(
  boot: BootRows | undefined,
  { tree, source }: Pick<ArchiveRooms, 'tree' | 'source'>,
): Boot | undefined {
  const files = source.archived?.entries ?? [];
  const { hiddenBoot } = source;
  const found = boot?.contents.map(({ store, ...content }) => ({
    ...content,
    store: store === LARGE ? (source.archived?.store ?? 0) : store,
  }));
  for (const [at, content] of hiddenBoot.entries()) tree.setContentAt(content, found?.[at] ?? NOTHING);
  for (const content of found?.slice(hiddenBoot.length) ?? []) hiddenBoot.push(tree.addContent(content));
  return (
    boot && {
      catalog: boot.catalog === undefined ? undefined : files[boot.catalog],
      entries: boot.entries.flatMap(({ image, ...entry }): BootEntry[] => {
        if ('hidden' in image) return [{ ...entry, image: { content: hiddenBoot[image.hidden] as number } }];
        const file = files[image.entry];
        return file === undefined ? [] : [{ ...entry, image: { entry: file } }];
      }),
    }
  );
}

/** What is known when all of it was read. */
function enterEnd(end: NonNullable<ArchivePart['end']>, { tree, stores, source, history }: ArchiveRooms): void {
  const { store, entries = [] } = source.archived ?? {};
  if (end.image) for (const one of [...(store === undefined ? [] : [store]), ...end.stores]) stores.setPadded(one);
  if (end.image && source.archived) source.archived.about = end.image.about;
  if (end.root) setKnown(tree, source.top, end.root);
  source.job.step.notices.push(...end.notices);
  const each = ({ rows, numbers }: RowNumbers, give: (entry: EntryId, number: number) => void) =>
    rows.forEach((row, at) => {
      const entry = entries[row];
      if (entry !== undefined) give(entry, numbers[at] as number);
    });
  const found: TreeChange[] = [];
  if (end.marks) {
    each(end.marks, (entry, marks) => {
      for (const mark of marksIn(marks)) found.push({ change: 'mark', entry, mark, before: false, after: true });
    });
  }
  if (end.weights) {
    each(end.weights, (entry, weight) => {
      found.push({ change: 'weight', entry, before: tree.weight(entry), after: weight });
    });
  }
  history.amendEntries(found);
}

const marksIn = (marks: number): Mark[] => Object.values(Mark).filter((mark) => (marks & mark) !== 0);

function enterRow(row: ArchiveRow, parent: EntryId, rooms: ArchiveRooms): EntryId {
  const { tree, source, entering } = rooms;
  const { name, kind, attributes, target } = row;
  if (row.isUnreadable) return NO_ENTRY;
  switch (kind) {
    case Kind.directory: {
      const entry = entering.folder(source, parent, name);
      setKnown(tree, entry, attributes);
      return entry;
    }
    case Kind.file:
      return enterFile(row, parent, rooms);
    case Kind.symbolicLink:
      return entering.other(source, parent, name, kind, (free) =>
        tree.addSymbolicLink(parent, free, attributes, target ?? new Uint8Array(0)),
      );
    default:
      return entering.other(source, parent, name, kind, (free) =>
        tree.addSpecial(parent, free, attributes, kind as SpecialKind),
      );
  }
}

function enterFile(row: ArchiveRow, parent: EntryId, rooms: ArchiveRooms): EntryId {
  const { tree, stores, source, origins, entering } = rooms;
  const found = entering.file(source, parent, row.name);
  if (typeof found === 'symbol') return NO_ENTRY;
  const first = row.sameAs === undefined ? undefined : source.archived?.entries[row.sameAs];
  const content = contentOf(row, source);
  if (typeof found === 'object') {
    found.content = content;
    return NO_ENTRY;
  }
  // Others have contents that somebody gave them since.
  const isAsRead = (entry: EntryId) => origins.contentOnDisk(entry) === tree.contentNumber(entry);
  if (first !== undefined && isAsRead(found) && isAsRead(first)) {
    const index = tree.contentNumber(first);
    if (tree.contentNumber(found) !== index) {
      const before = tree.contentNumber(found);
      tree.shareContent(found, first);
      origins.movedOnDisk(found, before, index);
    }
    tree.setAttributes(found, row.attributes);
    origins.read(found, source.job.id);
    return found;
  }
  const filled = source.archived?.filled;
  // They were names of one file once, and this reading says that they are two.
  const before = origins.contentOnDisk(found);
  if (first === undefined && filled?.has(before)) {
    const shown = tree.contentNumber(found);
    const own = tree.addContent(NOTHING);
    // What it was given is given back: by that the tree knows whose content it is.
    tree.assignContent(found, own);
    if (shown !== before) tree.assignContent(found, shown);
    origins.movedOnDisk(found, before, own);
  }
  stores.announce(content.store);
  entering.setContent(found, content, source.job);
  filled?.add(origins.contentOnDisk(found));
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
