/** Files whose names were there already, put into the tree by what was chosen, or without a choice where none is needed. */
import { type EntryId, type ImageTree, Kind, NO_ENTRY } from '../image/tree';
import type { Choice, Choices, Chosen } from './choices';
import { type Clash, type Clashes, type Content, pathIn } from './clashes';
import { Cleared } from './cleared';
import type { Entering, EnteringRooms } from './entering';
import type { History } from './history';
import { freeName } from './keep-both';
import type { Origins } from './origins';
import { handOver } from './rebased';
import type { ConflictChoice } from './session';
import { detourKey, LEFT_OUT, type ListingJob, type Sources } from './sources';
import { laterStep, type Step } from './step';

/** What was settled, and needs a step of its own. */
export interface Settled {
  setAside: SetAside;
  /** Files that came in to be left out. */
  leftOut: readonly EntryId[];
}

/** Files that are out of the image until a step of their own brings them in, each with what it replaces then. */
export type SetAside = ReadonlyMap<EntryId, EntryId | undefined>;

/** What resolving touches. */
export interface ResolvingRooms extends EnteringRooms {
  entering: Entering;
}

export class Resolving {
  readonly #tree: ImageTree;
  readonly #sources: Sources;
  readonly #origins: Origins;
  readonly #clashes: Clashes;
  readonly #history: History;
  readonly #entering: Entering;
  readonly #choices: Choices;
  readonly cleared: Cleared;

  constructor({ tree, sources, origins, clashes, history, choices, entering }: ResolvingRooms) {
    this.#tree = tree;
    this.#sources = sources;
    this.#origins = origins;
    this.#clashes = clashes;
    this.#history = history;
    this.#entering = entering;
    this.#choices = choices;
    this.cleared = new Cleared(tree, sources, clashes, origins.places);
  }

