/** One side of a comparison: what is in an image, or anywhere else, by paths. */
import { recorded } from '../contents';
import type { DiscImage } from '../disc-image';
import { type Entry, type EntryKind, joinPath, type NamespaceKind } from '../entry';
import { isUtf8, latin1, utf8Text } from '../fields';

export interface Compared {
  kind: EntryKind;
  byteLength: number;
  /** What is not known is not compared. Permission bits. */
  mode?: number | undefined;
  /** Unix seconds. */
  modified?: number | undefined;
  user?: number | undefined;
  group?: number | undefined;
  /** Not to be shown without being asked for (ECMA-119 9.1.6). */
  isHidden?: boolean | undefined;
  target?: string | undefined;
  /** The target as it is recorded. */
  targetBytes?: Uint8Array | undefined;
  device?: { major: number; minor: number } | undefined;
  /** Where the contents lie on this side: what says the same has the same contents. Unknown where nothing else lies there. */
  place?: () => string;
  /** Bytes that are recorded of the contents, where they are compressed. */
  recordedBytes?: number;
  /** The contents, in pieces. Fails with an `ImageError`, or as the place does that they come from. */
  contents?: (() => AsyncIterable<Uint8Array>) | undefined;
}

export type ComparedSide = ReadonlyMap<string, Compared>;

const encoder = new TextEncoder();

/** A name as text; one that is no UTF-8 with \\xff for such a byte, so that two of them are never alike. */
export function comparedName(name: Uint8Array): string {
  if (isUtf8(name)) return utf8Text(name);
  return latin1(name).replace(/[\x80-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`);
}

const placeOf = ({ extents, zisofs }: Entry): string =>
  extents.map(({ at, byteLength }) => `${at}+${byteLength}`).join() + (zisofs ? JSON.stringify(zisofs) : '');

/**
 * Everything in an image, by path.
 * @param kind the names that are read; the fullest ones if none are named
 * @param told called for each entry
 */
export async function inImage(
  image: DiscImage,
  kind: NamespaceKind | undefined,
  told: () => void = () => {},
): Promise<Map<string, Compared>> {
  const entries = new Map<string, Compared>();
  const reader = image.reader(kind);
  // Paths as they are shown, by what the reader calls them.
  const shown = new Map([['', '']]);
  for await (const { path, entry } of image.walker(reader).below(reader.root)) {
    const { kind: entryKind, byteLength, mode, modified, user, group, target, device, isHidden } = entry;
    const parent = path.slice(0, Math.max(0, path.length - entry.name.length - 1));
    const inner = joinPath(shown.get(parent) ?? parent, entry.nameBytes ? comparedName(entry.nameBytes) : entry.name);
    if (entryKind === 'directory') shown.set(path, inner);
    const isLink = entryKind === 'link';
    entries.set(inner, {
      ...{ kind: entryKind, byteLength, modified, user, group, target, device, isHidden },
      targetBytes: isLink ? (entry.targetBytes ?? encoder.encode(target ?? '')) : undefined,
      // A link's own permissions are nobody's choice.
      mode: isLink || mode === undefined ? undefined : mode & 0o7777,
      ...(entry.zisofs ? { recordedBytes: recorded(entry) } : {}),
      place: () => placeOf(entry),
      contents: () => image.contents(entry, path),
    });
    told();
  }
  return entries;
}
