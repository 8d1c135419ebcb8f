/** What the reader shows of an image, in the form in which the tests have folders on disk and parsed images. */
import { readFileSync } from 'node:fs';
import { bytesSource } from '../../src/reader/byte-source';
import { DiscImage, type OpenOptions } from '../../src/reader/disc-image';
import type { Entry, NamespaceKind } from '../../src/reader/entry';
import type { OnDisk } from '../images/disk';
import { pathText } from '../images/trees';

/** An image file, whole in memory. */
export const openFile = (file: string, options?: OpenOptions) =>
  DiscImage.open(bytesSource(readFileSync(file)), options);

/** A name with the bytes that are not UTF-8 as `pathText` has them. */
const nameText = ({ name, nameBytes }: Entry) => (nameBytes ? pathText(nameBytes) : name);

/** Every entry of a namespace by its path; contents only where they are asked for. */
export async function shown(image: DiscImage, kind: NamespaceKind): Promise<Map<string, Entry & { path: string }>> {
  const reader = image.reader(kind);
  const entries = new Map<string, Entry & { path: string }>();
  const texts = new Map<string, string>();
  for await (const { path, entry } of image.walker(reader).below(reader.root)) {
    const parent = path.slice(0, Math.max(0, path.length - entry.name.length - 1));
    const text = parent === '' ? nameText(entry) : `${texts.get(parent)}/${nameText(entry)}`;
    texts.set(path, text);
    entries.set(text, { ...entry, path });
  }
  return entries;
}

/** The bytes of a file. */
export async function contentOf(image: DiscImage, entry: Entry): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of image.contents(entry, entry.name)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The whole image as a folder on disk would be. */
export async function asOnDisk(image: DiscImage, kind: NamespaceKind): Promise<Map<string, OnDisk>> {
  const disk = new Map<string, OnDisk>();
  for (const [path, entry] of await shown(image, kind)) {
    const { byteLength, mode = 0, links = 1, modified = 0, accessed = 0, target, targetBytes } = entry;
    const kindOnDisk = entry.kind === 'directory' || entry.kind === 'link' ? entry.kind : 'file';
    disk.set(path, {
      kind: kindOnDisk,
      size: byteLength,
      mode: mode & 0o7777,
      linkCount: links,
      modifyTime: modified,
      accessTime: accessed,
      ...(target === undefined ? {} : { target: targetBytes ? pathText(targetBytes) : target }),
      ...(entry.kind === 'file' ? { content: await contentOf(image, entry) } : {}),
    });
  }
  return disk;
}