  /**
   * Settles the clash that is asked about, or all that would be one after the other.
   * @returns files that were set aside, since what was done later comes before the choice, with what they replace; and those
   *   that are to be left out, where at the next visit nothing is there that they would meet
   */
  settle(choice: ConflictChoice, forAll: boolean, isAtWork: (job: ListingJob) => boolean): Settled {
    const settled: Clash[] = [];
    const byStep = new Map<Step, Chosen[]>();
    const setAside = new Map<EntryId, EntryId | undefined>();
    const leftOut: EntryId[] = [];
    let isLate = false;
    for (const clash of this.#clashes.asked(isAtWork)) {
      const existing = this.#origins.places.standing(clash.parent, clash.name);
      // What is chosen at once is taken back at once.
      isLate ||= this.#history.isEditedAfter(clash.job.step);
      const made = isLate && choice !== 'leave-out' ? 'set-aside' : choice;
      settled.push(clash);
      if (choice === 'leave-out' && this.#meetsByEdit(clash, existing)) {
        leftOut.push(this.#enterBeside(clash, clash.content));
        this.cleared.chosen(clash);
        if (!forAll) break;
        continue;
      }
      const entry = this.#settle(clash, clash.content, { choice: made });
      const step = this.#entering.addingStep(this.#sources.get(clash.source));
      if (step) {
        const chosen = byStep.get(step) ?? [];
        // Things that came since may have taken names.
        const name = made === 'keep-both' && entry !== undefined ? { name: this.#tree.name(entry) } : {};
        chosen.push({ clash, choice: made, ...name });
        byStep.set(step, chosen);
      }
      this.cleared.chosen(clash);
      if (made === 'set-aside' && entry !== undefined) {
        // Of several that replace one file the last does.
        if (choice === 'replace') for (const [one, old] of setAside) if (old === existing) setAside.delete(one);
        setAside.set(entry, choice === 'replace' ? existing : undefined);
      }
      if (!forAll) break;
    }
    for (const [step, chosen] of byStep) this.#choices.note(step, chosen);
    this.#clashes.remove(settled);
    return { setAside, leftOut };
  }

  /** Enters the files of clashes that need no choice by now or had it before, but those that wait for their bytes. */
  settleClear(isAtWork: (job: ListingJob) => boolean): void {
    const settled: Clash[] = [];
    for (const clash of this.#clashes.all) {
      if (!clash.content || isAtWork(clash.job)) continue;
      const choice = this.#choices.of(clash, this.#sources.get(clash.source));
      if (!choice) continue;
      settled.push(clash);
      this.#settle(clash, clash.content, choice);
    }
    this.#clashes.remove(settled);
    const clear = this.#clashes.clear().filter(({ content, job }) => content && !isAtWork(job));
    for (const clash of clear) {
      if (!clash.content || this.cleared.comesAgain(clash)) continue;
      const entry = this.#settle(clash, clash.content, { choice: 'replace' });
      if (entry !== undefined) this.cleared.add(clash, entry);
    }
    this.#clashes.remove(clear);
  }

  /** A job is taken back: its clashes are not asked about. */
  forget(job: ListingJob): void {
    const clashes = this.#clashes.of(job);
    for (const { source, parent, name } of clashes) this.#sources.get(source).detours.delete(detourKey(parent, name));
    this.#clashes.remove(clashes);
    this.cleared.forget(job);
  }

  /**
   * Enters the file of a clash, which then waits no more: whoever calls takes it out of those that do.
   * @returns the entry, if there is one now
   */
  #settle(clash: Clash, content: Content, { choice, name: given }: Choice): EntryId | undefined {
    const { parent, name, job } = clash;
    const source = this.#sources.get(clash.source);
    // Another clash may have been settled, or something left out, since this one was met.
    const existing = this.#origins.places.standing(parent, name);
    if (existing !== NO_ENTRY && choice === 'leave-out') {
      source.detours.set(detourKey(parent, name), LEFT_OUT);
      job.step.notices.push({ code: 'left-out-by-choice', path: pathIn(this.#tree, parent, name) });
      return undefined;
    }
    const isReplaceable = existing !== NO_ENTRY && this.#tree.kind(existing) === Kind.file;
    if (existing !== NO_ENTRY && (choice === 'keep-both' || !isReplaceable)) {
      const entry = this.#keepBoth(clash, given);
      this.#entering.setContent(entry, content, job);
      return entry;
    }
    if (existing !== NO_ENTRY && choice === 'set-aside') return this.#setAside(clash, content);
    // What was renamed or moved is replaced where it is.
    const isElsewhere = existing !== NO_ENTRY && this.#tree.find(parent, name) !== existing;
    const place = isElsewhere
      ? { parent: this.#tree.parent(existing), name: this.#tree.name(existing) }
      : { parent, name };
    if (existing !== NO_ENTRY) {
      this.#tree.exclude(existing, true);
      this.#origins.remember(existing);
    }
    const entry = this.#entering.addFile(source, job, place.parent, place.name, { parent, name });
    if (existing !== NO_ENTRY) {
      // Names arrive in any order: what is replaced may have come with a later step, which would bring it back.
      const maker = this.#entering.stepOf(this.#origins.maker(existing));
      const step = maker ? laterStep(maker, job.step) : job.step;
      step.removed.push(existing);
      step.gaveWay ??= new Map();
      step.gaveWay.set(existing, entry);
      handOver(this.#tree, step, existing, entry);
    }
    this.#entering.setContent(entry, content, job);
    return entry;
  }

  /** Whether what a file meets was put there since its job began: at the next visit that is done after it came in. */
  #meetsByEdit({ job, parent, name }: Clash, existing: EntryId): boolean {
    const isFound = this.#origins.sourceOf(existing) && this.#origins.places.isOf(existing, parent, name);
    return !isFound && this.#history.isPlacedSince(job.step, existing);
  }

  /** Enters a file that a step of its own will leave out. */
  #enterBeside({ source: id, parent, name, job }: Clash, content: Content): EntryId {
    const source = this.#sources.get(id);
    const entry = this.#entering.addFile(source, job, parent, freeName(this.#tree, parent, name), { parent, name });
    this.#entering.setContent(entry, content, job);
    return entry;
  }

  /** Enters a file that is out of the image until a later step brings it in. */
  #setAside({ parent, name, job, source: id }: Clash, content: Content): EntryId {
    const { step } = job;
    const source = this.#sources.get(id);
    const entry = this.#entering.addFile(source, job, parent, name);
    this.#tree.exclude(entry, true);
    step.removed.push(entry);
    // In either list, nothing that is undone brings it in.
    if (step.added.at(-1) !== entry) step.added.push(entry);
    step.noticed ??= [];
    step.noticed[step.notices.length] = entry;
    step.notices.push({ code: 'left-out-by-choice', path: pathIn(this.#tree, parent, name) });
    source.detours.set(detourKey(parent, name), entry);
    this.#entering.setContent(entry, content, job);
    return entry;
  }

  /** @param given the name that it got when it was done first */
  #keepBoth({ source: id, parent, name, job }: Omit<Clash, 'id'>, given = name): EntryId {
    const source = this.#sources.get(id);
    // What stands for the name may have another one by now.
    const isFree = this.#tree.find(parent, given) === NO_ENTRY;
    const other = isFree ? given : freeName(this.#tree, parent, name);
    const entry = this.#entering.addFile(source, job, parent, other, { parent, name });
    if (other !== name) this.#entering.names.tell(job, entry, { parent, name });
    return entry;
  }
}
