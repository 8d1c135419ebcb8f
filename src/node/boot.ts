/** What a command line wants to boot from, in the tree that was walked; and the tables that boot images need. */
import { type BootOptions, bootRequests } from '../command/boot-options';
import type { CommandOptions } from '../command/command-options';
import { UsageError } from '../command/usage-error';
import { BOOT_IMAGE_WEIGHT, CATALOG_WEIGHT, SECTOR_BYTES } from '../image/boot';
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
import { type EntryId, type ImageTree, Mark } from '../image/tree';
import type { NodeContents } from '../sources/node-contents';
import type { WalkedTree } from '../sources/node-directory';
import { showPath } from '../sources/node-path';
import type { Selection } from '../sources/node-walk-options';

const BUFFER_BYTES = 128 << 10;
/** xorriso's weights. */
const XORRISO_WEIGHTS = { catalog: 1_000_000_000, image: 2 };

/**
 * Sets what an image boots from. Throws a `UsageError` where it cannot.
 * @param top the folder that is the top of the image, where it is one
 */
export function setBoot(
  options: CommandOptions,
  { tree, contents }: WalkedTree,
  selection: Selection | undefined,
  top: string | undefined,
): void {
  const requests = bootRequests(options);
  if (requests.length === 0) return;
  try {
    checkEntryCount(requests.length);
    const entries = requests.map((request, index) => ({
      ...bootEntry(tree, request, headOf(tree, contents, request)),
      beginsSection: index > 0,
    }));
    const weights =
      options.dialect === 'xorriso' ? XORRISO_WEIGHTS : { catalog: CATALOG_WEIGHT, image: BOOT_IMAGE_WEIGHT };
    for (const { image } of entries) {
      const { store, offset } = tree.content(image.entry);
      const path = contents.hasPath(store) ? showPath(contents.path(store, offset)) : '';
      // What xorriso's options say of a path of the image counts more.
      if (options.dialect === 'xorriso' && tree.weight(image.entry) !== 0) continue;
      tree.setWeight(image.entry, selection?.weight(path, weights.image) ?? weights.image);
    }
    tree.setBoot({ catalog: makeCatalog(tree, options.boot, selection, top, weights.catalog), entries });
  } catch (error) {
    if (error instanceof BootError) throw new UsageError(error.message);
    throw error;
  }
}

function makeCatalog(
  tree: ImageTree,
  { catalog = CATALOG_NAME, isCatalogHidden }: BootOptions,
  selection: Selection | undefined,
  top: string | undefined,
  weight: number,
): EntryId | undefined {
  if (isCatalogHidden) return undefined;
  const entry = addCatalog(tree, catalog);
  const path = top === undefined ? catalog : `${top.replace(/\/$/, '')}/${catalog}`;
  tree.setWeight(entry, selection?.weight(path, weight) ?? weight);
  const marks = (selection?.marks(catalog, path) ?? 0) & (Mark.notInIso | Mark.notInJoliet);
  for (const mark of Object.values(Mark)) if ((marks & mark) !== 0) tree.setMark(entry, mark, true);
  return entry;
}

function headOf(tree: ImageTree, contents: NodeContents, request: BootRequest): Uint8Array {
  const { store, offset, byteLength } = tree.content(requestedFile(tree, request));
  const head = new Uint8Array(Math.min(SECTOR_BYTES, byteLength));
  const file = contents.open(store, offset, byteLength);
  try {
    file.read(head);
  } finally {
    file.close();
  }
  return head;
}

/** The tables in the boot images of an image that is laid out. Reads those images. Throws a `SourceError`. */
export function readBootPatches({ tree, manifest, encoder }: LaidOut, contents: NodeContents): Patches {
  const images = tabledImages(tree);
  const checksums = new Map<number, number>();
  for (const { content } of images) checksums.set(content, checksumOf(tree, contents, content));
  return bootPatches(images, checksums, tree, manifest, encoder.layout);
}

function checksumOf(tree: ImageTree, contents: NodeContents, content: number): number {
  const { store, offset, byteLength } = tree.contentAt(content);
  const sum = new InfoChecksum();
  const buffer = new Uint8Array(BUFFER_BYTES);
  const file = contents.open(store, offset, byteLength);
  try {
    for (let left = byteLength; left > 0; ) {
      const piece = buffer.subarray(0, Math.min(left, buffer.length));
      file.read(piece);
      sum.add(piece);
      left -= piece.length;
    }
    file.verify();
  } finally {
    file.close();
  }
  return sum.value();
}
