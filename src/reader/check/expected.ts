/** What an image is meant to hold, and whether it does: every entry, as one of its namespaces shows it. */
import type { DiscImage } from '../disc-image';
import { NAMESPACE_NAMES } from '../disc-image';
import { type Directory, type Entry, type EntryKind, type Extent, joinPath, type NamespaceKind } from '../entry';
import { latin1, utf8Text } from '../fields';

/** By rows: a row for each entry, behind that of the folder it is in. The root is row 0. */
export interface Expected {
  /** The row of the folder of each. */
  parents: Uint32Array;
  kind(row: number): EntryKind;
  /** Of a file's contents. */
  byteLength(row: number): number;
  /** Unix seconds; undefined where that is not known. */
  modified(row: number): number | undefined;
  /** Permission bits, for Rock Ridge; undefined where they are not known. */
  mode(row: number): number | undefined;
  /** Of a symbolic link. */
  target(row: number): Uint8Array | undefined;
  /** What an entry is called there (see `nameKey`); undefined where it is not there. */
  name(row: number, kind: NamespaceKind): string | undefined;
  /** The name of what an image has of its own in many folders, such as translation tables. */
  ownName?: string | undefined;
}

/** A name as it is compared: as text, or byte by byte where it is no UTF-8. */
export const nameKey = (name: string, bytes?: Uint8Array) => (bytes ? `\0${latin1(bytes)}` : name);

/** Where the contents of expected files lie in an image, as its namespaces have it. */
export class Places {
  /** Of the first section, by row; NaN where there is none. */
  readonly at: Float64Array;
  /** The rows that were found, with contents or without. */
  readonly #found: Uint8Array;
  /** Of files with more than one. */
  readonly #sections = new Map<number, readonly Extent[]>();
  readonly #byteLengths: Float64Array;

  constructor(rows: number) {
    this.at = new Float64Array(rows).fill(Number.NaN);
    this.#byteLengths = new Float64Array(rows);
    this.#found = new Uint8Array(rows);
  }

  isFound(row: number): boolean {
    return this.#found[row] === 1;
  }

  find(row: number): void {
    this.#found[row] = 1;
  }

  set(row: number, extents: readonly Extent[]): void {
    const [first] = extents;
    if (!first) return;
    this.at[row] = first.at;
    this.#byteLengths[row] = first.byteLength;
    if (extents.length > 1) this.#sections.set(row, extents);
  }

  of(row: number): readonly Extent[] {
    const at = this.at[row] as number;
    if (Number.isNaN(at)) return [];
    return this.#sections.get(row) ?? [{ at, byteLength: this.#byteLengths[row] as number }];
  }

  /** Takes what is only in another namespace from there. */
  addMissing(other: Places): void {
    for (let row = 0; row < this.at.length; row++) {
      if (other.isFound(row)) this.find(row);
      if (Number.isNaN(this.at[row])) this.set(row, other.of(row));
    }
  }

  /** Rows of files with bytes, in the order of the image. */
  inOrder(): number[] {
    const rows: number[] = [];
    for (let row = 0; row < this.at.length; row++) if (!Number.isNaN(this.at[row])) rows.push(row);
    return rows.sort((a, b) => (this.at[a] as number) - (this.at[b] as number));
  }
}

/**
 * Compares the entries of a namespace with what is expected: names, kinds, lengths, times, modes, targets. What is
 * otherwise is in the image's findings. Returns where the contents of those that are there lie.
 */
