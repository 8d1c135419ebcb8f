/** Something to boot from as a person asks for it: which file, for whom, as what; and what becomes of it in a tree. */
import { type BootEntry, FLOPPY_SECTORS, Media, MOST_ENTRIES, SECTOR_BYTES, wholeSectors } from './boot';
import { leastBytes } from './boot-info';
import { type EntryId, type ImageTree, Kind, NO_ENTRY } from './tree';

/** A boot entry that is asked for. */
export interface BootRequest extends Omit<BootEntry, 'image' | 'media' | 'systemType'> {
  /** Path of the boot image in the disc's tree. */
  file: string;
  emulation: 'none' | 'floppy' | 'hard-disk';
}

/** An entry that boots a file of the tree. */
export type FileBootEntry = BootEntry & { readonly image: { readonly entry: EntryId } };

/** Why something cannot be booted; the message is a sentence. */
export class BootError extends Error {
  override readonly name = 'BootError';
}

/** @throws {BootError} where a catalog has no room for so many entries */
export function checkEntryCount(count: number): void {
  if (count > MOST_ENTRIES) throw new BootError(`There are ${count} boot entries; a disc can have ${MOST_ENTRIES}.`);
}

/** Genisoimage's name for the catalog. */
export const CATALOG_NAME = 'boot.catalog';
const CATALOG_BYTES = 2048;
const CATALOG_MODE = 0o444;
const PARTITIONS_AT = 446;
const PARTITION_BYTES = 16;
const PARTITION_TYPE = 4;
const SIGNATURE = 0xaa55;

/** The entry at a path of a tree; undefined: there is none. */
export function entryAt(tree: ImageTree, path: string): EntryId | undefined {
  let entry: EntryId = 0;
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue;
    entry = tree.kind(entry) === Kind.directory ? tree.find(entry, name) : NO_ENTRY;
    if (entry === NO_ENTRY) return undefined;
  }
  return entry;
}

/** The file that a request names. @throws {BootError} where the tree has none, or an empty one */
export function requestedFile(tree: ImageTree, { file }: BootRequest): EntryId {
  const entry = entryAt(tree, file);
  if (entry === undefined) {
    throw new BootError(
      `The boot image “${file}” is not in the image. Name it by its path there, such as isolinux/isolinux.bin.`,
    );
  }
  if (tree.kind(entry) !== Kind.file) throw new BootError(`“${file}” is no file: nothing can boot from it.`);
  if (tree.byteLength(entry) === 0) throw new BootError(`“${file}” is empty: nothing can boot from it.`);
  return entry;
}

/**
 * What the catalog is to say.
 * @param head the file's first sector of 512 bytes; looked at where it is a hard disk
 * @throws {BootError} where the file is not what is to be emulated, or has no room for its tables
 */
export function bootEntry(tree: ImageTree, request: BootRequest, head: Uint8Array): FileBootEntry {
  const { file, emulation, sectors, ...plain } = request;
  const entry = requestedFile(tree, request);
  const byteLength = tree.byteLength(entry);
  if (byteLength < leastBytes(request.tables)) {
    throw new BootError(
      `“${file}” has ${byteLength.toLocaleString('en')} bytes: there is no room in it for the table about the disc, which ends at byte ${leastBytes(request.tables).toLocaleString('en')}.`,
    );
  }
  const image = { entry };
  switch (emulation) {
    case 'none':
      return { ...plain, image, media: Media.none, systemType: 0, sectors };
    case 'floppy':
      // The first sector is the boot sector, which loads the others.
      return { ...plain, image, media: floppyMedia(file, byteLength), systemType: 0, sectors: 1 };
    case 'hard-disk':
      return { ...plain, image, media: Media.hardDisk, systemType: partitionType(file, head), sectors: 1 };
  }
}

/** The floppy that a boot image is as long as. */
function floppyMedia(file: string, byteLength: number): Media {
  const sectors = wholeSectors(byteLength);
  const media = Object.values(Media).find((one) => FLOPPY_SECTORS[one] === sectors);
  if (media !== undefined) return media;
  throw new BootError(
    `“${file}” has ${byteLength.toLocaleString('en')} bytes, which is no floppy disk: those have 1,228,800, 1,474,560 or 2,949,120. Boot it without emulation (-no-emul-boot) or as a hard disk (-hard-disk-boot).`,
  );
}

/** The type of a hard disk's one partition, which its first sector tells. */
function partitionType(file: string, head: Uint8Array): number {
  const no = (what: string) =>
    new BootError(`“${file}” is no hard disk to boot from: ${what}. It needs a partition table with one partition.`);
  if (head.length < SECTOR_BYTES || (((head[511] as number) << 8) | (head[510] as number)) !== SIGNATURE) {
    throw no('its first sector does not end with 55 AA');
  }
  const types = [0, 1, 2, 3]
    .map((partition) => head[PARTITIONS_AT + partition * PARTITION_BYTES + PARTITION_TYPE] as number)
    .filter((type) => type !== 0);
  const [type] = types;
  if (type === undefined) throw no('it has no partition');
  if (types.length > 1) throw no(`it has ${types.length} partitions`);
  return type;
}

/**
 * Puts the catalog's file into a tree; one of that name gives way to it.
 * @throws {BootError} where there is no such folder, or something else has the name
 */
export function addCatalog(tree: ImageTree, path: string): EntryId {
  const names = path.split('/').filter((name) => name !== '' && name !== '.');
  const name = names.pop();
  if (name === undefined) throw new BootError(`“${path}” is no name for the boot catalog.`);
  const folder = entryAt(tree, names.join('/'));
  if (folder === undefined || tree.kind(folder) !== Kind.directory) {
    throw new BootError(`The boot catalog cannot be “${path}”: the image has no folder “${names.join('/')}”.`);
  }
  const there = tree.find(folder, name);
  if (there !== NO_ENTRY) {
    if (tree.kind(there) === Kind.directory) {
      throw new BootError(`The boot catalog cannot be “${path}”: that is a folder of the image. Give it another name.`);
    }
    tree.exclude(there, true);
  }
  const attributes = { modifyTime: Number.NaN, mode: CATALOG_MODE, user: 0, group: 0 };
  // The encoder renders it: nobody reads it from anywhere.
  return tree.addFile(folder, name, attributes, { byteLength: CATALOG_BYTES, store: 0, offset: 0 });
}
