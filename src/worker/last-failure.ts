/** The failure that the page shows, with the log so far. */
import { wordsOf } from './sayings';
import type { Failure, Label, Revision } from './session';

export class LastFailure {
  readonly #log: () => string;
  #failure: Failure | undefined;
  /** The revision that no image can be made of. */
  #impossible: Revision | undefined;
  /** The revision that the failure is about, where it is about one. */
  #ofRevision: Revision | undefined;

  /** @param log what was done so far, for the person to copy */
  constructor(log: () => string) {
    this.#log = log;
  }

  /** What is to be shown of a revision: that another one was impossible is true no more. */
  at(revision: Revision): Failure | undefined {
    return this.#ofRevision === undefined || this.#ofRevision === revision ? this.#failure : undefined;
  }

  /** A failure that is answered, not shown. */
  of(code: string, said: Label): Failure {
    const message = wordsOf(said);
    return { code, message, ...(typeof said === 'string' ? {} : { says: said }), log: this.#log() };
  }

  tell(code: string, said: Label): void {
    this.#failure = this.of(code, said);
    this.#ofRevision = undefined;
  }

  /** Tells what failed elsewhere. */
  tellOf(failure: Failure): void {
    this.#failure = { ...failure, log: this.#log() };
    this.#ofRevision = undefined;
  }

  /** No image can be made of a revision. */
  tellImpossible(revision: Revision, failure: Failure): void {
    this.#impossible = revision;
    this.tellOf(failure);
    this.#ofRevision = revision;
  }

  isImpossible(revision: Revision): boolean {
    return this.#impossible === revision;
  }

  /** Something else is done now. */
  clear(): void {
    this.#failure = undefined;
  }
}
