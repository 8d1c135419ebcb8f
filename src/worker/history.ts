/** What was done, each step with its inverse. */

import type { Boot, BootEntry } from '../image/boot';
import { type ChosenOptions, DEFAULT_CHOICE, DEFAULT_PRESET, OPENED_PRESET } from '../image/choice';
import type { Notice } from '../image/notices';
import { type EntryId, type ImageTree, NO_ENTRY } from '../image/tree';
import type { JournalStep } from './protocol';
import { handedOver, rebasedBoot, rebasedMade, withKnown } from './rebased';
import type { Label, Summary } from './session';
import type { Place, Placing, TreeChange, TreeChanges } from './tree-changes';

const ROOT = 0;

/** What the disc is made for. */
export interface Made {
  /** The preset that was chosen last, one of Isodrop's or somebody's own. */
  preset: string;
  /** The preset's options. */
  base: ChosenOptions;
  /** What is in force: the preset's options, but for those that were changed since. */
  options: ChosenOptions;
  /** The name that the disc had before a preset gave it another. */
  ownName?: string;
}

export interface Step {
  /** A short phrase for what undoing it would take back. */
  label: Label;
  /** Entries that it took out of the image, and those that it brought in. */
  removed: EntryId[];
  added: EntryId[];
  /** Of what it took out, what gave way to something that it put there: that, by what was taken out. */
  gaveWay?: Map<EntryId, EntryId>;
  /** What it changed of entries that stay, in order; undefined where it is no edit. */
  changes?: TreeChange[];
  dissolved?: { before: EntryId; after: EntryId };
  volumeName?: { before: string; after: string };
  made?: { before: Made; after: Made };
  boot?: { before: Boot | undefined; after: Boot | undefined };
  /** What an image boots from that it opened, and what the one before that does. */
  openedBoot?: { before: Boot | undefined; after: Boot | undefined };
  /** What a person should know of it, as long as it is not undone. */
  notices: Notice[];
  /** The entries that the notices are about, one each, where those that came back are not to be told of. */
  noticed?: EntryId[];
  startsOver?: boolean;
  /** A folder that came alone and first: its contents may be the image's root. */
  top?: EntryId;
  /** Which one it is of all that were ever done. */
  order?: number;
  /** What it would take to do it again to a tree that is made anew; a reading needs nothing. */
  journal?: JournalStep;
}

/** What steps set of the disc as a whole. */
type Settings = Pick<Step, 'made' | 'volumeName' | 'boot' | 'openedBoot'>;

