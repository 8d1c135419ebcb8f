/** What steps lose when what another one made is gone, as if it had never been. */
import { type EntryId, type ImageTree, NO_ENTRY } from '../image/tree';
import type { Step } from './step';
import type { Place, TreeChange } from './tree-changes';

/** Where what gave way in a step is gone, what stands there instead does: it had given way to that. */
export function giveWayInstead(tree: ImageTree, step: Step, isGone: (entry: EntryId) => boolean): void {
  for (const [old, entry] of [...(step.gaveWay ?? [])]) {
    if (!isGone(old) || isGone(entry)) continue;
    const change = step.changes?.findLast((one) => one.change === 'place' && one.entry === entry);
    const { parent, name } =
      change?.change === 'place' ? change.after : { parent: tree.parent(entry), name: tree.name(entry) };
    const standing = tree.find(parent, name);
    if (standing === NO_ENTRY || standing === entry || tree.parent(standing) !== parent) continue;
    step.removed.push(standing);
    step.gaveWay?.set(standing, entry);
  }
}

/**
 * Takes out of a step what it did to what is gone. Returns whether nothing is left of the step.
 * @param places where entries were before they were put into what is gone, by the steps before this one
 */
export function loses(step: Step, isGone: (entry: EntryId) => boolean, places: Map<EntryId, Place>): boolean {
  const { removed, added, changes = [], gaveWay } = step;
  const before = removed.length + added.length + changes.length + (step.dissolved ? 1 : 0);
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
  const isNone = (folder: EntryId) => folder === NO_ENTRY || isGone(folder);
  if (step.dissolved && isNone(step.dissolved.before) && isNone(step.dissolved.after)) delete step.dissolved;
  const after = step.removed.length + step.added.length + kept.length;
  const isBare = !step.dissolved && !step.volumeName && !step.made && !step.boot && !step.startsOver;
  return before > 0 && after === 0 && isBare;
}
