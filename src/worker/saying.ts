/** Something that a worker says, as a value; the words are in `sayings.ts`, and in each language of the page. */
import type { SAYINGS } from './sayings';

export type SayingCode = keyof typeof SAYINGS;

/** Its code, and what it is about: this crosses between threads as it is. */
export type Saying = {
  [Code in SayingCode]: { say: Code; about: Parameters<(typeof SAYINGS)[Code]> };
}[SayingCode];

export function say<Code extends SayingCode>(code: Code, ...about: Parameters<(typeof SAYINGS)[Code]>): Saying {
  return { say: code, about } as Saying;
}
