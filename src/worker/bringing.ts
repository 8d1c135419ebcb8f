/** Steps that are done again to a tree that is made anew, and what is done to it meanwhile: nothing of it is lost should all be begun again. */
import type { JobId, JournalStep } from './protocol';

export class Bringing {
  /** What is done again, in order; each is known by its number when the tree tells of it. */
  readonly steps: readonly JournalStep[];
  /** The steps as they were when the first bringing back began. */
  readonly #first: readonly JournalStep[];
  /** What was added meanwhile. */
  readonly #added: JobId[] = [];

  constructor(steps: readonly JournalStep[], first?: readonly JournalStep[]) {
    // Numbers of another bringing back mean nothing any more.
    const known = first ? steps : [];
    let next = known.reduce((highest, { again = -1 }) => Math.max(highest, again), steps.length - 1) + 1;
    this.steps = steps.map((step, at) => ({ ...step, again: first ? (step.again ?? next++) : at }));
    this.#first = first ?? this.steps;
  }

  /** The highest number of what a person made in them; 0 for none. */
  get made(): number {
    const numbers = this.steps.flatMap((step) => {
      if ('copies' in step) {
        return step.copies.map(({ what, made }) =>
          'inside' in what ? made + what.inside.split('/').length - 1 : made,
        );
      }
      return 'made' in step ? step.made : [];
    });
    return numbers.reduce((highest, number) => Math.max(highest, number), 0);
  }

  /** Something is added. */
  add(job: JobId): void {
    this.#added.push(job);
  }

  /**
   * All is begun again.
   * @param journal what the tree told last: what was done again until then, and what was done meanwhile
   */
  begunAgain(journal: readonly JournalStep[]): Bringing {
    const left = this.steps.filter((step) => !journal.some((told) => isOne(told, step)));
    const known = [...journal, ...left];
    const added = this.#added.filter((job) => !known.some((step) => step.step === 'add' && step.job === job));
    return new Bringing([...known, ...added.map((job) => ({ step: 'add', job }) as const)], this.#first);
  }

  /** How many of the first steps of a journal are those with which the first bringing back began. */
  sameAs(journal: readonly JournalStep[]): number {
    const at = journal.findIndex((step, index) => {
      const first = this.#first[index];
      if (!first || !isOne(step, first)) return true;
      // What was asked again may have been answered otherwise.
      return step.step === 'add' && first.step === 'add' && said(step.choices) !== said(first.choices);
    });
    return at < 0 ? journal.length : at;
  }
}

/** Whether two are the same step of a history; the tree tells what a person adds without a number at first. */
function isOne(a: JournalStep, b: JournalStep): boolean {
  return a.step === 'add' ? b.step === 'add' && a.job === b.job : a.again !== undefined && a.again === b.again;
}

const said = (choices: unknown) => JSON.stringify(choices ?? []);
