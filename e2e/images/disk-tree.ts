/** A folder on disk as a tree with every kind of entry, to be given marks and weights. */
import { lstatSync, readdirSync, readlinkSync } from 'node:fs';
import { type Attributes, type EntryId, ImageTree, Kind, type SpecialKind } from '../../src/image/tree';
import { NodeContents } from '../../src/sources/node-contents';
import type { WalkedTree } from '../../src/sources/node-directory';
import { pathText } from './trees';

/** What a walk finds, and entries by their path in the image. */
export interface DiskTree extends WalkedTree {
  entries: Map<string, EntryId>;
}

const SPECIAL: ReadonlyMap<bigint, SpecialKind> = new Map([
  [0o020000n, Kind.characterDevice],
  [0o060000n, Kind.blockDevice],
  [0o010000n, Kind.pipe],
  [0o140000n, Kind.socket],
]);

/** Lists a folder with all attributes that Rock Ridge can hold; hard links share their content. */
export function diskTree(root: string): DiskTree {
  const status = (path: Buffer) => lstatSync(path, { bigint: true });
  const attributesOf = (stats: ReturnType<typeof status>): Attributes => {
    const seconds = (nanoseconds: bigint) => Math.floor(Number(nanoseconds / 1_000_000n) / 1000);
    return {
      modifyTime: seconds(stats.mtimeNs),
      accessTime: seconds(stats.atimeNs),
      attributeTime: seconds(stats.ctimeNs),
      mode: Number(stats.mode & 0o7777n),
      user: Number(stats.uid),
      group: Number(stats.gid),
      linkCount: Number(stats.nlink),
      // the low and the high halves of Linux's numbers
      device: {
        major: Number(((stats.rdev >> 8n) & 0xfffn) | ((stats.rdev >> 32n) & 0xfffff000n)),
        minor: Number((stats.rdev & 0xffn) | ((stats.rdev >> 12n) & 0xffffff00n)),
      },
    };
  };
  const tree = new ImageTree(attributesOf(status(Buffer.from(root))));
  const entries = new Map<string, EntryId>([['', 0]]);
  const stored = new NodeContents();
  const contents = new Map<bigint, number>();
  const walk = (folder: Buffer, parent: EntryId, path: string) => {
    const store = stored.addDirectory(folder);
    const names = readdirSync(folder, { encoding: 'buffer' as BufferEncoding }) as unknown as Buffer[];
    for (const name of names) {
      const place = Buffer.concat([folder, Buffer.from('/'), name]);
      const inner = path ? `${path}/${pathText(name)}` : pathText(name);
      const stats = status(place);
      const attributes = attributesOf(stats);
      const special = SPECIAL.get(stats.mode & 0o170000n);
      let entry: EntryId;
      if (stats.isDirectory()) {
        entry = tree.addDirectory(parent, name, attributes);
        walk(place, entry, inner);
      } else if (stats.isSymbolicLink()) {
        entry = tree.addSymbolicLink(parent, name, attributes, readlinkSync(place, { encoding: 'buffer' }));
      } else if (special) entry = tree.addSpecial(parent, name, attributes, special);
      else {
        const content = { byteLength: Number(stats.size), store, offset: stored.addFile(name, stats.mtimeNs) };
        entry = tree.addFile(parent, name, attributes, contents.get(stats.ino) ?? content);
        contents.set(stats.ino, tree.content(entry).index);
      }
      entries.set(inner, entry);
    }
  };
  walk(Buffer.from(root), 0, '');
  return { tree, entries, contents: stored, notices: [] };
}
