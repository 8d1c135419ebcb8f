/**
 * Names with numbers, given to what met something that has its name. Names arrive in any order; which number each gets
 * must not depend on that, since the next visit lists them in another one: what is called so on disk has its name, and
 * when a job ends its numbers are given in one order.
 */
import type { Notice } from '../image/notices';
import { type EntryId, type ImageTree, Kind, NO_ENTRY, ROOT } from '../image/tree';
import { pathIn } from './clashes';
import type { History } from './history';
import { freeName, type NamesGiven, type Numbered } from './keep-both';
import type { Origins } from './origins';
import type { JobId } from './protocol';
import { detourKey, type ListingJob } from './sources';
import type { Place } from './tree-changes';

interface Given extends Numbered {
  /** What had its name. */
  met: EntryId;
}

/** What a job has given names to. */
interface OfJob {
  entries: Map<EntryId, Given>;
  /** Folders among them, by where they were found. */
  folders: Map<string, EntryId>;
}

export class GivenNames {
  readonly #tree: ImageTree;
  readonly #origins: Origins;
  readonly #history: History;
  /** Of jobs that are under way. */
  readonly #given = new Map<JobId, OfJob>();

  constructor(tree: ImageTree, origins: Origins, history: History) {
    this.#tree = tree;
    this.#origins = origins;
    this.#history = history;
  }

  /** A job that is under way has entered something under another name than it was found by. */
  add(job: ListingJob, entry: EntryId, place: Place, met: EntryId): void {
    const given = this.#given.get(job.id) ?? { entries: new Map(), folders: new Map() };
    this.#given.set(job.id, given);
    given.entries.set(entry, Object.assign(this.tell(job, entry, place), { met }));
    const isFolder = this.#tree.kind(entry) === Kind.directory;
    if (isFolder) given.folders.set(detourKey(place.parent, place.name), entry);
  }

