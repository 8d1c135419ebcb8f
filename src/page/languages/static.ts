/** What index.html and the manifests say, in every language. */
import type { LanguageId } from '../language';
import { english, type StaticWords } from '../texts-static';
import { words as german } from './de/static';
import { words as japanese } from './ja/static';
import { words as chinese } from './zh-Hans/static';

export const STATIC_WORDS: Record<LanguageId, StaticWords> = {
  en: english,
  de: german,
  ja: japanese,
  'zh-Hans': chinese,
};
