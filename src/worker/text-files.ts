/** What is looked at in contents: what a file has, small files as text, and files that begin as programs do. */
import { decodeName } from '../image/names';
import { type EntryId, type ImageTree, Kind } from '../image/tree';
import { readTogether } from '../sources/small-files';
import { hasOwnBytes, type OwnBytes, ownBytes } from './boot-bytes';
import type { Origins } from './origins';
import type { Problems } from './problems';
import { Refused } from './refusal';
import { say } from './saying';
import { type EntryContents, TEXT_LIMIT, type TextFile } from './session';
import type { Stores } from './stores';

/** Bytes that tell a program, and files that are looked at together. */
const HEAD_BYTES = 8;
const BATCH = 512;
const EXECUTABLE = 0o111;
/** A Java class begins as a universal program of macOS does, whose number of architectures is small. */
const MOST_ARCHITECTURES = 32;

/** What looking into contents touches. */
export interface ContentRooms {
  tree: ImageTree;
  stores: Stores;
}

/** What tells whether a file's bytes are known. */
export interface LookRooms extends ContentRooms {
  origins: Origins;
  problems: Problems;
}

/**
 * What an entry is to who looks into it. Throws `Refused` where it is a folder, or not there to be read.
 * @param image has bytes of its own for the boot catalog and some boot images; `coming`: it soon will
 */
export async function entryContents(
  rooms: LookRooms,
  entry: EntryId,
  image: OwnBytes | 'coming' | undefined,
): Promise<EntryContents> {
  const { tree, stores, origins, problems } = rooms;
  const name = tree.name(entry);
  if (!tree.isIncluded(entry)) throw new Refused('nothing', say('gone', name));
  const kind = tree.kind(entry);
  if (kind === Kind.directory) throw new Refused('not-text', say('no-file', name));
  const about = { entry, name, path: tree.path(entry) };
  if (kind === Kind.symbolicLink) return { ...about, kind: 'link', target: decodeName(tree.targetBytes(entry)) };
  if (kind !== Kind.file) return { ...about, kind: 'special' };
  const { store, byteLength } = tree.content(entry);
  // A file of which nothing was read seems to be an empty one.
  if (store === 0 && problems.has(entry)) {
    throw new Refused('unreadable', say('not-taken', name, problems.problem(entry).error));
  }
  const isUnread = store === 0 && origins.sourceOf(entry) !== undefined && !origins.isRead(entry);
  if (isUnread || !stores.has(store)) throw new Refused('reading', say('file-unread', name));
  if (image === 'coming' && hasOwnBytes(tree, entry)) throw new Refused('reading', say('file-unread', name));
  const own = typeof image === 'object' ? ownBytes(tree, image, (one) => stores.get(one))(entry) : undefined;
  if (own) return { ...about, kind: 'file', bytes: own };
  const isAsRead = origins.isRead(entry) && origins.contentOnDisk(entry) === tree.contentNumber(entry);
  const modified = isAsRead ? { modified: tree.attributes(entry).modifyTime * 1000 } : {};
  return { ...about, kind: 'file', bytes: partOf(rooms, entry, byteLength), ...modified };
}

/** A file's text. Throws `Refused` where it is none. */
export async function textOf({ tree, stores }: ContentRooms, entry: EntryId): Promise<TextFile> {
  const name = tree.name(entry);
  if (tree.kind(entry) !== Kind.file) throw new Refused('not-text', say('no-file', name));
  const { byteLength } = tree.content(entry);
  if (byteLength > TEXT_LIMIT) {
    throw new Refused('not-text', say('file-long', name, TEXT_LIMIT));
  }
  if (!stores.has(tree.content(entry).store)) {
    throw new Refused('reading', say('file-unread', name));
  }
  const bytes = new Uint8Array(await partOf({ tree, stores }, entry, byteLength).arrayBuffer());
  try {
    // What begins with a byte order mark keeps it.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.includes('\0')) return { name, text };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  throw new Refused('not-text', say('no-text', name));
}

/** Files in the image that begin as programs do and are not executable. */
export async function programsIn({ tree, stores }: ContentRooms): Promise<EntryId[]> {
  const files: EntryId[] = [];
  for (let entry = 1; entry < tree.length; entry++) {
    if (tree.kind(entry) !== Kind.file || !tree.isIncluded(entry) || tree.byteLength(entry) < 2) continue;
    if (((tree.attributes(entry).mode ?? 0) & EXECUTABLE) !== 0 || !stores.has(tree.content(entry).store)) continue;
    files.push(entry);
  }
  const programs: EntryId[] = [];
  for (let first = 0; first < files.length; first += BATCH) {
    const some = files.slice(first, first + BATCH);
    const heads = await readTogether(some.map((entry) => partOf({ tree, stores }, entry, HEAD_BYTES)));
    heads.forEach((head, at) => {
      // One that cannot be read is told of where that matters.
      if ('bytes' in head && isProgram(head.bytes)) programs.push(some[at] as EntryId);
    });
  }
  return programs;
}

/** Whether bytes begin as a script (`#!`), or as a program of Linux (ELF), Windows (MZ) or macOS (Mach-O) does. */
export function isProgram(head: Uint8Array): boolean {
  const [first, second] = head;
  if ((first === 0x23 && second === 0x21) || (first === 0x4d && second === 0x5a)) return true;
  if (head.length < 4) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const magic = view.getUint32(0);
  if (magic === 0xcafebabe) return head.length >= HEAD_BYTES && view.getUint32(4) < MOST_ARCHITECTURES;
  return [0x7f454c46, 0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe].includes(magic);
}

function partOf({ tree, stores }: ContentRooms, entry: EntryId, most: number): Blob {
  const { store, offset, byteLength } = tree.content(entry);
  if (store === 0) return new Blob([]);
  return stores.get(store).slice(offset, offset + Math.min(byteLength, most));
}
