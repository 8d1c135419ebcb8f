/** Where entries were found, or how they were made: they may have other names and folders by now. */
import { type EntryId, type ImageTree, NO_ENTRY, ROOT } from '../image/tree';
import { detourKey } from './sources';
import type { Place } from './tree-changes';

/** What is kept of an entry's place. One that kept its place is where the tree says. */
export class Places {
  readonly #tree: ImageTree;
  readonly #found = new Map<EntryId, Place>();
  /** Entries that are elsewhere or left out, by the folder and name that they had. */
  readonly #kept = new Map<string, EntryId>();
  /** Folders, files and copies that a person made, by their numbers. */
  readonly #made = new Map<number, EntryId>();
  readonly #numbers = new Map<EntryId, number>();
  #nextNumber = 1;

  constructor(tree: ImageTree) {
    this.#tree = tree;
  }

  name(entry: EntryId): string {
    return this.#found.get(entry)?.name ?? this.#tree.name(entry);
  }

  parent(entry: EntryId): EntryId {
    return this.#found.get(entry)?.parent ?? this.#tree.parent(entry);
  }

  /** Whether an entry was found at this place. */
  isOf(entry: EntryId, parent: EntryId, name: string): boolean {
    return this.parent(entry) === parent && this.name(entry) === name;
  }

  /** The same of an entry that stands for the place (`standing`): its name need not be looked at, which takes time. */
  isOwn(entry: EntryId, parent: EntryId, name: string): boolean {
    const found = this.#found.get(entry);
    return found ? found.parent === parent && found.name === name : this.#tree.parent(entry) === parent;
  }

  /** Whether an entry has another name, or lies in another folder, than where it was found. */
  isElsewhere(entry: EntryId): boolean {
    const found = this.#found.get(entry);
    return found !== undefined && (found.parent !== this.#tree.parent(entry) || found.name !== this.#tree.name(entry));
  }

  /** Entries that are not where they were found. */
  elsewhere(): EntryId[] {
    return [...this.#found.keys()].filter((entry) => this.isElsewhere(entry));
  }

  /** An entry was found at a place that is not the one which the tree gives it. */
  found(entry: EntryId, parent: EntryId, name: string): void {
    this.#found.set(entry, { parent, name });
    if (this.isElsewhere(entry)) this.#kept.set(detourKey(parent, name), entry);
  }

  /**
   * An entry is about to be renamed, moved or left out: it goes on to stand for its place. Returns the key of that,
   * undefined for what stands for none.
   */
  keep(entry: EntryId): string | undefined {
    const known = this.#found.get(entry);
    // What a person made is found by its number, unless it is on disk as well.
    if (!known && this.#numbers.has(entry)) return undefined;
    const place = known ?? { parent: this.#tree.parent(entry), name: this.#tree.name(entry) };
    if (!known) this.#found.set(entry, place);
    const key = detourKey(place.parent, place.name);
    this.#kept.set(key, entry);
    return key;
  }

  /** The entry that was found at a place and is elsewhere or left out, or `NO_ENTRY`. */
  keptAt(parent: EntryId, name: string): EntryId {
    // Nearly always there are none, and a key for every file that is listed costs more than all the rest of it.
    if (this.#kept.size === 0) return NO_ENTRY;
    return this.#kept.get(detourKey(parent, name)) ?? NO_ENTRY;
  }

  /** The entry that has a place now, for what is listed there: the one that was found there, or has that name. */
  standing(parent: EntryId, name: string): EntryId {
    const entry = this.#tree.find(parent, name);
    if (entry !== NO_ENTRY && !this.isElsewhere(entry)) return entry;
    const kept = this.keptAt(parent, name);
    return kept !== NO_ENTRY && this.#tree.isIncluded(kept) ? kept : entry;
  }

  /** The entry that was found at a place, in the image or not; or `NO_ENTRY`. */
  at(parent: EntryId, name: string): EntryId {
    const entry = this.#tree.find(parent, name);
    return entry !== NO_ENTRY && !this.isElsewhere(entry) ? entry : this.keptAt(parent, name);
  }

  /** A number for something that is being made. */
  newNumber(): number {
    return this.#nextNumber++;
  }

  /** Numbers up to this one are not given from now on. */
  keepNumbers(highest: number): void {
    this.#nextNumber = Math.max(this.#nextNumber, highest + 1);
  }

  /** A person made an entry. */
  made(entry: EntryId, number: number): void {
    this.#made.set(number, entry);
    this.#numbers.set(entry, number);
    this.keepNumbers(number);
  }

  number(entry: EntryId): number | undefined {
    return this.#numbers.get(entry);
  }

  numbered(number: number): EntryId {
    return this.#made.get(number) ?? NO_ENTRY;
  }

  /** The names from the entry at which the way up ends to an entry. */
  names(entry: EntryId, endsAt: (entry: EntryId) => boolean): { from: EntryId; names: string[] } {
    const names: string[] = [];
    let at = entry;
    for (; at !== ROOT && !endsAt(at); at = this.parent(at)) names.push(this.name(at));
    return { from: at, names: names.reverse() };
  }
}
