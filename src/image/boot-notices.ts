/** What of a disc's boot entries is not as it was asked for. */
import {
  type BootEntry,
  bootContent,
  canBoot,
  FLOPPY_SECTORS,
  liveEntries,
  Media,
  MOST_SECTORS,
  recordedSectors,
  wholeSectors,
} from './boot';
import type { Notice } from './notices';
import type { ImageTree } from './tree';

/**
 * Of files that are in the image no more, that have not the size of their floppies, or load more than can be told; and of
 * those that the catalog has no room for.
 */
export function bootNotices(tree: ImageTree): Notice[] {
  const live = new Set(liveEntries(tree));
  return tree.boot?.entries.flatMap((entry, at) => noticeOf(tree, entry, at, live) ?? []) ?? [];
}

function noticeOf(tree: ImageTree, entry: BootEntry, at: number, live: ReadonlySet<BootEntry>): Notice | undefined {
  const { image, media, sectors } = entry;
  const isInCatalog = live.has(entry);
  const isFull = !isInCatalog && canBoot(tree, entry);
  // What no folder shows has no path: where it stands in the list tells which one it is.
  if (!('entry' in image)) return isFull ? { code: 'boot-full-hidden', path: String(at + 1) } : undefined;
  const path = tree.path(image.entry);
  if (isFull) return { code: 'boot-full', path };
  if (!isInCatalog) return { code: 'boot-gone', path };
  const { byteLength } = tree.contentAt(bootContent(tree, entry));
  const floppy = FLOPPY_SECTORS[media];
  const whole = wholeSectors(byteLength);
  if (floppy !== undefined && whole !== floppy) return { code: 'boot-floppy', path, before: String(byteLength) };
  // 0 is all there is: nothing of it is lost.
  const isCut = (sectors ?? whole) > MOST_SECTORS && recordedSectors(entry, byteLength) > 0;
  if (media === Media.none && isCut) return { code: 'boot-load', path };
  return undefined;
}
