/** What the page is told, and when: a summary at most every 100 ms, at once after a command and when its image is known. */
import type { JournalStep, PageService } from './protocol';
import type { Revision, Summary } from './session';

/** Milliseconds between summaries. */
const PACE = 100;

/** Told by whoever changes the tree. */
export interface TreeChanges {
  /** Something has arrived, and more will come. */
  arrived(): void;
  /** The image is another one: it is made anew, and the page is told at once. */
  edited(): Revision;
}

export class News {
  readonly #page: Pick<PageService, 'summary' | 'journal'>;
  readonly #summary: () => Summary;
  readonly #journal: () => JournalStep[];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #told = 0;
  #toldSteps: readonly JournalStep[] = [];

  constructor(page: Pick<PageService, 'summary' | 'journal'>, summary: () => Summary, journal: () => JournalStep[]) {
    this.#page = page;
    this.#summary = summary;
    this.#journal = journal;
  }

  /** The page is told soon. */
  later(): void {
    this.#timer ??= setTimeout(() => this.#tell(), Math.max(0, this.#told + PACE - Date.now()));
  }

  /** Tells the page at once, so that what it is answered fits what it was told. */
  now(): void {
    const steps = this.#journal();
    // Steps are never changed, so the same ones are the same journal; it may be long.
    const isNew = steps.length !== this.#toldSteps.length || steps.some((step, at) => step !== this.#toldSteps[at]);
    if (isNew) void this.#page.journal(steps);
    this.#toldSteps = steps;
    this.#tell();
  }

  #tell(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#told = Date.now();
    void this.#page.summary(this.#summary());
  }
}
