/** What was set while an image was still being read, as if all of the image had been there before. */
import { type Boot, type BootEntry, withBootFile } from '../image/boot';
import { choiceKey } from '../image/chosen-options';
import { type EntryId, type ImageTree, Kind } from '../image/tree';
import type { Made, Step } from './step';

/** What a step makes of something. */
interface Change<T> {
  before: T;
  after: T;
}

/** A preset holds as a whole; of a step that changes single options, those do. */
export function rebasedMade({ before, after }: Change<Made>, from: Made): Change<Made> {
  const isPreset = after.preset !== before.preset || choiceKey(after.base) !== choiceKey(before.base);
  if (isPreset) return { before: from, after };
  const old: Readonly<Record<string, unknown>> = { ...before.options };
  const changed = Object.entries(after.options).filter(([id, value]) => choiceKey(value) !== choiceKey(old[id]));
  return { before: from, after: { ...from, options: { ...from.options, ...Object.fromEntries(changed) } } };
}

/** What a step adds to the boot entries is added to others, and what it changes or takes away of them is changed there. */
function rebasedBoot({ before, after }: Change<Boot | undefined>, from: Boot | undefined): Change<Boot | undefined> {
  if (!after) return { before: from, after };
  const old = before?.entries ?? [];
  const isChange = old.length === after.entries.length;
  const entries = (from?.entries ?? []).flatMap((entry): BootEntry[] => {
    const at = old.indexOf(entry);
    if (at < 0 || after.entries.includes(entry)) return [entry];
    return isChange ? after.entries.slice(at, at + 1) : [];
  });
  const added = isChange ? [] : after.entries.filter((entry) => !old.includes(entry));
  return { before: from, after: { catalog: from?.catalog, entries: withEntries(entries, added) } };
}

/**
 * What a disc boots from, where files gave way to others: to those.
 * @param took is told of each that took the place of one
 */
export function handedOver(
  tree: ImageTree,
  boot: Boot | undefined,
  gaveWay: Iterable<readonly [old: EntryId, entry: EntryId]>,
  took: (entry: EntryId, old: EntryId) => void,
): Boot | undefined {
  let now = boot;
  for (const [old, entry] of gaveWay) {
    // A folder boots nothing.
    const then = tree.kind(entry) === Kind.file ? withBootFile(now, old, entry) : now;
    if (then !== now) took(entry, old);
    now = then;
  }
  return now;
}

/**
 * Has a step that brings in files, as the last that does anything to what boots, hand over to one of them what the disc
 * boots from.
 */
export function handOver(tree: ImageTree, step: Step, old: EntryId, entry: EntryId): void {
  const { boot } = tree;
  const after = handedOverLate(tree, boot, [[old, entry]]);
  if (after === boot) return;
  step.boot = { before: step.boot ? step.boot.before : boot, after };
  tree.setBoot(after);
}

/**
 * A step does to what boots before it what it did to something else, and hands over.
 * @returns what boots after it
 */
export function rebaseBoot(
  tree: ImageTree,
  step: Step,
  before: Boot | undefined,
  gaveWay: Step['gaveWay'] | [EntryId, EntryId][],
): Boot | undefined {
  // What a step opens, or closes, is no change of what was opened before.
  const own = step.boot && (step.openedBoot ? step.boot : rebasedBoot(step.boot, before));
  const after = handedOverLate(tree, own ? own.after : before, gaveWay);
  if (step.boot || after !== before) step.boot = { before, after };
  return after;
}

/** A file that came in only now lies on the disc where that lies whose place it takes. */
function handedOverLate(
  tree: ImageTree,
  boot: Boot | undefined,
  gaveWay: Iterable<readonly [EntryId, EntryId]> = [],
): Boot | undefined {
  return handedOver(tree, boot, gaveWay, (entry, old) => {
    if (tree.weight(entry) === 0) tree.setWeight(entry, tree.weight(old));
  });
}

/** Boot entries and others behind them, but for those that boot the same file on the same platform. */
export function withEntries(entries: readonly BootEntry[], others: readonly BootEntry[]): BootEntry[] {
  const key = ({ image, platform }: BootEntry) => JSON.stringify([platform, image]);
  const known = new Set(entries.map(key));
  return [...entries, ...others.filter((entry) => !known.has(key(entry)))];
}

/** What an image boots from that is read again: entries that are as they were are the same ones. */
export function withKnown(boot: Boot, before: Boot | undefined): Boot {
  if (!before) return boot;
  const { catalog, entries } = boot;
  const known = new Map(before.entries.map((entry) => [JSON.stringify(entry), entry]));
  return { catalog, entries: entries.map((entry) => known.get(JSON.stringify(entry)) ?? entry) };
}
