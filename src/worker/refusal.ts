/** A command that cannot be done: the tree is as it was. */
import { wordsOf } from './sayings';
import type { Label, Refusal } from './session';

export class Refused extends Error {
  override readonly name = 'Refused';
  readonly refusal: Refusal;

  constructor(code: Refusal['code'], said: Label, taken?: Refusal['taken']) {
    const message = wordsOf(said);
    super(message);
    this.refusal = { code, message, ...(typeof said === 'string' ? {} : { says: said }), ...(taken ? { taken } : {}) };
  }
}

/** What a refusal says of itself; any other error is thrown again. */
export function refusalOf(error: unknown): { refusal: Refusal } {
  if (error instanceof Refused) return { refusal: error.refusal };
  throw error;
}
