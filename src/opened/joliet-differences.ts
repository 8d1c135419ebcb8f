/** What only one of two hierarchies has: that of Rock Ridge or plain names, and Joliet's. */
import { Kind, Mark } from '../image/tree';
import type { DiscImage } from '../reader/disc-image';
import type { Directory, Entry } from '../reader/entry';
import type { Visited } from '../reader/walk';
import type { OpenedEntry } from './opened-entry';

/** A folder of the one hierarchy, with what the other one did not show of it yet. */
interface Folder {
  names: Map<string, number>;
  /** Files by where their contents lie: several where they are names of one file. */
  places: Map<number, number | number[]>;
  entries: number[];
  extra: Visited[];
  isMet: boolean;
}

const TOP = -1;
const FULL = 1;
const UNMET = 2;
/** What the Joliet specification forbids in an identifier. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\x00-\x1f\x7f*/:;?\\]/g;

/** Something that only Joliet has. */
export interface OnlyJoliet {
  opened: OpenedEntry;
  visited: Visited;
  index: number;
}

export class JolietDifferences {
  readonly #image: DiscImage;
  readonly #folders = new Map<number, Folder>([[TOP, newFolder()]]);
  /** Of each entry, in bits: it has contents; Joliet did not show it yet. A row each, since there may be a million. */
  readonly #facts: number[] = [];
  readonly marks = new Map<number, number>();
  /** UTF-16 units of the longest name. */
  longest = 0;

  constructor(image: DiscImage) {
    this.#image = image;
  }

  /** An entry of the main hierarchy. */
  add(index: number, parent: number, entry: Entry): void {
    const place = placeOf(entry);
    this.#facts[index] = place === undefined ? UNMET : UNMET | FULL;
    if (entry.kind === 'directory') this.#folders.set(index, newFolder());
    const folder = this.#folders.get(parent);
    if (!folder) return;
    folder.names.set(jolietName(entry.name), index);
    folder.entries.push(index);
    if (place === undefined) return;
    const there = folder.places.get(place);
    if (typeof there === 'object') there.push(index);
    else folder.places.set(place, there === undefined ? index : [there, index]);
  }

  /**
   * Walks Joliet's hierarchy: finds what it does not have, and gives what only it has. Files with contents are the same
   * where these lie at one place. Where both have something else that the other one does not, as a folder or an empty
   * file, nobody can tell whether that is the same by another name: then it is taken for that.
   * @param count numbers what is given
   */
  async *entries(count: () => number): AsyncGenerator<OnlyJoliet> {
    const reader = this.#image.reader('joliet');
    const top = this.#folders.get(TOP) as Folder;
    const met = new Map<Directory, Folder>();
    top.isMet = true;
    for await (const visited of this.#image.walker(reader).below(reader.root)) {
      const { around, entry, directory } = visited;
      this.longest = Math.max(this.longest, entry.name.length);
      const folder = around.parent ? met.get(around) : top;
      if (!folder) continue;
      const index = this.#meet(folder, entry);
      const inside = index === undefined ? undefined : this.#folders.get(index);
      if (index === undefined) folder.extra.push(visited);
      else if (inside && entry.kind === 'directory') {
        if (directory) met.set(directory, inside);
        inside.isMet = true;
      }
    }
    for (const [parent, { entries, extra, isMet }] of this.#folders) {
      if (!isMet) continue;
      const unmet = entries.filter((index) => this.#isUnmet(index));
      const isOpenExtra = extra.some(({ entry }) => placeOf(entry) === undefined);
      const isOpenUnmet = unmet.some((index) => !this.#isFull(index));
      for (const index of unmet) {
        if (this.#isFull(index) || !isOpenExtra) this.marks.set(index, Mark.notInJoliet);
      }
      for (const visited of extra) {
        if (placeOf(visited.entry) !== undefined || !isOpenUnmet) yield* this.#whole(visited, parent, count);
      }
    }
    this.#folders.clear();
  }

  /** Something with all that is in it. */
  async *#whole(top: Visited, parent: number, count: () => number): AsyncGenerator<OnlyJoliet> {
    const index = count();
    yield { opened: joliet(top.entry, parent), visited: top, index };
    if (!top.directory) return;
    const folders = new Map<Directory, number>([[top.directory, index]]);
    for await (const visited of this.#image.walker(this.#image.reader('joliet')).below(top.directory)) {
      const { around, entry, directory } = visited;
      const folder = folders.get(around);
      if (folder === undefined) continue;
      const inside = count();
      if (directory) folders.set(directory, inside);
      yield { opened: joliet(entry, folder), visited, index: inside };
    }
  }

  /** The same in the main hierarchy: where contents are the same that counts, and then the name. */
  #meet({ names, places }: Folder, entry: Entry): number | undefined {
    const place = placeOf(entry);
    const isOpen = (index: number) => this.#isUnmet(index) && this.#isFull(index) === (place !== undefined);
    let index: number | undefined;
    const there = place === undefined ? undefined : places.get(place);
    if (place === undefined) index = names.get(entry.name);
    else if (typeof there === 'object') {
      const open = there.filter(isOpen);
      const byName = names.get(entry.name) ?? -1;
      index = open.includes(byName) ? byName : open[0];
    } else index = there;
    if (index === undefined || !isOpen(index)) return undefined;
    this.#facts[index] = (this.#facts[index] as number) & ~UNMET;
    return index;
  }

  #isUnmet(index: number): boolean {
    return ((this.#facts[index] as number) & UNMET) !== 0;
  }

  #isFull(index: number): boolean {
    return ((this.#facts[index] as number) & FULL) !== 0;
  }
}

function newFolder(): Folder {
  return { names: new Map(), places: new Map(), entries: [], extra: [], isMet: false };
}

/** Where a file's contents are; undefined where it has none. */
const placeOf = ({ kind, byteLength, extents }: Entry) =>
  kind === 'file' && byteLength > 0 ? extents[0]?.at : undefined;

/** The name that Joliet has for a short one. */
const jolietName = (name: string) => name.replace(FORBIDDEN, '_');

function joliet({ name, kind, modified, isHidden, byteLength }: Entry, parent: number): OpenedEntry {
  const isFile = kind !== 'directory';
  return {
    parent,
    name,
    kind: isFile ? Kind.file : Kind.directory,
    attributes: { modifyTime: modified ?? Number.NaN },
    marks: Mark.notInIso | (isHidden ? Mark.hidden : 0),
    byteLength: isFile ? byteLength : 0,
  };
}
