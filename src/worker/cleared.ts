/**
 * Files that needed no choice any more, since what had their names was gone. Should that come back by undo or redo, they
 * wait for a choice again, so that the tree is what it was.
 */
import { type EntryId, type ImageTree, NO_ENTRY, ROOT } from '../image/tree';
import type { Clash, Clashes } from './clashes';
import type { Places } from './places';
import { detourKey, type ListingJob, type Sources } from './sources';
import type { Step } from './step';
import { namesBeside } from './top-folder';
import type { Place } from './tree-changes';

export class Cleared {
  readonly #tree: ImageTree;
  readonly #sources: Sources;
  readonly #clashes: Clashes;
  readonly #places: Places;
  /** In the image. */
  readonly #clear = new Map<EntryId, Clash>();
  /** Out of it: what waits for a choice again. */
  readonly #waiting = new Map<Clash, EntryId>();

  constructor(tree: ImageTree, sources: Sources, clashes: Clashes, places: Places) {
    this.#tree = tree;
    this.#sources = sources;
    this.#clashes = clashes;
    this.#places = places;
  }

  /** The file of a clash has come into the image without a choice. */
  add(clash: Clash, entry: EntryId): void {
    this.#clear.set(entry, clash);
  }

  /** The file of a clash comes in once more, if it was there before. Returns whether it was. */
  comesAgain(clash: Clash): boolean {
    const entry = this.#waiting.get(clash);
    if (entry === undefined) return false;
    this.#waiting.delete(clash);
    this.#clear.set(entry, clash);
    this.#tree.exclude(entry, false);
    clash.job.step.added.push(entry);
    this.#detour(clash, entry);
    return true;
  }

  /** A step is about to be undone or done again: files whose names it puts something under wait for a choice again. */
  makeWay(step: Step | undefined, side: 'before' | 'after'): void {
    if (!step || this.#clear.size === 0) return;
    const [comes, goes] = side === 'before' ? [step.removed, step.added] : [step.added, step.removed];
    const comesTo = new Map<EntryId, Place>();
    const foundAt: Place[] = [];
    for (const entry of comes) {
      if (!this.#tree.isExcluded(entry)) continue;
      comesTo.set(entry, { parent: this.#tree.parent(entry), name: this.#tree.name(entry) });
      // It stands for that as well, whatever it is called by now.
      foundAt.push({ parent: this.#places.parent(entry), name: this.#places.name(entry) });
    }
    for (const change of step.changes ?? []) if (change.change === 'place') comesTo.set(change.entry, change[side]);
    // What the step itself takes from there makes way by it.
    const gone = new Set([...goes, ...comesTo.keys()]);
    const met = [...comesTo.values(), ...foundAt].map((place) => this.#standingAt(place));
    const top = step.dissolved?.[side] ?? NO_ENTRY;
    if (top !== NO_ENTRY) for (const { beside, inside } of namesBeside(this.#tree, top)) met.push(beside, inside);
    for (const entry of met) {
      const clash = this.#clear.get(entry);
      if (clash && !gone.has(entry)) this.#waitAgain(clash, entry);
    }
  }

  /** A person has chosen. */
  chosen(clash: Clash): void {
    this.#waiting.delete(clash);
  }

  /** A job is taken back. */
  forget(job: ListingJob): void {
    for (const [entry, clash] of this.#clear) if (clash.job === job) this.#clear.delete(entry);
    for (const clash of this.#waiting.keys()) if (clash.job === job) this.#waiting.delete(clash);
  }

  /** What came in without a choice and has a place; what lies in the dissolved folder, or beside it, meets. */
  #standingAt({ parent, name }: Place): EntryId {
    const { dissolved } = this.#tree;
    const folders = parent === ROOT || parent === dissolved ? [ROOT, dissolved] : [parent];
    const found = folders.flatMap((folder) => (folder === NO_ENTRY ? [] : this.#tree.find(folder, name)));
    return found.find((entry) => this.#clear.has(entry)) ?? NO_ENTRY;
  }

  #waitAgain(clash: Clash, entry: EntryId): void {
    const { step } = clash.job;
    this.#tree.exclude(entry, true);
    step.added = step.added.filter((one) => one !== entry);
    this.#clear.delete(entry);
    this.#waiting.set(clash, entry);
    this.#detour(clash, clash);
    this.#clashes.putBack(clash);
  }

  #detour(clash: Clash, to: EntryId | Clash): void {
    this.#sources.get(clash.source).detours.set(detourKey(clash.parent, clash.name), to);
  }
}
