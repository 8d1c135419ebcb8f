/** A second name for a file, to keep both. */
import { encodeName } from '../image/names';
import type { Notice } from '../image/notices';
import { type EntryId, type ImageTree, NO_ENTRY } from '../image/tree';
import { MAX_NAME_BYTES } from './naming';
import type { Place } from './tree-changes';

/** Something that has a number, and what a person is told of it. */
export interface Numbered {
  /** Where it was found. */
  place: Place;
  /** What it is called instead, but for what a person called it since. */
  name: string;
  notice: Notice;
}

/** Names that a step gives in one folder, each with the number from which the next of that name is counted. */
export type NamesGiven = Map<string, number>;

/**
 * The name with “ (2)” before its extension, or the first higher number that is free in a folder, cut where it would
 * be longer than a name can be.
 * @param given names that are taken as well; it gets this one
 * @param isGivenUp whether what has a name gives that up
 */
export function freeName(
  tree: ImageTree,
  parent: EntryId,
  name: string,
  given: NamesGiven = new Map(),
  isGivenUp: (entry: EntryId) => boolean = () => false,
): string {
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let number = given.get(name) ?? 2; ; number++) {
    const candidate = numbered(stem, extension, number);
    const entry = tree.find(parent, candidate);
    if (given.has(candidate) || (entry !== NO_ENTRY && !isGivenUp(entry))) continue;
    given.set(name, number + 1);
    given.set(candidate, 2);
    return candidate;
  }
}

/** A name with a number. What is too long loses the end of its stem, and an extension that leaves no room for one. */
function numbered(stem: string, extension: string, number: number): string {
  const end = ` (${number})${extension}`;
  const room = MAX_NAME_BYTES - encodeName(end).length;
  if (room < 1) return numbered(stem + extension, '', number);
  return cut(stem, room) + end;
}

/** The longest beginning of whole characters that has no more bytes. */
function cut(text: string, mostBytes: number): string {
  if (encodeName(text).length <= mostBytes) return text;
  let kept = '';
  let bytes = 0;
  for (const character of text) {
    bytes += encodeName(character).length;
    if (bytes > mostBytes) break;
    kept += character;
  }
  return kept;
}
