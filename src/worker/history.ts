/** What was done, each step with its inverse. */

import type { Notice } from '../image/notices';
import type { EntryId, ImageTree } from '../image/tree';
import type { JournalStep } from './protocol';

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
  journal: JournalStep;
}

/** Steps done and undone. What is done to the tree is done here. */
export class History {
  readonly #tree: ImageTree;
  #done: Step[] = [];
  #undone: Step[] = [];
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

  get steps(): readonly Step[] {
    return this.#done;
  }

  /** Steps since the last time that was started over. */
  get current(): Step[] {
    return this.#done.slice(this.#done.findLastIndex((step) => step.startsOver) + 1);
  }

  /** Does a step; what had been undone is forgotten. */
  do(step: Step): void {
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

  /** Takes a step back wherever it stands, or if it was never finished, as if it had never been. */
  drop(step: Step): void {
    const at = this.#done.indexOf(step);
    if (at >= 0) this.#done.splice(at, 1);
    this.#revert(step);
  }

  #apply(step: Step): void {
    for (const entry of step.removed) this.#tree.exclude(entry, true);
    for (const entry of step.added) this.#tree.exclude(entry, false);
    if (step.dissolved) this.#dissolve(step.dissolved.after);
    if (step.volumeName) this.volumeName = step.volumeName.after;
  }

  #revert(step: Step): void {
    for (const entry of step.added) this.#tree.exclude(entry, true);
    for (const entry of step.removed) this.#tree.exclude(entry, false);
    if (step.dissolved) this.#dissolve(step.dissolved.before);
    if (step.volumeName) this.volumeName = step.volumeName.before;
  }

  #dissolve(entry: EntryId): void {
    if (this.#tree.dissolved >= 0) this.#tree.setDissolved(this.#tree.dissolved, false);
    if (entry >= 0) this.#tree.setDissolved(entry, true);
  }
}
