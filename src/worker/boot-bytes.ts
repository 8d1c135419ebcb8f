/** What the image has in the place of a file's own bytes: in the boot catalog, and in boot images that are told of the disc. */

import { bootContent, catalogFile, liveEntries } from '../image/boot';
import type { Patch } from '../image/boot-info';
import { type Layout, structureByteLength, structureRuns } from '../image/layout';
import { type EntryId, type ImageTree, Kind } from '../image/tree';
import { BLOCK_BYTES } from '../sinks/spool';
import type { ReadyImage } from './imager';

/** An image that is known, as far as it has bytes in the place of files' own. */
export type OwnBytes = Pick<ReadyImage, 'catalog' | 'patches'>;

/** The bytes of an image's catalog, which stay. @param metadata all its structures; undefined: it has no catalog */
export async function catalogOf(layout: Layout, metadata: Blob): Promise<Blob | undefined> {
  const { bootCatalog, contentBlocks } = layout;
  if (bootCatalog === undefined) return undefined;
  let at = 0;
  for (const { firstBlock, blocks } of structureRuns(layout)) {
    if (firstBlock === contentBlocks[bootCatalog]) {
      const byteLength = structureByteLength(layout, bootCatalog) ?? 0;
      return new Blob([await metadata.slice(at, at + byteLength).arrayBuffer()]);
    }
    at += blocks * BLOCK_BYTES;
  }
  return undefined;
}

/** Whether an image has bytes of its own for a file, as far as the tree can tell. */
export function hasOwnBytes(tree: ImageTree, entry: EntryId): boolean {
  if (tree.kind(entry) !== Kind.file) return false;
  if (entry === catalogFile(tree)) return true;
  const content = tree.contentNumber(entry);
  return liveEntries(tree).some((one) => one.tables !== 0 && bootContent(tree, one) === content);
}

/**
 * The bytes that an image has for each file; undefined for those that it has as they are.
 * @param blobOf gives the bytes of a store
 */
export function ownBytes(
  tree: ImageTree,
  { catalog, patches }: OwnBytes,
  blobOf: (store: number) => Blob,
): (entry: EntryId) => Blob | undefined {
  const file = catalogFile(tree);
  return (entry) => {
    if (entry === file) return catalog;
    const own = patches.get(tree.contentNumber(entry));
    if (!own) return undefined;
    const { store, offset, byteLength } = tree.content(entry);
    return patched(blobOf(store).slice(offset, offset + byteLength), own);
  };
}

function patched(bytes: Blob, patches: readonly Patch[]): Blob {
  const parts: BlobPart[] = [];
  let from = 0;
  for (const { at, bytes: own } of patches) {
    parts.push(bytes.slice(from, at), own);
    from = at + own.length;
  }
  return new Blob([...parts, bytes.slice(from)]);
}
