/** What a person chose where a name was there already: kept with the step that added it, for a tree made anew. */
import { ROOT } from '../image/tree';
import type { Clash } from './clashes';
import type { Origins } from './origins';
import type { JobId, MadeChoice, SourceId } from './protocol';
import type { Source } from './sources';
import type { Step } from './step';
import type { Place } from './tree-changes';

/** What was chosen, and the name that keeping both gave. */
export type Choice = Pick<MadeChoice, 'name'> & { choice: Exclude<MadeChoice['choice'], 'behind'> };
export type Chosen = Pick<MadeChoice, 'choice' | 'name'> & { clash: Pick<Clash, 'source' | 'parent' | 'name'> };

export class Choices {
  readonly #origins: Origins;
  /** By job and path. */
  readonly #made = new Map<JobId, Map<string, MadeChoice[]>>();

  constructor(origins: Origins) {
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

  /** What was chosen for a file of that name before. */
  of(clash: Clash, { addedBy, info }: Source): Choice | undefined {
    const made = this.#at(addedBy, clash).flatMap(({ source, choice, name }) =>
      choice === 'behind' ? [] : { source, choice, ...(name === undefined ? {} : { name }) },
    );
    // Loose files that were dropped again are another source.
    return made.find(({ source }) => source === info.source) ?? (info.name === undefined ? made[0] : undefined);
  }

  /**
   * Whether the file of one source stands at a place to which that of another one came before it, both by one job: they
   * stand in the order of their sources, but what was chosen about had come after the other.
   */
  comesBefore(job: JobId, place: Place, source: SourceId, other: SourceId): boolean {
    const made = this.#at(job, place);
    const isBehind = (one: SourceId) => made.some((choice) => choice.source === one);
    return isBehind(source) === isBehind(other) ? source < other : isBehind(other);
  }

  #at(job: JobId, place: Place): readonly MadeChoice[] {
    // Nearly always there are none, and a path costs more than all the rest of it.
    const made = this.#made.get(job);
    return (made && made.size > 0 && made.get(this.#pathOf(place))) || [];
  }

  /** Where the file was found, whatever the folders around it are called by now; what a person made stands by its number. */
  #pathOf({ parent, name }: Place): string {
    const { places } = this.#origins;
    const { from, names } = places.names(parent, (at) => places.number(at) !== undefined);
    return [...(from === ROOT ? [] : ['', places.number(from)]), ...names, name].join('/');
  }
}
