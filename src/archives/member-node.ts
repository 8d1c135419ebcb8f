/** The names of an archive's tree, and what they stand for, while it is put together. */
import type { Attributes } from '../image/attributes';
import { Kind } from '../image/entry';
import { compareNames } from '../image/names';
import type { MemberBytes } from './member';
import type { ArchiveEntry } from './member-tree';

/** What names stand for: hard links are several names of one. */
export interface Thing {
  kind: Kind;
  attributes: Attributes;
  target?: Uint8Array;
  bytes?: MemberBytes;
  names: number;
}

export interface Node {
  name: Uint8Array;
  thing: Thing;
  /** Of a folder, by name. */
  inside?: Map<string, Node>;
}

export function folder(attributes: Attributes): Thing {
  return { kind: Kind.directory, attributes, names: 0 };
}

/** All that is in a folder: folders before what is in them, names in canonical order. */
export function listed(top: Node): ArchiveEntry[] {
  const entries: ArchiveEntry[] = [];
  const first = new Map<Thing, number>();
  const waiting: { node: Node; parent: number }[] = [{ node: top, parent: -1 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const inside = [...(next.node.inside?.values() ?? [])].sort((a, b) => compareNames(a.name, b.name));
    const firstFolder = waiting.length;
    for (const node of inside) {
      const { kind, attributes, target, bytes, names } = node.thing;
      const index = entries.length;
      const entry: ArchiveEntry = { parent: next.parent, name: node.name, kind, attributes };
      if (names > 1) entry.attributes = { ...attributes, linkCount: names };
      if (kind === Kind.symbolicLink && target) entry.target = target;
      const same = first.get(node.thing);
      if (kind === Kind.file && same !== undefined) entry.sameAs = same;
      else if (kind === Kind.file && bytes && bytes.byteLength > 0) entry.bytes = bytes;
      if (names > 1 && same === undefined) first.set(node.thing, index);
      entries.push(entry);
      if (node.inside) waiting.push({ node, parent: index });
    }
    reverse(waiting, firstFolder);
  }
  return entries;
}

/** Turns the rest of a list round: the first of it is to be taken next. */
function reverse<T>(list: T[], start: number): void {
  for (let low = start, high = list.length - 1; low < high; low++, high--) {
    [list[low], list[high]] = [list[high] as T, list[low] as T];
  }
}