export async function compareEntries(image: DiscImage, kind: NamespaceKind, expected: Expected): Promise<Places> {
  const reader = image.reader(kind);
  const walker = image.walker(reader);
  const { findings } = image;
  const { parents } = expected;
  const places = new Places(parents.length);
  const children = childrenOf(parents);
  const field = NAMESPACE_NAMES[kind];
  const waiting: { directory: Directory; row: number }[] = [{ directory: reader.root, row: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { directory, row: folder } = next;
    const wanted = new Map<string, number>();
    for (const row of children(folder)) {
      const name = expected.name(row, kind);
      if (name !== undefined) wanted.set(name, row);
    }
    for (const entry of await reader.list(directory)) {
      const path = joinPath(directory.path, entry.name);
      const name = nameKey(entry.name, entry.nameBytes);
      const row = wanted.get(name);
      if (row === undefined) {
        if (entry.name !== expected.ownName) findings.add('entry-unexpected', { at: entry.at, path, field });
        continue;
      }
      wanted.delete(name);
      if (!compareEntry(image, entry, path, kind, expected, row)) continue;
      places.find(row);
      if (entry.kind === 'file' && entry.byteLength > 0) places.set(row, entry.extents);
      const inner = walker.enter(entry, directory);
      if (inner) waiting.push({ directory: inner, row });
    }
    for (const name of wanted.keys()) {
      const path = joinPath(directory.path, name.startsWith('\0') ? name.slice(1) : name);
      findings.add('entry-missing', { path, field });
    }
  }
  return places;
}

/** Whether an entry is of the right kind and length. What else is otherwise is a finding, too. */
function compareEntry(
  { findings }: DiscImage,
  entry: Entry,
  path: string,
  kind: NamespaceKind,
  expected: Expected,
  row: number,
): boolean {
  const { at } = entry;
  const field = NAMESPACE_NAMES[kind];
  const isRockRidge = kind === 'rock-ridge';
  // Without Rock Ridge links and devices are empty files.
  const isOther = expected.kind(row) !== 'file' && expected.kind(row) !== 'directory';
  const wantedKind = isOther && !isRockRidge ? 'file' : expected.kind(row);
  if (entry.kind !== wantedKind) {
    findings.add('entry-kind', { at, path, field, found: entry.kind, wanted: wantedKind });
    return false;
  }
  const wantedLength = wantedKind === 'file' && !isOther ? expected.byteLength(row) : 0;
  if (entry.byteLength !== wantedLength) {
    findings.add('entry-length', { at, path, field, found: entry.byteLength, wanted: wantedLength });
    return false;
  }
  const told = (found: string, wanted: string) => findings.add('entry-attributes', { at, path, field, found, wanted });
  const modified = expected.modified(row);
  if (modified !== undefined && entry.modified !== undefined && entry.modified !== modified) {
    told(timeText(entry.modified), timeText(modified));
  }
  const mode = isRockRidge ? expected.mode(row) : undefined;
  if (mode !== undefined && entry.mode !== undefined && (entry.mode & 0o7777) !== mode) {
    told(`mode ${(entry.mode & 0o7777).toString(8)}`, mode.toString(8));
  }
  const target = isRockRidge ? expected.target(row) : undefined;
  if (target && entry.target !== utf8Text(target)) told(`a link to “${entry.target}”`, `“${utf8Text(target)}”`);
  return true;
}

const timeText = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');

/** The rows right in a folder. */
function childrenOf(parents: Uint32Array): (folder: number) => Iterable<number> {
  const first = new Uint32Array(parents.length);
  const next = new Uint32Array(parents.length);
  for (let row = parents.length - 1; row > 0; row--) {
    const parent = parents[row] as number;
    next[row] = first[parent] as number;
    first[parent] = row;
  }
  return function* children(folder) {
    for (let row = first[folder] as number; row !== 0; row = next[row] as number) yield row;
  };
}

/** Two namespaces lead to the same contents. What one has elsewhere is a finding. */
export function comparePlaces(
  { findings }: DiscImage,
  kind: NamespaceKind,
  one: Places,
  other: Places,
  path: (row: number) => string,
): void {
  for (let row = 0; row < one.at.length; row++) {
    const [at, elsewhere] = [one.at[row] as number, other.at[row] as number];
    if (Number.isNaN(at) || Number.isNaN(elsewhere) || at === elsewhere) continue;
    findings.add('entry-elsewhere', { at: elsewhere, path: path(row), field: NAMESPACE_NAMES[kind] });
  }
}