  /** Tells a person of such a name. */
  tell({ step }: ListingJob, entry: EntryId, place: Place): Numbered {
    const notice: Notice = {
      code: 'kept-both',
      path: this.#tree.path(entry),
      before: pathIn(this.#tree, place.parent, place.name),
    };
    step.notices.push(notice);
    const numbered = { place, name: this.#tree.name(entry), notice };
    this.#origins.numbered.set(entry, numbered);
    return numbered;
  }

  /** What has a name on disk gets it: what a job has given it to gets another one. Returns whether that was so. */
  makeWay(job: ListingJob, entry: EntryId, { parent, name }: Place): boolean {
    const one = this.#given.get(job.id)?.entries.get(entry);
    if (one?.name !== name || this.#origins.places.isOf(entry, parent, name)) return false;
    if (this.#history.editedSince(job.step).has(entry)) return false;
    one.name = freeName(this.#tree, this.#tree.parent(entry), one.place.name);
    this.#tree.rename(entry, one.name);
    one.notice.path = this.#tree.path(entry);
    return true;
  }

  /** The folder that was found at a place and that a job has given another name, or `NO_ENTRY`. */
  folderOf(job: ListingJob, { parent, name }: Place): EntryId {
    const entry = this.#given.get(job.id)?.folders.get(detourKey(parent, name)) ?? NO_ENTRY;
    return entry !== NO_ENTRY && this.#tree.isIncluded(entry) ? entry : NO_ENTRY;
  }

  /** A job ends: all of its names are known. Edits that were made meanwhile come after that, as at the next visit. */
  settle(job: ListingJob): void {
    const given = this.#given.get(job.id)?.entries;
    if (!given) return;
    this.#given.delete(job.id);
    let named: EntryId[] = [];
    const others = this.#history.before(job.step, () => {
      named = this.#giveOwnNames(job, given);
      this.#giveNumbers(given);
      return new Set([...given.keys(), ...named]);
    });
    // What a person did to it came last.
    for (const entry of named) {
      if (this.#tree.isExcluded(entry) || this.#origins.places.isElsewhere(entry)) this.#origins.remember(entry);
    }
    // What came with a later drop and had to have another name for good.
    for (const { entry, parent, before: name } of others) {
      if (!this.#origins.numbered.has(entry)) this.tell(job, entry, { parent, name });
    }
    // Folders around them may be called otherwise by now, too.
    for (const { place, name, notice } of given.values()) {
      notice.path = pathIn(this.#tree, place.parent, name);
      notice.before = pathIn(this.#tree, place.parent, place.name);
    }
  }

  /** A job is taken back. */
  forget(job: ListingJob): void {
    for (const entry of this.#given.get(job.id)?.entries.keys() ?? []) this.#origins.numbered.delete(entry);
    this.#given.delete(job.id);
  }

  /**
   * Of several that one job found in one place, the first has its name, and what had that gets the given one.
   * @returns those that got theirs
   */
  #giveOwnNames(job: ListingJob, given: Map<EntryId, Given>): EntryId[] {
    const tree = this.#tree;
    const named = new Map<string, EntryId>();
    for (const [entry, one] of [...given]) {
      const { parent, name } = one.place;
      const key = detourKey(parent, name);
      const standing = tree.find(parent, name);
      const other = named.get(key) ?? (standing === NO_ENTRY ? one.met : standing);
      if (given.has(other) || !this.#comesBefore(job, entry, other, one.place)) continue;
      // Where it was found it is found again.
      this.#origins.remember(other);
      one.name = tree.name(entry);
      tree.rename(other, one.name);
      tree.rename(entry, name);
      named.set(key, entry);
      given.delete(entry);
      given.set(other, one);
      this.#origins.numbered.delete(entry);
      this.#origins.numbered.set(other, one);
    }
    return [...named.values()];
  }

  /** Whether something is to have the name that another one has. */
  #comesBefore(job: ListingJob, entry: EntryId, other: EntryId, { parent, name }: Place): boolean {
    if (!this.#origins.isMadeBy(other, job.id) || !this.#origins.places.isOf(other, parent, name)) return false;
    // One source has one thing in each place.
    const isOfOther = this.#origins.sourceOf(entry) !== this.#origins.sourceOf(other);
    return isOfOther && this.#compare(entry, other) < 0;
  }

  #giveNumbers(given: ReadonlyMap<EntryId, Given>): void {
    const inFolders = new Map<EntryId, [EntryId, Given][]>();
    for (const pair of given) {
      const { parent } = pair[1].place;
      // The dissolved folder and the root are one.
      const folder = parent === this.#tree.dissolved ? ROOT : parent;
      const others = inFolders.get(folder);
      if (others) others.push(pair);
      else inFolders.set(folder, [pair]);
    }
    for (const [folder, pairs] of inFolders) this.#numberIn(folder, pairs);
  }

  #numberIn(folder: EntryId, pairs: [EntryId, Given][]): void {
    pairs.sort(([a, { place }], [b, other]) =>
      place.name === other.place.name ? this.#compare(a, b) : place.name < other.place.name ? -1 : 1,
    );
    const given = new Set(pairs.map(([entry]) => entry));
    const names: NamesGiven = new Map();
    const named = pairs.map(([, { place }]) =>
      freeName(this.#tree, folder, place.name, names, (one) => given.has(one)),
    );
    for (const [at, [entry, one]] of pairs.entries()) {
      one.name = named[at] as string;
      if (this.#tree.name(entry) !== one.name) this.#tree.rename(entry, one.name);
    }
  }

  /** Which of two in one place comes first. */
  #compare(a: EntryId, b: EntryId): number {
    const source = (entry: EntryId) => this.#origins.sourceOf(entry)?.info.source ?? 0;
    return rank(this.#tree.kind(a)) - rank(this.#tree.kind(b)) || source(a) - source(b);
  }
}

/** Folders come first, since the paths of all that is in them change with their names. */
const rank = (kind: Kind): number => (kind === Kind.directory ? -1 : kind);