/** Steps done and undone. What is done to the tree is done here. */
export class History {
  readonly #tree: ImageTree;
  readonly #changes: TreeChanges;
  #done: Step[] = [];
  #undone: Step[] = [];
  #count = 0;
  /** What is done again, as it was told when it was done first. */
  #again: { journal: JournalStep; notices: readonly Notice[]; isDone: boolean } | undefined;
  /** What was told last of them, and of what. */
  #notices: { version: number; told: number; length: number; notices: Notice[] } | undefined;
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
    const later = this.#later(step);
    if (!later) return;
    this.version++;
    const setters = [step, ...later];
    const madeBy = setters.find((one) => one.made);
    step.made = { before: madeBy?.made?.before ?? this.made, after: made };
    const namedBy = setters.find((one) => one.volumeName);
    step.volumeName = { before: namedBy?.volumeName?.before ?? this.volumeName, after: volumeName };
    const undone = this.#undone.length;
    let now = { made, name: volumeName };
    for (const [at, one] of later.entries()) {
      if (at === later.length - undone) [this.made, this.volumeName] = [now.made, now.name];
      const then = now;
      if (one.made) one.made = rebasedMade(one.made, now.made);
      if (one.volumeName) one.volumeName = { before: now.name, after: one.volumeName.after };
      now = { made: one.made?.after ?? now.made, name: one.volumeName?.after ?? now.name };
      if (one.journal?.step === 'options') one.journal = { ...one.journal, before: then, after: now };
    }
    if (undone === 0) [this.made, this.volumeName] = [now.made, now.name];
  }

  /**
   * The same of what an image boots from.
   * @param journalOf what is told of a step that has a disc boot something
   */
  amendBoot(step: Step, found: Boot | undefined, journalOf: (label: Label, boot: Boot) => JournalStep): void {
    const later = this.#later(step);
    if (!later) return;
    this.version++;
    const boot = found && withKnown(found, step.openedBoot?.after);
    const setters = [step, ...later];
    const bootedBy = setters.find((one) => one.boot)?.boot;
    const openedBy = setters.find((one) => one.openedBoot)?.openedBoot;
    step.boot = { before: bootedBy ? bootedBy.before : this.#tree.boot, after: boot };
    step.openedBoot = { before: openedBy ? openedBy.before : this.openedBoot, after: boot };
    let now = { boot, opened: boot };
    let current = now;
    for (const [at, one] of later.entries()) {
      if (at === later.length - this.#undone.length) current = now;
      const then = now;
      const rebased = this.#rebaseBoot(one, then.boot, one.gaveWay);
      if (one.openedBoot) one.openedBoot = { before: then.opened, after: one.openedBoot.after };
      now = { boot: rebased, opened: one.openedBoot ? one.openedBoot.after : then.opened };
      this.openedBoot = now.opened;
      if (one.journal?.step === 'boot' && rebased) one.journal = journalOf(one.label, rebased);
    }
    if (this.#undone.length === 0) current = now;
    this.openedBoot = current.opened;
    this.#tree.setBoot(current.boot);
  }

  /**
   * Has a step that brings in files, as the last that does anything to what boots, hand over to one of them what the disc
   * boots from.
   */
  handOver(step: Step, old: EntryId, entry: EntryId): void {
    const { boot } = this.#tree;
    const after = this.#handedOver(boot, [[old, entry]]);
    if (after === boot) return;
    step.boot = { before: step.boot ? step.boot.before : boot, after };
    this.#tree.setBoot(after);
  }

  /**
   * A step does to what boots before it what it did to something else, and hands over.
   * @returns what boots after it
   */
  #rebaseBoot(step: Step, before: Boot | undefined, gaveWay: Step['gaveWay'] | [EntryId, EntryId][]): Boot | undefined {
    // What a step opens, or closes, is no change of what was opened before.
    const own = step.boot && (step.openedBoot ? step.boot : rebasedBoot(step.boot, before));
    const after = this.#handedOver(own ? own.after : before, gaveWay);
    if (step.boot || after !== before) step.boot = { before, after };
    return after;
  }

  /** A file that came in only now lies on the disc where that lies whose place it takes. */
  #handedOver(boot: Boot | undefined, gaveWay: Iterable<readonly [EntryId, EntryId]> = []): Boot | undefined {
    return handedOver(this.#tree, boot, gaveWay, (entry, old) => {
      if (this.#tree.weight(entry) === 0) this.#tree.setWeight(entry, this.#tree.weight(old));
    });
  }

  /** What was done after a step, and then what would be done again; undefined where that step itself is not done. */
  #later(step: Step): Step[] | undefined {
    const at = this.#done.indexOf(step);
    return at < 0 ? undefined : [...this.#done.slice(at + 1), ...this.#undone.toReversed()];
  }

  /**
   * What entries are like is known only after they came. Where a person has set it since, that holds, and taken back it
   * is what they are like. The weight that a boot image gets by itself is none that a person has set.
   */
  amendEntries(found: readonly TreeChange[]): void {
    const first = new Map<string, { change: TreeChange; isOwn: boolean; isByBoot: boolean }>();
    const note = ({ changes = [], boot }: Step, isDone: boolean) => {
      for (const change of changes) {
        if (change.change !== 'mark' && change.change !== 'weight') continue;
        const key = settingKey(change);
        const known = first.get(key);
        if (known) known.isOwn ||= isDone;
        else first.set(key, { change, isOwn: isDone && !boot, isByBoot: boot !== undefined });
      }
    };
    for (const step of this.#done) note(step, true);
    for (const step of this.#undone.toReversed()) note(step, false);
    for (const one of found) {
      const set = first.size > 0 ? first.get(settingKey(one)) : undefined;
      if (set) set.change.before = one.after;
      if (set?.isByBoot) set.change.after = one.after;
      if (!set?.isOwn) this.#changes.apply(one);
    }
  }

  /** The first that was done to the place of each entry, and whether it was not undone. */
  firstPlacings(): Map<EntryId, { change: Placing; isDone: boolean }> {
    const first = new Map<EntryId, { change: Placing; isDone: boolean }>();
    const note = ({ changes = [] }: Step, isDone: boolean) => {
      for (const change of changes) {
        if (change.change === 'place' && !first.has(change.entry)) first.set(change.entry, { change, isDone });
      }
    };
    for (const step of this.#done) note(step, true);
    for (const step of this.#undone.toReversed()) note(step, false);
    return first;
  }

  /**
   * What steps set that opened an image, the first of them first, is to be as it was before, where nothing was set since:
   * as parts of another step. Nothing is booted that goes with the image.
   * @param isGone whether a file goes with it
   */
  settingsBefore(opened: readonly Step[], isGone: (entry: EntryId) => boolean): Settings {
    const boot = before(
      this.#tree.boot,
      opened.map(({ boot }) => boot),
    );
    return this.#settingsTo({
      made: before(
        this.made,
        opened.map(({ made }) => made),
      ),
      volumeName: before(
        this.volumeName,
        opened.map(({ volumeName }) => volumeName),
      ),
      boot: boot && bootWithout(boot, opened, isGone),
      openedBoot: before(
        this.openedBoot,
        opened.map(({ openedBoot }) => openedBoot),
      ),
    });
  }

  /** What the images set that were opened goes with everything: as parts of a step that starts over. */
  get settingsAfterAll(): Settings {
    const opened = this.current.filter(({ journal }) => journal?.step === 'add');
    const asOpened = opened.find(({ made }) => made?.after.preset === OPENED_PRESET)?.made;
    // Options changed since are still those of an image that is there no more.
    const isAsOpened = asOpened !== undefined && this.made.preset === OPENED_PRESET;
    return this.#settingsTo({
      made: isAsOpened ? asOpened.before : this.made,
      volumeName: before(
        this.volumeName,
        opened.map(({ volumeName }) => volumeName),
      ),
      boot: undefined,
      openedBoot: undefined,
    });
  }

  #settingsTo(after: Pick<History, 'made' | 'volumeName' | 'openedBoot'> & { boot: Boot | undefined }): Settings {
    const { made, volumeName, openedBoot } = this;
    const { boot } = this.#tree;
    return {
      ...(made === after.made ? {} : { made: { before: made, after: after.made } }),
      ...(volumeName === after.volumeName ? {} : { volumeName: { before: volumeName, after: after.volumeName } }),
      ...(boot === after.boot ? {} : { boot: { before: boot, after: after.boot } }),
      ...(openedBoot === after.openedBoot ? {} : { openedBoot: { before: openedBoot, after: after.openedBoot } }),
    };
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
      boot = this.#rebaseBoot(one, boot, pairs);
    }
    for (const one of later) {
      this.#giveWayInstead(one, isGone);
      if (loses(one, isGone, places)) continue;
      this.#apply(one);
      this.#done.push(one);
    }
    // What would be done again first stands last.
    const undone = this.#undone.toReversed().filter((one) => one !== step && !loses(one, isGone, places));
    this.#undone = undone.reverse();
  }

  /** Where what gave way in a step is gone, what stands there instead does: it had given way to that. */
  #giveWayInstead(step: Step, isGone: (entry: EntryId) => boolean): void {
    for (const [old, entry] of [...(step.gaveWay ?? [])]) {
      if (!isGone(old) || isGone(entry)) continue;
      const change = step.changes?.findLast((one) => one.change === 'place' && one.entry === entry);
      const { parent, name } =
        change?.change === 'place' ? change.after : { parent: this.#tree.parent(entry), name: this.#tree.name(entry) };
      const standing = this.#tree.find(parent, name);
      if (standing === NO_ENTRY || standing === entry || this.#tree.parent(standing) !== parent) continue;
      step.removed.push(standing);
      step.gaveWay?.set(standing, entry);
    }
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
    // What came with a step may have been replaced within it.
    const removed = new Set(step.removed);
    for (const entry of step.removed) this.#changes.exclude(entry);
    for (const change of step.changes ?? []) this.#changes.apply(change);
    for (const entry of step.added) if (!removed.has(entry)) this.#changes.include(entry);
    if (step.dissolved) this.#dissolve(step.dissolved.after);
    if (step.volumeName) this.volumeName = step.volumeName.after;
    if (step.made) this.made = step.made.after;
    if (step.boot) this.#tree.setBoot(step.boot.after);
    if (step.openedBoot) this.openedBoot = step.openedBoot.after;
  }

  #revert(step: Step): void {
    this.version++;
    const added = new Set(step.added);
    for (const entry of step.added) this.#changes.exclude(entry);
    for (const change of step.changes?.toReversed() ?? []) this.#changes.revert(change);
    for (const entry of step.removed) if (!added.has(entry)) this.#changes.include(entry);
    if (step.dissolved) this.#dissolve(step.dissolved.before);
    if (step.volumeName) this.volumeName = step.volumeName.before;
    if (step.made) this.made = step.made.before;
    if (step.boot) this.#tree.setBoot(step.boot.before);
    if (step.openedBoot) this.openedBoot = step.openedBoot.before;
  }

  #dissolve(entry: EntryId): void {
    if (this.#tree.dissolved >= 0) this.#tree.setDissolved(this.#tree.dissolved, false);
    if (entry >= 0) this.#tree.setDissolved(entry, true);
  }
}

