/** How far the options in force are those of their preset. What knows them one by one is loaded when they differ. */
import { choiceKey } from '../image/chosen-options';
import type { History } from './history';
import type { Summary } from './session';
import type { Made } from './step';

export class Differences {
  readonly #history: History;
  readonly #found: () => void;
  /** What was compared last. */
  #made: Made | undefined;
  #changed: string[] = [];

  /** @param found is called when what the summary tells has changed */
  constructor(history: History, found: () => void) {
    this.#history = history;
    this.#found = found;
  }

  /** What the page shows of it. */
  summary(): Pick<Summary, 'changedOptions'> {
    const { made } = this.#history;
    if (made !== this.#made) {
      this.#made = made;
      if (choiceKey(made.base) === choiceKey(made.options)) this.#changed = [];
      else void this.#compare(made);
    }
    return { changedOptions: this.#changed };
  }

  async #compare(made: Made): Promise<void> {
    try {
      const { changedFields } = await import('../command/fields');
      if (this.#made !== made) return;
      this.#changed = changedFields(made.base, made.options);
      this.#found();
    } catch {
      // A host may have this part no more when it has a newer version of the page: who opens the options is told.
    }
  }
}
