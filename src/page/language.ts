/** The language of the page: which there are, which one a person reads, and its words. */
import { computed, signal } from '@preact/signals-core';
import { LANGUAGE_IDS, LANGUAGES, type LanguageId } from './languages/list';
import type { FirstWords, RestWords, Words } from './languages/words';

export { LANGUAGE_IDS, LANGUAGES, type LanguageId };

interface Loaders {
  /** The words of the first view. */
  first: () => Promise<{ words: FirstWords }>;
  /** All others. */
  rest: () => Promise<{ words: RestWords }>;
}

/** Where the words of each are; those of English are in the page. */
export const LOADERS: Readonly<Record<Exclude<LanguageId, 'en'>, Loaders>> & { en?: Loaders } = {
  de: { first: () => import('./languages/de/first'), rest: () => import('./languages/de/rest') },
  ja: { first: () => import('./languages/ja/first'), rest: () => import('./languages/ja/rest') },
  'zh-Hans': { first: () => import('./languages/zh-Hans/first'), rest: () => import('./languages/zh-Hans/rest') },
};

interface Spoken {
  id: LanguageId;
  /** As far as they are loaded; what is missing is said in English. */
  words: Partial<Words>;
}

export const spoken = signal<Spoken>({ id: 'en', words: {} });
export const language = computed(() => spoken.value.id);

/** A tag's language and script, such as `zh-Hans` of `zh-CN`; undefined for what is no tag. */
function written(tag: string): string | undefined {
  try {
    const { language: spokenIn, script } = new Intl.Locale(tag).maximize();
    return `${spokenIn}-${script}`;
  } catch {
    return undefined;
  }
}

/** The first of a person's languages that the page has, or English. */
export function pickLanguage(tags: readonly string[]): LanguageId {
  for (const tag of tags) {
    const found = LANGUAGE_IDS.find((id) => written(id) === written(tag));
    if (found) return found;
  }
  return 'en';
}

/** The first of a person's languages that is a variety of the page's, or that language itself. */
export function pickLocale(tags: readonly string[], of: LanguageId = 'en'): string {
  return tags.find((tag) => written(tag) === written(of)) ?? of;
}

const wanted = () => globalThis.navigator?.languages ?? [];

/** By it numbers and dates are written: they follow the reader's own variety of the page's language. */
export const locale = computed(() => pickLocale(wanted(), language.value));

/** Under it the choice is kept. */
export const CHOSEN = 'isodrop.language';

/** The language that was chosen here, or the first that the person's browser asks for. */
export function languageWanted(): LanguageId {
  const chosen = keptChoice();
  return LANGUAGE_IDS.find((id) => id === chosen) ?? pickLanguage(wanted());
}

function keptChoice(): string | null {
  try {
    return localStorage.getItem(CHOSEN);
  } catch {
    // A browser that keeps nothing here.
    return null;
  }
}

/** Loads the words of the first view. What cannot be loaded is said in English. */
export async function speakFirst(id: LanguageId) {
  const words = LOADERS[id] ? await LOADERS[id].first().then(wordsOf, () => undefined) : {};
  if (words) spoken.value = { id, words };
}

/** Loads all other words of the language that is spoken. */
export async function speakAll() {
  const { id, words } = spoken.value;
  const rest = await LOADERS[id]?.rest().then(wordsOf, () => undefined);
  if (rest && language.value === id) spoken.value = { id, words: { ...words, ...rest } };
}

/** The words of a file of them. */
export const wordsOf = <Some>({ words }: { words: Some }) => words;
