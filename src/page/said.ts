/** What the workers say, in the language of the page. */
import { toFailure } from '../worker/failure';
import { wordsOf } from '../worker/sayings';
import type { Failure, Label, Refusal } from '../worker/session';
import { quoteName } from './format';
import { texts as first } from './texts-later';
import { texts as presets } from './texts-presets';
import { texts } from './texts-sayings';

/** What was said, in words; names in it cannot reorder it. */
export function saidText(said: Label): string {
  if (typeof said === 'string') return quoteName(said);
  if (said.say === 'made-for' && said.about[1] !== undefined && said.about[1] in presets) {
    return texts['made-for'](presets[said.about[1] as keyof typeof presets].title);
  }
  return wordsOf({ ...said, about: said.about.map(shown) } as typeof said, texts);
}

const shown = (part: unknown) => (typeof part === 'string' ? quoteName(part) : part);

/** Why something failed or was refused: of what nobody has words for, what the browser or the encoder said. */
export function reasonText(reason: Failure | Refusal): string {
  if (reason.says) return saidText(reason.says);
  const words = first.failure.says[reason.code];
  if (words === undefined) return reason.message;
  return 'path' in reason && reason.path !== undefined ? first.failure.about(reason.path, words) : words;
}

/** Why something was thrown. */
export function thrownText(reason: unknown): string {
  return reasonText(toFailure(reason));
}
