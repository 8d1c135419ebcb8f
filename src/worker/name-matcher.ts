/** Whether names have a text in them, whether letters are small or capital, composed or not. */
import { encodeName } from '../image/names';
import type { EntryId, ImageTree } from '../image/tree';

export type NameMatcher = (entry: EntryId) => boolean;

/**
 * Looks for a text in the names of a tree, or at their beginning. It holds until the tree changes.
 * @param text not empty
 */
export function nameMatcher(tree: ImageTree, text: string, where: 'anywhere' | 'at the beginning'): NameMatcher {
  const wanted = folded(text);
  const bytes = encodeName(wanted).slice();
  if (bytes.length !== wanted.length) {
    if (where === 'anywhere') return (entry) => folded(tree.name(entry)).includes(wanted);
    return (entry) => folded(tree.name(entry)).startsWith(wanted);
  }
  // ASCII, byte for byte: a string of each name would take ten times as long.
  const { names, name } = tree.columns();
  return (entry) => {
    const index = name[entry] as number;
    const all = names.bytes;
    const start = names.start(index);
    const last =
      where === 'anywhere' ? names.end(index) - bytes.length : Math.min(start, names.end(index) - bytes.length);
    search: for (let from = start; from <= last; from++) {
      for (let at = 0; at < bytes.length; at++) {
        if (small(all[from + at] as number) !== bytes[at]) continue search;
      }
      return true;
    }
    return false;
  };
}

const folded = (text: string) => text.normalize('NFC').toLowerCase();
const small = (byte: number) => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte);
