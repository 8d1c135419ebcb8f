/** What the page shows of the image: its size, exact or estimated, its regions and its notices. */
import { type Notice, type NoticeCode, noticeGroup, SEVERITIES } from '../image/notices';
import type { ImageTree } from '../image/tree';
import type { KnownImage } from './imager';
import type { Revision, Summary } from './session';

const ROOT = 0;
const BLOCK_BYTES = 2048;
/** Rough bytes of structures for each entry, and of a file's last block that stay empty, for an estimate. */
const ENTRY_BYTES = 350;
const SLACK_BYTES = 1024;
const FIXED_BYTES = 183 * BLOCK_BYTES;

/**
 * @param known the image that was laid out last, maybe of an older tree
 * @param own notices of what was done, besides those of the encoder
 */
export function imageSummary(
  tree: ImageTree,
  revision: Revision,
  known: KnownImage | undefined,
  own: readonly Notice[],
): Pick<Summary, 'imageBytes' | 'imageExact' | 'noticeGroups' | 'regions' | 'unreadableLeftOut'> {
  const isEmpty = tree.childCount(ROOT) === 0;
  const current = known?.revision === revision ? known : undefined;
  const counts = new Map<NoticeCode, number>();
  for (const { code } of own) counts.set(code, (counts.get(code) ?? 0) + 1);
  const groups = [...counts].map(([code, count]) => noticeGroup(code, count));
  if (known && !isEmpty) groups.push(...known.noticeGroups);
  return {
    imageBytes: isEmpty ? 0 : current ? current.layout.blocks * BLOCK_BYTES : estimate(tree),
    imageExact: current !== undefined,
    noticeGroups: groups.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)),
    regions: current?.layout.regions ?? [],
    unreadableLeftOut: counts.get('unreadable') ?? 0,
  };
}

function estimate(tree: ImageTree): number {
  const files = tree.fileCount * (ENTRY_BYTES + SLACK_BYTES);
  return tree.contentBytes + files + tree.directoryCount * ENTRY_BYTES + FIXED_BYTES;
}
