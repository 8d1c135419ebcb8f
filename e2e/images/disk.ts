/** What is on disk below a folder, for comparison with what a reader shows of an image. */
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { pathText } from './trees';

export interface OnDisk {
  kind: 'file' | 'directory' | 'link';
  size: number;
  /** The twelve permission bits. */
  mode: number;
  linkCount: number;
  /** Whole Unix seconds. */
  modifyTime: number;
  accessTime: number;
  target?: string;
  content?: Buffer;
}

/** Every entry below a folder by its path; a folder's link count is two and one for each folder in it. */
export function onDisk(root: string): Map<string, OnDisk> {
  const found = new Map<string, OnDisk>();
  const walk = (folder: Buffer, path: string): number => {
    const names = readdirSync(folder, { encoding: 'buffer' as BufferEncoding }) as unknown as Buffer[];
    let folders = 0;
    for (const name of names) {
      const place = Buffer.concat([folder, Buffer.from('/'), name]);
      const inner = path ? `${path}/${pathText(name)}` : pathText(name);
      const status = lstatSync(place);
      const kind = status.isDirectory() ? 'directory' : status.isSymbolicLink() ? 'link' : 'file';
      const entry: OnDisk = {
        kind,
        size: kind === 'file' ? status.size : 0,
        mode: status.mode & 0o7777,
        linkCount: status.nlink,
        modifyTime: Math.floor(status.mtimeMs / 1000),
        accessTime: Math.floor(status.atimeMs / 1000),
      };
      if (kind === 'file') entry.content = readFileSync(place);
      if (kind === 'link') entry.target = plainSlashes(pathText(readlinkSync(place, { encoding: 'buffer' })));
      found.set(inner, entry);
      if (kind !== 'directory') continue;
      folders++;
      entry.linkCount = 2 + walk(place, inner);
    }
    return folders;
  };
  walk(Buffer.from(root), '');
  return found;
}

/** A link's target without doubled and trailing slashes, which SL has no way to tell. */
export function plainSlashes(target: string): string {
  return target.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
}
