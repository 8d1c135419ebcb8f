/** Images by the library of what is on disk: every kind of entry, with marks and weights that no walk gives. */
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { Encoder } from '../../src/image/encoder';
import { buildManifest } from '../../src/image/manifest';
import type { ImageOptions } from '../../src/image/options';
import { contentPlaces, ImagePlan } from '../../src/image/plan';
import { type Attributes, type EntryId, ImageTree, Kind, type SpecialKind } from '../../src/image/tree';
import { pathText } from './trees';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));

/** A folder on disk as a tree. */
export interface DiskTree {
  tree: ImageTree;
  /** Entries by their path in the image. */
  entries: Map<string, EntryId>;
  /** Where the bytes of each content are: by its store. */
  files: Buffer[];
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
  const files: Buffer[] = [];
  const contents = new Map<bigint, number>();
  const walk = (folder: Buffer, parent: EntryId, path: string) => {
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
        const content = { byteLength: Number(stats.size), store: files.length, offset: 0 };
        entry = tree.addFile(parent, name, attributes, contents.get(stats.ino) ?? content);
        contents.set(stats.ino, tree.content(entry).index);
        files.push(place);
      }
      entries.set(inner, entry);
    }
  };
  walk(Buffer.from(root), 0, '');
  return { tree, entries, files };
}

/** The whole image as Isodrop makes it. */
export function imageOf({ tree, files }: DiskTree, options: ImageOptions): Buffer {
  const manifest = buildManifest(tree, options);
  const encoder = new Encoder(module, manifest.bytes);
  const parts: Uint8Array[] = [];
  for (const segment of new ImagePlan(encoder.layout, contentPlaces(tree, manifest)).segments()) {
    if (segment.kind === 'metadata') parts.push(encoder.render(segment.firstBlock, segment.blocks).slice());
    else if (segment.kind === 'zeros') parts.push(new Uint8Array(segment.byteLength));
    else parts.push(readFileSync(files[segment.store] as Buffer));
  }
  return Buffer.concat(parts);
}

/** As genisoimage made an image: the second in which it began, and what it calls itself. */
export function madeLike(options: ImageOptions, theirs: Buffer): ImageOptions {
  const descriptor = theirs.subarray(16 * 2048);
  const [, ...date] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(descriptor.toString('latin1', 813, 827)) ?? [];
  const [year, month, day, hour, minute, second] = date.map(Number) as [number, number, number, number, number, number];
  return {
    ...options,
    volumeTimes: { creation: Date.UTC(year, month - 1, day, hour, minute, second) / 1000 },
    identifiers: { ...options.identifiers, application: descriptor.toString('latin1', 574, 702).trimEnd() },
  };
}
