/** What a person chose where a name was there already: kept with the step that added it, for a tree made anew. */
import type { ImageTree } from '../image/tree';
import type { Clash } from './clashes';
import type { Origins } from './origins';
import type { JobId, MadeChoice } from './protocol';
import type { ConflictChoice } from './session';
import type { Step } from './step';

const ROOT = 0;

/** The other file of two is the one that came: what is then to be done so that the same is left. */
const REVERSED: Readonly<Record<MadeChoice['choice'], ConflictChoice>> = {
  replace: 'leave-out',
  'set-aside': 'replace',
  'leave-out': 'replace',
  'keep-both': 'keep-both',
};

/** What was chosen, and the name that keeping both gave. */
type Answer = Pick<MadeChoice, 'choice' | 'name'>;
/** `isReversed`: the file that was there is the one that came then, and would have that name. */
export type Choice = Answer & { isReversed?: boolean };
export type Chosen = Answer & { clash: Clash };

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

  /** Notes choices down in the step that added the files. */
  note(step: Step, chosen: readonly Chosen[]): void {
    const { journal } = step;
    if (journal?.step !== 'add') return;
    const made = chosen.map(
      ({ clash, ...choice }): MadeChoice => ({ source: clash.source, path: this.#pathOf(clash), ...choice }),
    );
    step.journal = { ...journal, choices: [...(journal.choices ?? []), ...made] };
  }

  /** What was chosen for a file of that name before; `job` added it. */
  of(clash: Clash, job: JobId): Choice | undefined {
    const path = this.#pathOf(clash);
    const made = this.#made.get(job)?.get(path) ?? [];
    // What was dropped again is another source, and two of one drop come in any order.
    const found = made.find(({ source }) => source === clash.source) ?? made[0];
    if (!found) return undefined;
    const existing = this.#tree.find(clash.parent, clash.name);
    const isReversed = found.source !== clash.source && this.#origins.isOf(existing, found.source);
    return isReversed ? { ...found, choice: REVERSED[found.choice], isReversed } : found;
  }

  /** Where the file was found, whatever the folders around it are called by now; what a person made stands by its number. */
  #pathOf({ parent, name }: Clash): string {
    const { places } = this.#origins;
    const { from, names } = places.names(parent, (at) => places.number(at) !== undefined);
    return [...(from === ROOT ? [] : ['', places.number(from)]), ...names, name].join('/');
  }
}