/** What something was before changes, as far back as each holds that comes after. */
function before<T>(now: T, changes: readonly ({ before: T; after: T } | undefined)[]): T {
  return changes.reduceRight((value, change) => (change && change.after === value ? change.before : value), now);
}

/** What is left to boot from where what steps opened is gone: what no folder shows goes with the image that has it. */
function bootWithout(boot: Boot, opened: readonly Step[], isGone: (entry: EntryId) => boolean): Boot | undefined {
  const contents = new Set(opened.flatMap(({ openedBoot }) => openedBoot?.after?.entries.flatMap(contentOf) ?? []));
  const entries = boot.entries.filter(({ image }) =>
    'entry' in image ? !isGone(image.entry) : !contents.has(image.content),
  );
  if (entries.length === boot.entries.length) return boot;
  const { catalog } = boot;
  if (entries.length === 0) return undefined;
  return { entries, catalog: catalog === undefined || isGone(catalog) ? undefined : catalog };
}

/** The content of what no folder shows. */
const contentOf = ({ image }: BootEntry): number[] => ('content' in image ? [image.content] : []);

/** What a change sets, of which entry. */
const settingKey = (change: TreeChange) =>
  `${change.entry}/${change.change}/${change.change === 'mark' ? change.mark : ''}`;

/** The one of two steps that was done last; one under way comes after all. */
export function laterStep(a: Step, b: Step): Step {
  return (a.order ?? Number.POSITIVE_INFINITY) > (b.order ?? Number.POSITIVE_INFINITY) ? a : b;
}

