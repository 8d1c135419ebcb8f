/** A second name for a file, to keep both. */
import { type EntryId, type ImageTree, NO_ENTRY } from '../image/tree';

/** The first name like it that is free in a folder. */
export function freeName(tree: ImageTree, parent: EntryId, name: string): string {
  return keepBothName(name, (candidate) => tree.find(parent, candidate) !== NO_ENTRY);
}

/**
 * The name with “ (2)” before its extension, or the first higher number that is free.
 * @param isTaken whether the folder has that name already
 */
function keepBothName(name: string, isTaken: (name: string) => boolean): string {
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let number = 2; ; number++) {
    const candidate = `${stem} (${number})${extension}`;
    if (!isTaken(candidate)) return candidate;
  }
}
