/** What index.html and the manifests say, in every language. */

import { english, type StaticWords } from '../texts-static.ts';
import { words as german } from './de/static.ts';
import { words as japanese } from './ja/static.ts';
import type { LanguageId } from './list.ts';
import { words as chinese } from './zh-Hans/static.ts';

export const STATIC_WORDS: Record<LanguageId, StaticWords> = {
  en: english,
  de: german,
  ja: japanese,
  'zh-Hans': chinese,
};
