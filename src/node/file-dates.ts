import type { DateStamp } from '../command/dates';
import type { ImageTree } from '../image/tree';

/** Gives every file and folder one date, or each its modify time as its other two (xorriso's `--set_all_file_dates`). */
export function setFileDates(tree: ImageTree, date: DateStamp | 'modified'): void {
  for (let entry = 0; entry < tree.length; entry++) {
    const modifyTime = date === 'modified' ? tree.attributes(entry).modifyTime : date.seconds;
    tree.setAttributes(entry, { modifyTime, accessTime: modifyTime, attributeTime: modifyTime });
  }
}
