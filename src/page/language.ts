/** The language of the page: which there are, which one a person reads, and its words. */
import { computed, signal } from '@preact/signals-core';
import type { FirstWords, RestWords, Words } from './languages/words';

/** What each is called in itself, how it is written, and where its words are; those of English are in the page. */
export const LANGUAGES = {
  en: { name: 'English', direction: 'ltr', first: undefined, rest: undefined },
  de: {
    name: 'Deutsch',
    direction: 'ltr',
    first: () => import('./languages/de/first'),
    rest: () => import('./languages/de/rest'),
  },
  ja: {
    name: '日本語',
    direction: 'ltr',
    first: () => import('./languages/ja/first'),
    rest: () => import('./languages/ja/rest'),
  },
  'zh-Hans': {
    name: '简体中文',
    direction: 'ltr',
    first: () => import('./languages/zh-Hans/first'),
    rest: () => import('./languages/zh-Hans/rest'),
  },
} as const satisfies Record<string, Language>;

interface Language {
  name: string;
  direction: 'ltr' | 'rtl';
  /** The words of the first view. */
  first: (() => Promise<{ words: FirstWords }>) | undefined;
  /** All others. */
  rest: (() => Promise<{ words: RestWords }>) | undefined;
}

export type LanguageId = keyof typeof LANGUAGES;
export const LANGUAGE_IDS = Object.keys(LANGUAGES) as LanguageId[];

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

const CHOSEN = 'isodrop.language';

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

/** Whether words beyond those of the first view are shown by now. */
let isRestWanted = false;

/** Loads the words of the first view. What cannot be loaded is said in English. */
export async function speakFirst(id: LanguageId) {
  const { first } = LANGUAGES[id];
  const words = first ? await first().then(wordsOf, () => undefined) : {};
  if (words) spoken.value = { id, words };
}

/** Loads all other words of the language that is spoken. */
export async function speakAll() {
  isRestWanted = true;
  const { id, words } = spoken.value;
  const rest = await LANGUAGES[id].rest?.().then(wordsOf, () => undefined);
  if (rest && language.value === id) spoken.value = { id, words: { ...words, ...rest } };
}

/** Speaks another language from now on, here and at the next visit. Returns whether its words could be loaded. */
export async function choose(id: LanguageId): Promise<boolean> {
  const { first, rest } = LANGUAGES[id];
  try {
    const parts = await Promise.all([first?.().then(wordsOf), isRestWanted ? rest?.().then(wordsOf) : undefined]);
    spoken.value = { id, words: Object.assign({}, ...parts) };
  } catch {
    return false;
  }
  try {
    localStorage.setItem(CHOSEN, id);
  } catch {
    // Then it is chosen for this visit.
  }
  return true;
}

const wordsOf = <Some>({ words }: { words: Some }) => words;
