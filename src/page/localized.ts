/** Texts that are those of the language in which the page speaks. */
import { spoken } from './language';
import type { PartId } from './languages/words';

type Plain = Readonly<Record<string, unknown>>;

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is said in a language, and in English where it says nothing. */
function completed(english: Plain, said: Plain): Plain {
  const all: Record<string, unknown> = { ...english };
  for (const [key, value] of Object.entries(said)) {
    const fallback = english[key];
    all[key] = isPlain(value) && isPlain(fallback) ? completed(fallback, value) : value;
  }
  return all;
}

/**
 * English texts as they are in the language that is spoken when they are read, which is why nobody may keep one for
 * later. A component that reads them is drawn anew when the language changes.
 * @param under texts whose names are found here, too
 */
export function localized<Texts extends object>(part: PartId, english: Texts): Texts;
export function localized<Texts extends object, Under extends object>(
  part: PartId,
  english: Texts,
  under: Under,
): Texts & Under;
export function localized(part: PartId, english: Plain, under?: Plain): unknown {
  let said: Plain | undefined;
  let current = english;
  return new Proxy(english, {
    get(_, name: string) {
      const now = spoken.value.words[part] as Plain | undefined;
      if (now !== said) {
        said = now;
        current = now ? completed(english, now) : english;
      }
      return name in english || !under ? current[name] : under[name];
    },
  });
}
