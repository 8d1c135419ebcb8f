/** What only one of two hierarchies has: that of Rock Ridge or plain names, and Joliet's. */
import { Kind, Mark } from '../image/tree';
import type { DiscImage } from '../reader/disc-image';
import type { Entry } from '../reader/entry';
import type { Visited } from '../reader/walk';
import type { OpenedEntry } from './opened-entry';

/** A folder of the one hierarchy, with what the other one did not show of it yet. */
interface Folder {
  names: Map<string, number>;
  /** Files by where their contents lie: several where they are names of one file. */
  places: Map<string, number[]>;
  unmet: Set<number>;
  extra: Visited[];
  isMet: boolean;
}

const TOP = -1;
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
  /** Those with contents. */
  readonly #full = new Set<number>();
  readonly marks = new Map<number, number>();
  /** UTF-16 units of the longest name. */
  longest = 0;

  constructor(image: DiscImage) {
    this.#image = image;
  }

  /** An entry of the main hierarchy. */
  add(index: number, parent: number, entry: Entry): void {
    const folder = this.#folders.get(parent);
    folder?.names.set(jolietName(entry.name), index);
    folder?.unmet.add(index);
    const place = placeOf(entry);
    if (place !== undefined) {
      const there = folder?.places.get(place);
      if (there) there.push(index);
      else folder?.places.set(place, [index]);
      this.#full.add(index);
    }
    if (entry.kind === 'directory') this.#folders.set(index, newFolder());
  }

  /**
   * Walks Joliet's hierarchy: finds what it does not have, and gives what only it has. Files with contents are the same
   * where these lie at one place. Where both have something else that the other one does not, as a folder or an empty
   * file, nobody can tell whether that is the same by another name: then it is taken for that.
   * @param count numbers what is given
   */
  async *entries(count: () => number): AsyncGenerator<OnlyJoliet> {
    const reader = this.#image.reader('joliet');
    const met = new Map<string, number>([['', TOP]]);
    (this.#folders.get(TOP) as Folder).isMet = true;
    for await (const visited of this.#image.walker(reader).below(reader.root)) {
      const { path, entry } = visited;
      this.longest = Math.max(this.longest, entry.name.length);
      const parent = met.get(path.slice(0, Math.max(0, path.length - entry.name.length - 1)));
      const folder = parent === undefined ? undefined : this.#folders.get(parent);
      if (!folder) continue;
      const index = this.#meet(folder, entry);
      if (index === undefined) folder.extra.push(visited);
      else if (entry.kind === 'directory') {
        met.set(path, index);
        const inside = this.#folders.get(index);
        if (inside) inside.isMet = true;
      }
    }
    for (const [parent, { unmet, extra, isMet }] of this.#folders) {
      if (!isMet) continue;
      const isOpenExtra = extra.some(({ entry }) => placeOf(entry) === undefined);
      const isOpenUnmet = [...unmet].some((index) => !this.#full.has(index));
      for (const index of unmet) {
        if (this.#full.has(index) || !isOpenExtra) this.marks.set(index, Mark.notInJoliet);
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
    const places = new Map([[top.path, index]]);
    for await (const visited of this.#image.walker(this.#image.reader('joliet')).below(top.directory)) {
      const { path, entry } = visited;
      const around = places.get(path.slice(0, path.length - entry.name.length - 1));
      if (around === undefined) continue;
      const inside = count();
      places.set(path, inside);
      yield { opened: joliet(entry, around), visited, index: inside };
    }
  }

  /** The same in the main hierarchy: where contents are the same that counts, and then the name. */
  #meet({ names, places, unmet }: Folder, entry: Entry): number | undefined {
    const place = placeOf(entry);
    const byName = names.get(entry.name);
    const isUnmet = (index: number) => unmet.has(index) && this.#full.has(index) === (place !== undefined);
    const there = place === undefined ? undefined : places.get(place)?.filter(isUnmet);
    const index = place === undefined || there?.includes(byName ?? -1) ? byName : there?.[0];
    if (index === undefined || !isUnmet(index)) return undefined;
    unmet.delete(index);
    return index;
  }
}

function newFolder(): Folder {
  return { names: new Map(), places: new Map(), unmet: new Set(), extra: [], isMet: false };
}

/** Where a file's contents are; undefined where it has none. */
const placeOf = ({ kind, byteLength, extents }: Entry) =>
  kind === 'file' && byteLength > 0 && extents[0] ? `${extents[0].at}` : undefined;

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
