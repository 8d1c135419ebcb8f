/** What the page is told: what the tree tells, and on top of it what happens on the page's side. */
import { CRASHED } from './page-workers';
import { type Failure, type Kept, NOTHING_YET, type Revision, type Summary } from './session';

/** What the news need of the page's side. */
export interface NewsPage {
  /** Something of what was added did not come back. */
  isIncomplete(): boolean;
  /** A tree is made anew, and not all of it is there. */
  isBringing(): boolean;
  /** Undefined as long as that is not known. */
  kept(): Kept | undefined;
  /** Something is told. */
  told(): void;
}

/** Phases in which a tree has done all that it knows of. */
const AT_REST: ReadonlySet<Summary['phase']> = new Set(['empty', 'blocked', 'ready']);

export class PageNews {
  readonly #page: NewsPage;
  readonly #listeners = new Set<(summary: Summary) => void>();
  #last: Summary | undefined;
  /** What the tree told last. */
  #told: Summary | undefined;
  /** What the page has to tell on top of what the tree does: a worker that failed. */
  #failure: Failure | undefined;
  /** Workers went on failing: nothing more can be done here. */
  #givenUp: Failure | undefined;
  /** Trees that there were. */
  #generation = 0;

  constructor(page: NewsPage) {
    this.#page = page;
  }

  get told(): Summary {
    return this.#told ?? NOTHING_YET;
  }

  get revision(): Revision {
    return this.#last?.revision ?? 0;
  }

  get failure(): Failure | undefined {
    return this.#failure;
  }

  get isGivenUp(): boolean {
    return this.#givenUp !== undefined;
  }

  subscribe(listener: (summary: Summary) => void): () => void {
    this.#listeners.add(listener);
    if (this.#last) listener(this.#last);
    return () => this.#listeners.delete(listener);
  }

  summary(summary: Summary): void {
    this.#told = summary;
    const phase = this.#shownPhase(summary);
    if (phase === 'ready' && this.#failure?.code === CRASHED && !this.#page.isIncomplete()) {
      this.#failure = { ...this.#failure, isMended: true };
    }
    // What failed later says more.
    const failure = this.#givenUp ?? summary.failure ?? this.#failure;
    this.#last = { ...summary, phase, generation: this.#generation, ...(failure ? { failure } : {}) };
    const kept = this.#page.kept();
    if (kept) this.#last = { ...this.#last, kept };
    this.#page.told();
    for (const listener of this.#listeners) listener(this.#last);
  }

  /** Between two things that are added again a tree is at rest, and the next of them comes. */
  #shownPhase({ phase }: Summary): Summary['phase'] {
    if (this.#givenUp) return 'failed';
    return this.#page.isBringing() && AT_REST.has(phase) ? 'listing' : phase;
  }

  /** Tells once more what the tree told last: what is told on top of it has changed. */
  again(): void {
    this.summary(this.told);
  }

  fail(failure: Failure): void {
    this.#failure = failure;
    const { failure: _, ...rest } = this.#last ?? NOTHING_YET;
    this.summary({ ...rest, phase: 'failed' });
  }

  giveUp(failure: Failure): void {
    this.#givenUp = failure;
    this.fail(failure);
  }

  /** The person goes on: what has failed here is not told any more. */
  forgetFailure(): void {
    this.#failure = undefined;
  }

  /** There is another tree from now on: that is told at once, since entries of the one before mean others in it. */
  madeAnew(): void {
    this.#generation++;
    if (!this.#told) return;
    const { topFolder: _, conflict: __, ...told } = this.#told;
    const { problems, selection, boot } = NOTHING_YET;
    this.summary({ ...told, problems, selection, boot });
  }
}
