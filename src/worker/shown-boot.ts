/** What a disc boots from, for the page. */
import { BootTable, canBoot, liveEntries } from '../image/boot';
import type { ImageTree } from '../image/tree';
import type { ShownBoot } from './session';

const MEDIA = 0x0f;

export function shownBoot(tree: ImageTree): ShownBoot[] {
  const entries = tree.boot?.entries ?? [];
  const live = new Set(liveEntries(tree));
  return entries.map((entry) => {
    const { image, platform, media, isBootable, tables } = entry;
    const isThere = canBoot(tree, entry);
    return {
      ...('entry' in image ? { entry: image.entry, path: tree.path(image.entry) } : {}),
      platform,
      media: media & MEDIA,
      isBootable,
      isTold: (tables & BootTable.info) !== 0,
      isThere,
      hasRoom: !isThere || live.has(entry),
    };
  });
}
