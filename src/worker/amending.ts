/**
 * What a step sets is known only after it was done, from what came with it; and it may come again, and be another. What
 * was set since is then set on top of it, and undone with it.
 */
import type { Boot } from '../image/boot';
import type { ImageTree } from '../image/tree';
import type { JournalStep } from './protocol';
import { rebaseBoot, rebasedMade, withKnown } from './rebased';
import type { Label } from './session';
import type { Disc, Made, Step } from './step';
import type { TreeChange } from './tree-changes';

/** What was done after a step, and then what would be done again: as many as were undone. */
export interface Since {
  later: readonly Step[];
  undone: number;
}

/** What the disc is made for, and what it is called. */
export function amendMade(disc: Disc, step: Step, { later, undone }: Since, made: Made, volumeName: string): void {
  const setters = [step, ...later];
  const madeBy = setters.find((one) => one.made);
  step.made = { before: madeBy?.made?.before ?? disc.made, after: made };
  const namedBy = setters.find((one) => one.volumeName);
  step.volumeName = { before: namedBy?.volumeName?.before ?? disc.volumeName, after: volumeName };
  let now = { made, name: volumeName };
  for (const [at, one] of later.entries()) {
    if (at === later.length - undone) [disc.made, disc.volumeName] = [now.made, now.name];
    const then = now;
    if (one.made) one.made = rebasedMade(one.made, now.made);
    if (one.volumeName) one.volumeName = { before: now.name, after: one.volumeName.after };
    now = { made: one.made?.after ?? now.made, name: one.volumeName?.after ?? now.name };
    if (one.journal?.step === 'options') one.journal = { ...one.journal, before: then, after: now };
  }
  if (undone === 0) [disc.made, disc.volumeName] = [now.made, now.name];
}

/**
 * What it boots from.
 * @param journalOf what is told of a step that has a disc boot something
 */
export function amendBoot(
  disc: Disc,
  tree: ImageTree,
  step: Step,
  { later, undone }: Since,
  found: Boot | undefined,
  journalOf: (label: Label, boot: Boot) => JournalStep,
): void {
  const boot = found && withKnown(found, step.openedBoot?.after);
  const setters = [step, ...later];
  const bootedBy = setters.find((one) => one.boot)?.boot;
  const openedBy = setters.find((one) => one.openedBoot)?.openedBoot;
  step.boot = { before: bootedBy ? bootedBy.before : tree.boot, after: boot };
  step.openedBoot = { before: openedBy ? openedBy.before : disc.openedBoot, after: boot };
  let now = { boot, opened: boot };
  let current = now;
  for (const [at, one] of later.entries()) {
    if (at === later.length - undone) current = now;
    const then = now;
    const rebased = rebaseBoot(tree, one, then.boot, one.gaveWay);
    if (one.openedBoot) one.openedBoot = { before: then.opened, after: one.openedBoot.after };
    now = { boot: rebased, opened: one.openedBoot ? one.openedBoot.after : then.opened };
    disc.openedBoot = now.opened;
    if (one.journal?.step === 'boot' && rebased) one.journal = journalOf(one.label, rebased);
  }
  if (undone === 0) current = now;
  disc.openedBoot = current.opened;
  tree.setBoot(current.boot);
}

/**
 * What entries are like. Where a person has set it since, that holds, and taken back it is what they are like. The weight
 * that a boot image gets by itself is none that a person has set.
 */
export function amendEntries(
  done: readonly Step[],
  undone: readonly Step[],
  found: readonly TreeChange[],
  apply: (change: TreeChange) => void,
): void {
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
  for (const step of done) note(step, true);
  for (const step of undone.toReversed()) note(step, false);
  for (const one of found) {
    const set = first.size > 0 ? first.get(settingKey(one)) : undefined;
    if (set) set.change.before = one.after;
    if (set?.isByBoot) set.change.after = one.after;
    if (!set?.isOwn) apply(one);
  }
}

/** What a change sets, of which entry. */
const settingKey = (change: TreeChange) =>
  `${change.entry}/${change.change}/${change.change === 'mark' ? change.mark : ''}`;
