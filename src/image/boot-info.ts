/** Tables in boot images that tell their programs where on the disc they are: bytes that stand in for those of a file. */
import { BLOCK_BYTES } from '../../wasm/abi';
import { type BootEntry, BootTable, bootContent, liveEntries } from './boot';
import type { Layout } from './layout';
import type { Manifest } from './manifest';
import type { ContentRef, ImageTree } from './tree';

/** Bytes in the place of those that a source has there. */
export interface Patch {
  /** From the beginning of the content. */
  at: number;
  bytes: Uint8Array<ArrayBuffer>;
}

/** By the tree's number of a content: its patches, in order, none over another. */
export type Patches = ReadonlyMap<number, readonly Patch[]>;

/** A boot image that needs a table. */
export interface TabledImage {
  content: number;
  tables: number;
}

/** Where genisoimage's table is, and how long: its checksum is that of all behind it. */
const INFO_AT = 8;
const INFO_BYTES = 56;
export const INFO_END = INFO_AT + INFO_BYTES;
/** The primary descriptor's block. */
const PRIMARY_BLOCK = 16;
/** Where GRUB 2 has the address of what follows its first sector and five more, in sectors of 512 bytes. */
const GRUB2_AT = 2548;
export const GRUB2_END = GRUB2_AT + 8;

/** What a boot image must have at least, for a table to have room in it. */
export function leastBytes(tables: number): number {
  if ((tables & BootTable.grub2) !== 0) return GRUB2_END;
  return (tables & BootTable.info) !== 0 ? INFO_END : 0;
}

/** The boot images of a tree that need tables. */
export function tabledImages(tree: ImageTree): TabledImage[] {
  const images = new Map<number, number>();
  for (const entry of liveEntries(tree)) {
    const content = bootContent(tree, entry);
    const tables = fittingTables(entry, tree.contentAt(content));
    if (tables !== 0) images.set(content, (images.get(content) ?? 0) | tables);
  }
  return [...images].map(([content, tables]) => ({ content, tables }));
}

function fittingTables({ tables }: BootEntry, { byteLength }: ContentRef): number {
  let fitting = tables;
  if (byteLength < INFO_END) fitting &= ~BootTable.info;
  if (byteLength < GRUB2_END) fitting &= ~BootTable.grub2;
  return fitting;
}

/** The sum of a boot image's words of 32 bits, but for its first 64 bytes; what is missing in the last is zeros. */
export class InfoChecksum {
  #position = 0;
  #sum = 0;
  /** The word that bytes come to. */
  #word = 0;

  add(bytes: Uint8Array): void {
    for (const byte of bytes) {
      const shift = (this.#position & 3) * 8;
      if (this.#position >= INFO_END) this.#word |= byte << shift;
      if (shift === 24) this.#endWord();
      this.#position++;
    }
  }

  value(): number {
    return (this.#sum + this.#word) >>> 0;
  }

  #endWord(): void {
    this.#sum = (this.#sum + this.#word) >>> 0;
    this.#word = 0;
  }
}

/**
 * The tables of an image that is laid out.
 * @param checksums of the images with `BootTable.info`, by content
 */
export function bootPatches(
  images: readonly TabledImage[],
  checksums: ReadonlyMap<number, number>,
  tree: ImageTree,
  { contents }: Pick<Manifest, 'contents'>,
  layout: Layout,
): Patches {
  const patches = new Map<number, Patch[]>();
  for (const { content, tables } of images) {
    const row = contents.indexOf(content);
    if (row < 0) continue;
    const block = layout.contentBlocks[row] as number;
    const list: Patch[] = [];
    if ((tables & BootTable.info) !== 0) {
      const checksum = checksums.get(content) as number;
      list.push({ at: INFO_AT, bytes: infoTable(block, tree.contentAt(content).byteLength, checksum) });
    }
    if ((tables & BootTable.grub2) !== 0) list.push({ at: GRUB2_AT, bytes: grub2Address(block) });
    patches.set(content, list);
  }
  return patches;
}

/** genisoimage(1), “El Torito boot info table”. */
function infoTable(block: number, byteLength: number, checksum: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(INFO_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, PRIMARY_BLOCK, true);
  view.setUint32(4, block, true);
  view.setUint32(8, byteLength, true);
  view.setUint32(12, checksum, true);
  return bytes;
}

/** xorrisofs(1), `--grub2-boot-info`. */
function grub2Address(block: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, grub2Sector(block), true);
  return bytes;
}

const grub2Sector = (block: number) => BigInt(block) * BigInt(BLOCK_BYTES / 512) + 5n;

/** The tables that a boot image has that lies at a block. @param head its first `GRUB2_END` bytes, or all of it */
export function tablesIn(head: Uint8Array, block: number, byteLength: number): number {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  let tables = 0;
  const word = (at: number) => view.getUint32(INFO_AT + at, true);
  if (head.length >= INFO_END && word(0) === PRIMARY_BLOCK && word(4) === block && word(8) === byteLength) {
    tables |= BootTable.info;
  }
  if (head.length >= GRUB2_END && view.getBigUint64(GRUB2_AT, true) === grub2Sector(block)) tables |= BootTable.grub2;
  return tables;
}

/** The length that a boot image has of itself, in its table, at a block. */
export function tabledLength(head: Uint8Array, block: number): number | undefined {
  if (head.length < INFO_END) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const byteLength = view.getUint32(INFO_AT + 8, true);
  return (tablesIn(head, block, byteLength) & BootTable.info) === 0 ? undefined : byteLength;
}

/** Bytes of a content with its patches. @param position of the bytes in the content */
export function applyPatches(bytes: Uint8Array, position: number, patches: readonly Patch[]): void {
  for (const { at, bytes: own } of patches) {
    const from = Math.max(at, position);
    const to = Math.min(at + own.length, position + bytes.length);
    if (from < to) bytes.set(own.subarray(from - at, to - at), from - position);
  }
}

/** Where the last patch of a content ends. */
export function patchedEnd(patches: readonly Patch[]): number {
  return patches.reduce((end, { at, bytes }) => Math.max(end, at + bytes.length), 0);
}
