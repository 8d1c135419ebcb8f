/** What only one of two hierarchies has: that of Rock Ridge or plain names, and Joliet's. */
import { Kind, Mark } from '../image/tree';
import type { DiscImage } from '../reader/disc-image';
import type { Entry } from '../reader/entry';
import type { Visited } from '../reader/walk';
import type { OpenedEntry } from './opened-entry';

/** A folder of the one hierarchy, with what the other one did not show of it yet. */
interface Folder {
  names: Map<string, number>;
  /** Files by where their contents lie. */
  places: Map<string, number>;
  unmet: Set<number>;
  extra: Visited[];
  isMet: boolean;
}

const TOP = -1;
/** What the Joliet specification forbids in an identifier. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\x00-\x1f\x7f*/:;?\\]/g;

export class JolietDifferences {
  readonly #image: DiscImage;
  readonly #folders = new Map<number, Folder>([[TOP, newFolder()]]);
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
    if (place !== undefined) folder?.places.set(place, index);
    if (entry.kind === 'directory') this.#folders.set(index, newFolder());
  }

  /**
   * Walks Joliet's hierarchy: finds what it does not have, and gives what only it has. Where both have something that
   * the other one does not, nobody can tell whether that is the same by another name: then it is taken for that.
   * @param count numbers what is given
   */
  async *entries(count: () => number): AsyncGenerator<OpenedEntry> {
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
      if (extra.length === 0) for (const index of unmet) this.marks.set(index, Mark.notInJoliet);
      if (unmet.size > 0) continue;
      for (const visited of extra) yield* this.#whole(visited, parent, count);
    }
    this.#folders.clear();
  }

  /** Something with all that is in it. */
  async *#whole(top: Visited, parent: number, count: () => number): AsyncGenerator<OpenedEntry> {
    const { startsAt } = this.#image.sectors;
    const index = count();
    yield joliet(top.entry, parent, startsAt);
    if (!top.directory) return;
    const places = new Map([[top.path, index]]);
    for await (const { path, entry } of this.#image.walker(this.#image.reader('joliet')).below(top.directory)) {
      const around = places.get(path.slice(0, path.length - entry.name.length - 1));
      if (around === undefined) continue;
      places.set(path, count());
      yield joliet(entry, around, startsAt);
    }
  }

  #meet({ names, places, unmet }: Folder, entry: Entry): number | undefined {
    const place = placeOf(entry);
    const byName = names.get(entry.name);
    const index =
      byName !== undefined && unmet.has(byName) ? byName : place === undefined ? undefined : places.get(place);
    if (index === undefined || !unmet.delete(index)) return undefined;
    return index;
  }
}

function newFolder(): Folder {
  return { names: new Map(), places: new Map(), unmet: new Set(), extra: [], isMet: false };
}

const placeOf = ({ kind, extents }: Entry) => (kind === 'file' && extents[0] ? `${extents[0].at}` : undefined);

/** The name that Joliet has for a short one. */
const jolietName = (name: string) => name.replace(FORBIDDEN, '_');

function joliet(
  { name, kind, modified, isHidden, byteLength, extents }: Entry,
  parent: number,
  startsAt: number,
): OpenedEntry {
  const [extent] = extents;
  const isFile = kind !== 'directory';
  return {
    parent,
    name,
    kind: isFile ? Kind.file : Kind.directory,
    attributes: { modifyTime: modified ?? Number.NaN },
    marks: Mark.notInIso | (isHidden ? Mark.hidden : 0),
    byteLength: isFile ? byteLength : 0,
    ...(isFile && extent ? { range: { offset: extent.at + startsAt, byteLength } } : {}),
  };
}
