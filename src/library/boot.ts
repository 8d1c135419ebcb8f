/** What an image of the library boots from. */
import { BOOT_IMAGE_WEIGHT, BootTable, CATALOG_WEIGHT, PLAIN_ENTRY, Platform, SECTOR_BYTES } from '../image/boot';
import { bootPatches, InfoChecksum, type Patches, tabledImages } from '../image/boot-info';
import {
  addCatalog,
  BootError,
  type BootRequest,
  bootEntry,
  CATALOG_NAME,
  checkEntryCount,
  requestedFile,
} from '../image/boot-request';
import type { LaidOut } from '../image/lay-out';
import { type Check, type Checks, checkOptions, oneOf, truth } from '../image/option-checks';
import type { ContentRef, ImageTree } from '../image/tree';
import type { BootImage, BuildOptions } from './types';

/** Reads a content. */
type Read = (content: ContentRef) => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

const word = (least: number): Check => [
  (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= 0xffff,
  `a whole number from ${least} to 65,535`,
];

/** Every option of a boot image. */
const CHECKS: Checks<BootImage> = {
  file: [(value) => typeof value === 'string', 'a text'],
  platform: oneOf('bios', 'efi'),
  emulation: oneOf('none', 'floppy', 'hard-disk'),
  bootable: truth,
  loadSegment: word(0),
  loadSectors: word(1),
  infoTable: truth,
};

/** The options themselves, checked as others are. */
export const BOOT_CHECKS = {
  boot: [Array.isArray, 'a list of boot images'],
  bootCatalog: [(value) => typeof value === 'string' || value === false, 'a path in the image, or false'],
} as const satisfies Record<'boot' | 'bootCatalog', Check>;

/** Sets what a tree boots from. Throws a `TypeError` where it cannot. */
export async function setBoot(tree: ImageTree, { boot = [], bootCatalog }: BuildOptions, read: Read): Promise<void> {
  boot.forEach((one, index) => {
    checkOptions(one, CHECKS, `boot[${index}].`);
  });
  if (boot.length === 0) return;
  try {
    checkEntryCount(boot.length);
    const entries = [];
    for (const [index, one] of boot.entries()) {
      const request = requestOf(one, index);
      const content = tree.content(requestedFile(tree, request));
      const head = one.emulation === 'hard-disk' ? await headOf(read(content)) : new Uint8Array(0);
      const entry = bootEntry(tree, request, head);
      tree.setWeight(entry.image.entry, BOOT_IMAGE_WEIGHT);
      entries.push(entry);
    }
    const catalog = bootCatalog === false ? undefined : addCatalog(tree, bootCatalog ?? CATALOG_NAME);
    if (catalog !== undefined) tree.setWeight(catalog, CATALOG_WEIGHT);
    tree.setBoot({ catalog, entries });
  } catch (error) {
    if (error instanceof BootError) throw new TypeError(error.message);
    throw error;
  }
}

function requestOf(given: BootImage, index: number): BootRequest {
  const { file, platform = 'bios', emulation = 'none', bootable = true, loadSegment = 0 } = given;
  return {
    ...PLAIN_ENTRY,
    file,
    emulation,
    platform: Platform[platform],
    isBootable: bootable,
    loadSegment,
    sectors: given.loadSectors,
    tables: given.infoTable ? BootTable.info : 0,
    beginsSection: index > 0,
  };
}

async function headOf(pieces: ReturnType<Read>): Promise<Uint8Array> {
  const head = new Uint8Array(SECTOR_BYTES);
  let filled = 0;
  for await (const piece of pieces) {
    const part = piece.subarray(0, SECTOR_BYTES - filled);
    head.set(part, filled);
    filled += part.length;
    if (filled === SECTOR_BYTES) break;
  }
  return head.subarray(0, filled);
}

/** Bytes that are read before others have a turn: reading a disk does not wait for anybody. */
const TURN_BYTES = 4 << 20;

/** The tables in boot images. Reads those. Rejects with the signal's reason. */
export async function readBootPatches(
  { tree, manifest, encoder }: LaidOut,
  read: Read,
  signal: AbortSignal | undefined,
): Promise<Patches> {
  const images = tabledImages(tree);
  const sums = new Map<number, number>();
  let untilTurn = TURN_BYTES;
  for (const { content } of images) {
    const sum = new InfoChecksum();
    for await (const piece of read(tree.contentAt(content))) {
      sum.add(piece);
      untilTurn -= piece.length;
      if (untilTurn <= 0) {
        await new Promise((turn) => setTimeout(turn));
        untilTurn = TURN_BYTES;
      }
      signal?.throwIfAborted();
    }
    sums.set(content, sum.value());
  }
  return bootPatches(images, sums, tree, manifest, encoder.layout);
}
