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
  return tree.boot?.entries.flatMap((entry) => noticeOf(tree, entry, live) ?? []) ?? [];
}

function noticeOf(tree: ImageTree, entry: BootEntry, live: ReadonlySet<BootEntry>): Notice | undefined {
  const { image, media, sectors } = entry;
  const isInCatalog = live.has(entry);
  const path = 'entry' in image ? tree.path(image.entry) : '/';
  if (!isInCatalog && canBoot(tree, entry)) return { code: 'boot-full', path };
  if (!('entry' in image)) return undefined;
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