/**
 * Takes out of a step what it did to what is gone. Returns whether nothing is left of the step.
 * @param places where entries were before they were put into what is gone, by the steps before this one
 */
function loses(step: Step, isGone: (entry: EntryId) => boolean, places: Map<EntryId, Place>): boolean {
  const { removed, added, changes = [], gaveWay } = step;
  const before = removed.length + added.length + changes.length;
  const kept: TreeChange[] = [];
  /** What the step does not put anywhere any more. */
  const unplaced = new Set<EntryId>();
  for (const change of changes) {
    if (isGone(change.entry)) continue;
    if (change.change !== 'place') kept.push(change);
    else if (!isGone(change.after.parent)) {
      // What came out of what is gone comes from where it was before.
      const place = isGone(change.before.parent) ? places.get(change.entry) : undefined;
      kept.push(place ? { ...change, before: place } : change);
      places.delete(change.entry);
    } else {
      unplaced.add(change.entry);
      if (!isGone(change.before.parent)) places.set(change.entry, change.before);
    }
  }
  // What gave way to something stays where that does not come.
  const comes = (entry: EntryId | undefined) => entry === undefined || !(isGone(entry) || unplaced.has(entry));
  step.removed = removed.filter((entry) => !isGone(entry) && comes(gaveWay?.get(entry)));
  // What a job adds to another's folder is its own to take back.
  if (step.changes) step.added = added.filter(comes);
  if (step.changes) step.changes = kept;
  const after = step.removed.length + step.added.length + kept.length;
  const isBare = !step.dissolved && !step.volumeName && !step.made && !step.boot && !step.startsOver;
  return before > 0 && after === 0 && isBare;
}
