/** What was walked, as tests compare it. */
import { type EntryId, Kind } from '../image/tree';
import type { WalkedTree } from './node-directory';

/** Every entry's path, kind and size, folders first read first. */
export function listing({ tree }: WalkedTree): string[] {
  const lines: string[] = [];
  const visit = (entry: EntryId) => {
    for (const child of tree.sortedChildren(entry)) {
      const marks: Partial<Record<Kind, string>> = { [Kind.directory]: '/', [Kind.symbolicLink]: '@' };
      const mark = marks[tree.kind(child)] ?? ` ${tree.byteLength(child)}`;
      lines.push(tree.path(child) + mark);
      if (tree.kind(child) === Kind.directory) visit(child);
    }
  };
  visit(0);
  return lines;
}

export function find({ tree }: WalkedTree, path: string): EntryId {
  return path.split('/').reduce((entry, name) => tree.find(entry, name), 0);
}
