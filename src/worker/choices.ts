/** What a person chose where a name was there already: kept with the step that added it, for a tree made anew. */
import type { EntryId, ImageTree } from '../image/tree';
import type { Clash } from './clashes';
import type { Step } from './history';
import type { Origins } from './origins';
import type { JobId, MadeChoice } from './protocol';
import type { ConflictChoice } from './session';

const ROOT = 0;

/** The other file of two is the one that came: what is then to be done so that the same is left. */
const REVERSED: Readonly<Record<ConflictChoice, ConflictChoice>> = {
  replace: 'leave-out',
  'leave-out': 'replace',
  'keep-both': 'keep-both',
};

export class Choices {
  readonly #tree: ImageTree;
  readonly #origins: Origins;
  /** By job and path. */
  readonly #made = new Map<JobId, Map<string, MadeChoice[]>>();

  constructor(tree: ImageTree, origins: Origins) {
    this.#tree = tree;
    this.#origins = origins;
  }

  /** What was chosen for a job that is done again. */
  expect(job: JobId, choices: readonly MadeChoice[]): void {
    const byPath = new Map<string, MadeChoice[]>();
    for (const choice of choices) {
      const same = byPath.get(choice.path);
      if (same) same.push(choice);
      else byPath.set(choice.path, [choice]);
    }
    this.#made.set(job, byPath);
  }

  /** Notes a choice down in the step that added the files. */
  note(step: Step, clashes: readonly Clash[], choice: ConflictChoice): void {
    const { journal } = step;
    if (journal?.step !== 'add') return;
    const made = clashes.map((clash): MadeChoice => ({ source: clash.source, path: this.#pathOf(clash), choice }));
    step.journal = { ...journal, choices: [...(journal.choices ?? []), ...made] };
  }

  /** What was chosen for a file of that name before; `job` added it. */
  of(clash: Clash, job: JobId): ConflictChoice | undefined {
    const path = this.#pathOf(clash);
    const made = this.#made.get(job)?.get(path) ?? [];
    // What was dropped again is another source, and two of one drop come in any order.
    const found = made.find(({ source }) => source === clash.source) ?? made[0];
    if (!found) return undefined;
    const existing = this.#tree.find(clash.parent, clash.name);
    const isReversed = found.source !== clash.source && this.#origins.isOf(existing, found.source);
    return isReversed ? REVERSED[found.choice] : found.choice;
  }

  #pathOf({ parent, name }: Clash): string {
    const names = [name];
    for (let at: EntryId = parent; at !== ROOT; at = this.#tree.parent(at)) names.push(this.#tree.name(at));
    return names.reverse().join('/');
  }
}
