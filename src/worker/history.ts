/** What was done, each step with its inverse. */
import type { Boot } from '../image/boot';
import { DEFAULT_CHOICE, DEFAULT_PRESET } from '../image/choice';
import type { Notice } from '../image/notices';
import { type EntryId, type ImageTree, ROOT } from '../image/tree';
import { amendBoot, amendEntries, amendMade, type Since } from './amending';
import { giveWayInstead, loses } from './losing';
import type { JournalStep } from './protocol';
import { rebaseBoot } from './rebased';
import type { Label, Summary } from './session';
import type { Disc, Made, Step } from './step';
import type { Place, Room, TreeChange, TreeChanges } from './tree-changes';

/** Steps done and undone. What is done to the tree is done here. */
export class History implements Disc {
  readonly #tree: ImageTree;
  readonly #changes: TreeChanges;
  #done: Step[] = [];
  #undone: Step[] = [];
  #count = 0;
  /** What is done again, as it was told when it was done first. */
  #again: { journal: JournalStep; notices: readonly Notice[]; isDone: boolean } | undefined;
  /** What was told last of them, and of what. */
  #notices: { version: number; told: number; length: number; notices: Notice[] } | undefined;
  /** What was asked for last of those that were edited. */
  #edited: { step: Step; version: number; entries: ReadonlySet<EntryId> } | undefined;
  volumeName: string;
  /** What an image boots from that was opened, as it was then. */
  openedBoot: Boot | undefined;
  made: Made = { preset: DEFAULT_PRESET, base: DEFAULT_CHOICE, options: DEFAULT_CHOICE };

  /** Counts up with every step that is done, undone or dropped. */
  version = 0;

  constructor(tree: ImageTree, changes: TreeChanges, volumeName: string) {
    this.#tree = tree;
    this.#changes = changes;
    this.volumeName = volumeName;
  }

  get last(): Step | undefined {
    return this.#done.at(-1);
  }

  get next(): Step | undefined {
    return this.#undone.at(-1);
  }

  /** Steps since the last time that was started over. */
  get current(): Step[] {
    return this.#done.slice(this.#done.findLastIndex((step) => step.startsOver) + 1);
  }

  /** What it takes to do the current steps again: what is told of each, and what the disc was called and made for before. */
  get journal(): { steps: JournalStep[]; volumeName: string; made: Made } {
    const steps = this.current.flatMap(({ journal }) => journal ?? []);
    const renamed = this.current.find(({ volumeName }) => volumeName);
    const remade = this.current.find(({ made }) => made);
    return {
      steps,
      volumeName: renamed?.volumeName?.before ?? this.volumeName,
      made: remade?.made?.before ?? this.made,
    };
  }

