import { isUtf8 } from 'node:buffer';
import fs from 'node:fs';
import type { DiscImage } from '../../reader/disc-image';
import { type EntryKind, joinPath, type NamespaceKind } from '../../reader/entry';
import { errorReason } from '../../sources/node-reason';
import { ReadingError } from './opened';

/** One side of a comparison, entry by entry. */
export interface Compared {
  kind: EntryKind;
  byteLength: number;
  /** What is not known is not compared. */
  mode?: number | undefined;
  modified?: number | undefined;
  user?: number | undefined;
  group?: number | undefined;
  target?: string | undefined;
  /** The target as it is recorded. */
  targetBytes?: Uint8Array | undefined;
  device?: { major: number; minor: number } | undefined;
  /** The contents, in pieces. */
  contents: () => AsyncIterable<Uint8Array>;
}

/** Everything in an image, by path. */
export async function inImage(image: DiscImage, kind: NamespaceKind | undefined): Promise<Map<string, Compared>> {
  const entries = new Map<string, Compared>();
  const reader = image.reader(kind);
  // Paths as they are shown, by what the reader calls them: names that are no UTF-8 are told byte by byte.
  const shown = new Map([['', '']]);
  for await (const { path, entry } of image.walker(reader).below(reader.root)) {
    const { kind, byteLength, mode, modified, user, group, target, device } = entry;
    const parent = path.slice(0, Math.max(0, path.length - entry.name.length - 1));
    const inner = joinPath(shown.get(parent) ?? parent, entry.nameBytes ? nameOf(entry.nameBytes) : entry.name);
    if (kind === 'directory') shown.set(path, inner);
    entries.set(inner, {
      ...{ kind, byteLength, modified, user, group, target, device },
      targetBytes: kind === 'link' ? (entry.targetBytes ?? Buffer.from(target ?? '')) : undefined,
      // A link's own permissions are nobody's choice.
      mode: kind === 'link' || mode === undefined ? undefined : mode & 0o7777,
      contents: () => image.contents(entry, path),
    });
  }
  return entries;
}

const PIECE_BYTES = 1 << 20;
const SLASH = Buffer.from('/');

/** A name as text; one that is no UTF-8 with \\xff for such a byte, so that two of them are never alike. */
function nameOf(name: Uint8Array): string {
  if (isUtf8(name)) return Buffer.from(name).toString();
  const text = Buffer.from(name).toString('latin1');
  return text.replace(/[\x80-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`);
}

/** The numbers of a device, which only Linux packs in a way that is known here. */
function deviceOf({ rdev }: fs.Stats): Compared['device'] {
  if (process.platform !== 'linux') return undefined;
  const high = Math.floor(rdev / 2 ** 20);
  return {
    major: ((rdev >>> 8) & 0xfff) | (Math.floor(high / 2 ** 12) & 0xfffff000),
    minor: (rdev & 0xff) | ((high << 8) & 0xfff00),
  };
}

/** Everything in a folder, by path. */
export function inFolder(root: string): Map<string, Compared> {
  const entries = new Map<string, Compared>();
  const walk = (folder: Buffer, path: string) => {
    for (const name of fs.readdirSync(folder, 'buffer')) {
      const place = Buffer.concat([folder, SLASH, name]);
      const inner = joinPath(path, nameOf(name));
      const stats = fs.lstatSync(place);
      const kind = kindOf(stats);
      const target = kind === 'link' ? fs.readlinkSync(place, 'buffer') : undefined;
      entries.set(inner, {
        kind,
        byteLength: kind === 'file' ? stats.size : 0,
        mode: kind === 'link' ? undefined : stats.mode & 0o7777,
        modified: Math.floor(stats.mtimeMs / 1000),
        user: stats.uid,
        group: stats.gid,
        target: target?.toString(),
        targetBytes: target,
        device: kind === 'character-device' || kind === 'block-device' ? deviceOf(stats) : undefined,
        contents: () => fileContents(place),
      });
      if (kind === 'directory') walk(place, inner);
    }
  };
  try {
    walk(Buffer.from(root.replace(/(.)\/+$/, '$1')), '');
  } catch (error) {
    throw new ReadingError(`“${root}” cannot be read: ${errorReason(error)}.`);
  }
  return entries;
}

/** A file's contents in pieces. It is opened when the first one is asked for, and closed in any case. */
async function* fileContents(place: Buffer): AsyncGenerator<Uint8Array> {
  const descriptor = fs.openSync(place, fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0));
  try {
    for (;;) {
      const piece = new Uint8Array(PIECE_BYTES);
      const count = fs.readSync(descriptor, piece);
      if (count === 0) return;
      yield piece.subarray(0, count);
    }
  } finally {
    fs.closeSync(descriptor);
  }
}

function kindOf(stats: fs.Stats): EntryKind {
  if (stats.isDirectory()) return 'directory';
  if (stats.isSymbolicLink()) return 'link';
  if (stats.isCharacterDevice()) return 'character-device';
  if (stats.isBlockDevice()) return 'block-device';
  if (stats.isFIFO()) return 'pipe';
  return stats.isSocket() ? 'socket' : 'file';
}

/** Whether both give the same bytes, read piece by piece. */
export async function sameContents(one: AsyncIterable<Uint8Array>, other: AsyncIterable<Uint8Array>): Promise<boolean> {
  const left = one[Symbol.asyncIterator]();
  const right = other[Symbol.asyncIterator]();
  let [a, b]: [Uint8Array, Uint8Array] = [NOTHING, NOTHING];
  try {
    for (;;) {
      a = a.length > 0 ? a : await next(left);
      b = b.length > 0 ? b : await next(right);
      if (a.length === 0 || b.length === 0) return a.length === b.length;
      const length = Math.min(a.length, b.length);
      if (Buffer.compare(a.subarray(0, length), b.subarray(0, length)) !== 0) return false;
      a = a.subarray(length);
      b = b.subarray(length);
    }
  } finally {
    await left.return?.();
    await right.return?.();
  }
}

const NOTHING = new Uint8Array(0);

/** The next piece with bytes in it; none at the end. */
async function next(pieces: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  for (;;) {
    const { done, value } = await pieces.next();
    if (done) return NOTHING;
    if (value.length > 0) return value;
  }
}
