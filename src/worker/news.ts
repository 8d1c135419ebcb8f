/** What the page is told, and when: a summary at most every 100 ms, at once after a command and when its image is known. */
import type { History } from './history';
import type { JournalStep, PageService } from './protocol';
import type { Revision, Summary } from './session';
import type { ListingJob } from './sources';

/** Milliseconds between summaries. */
const PACE = 100;

/** Told by whoever changes the tree. */
export interface TreeChanges {
  /** Something has arrived, and more will come. */
  arrived(): void;
  /**
   * The image is another one: it is made anew, and the page is told at once.
   * @param added what a job has added that ends by it
   */
  edited(added?: ListingJob): Revision;
}

export class News {
  readonly #page: Pick<PageService, 'summary' | 'journal'>;
  readonly #summary: () => Summary;
  readonly #journal: () => History['journal'];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #told = 0;
  #toldSteps: readonly JournalStep[] = [];

  constructor(
    page: Pick<PageService, 'summary' | 'journal'>,
    summary: () => Summary,
    journal: () => History['journal'],
  ) {
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
    const { steps, volumeName, made } = this.#journal();
    const told = this.#toldSteps;
    // Steps are never changed, so those before the first other one are the same; the journal may be long.
    let same = 0;
    while (same < told.length && same < steps.length && steps[same] === told[same]) same++;
    if (same < told.length || same < steps.length) void this.#page.journal(same, steps.slice(same), volumeName, made);
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