  /** What a person should know of the current steps. */
  get notices(): readonly Notice[] {
    const { version, current } = this;
    const told = current.reduce((sum, { notices }) => sum + notices.length, 0);
    const known = this.#notices;
    if (known?.version === version && known.told === told && known.length === this.#tree.length) return known.notices;
    const notices = current.flatMap(({ notices, noticed }) =>
      noticed ? notices.filter((_, at) => !this.#isIncluded(noticed[at])) : notices,
    );
    this.#notices = { version, told, length: this.#tree.length, notices };
    return notices;
  }

  /** Whether what a notice is about is in the image; not all are about something. */
  #isIncluded(entry: EntryId | undefined): boolean {
    return entry !== undefined && this.#tree.isIncluded(entry);
  }

  /** A step begins that is told when it ends: what is done meanwhile comes after it. */
  begin(step: Step): void {
    step.order = ++this.#count;
  }

  /** A step ends that has begun, and is in the tree: it stands where it began. What had been undone is forgotten. */
  finish(step: Step): void {
    this.version++;
    this.#done.splice(this.#firstAfter(step), 0, step);
    this.#undone = [];
  }

  /** Whether what was done after a step, or would be done again, changes the tree: it may have met what the step made. */
  isEditedAfter(step: Step): boolean {
    return [...this.#done.slice(this.#firstAfter(step)), ...this.#undone].some(({ changes }) => changes !== undefined);
  }

  /** Does a step, or nothing of it where it throws; what had been undone is forgotten. */
  do(step: Step): void {
    if (this.#again) {
      step.journal = this.#again.journal;
      step.notices.push(...this.#again.notices);
    }
    step.order = ++this.#count;
    this.#apply(step);
    if (this.#again) this.#again.isDone = true;
    this.#done.push(step);
    this.#undone = [];
  }

  /**
   * What a step sets is known only after it was done, from what came with it; and it may come again, and be another. What
   * was set since is then set on top of it, and undone with it.
   */
  amend(step: Step, made: Made, volumeName: string): void {
    const since = this.#since(step);
    if (!since) return;
    this.version++;
    amendMade(this, step, since, made, volumeName);
  }

  /**
   * The same of what an image boots from.
   * @param journalOf what is told of a step that has a disc boot something
   */
  amendBoot(step: Step, found: Boot | undefined, journalOf: (label: Label, boot: Boot) => JournalStep): void {
    const since = this.#since(step);
    if (!since) return;
    this.version++;
    amendBoot(this, this.#tree, step, since, found, journalOf);
  }

  /** Undefined where a step is not done. */
  #since(step: Step): Since | undefined {
    const at = this.#done.indexOf(step);
    if (at < 0) return undefined;
    return { later: [...this.#done.slice(at + 1), ...this.#undone.toReversed()], undone: this.#undone.length };
  }

  /**
   * What entries are like is known only after they came. Where a person has set it since, that holds, and taken back it
   * is what they are like. The weight that a boot image gets by itself is none that a person has set.
   */
  amendEntries(found: readonly TreeChange[]): void {
    amendEntries(this.#done, this.#undone, found, (change) => this.#changes.apply(change));
  }

  /**
   * Does something to the tree as if nobody had edited it since a step: edits are taken back for it, and done again. What
   * jobs have added since stays, under its names.
   * @param work returns what has the name that it is to have from then on
   * @returns what could not get its name back
   */
  before(step: Step, work: () => ReadonlySet<EntryId>): Room[] {
    const edits = this.#editsSince(step);
    const rooms = new Map<EntryId, Room>();
    this.#changes.forAMoment(() => {
      for (const room of edits.toReversed().flatMap((one) => this.#revertTree(one))) {
        if (!rooms.has(room.entry)) rooms.set(room.entry, room);
      }
    });
    const named = work();
    for (const entry of named) rooms.delete(entry);
    for (const one of edits) {
      if (one.rooms) one.rooms = one.rooms.filter(({ entry }) => !named.has(entry));
      this.#applyTree(one);
    }
    this.version++;
    const kept = [...rooms.values()].filter(({ entry, before }) => this.#tree.name(entry) !== before);
    for (const room of kept) this.#changes.keep(room);
    return kept;
  }

  /** Entries that were edited since a step: made, left out, placed or changed. */
  editedSince(step: Step): ReadonlySet<EntryId> {
    const { version } = this;
    if (this.#edited?.step === step && this.#edited.version === version) return this.#edited.entries;
    const entries = new Set(
      this.#editsSince(step).flatMap(({ removed, added, changes = [], boot }) => [
        ...removed,
        ...added,
        ...changes.map(({ entry }) => entry),
        ...(boot?.after?.entries ?? []).flatMap(({ image }) => ('entry' in image ? image.entry : [])),
      ]),
    );
    this.#edited = { step, version, entries };
    return entries;
  }

  /** Whether an entry was made since a step, or got another name or folder. */
  isPlacedSince(step: Step, entry: EntryId): boolean {
    return this.#editsSince(step).some(
      ({ added, changes = [] }) =>
        added.includes(entry) || changes.some((one) => one.change === 'place' && one.entry === entry),
    );
  }

  #editsSince(step: Step): Step[] {
    return this.#done.slice(this.#firstAfter(step)).filter(({ changes }) => changes !== undefined);
  }

  /**
   * A step that is done meanwhile is one that was done before, with more to be known of it.
   * @returns whether one was done
   */
  doAs(journal: JournalStep, notices: readonly Notice[], work: () => void): boolean {
    const again = { journal, notices, isDone: false };
    this.#again = again;
    try {
      work();
    } finally {
      this.#again = undefined;
    }
    return again.isDone;
  }

  undo(): void {
    const step = this.#done.pop();
    if (!step) return;
    this.#revert(step);
    this.#undone.push(step);
  }

  redo(): void {
    const { next } = this;
    if (!next) return;
    this.#apply(next);
    this.#undone.pop();
    this.#done.push(next);
  }

  /**
   * Takes a step back wherever it stands, or if it was never finished, as if it had never been. Other steps lose
   * what they did to entries that it made, and go where nothing else is left of them.
   */
  drop(step: Step, isMadeByIt: (entry: EntryId) => boolean): void {
    // Later ones are taken back before it, and done again after; what they did to it while it was under way, too.
    const later = this.#done.splice(this.#firstAfter(step));
    if (this.last === step) this.#done.pop();
    for (const one of later.toReversed()) this.#revert(one);
    this.#revert(step);
    const isGone = (entry: EntryId): boolean => {
      for (let one = entry; one !== ROOT; one = this.#tree.parent(one)) if (isMadeByIt(one)) return true;
      return false;
    };
    const places = new Map<EntryId, Place>();
    let boot = this.#tree.boot;
    for (const one of [...later, ...this.#undone.toReversed()]) {
      // What gave way to something that is gone boots again.
      const pairs = [...(one.gaveWay ?? [])].map(([old, by]): [EntryId, EntryId] =>
        isGone(by) ? [by, old] : [old, by],
      );
      boot = rebaseBoot(this.#tree, one, boot, pairs);
    }
    for (const one of later) {
      giveWayInstead(this.#tree, one, isGone);
      if (loses(one, isGone, places)) {
        this.#changes.giveBack(one.rooms ?? []);
        continue;
      }
      this.#apply(one);
      this.#done.push(one);
    }
    // What would be done again first stands last.
    const undone = this.#undone.toReversed().filter((one) => one !== step && !loses(one, isGone, places));
    this.#undone = undone.reverse();
  }

  /** Where those begin that were done after a step. */
  #firstAfter({ order = 0 }: Step): number {
    return this.#done.findLastIndex((one) => (one.order ?? 0) <= order) + 1;
  }

  /** What the page shows of it. */
  summary(): Pick<
    Summary,
    'volumeName' | 'preset' | 'presetOptions' | 'options' | 'canUndo' | 'canRedo' | 'undoLabel' | 'redoLabel'
  > {
    const { last, next, volumeName, made } = this;
    return {
      volumeName,
      preset: made.preset,
      presetOptions: made.base,
      options: made.options,
      canUndo: last !== undefined,
      canRedo: next !== undefined,
      ...(last ? { undoLabel: last.label } : {}),
      ...(next ? { redoLabel: next.label } : {}),
    };
  }

  /** All of a step or nothing: where a part cannot be done, what was done until then is taken back. */
  #apply(step: Step): void {
    try {
      this.#applyParts(step);
    } catch (error) {
      this.#revert(step);
      throw error;
    }
  }

  #applyParts(step: Step): void {
    this.version++;
    this.#applyTree(step);
    this.#dissolve(step, 'after');
    if (step.volumeName) this.volumeName = step.volumeName.after;
    if (step.made) this.made = step.made.after;
    if (step.boot) this.#tree.setBoot(step.boot.after);
    if (step.openedBoot) this.openedBoot = step.openedBoot.after;
  }

  #applyTree(step: Step): void {
    // What came with a step may have been replaced within it.
    const removed = new Set(step.removed);
    for (const entry of step.removed) this.#changes.exclude(entry);
    for (const change of step.changes ?? []) this.#changes.apply(change);
    for (const entry of step.added) if (!removed.has(entry)) this.#changes.include(entry);
    this.#turnRooms(step);
  }

  /** @returns what had to have another name */
  #revertTree(step: Step): Room[] {
    const added = new Set(step.added);
    for (const entry of step.added) this.#changes.exclude(entry);
    for (const change of step.changes?.toReversed() ?? []) this.#changes.revert(change);
    for (const entry of step.removed) if (!added.has(entry)) this.#changes.include(entry);
    return this.#turnRooms(step);
  }

  /** What had to have another name gets its own again where that is free now. */
  #turnRooms(step: Step): Room[] {
    const made = this.#changes.takeRooms();
    const rooms = [...this.#changes.giveBack(step.rooms ?? []), ...made];
    if (rooms.length > 0 || step.rooms) step.rooms = rooms;
    return made;
  }

  #revert(step: Step): void {
    this.version++;
    this.#revertTree(step);
    this.#dissolve(step, 'before');
    if (step.volumeName) this.volumeName = step.volumeName.before;
    if (step.made) this.made = step.made.before;
    if (step.boot) this.#tree.setBoot(step.boot.before);
    if (step.openedBoot) this.openedBoot = step.openedBoot.before;
  }

  #dissolve(step: Step, side: 'before' | 'after'): void {
    if (!step.dissolved) return;
    this.#changes.dissolve(step.dissolved[side]);
    this.#turnRooms(step);
  }
}
