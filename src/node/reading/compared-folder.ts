/** A folder as one side of a comparison. */
import fs from 'node:fs';
import { type Compared, comparedName } from '../../reader/compare/compared';
import { type EntryKind, joinPath } from '../../reader/entry';
import { errorReason } from '../../sources/node-reason';
import { ReadingError } from './opened';

const PIECE_BYTES = 1 << 20;
const SLASH = Buffer.from('/');

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
      const inner = joinPath(path, comparedName(name));
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
