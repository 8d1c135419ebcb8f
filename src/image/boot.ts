/** What a computer boots from: the boot images of a tree and their catalog (El Torito 1.0). */
import * as abi from '../../wasm/abi';
import type { EntryId, ImageTree } from './tree';

/** Platform of an entry (El Torito 1.0, 2.1; UEFI 2.10, 13.3.2.1). */
export const Platform = { bios: 0, powerPc: 1, macintosh: 2, efi: 0xef } as const;

/** What a boot image stands for (El Torito 1.0, 2.2): nothing but a program, or a disk that is emulated. */
export const Media = { none: 0, floppy12: 1, floppy144: 2, floppy288: 3, hardDisk: 4 } as const;
export type Media = (typeof Media)[keyof typeof Media];

/** Virtual sectors of emulated floppies. */
export const FLOPPY_SECTORS: Readonly<Record<number, number>> = {
  [Media.floppy12]: 2400,
  [Media.floppy144]: 2880,
  [Media.floppy288]: 5760,
};
export const SECTOR_BYTES = 512;
/** The catalog has 16 bits for them. */
export const MOST_SECTORS = 0xffff;
/** Bytes of the selection criteria's type and of the criteria. */
export const CRITERIA_BYTES = 20;
/** Bytes of a section's identifier; the first entry's has room for 24. */
export const IDENTIFIER_BYTES = 28;

/** Weights that put catalog and boot images before files, unless something else is asked for; genisoimage's. */
export const CATALOG_WEIGHT = 2;
export const BOOT_IMAGE_WEIGHT = 1;

/** What a boot image is told about the disc, by a table in it. */
export const BootTable = {
  /** `-boot-info-table`: ISOLINUX and others. */
  info: 1,
  /** `-grub2-boot-info`. */
  grub2: 2,
} as const;

/** Something to boot from. */
export interface BootEntry {
  /** The file that is the boot image; or a content of the tree that no file has. */
  readonly image: { readonly entry: EntryId } | { readonly content: number };
  readonly platform: number;
  readonly isBootable: boolean;
  /** `Media`, and what an entry that was read has in the same byte. */
  readonly media: number;
  /** Of an x86 real mode program; 0: the usual one. */
  readonly loadSegment: number;
  /** Virtual sectors that are loaded; undefined: all of the image. */
  readonly sectors: number | undefined;
  /** Type of a hard disk's partition. */
  readonly systemType: number;
  /** Whether it begins a section of its own. The first entry never does, and the second always. */
  readonly beginsSection: boolean;
  /** Of the section that it begins, or of the catalog: at most `IDENTIFIER_BYTES`. */
  readonly identifier: Uint8Array;
  /** Type and bytes of the selection criteria, at most `CRITERIA_BYTES`. */
  readonly criteria: Uint8Array;
  /** `BootTable`s, together. */
  readonly tables: number;
}

export const MOST_ENTRIES = abi.MOST_BOOT_ENTRIES;

/** What a disc boots from. */
export interface Boot {
  /** The file that stands for the catalog; undefined: no folder shows it. */
  readonly catalog: EntryId | undefined;
  readonly entries: readonly BootEntry[];
}

const NOTHING = new Uint8Array(0);
/** An entry without emulation, as boot loaders want it, but for its image. */
export const PLAIN_ENTRY: Omit<BootEntry, 'image'> = {
  platform: Platform.bios,
  isBootable: true,
  media: Media.none,
  loadSegment: 0,
  sectors: undefined,
  systemType: 0,
  beginsSection: true,
  identifier: NOTHING,
  criteria: NOTHING,
  tables: 0,
};

/** The content that an entry boots. */
export function bootContent(tree: ImageTree, { image }: BootEntry): number {
  return 'entry' in image ? tree.contentNumber(image.entry) : image.content;
}

/** Whether the image of an entry is in the tree and has bytes. */
export function canBoot(tree: ImageTree, entry: BootEntry): boolean {
  const { image } = entry;
  if ('entry' in image && !tree.isIncluded(image.entry)) return false;
  return tree.contentAt(bootContent(tree, entry)).byteLength > 0;
}

/** The entries of the catalog: those whose images are in the tree, as many as it has room for. */
export function liveEntries(tree: ImageTree): BootEntry[] {
  const entries = tree.boot?.entries.filter((entry) => canBoot(tree, entry)) ?? [];
  return entries.slice(0, MOST_ENTRIES);
}

/** The catalog's file, where it has one in the image. */
export function catalogFile(tree: ImageTree): EntryId | undefined {
  const catalog = tree.boot?.catalog;
  return catalog !== undefined && tree.isIncluded(catalog) ? catalog : undefined;
}

/** What a disc boots from when a file takes the place of another: the very same where that has no part in it. */
export function withBootFile(boot: Boot | undefined, file: EntryId, by: EntryId): Boot | undefined {
  const isOf = ({ image }: BootEntry) => 'entry' in image && image.entry === file;
  if (!boot || (boot.catalog !== file && !boot.entries.some(isOf))) return boot;
  const entries = boot.entries.map((entry) => (isOf(entry) ? { ...entry, image: { entry: by } } : entry));
  return { catalog: boot.catalog === file ? by : boot.catalog, entries };
}

/** Virtual sectors of a whole boot image, as genisoimage counts them: those of whole blocks. */
export function wholeSectors(byteLength: number): number {
  return Math.ceil(byteLength / abi.BLOCK_BYTES) * (abi.BLOCK_BYTES / SECTOR_BYTES);
}

/**
 * The sectors that an entry has in the catalog. Of a program for UEFI that is longer than those can say it is 0: firmware
 * then takes what there is from its beginning to the end of the disc (UEFI 2.10, 13.3.2.1).
 */
export function recordedSectors(entry: BootEntry, byteLength: number): number {
  const sectors = entry.sectors ?? wholeSectors(byteLength);
  if (sectors > MOST_SECTORS && entry.platform === Platform.efi && entry.media === Media.none) return 0;
  return Math.min(sectors, MOST_SECTORS);
}

/**
 * Writes entries as the encoder takes them.
 * @param rows the manifest's number of each of the tree's contents
 */
export function writeBootEntries(
  bytes: Uint8Array<ArrayBuffer>,
  at: number,
  tree: ImageTree,
  entries: readonly BootEntry[],
  rows: (content: number) => number,
): void {
  const view = new DataView(bytes.buffer);
  for (const [index, entry] of entries.entries()) {
    const record = at + index * abi.BOOT_ENTRY_BYTES;
    const content = bootContent(tree, entry);
    view.setUint32(record + abi.BOOT_CONTENT, rows(content), true);
    view.setUint16(record + abi.BOOT_LOAD_SEGMENT, entry.loadSegment, true);
    view.setUint16(record + abi.BOOT_SECTORS, recordedSectors(entry, tree.contentAt(content).byteLength), true);
    view.setUint8(record + abi.BOOT_INDICATOR, entry.isBootable ? 0x88 : 0);
    view.setUint8(record + abi.BOOT_MEDIA, entry.media);
    view.setUint8(record + abi.BOOT_SYSTEM_TYPE, entry.systemType);
    view.setUint8(record + abi.BOOT_PLATFORM, entry.platform);
    // What stood before an entry may be gone.
    view.setUint8(record + abi.BOOT_SECTION, index === 1 || (index > 1 && entry.beginsSection) ? 1 : 0);
    bytes.set(entry.criteria.subarray(0, CRITERIA_BYTES), record + abi.BOOT_CRITERIA);
    bytes.set(entry.identifier.subarray(0, IDENTIFIER_BYTES), record + abi.BOOT_IDENTIFIER);
  }
}
