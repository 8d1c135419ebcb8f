/** What was done, each step with its inverse. */

import type { Notice } from '../image/notices';
import type { EntryId, ImageTree } from '../image/tree';
import type { JournalStep } from './protocol';
import type { Summary } from './session';

export interface Step {
  /** A short phrase for what undoing it would take back. */
  label: string;
  /** Entries that it took out of the image, and those that it brought in. */
  removed: EntryId[];
  added: EntryId[];
  dissolved?: { before: EntryId; after: EntryId };
  volumeName?: { before: string; after: string };
  /** What a person should know of it, as long as it is not undone. */
  notices: Notice[];
  startsOver?: boolean;
  /** A folder that came alone and first: its contents may be the image's root. */
  top?: EntryId;
  /** Which one it is of all that were ever done. */
  order?: number;
  /** What it would take to do it again to a tree that is made anew; a reading needs nothing. */
  journal?: JournalStep;
}

/** Steps done and undone. What is done to the tree is done here. */
export class History {
  readonly #tree: ImageTree;
  #done: Step[] = [];
  #undone: Step[] = [];
  #count = 0;
  volumeName: string;

  constructor(tree: ImageTree, volumeName: string) {
    this.#tree = tree;
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

  /** What it takes to do the current steps again: what is told of each, and the volume's name before them. */
  get journal(): { steps: JournalStep[]; volumeName: string } {
    const steps = this.current.flatMap(({ journal }) => journal ?? []);
    const renamed = this.current.find(({ volumeName }) => volumeName);
    return { steps, volumeName: renamed?.volumeName?.before ?? this.volumeName };
  }

  /** What a person should know of the current steps. */
  get notices(): Notice[] {
    return this.current.flatMap((step) => step.notices);
  }

  /** Does a step; what had been undone is forgotten. */
  do(step: Step): void {
    step.order = ++this.#count;
    this.#apply(step);
    this.#done.push(step);
    this.#undone = [];
  }

  undo(): void {
    const step = this.#done.pop();
    if (!step) return;
    this.#revert(step);
    this.#undone.push(step);
  }

  redo(): void {
    const step = this.#undone.pop();
    if (!step) return;
    this.#apply(step);
    this.#done.push(step);
  }

  /**
   * Takes a step back wherever it stands, or if it was never finished, as if it had never been. Other steps lose
   * what they did to entries that it made, and go where nothing else is left of them.
   */
  drop(step: Step, isMadeByIt: (entry: EntryId) => boolean): void {
    this.#revert(step);
    const without = (steps: Step[]) => steps.filter((one) => one !== step && !isUndoneBy(one, isMadeByIt));
    this.#done = without(this.#done);
    this.#undone = without(this.#undone);
  }

  /** What the page shows of it. */
  summary(): Pick<Summary, 'volumeName' | 'canUndo' | 'canRedo' | 'undoLabel' | 'redoLabel'> {
    const { last, next, volumeName } = this;
    return {
      volumeName,
      canUndo: last !== undefined,
      canRedo: next !== undefined,
      ...(last ? { undoLabel: last.label } : {}),
      ...(next ? { redoLabel: next.label } : {}),
    };
  }

  #apply(step: Step): void {
    for (const entry of step.added) this.#tree.exclude(entry, false);
    // After those: what came with a step may have been replaced within it.
    for (const entry of step.removed) this.#tree.exclude(entry, true);
    if (step.dissolved) this.#dissolve(step.dissolved.after);
    if (step.volumeName) this.volumeName = step.volumeName.after;
  }

  #revert(step: Step): void {
    for (const entry of step.removed) this.#tree.exclude(entry, false);
    for (const entry of step.added) this.#tree.exclude(entry, true);
    if (step.dissolved) this.#dissolve(step.dissolved.before);
    if (step.volumeName) this.volumeName = step.volumeName.before;
  }

  #dissolve(entry: EntryId): void {
    if (this.#tree.dissolved >= 0) this.#tree.setDissolved(this.#tree.dissolved, false);
    if (entry >= 0) this.#tree.setDissolved(entry, true);
  }
}

/** The one of two steps that was done last; one under way comes after all. */
export function laterStep(a: Step, b: Step): Step {
  return (a.order ?? Number.POSITIVE_INFINITY) > (b.order ?? Number.POSITIVE_INFINITY) ? a : b;
}

/** Takes out of a step what it removed of a job that is gone. Returns whether nothing is left of the step. */
function isUndoneBy(step: Step, isGone: (entry: EntryId) => boolean): boolean {
  const kept = step.removed.filter((entry) => !isGone(entry));
  if (kept.length === step.removed.length) return false;
  step.removed = kept;
  const isBare = step.added.length === 0 && !step.dissolved && !step.volumeName && !step.startsOver;
  return kept.length === 0 && isBare;
}
