/** What a language says: the same as English, text by text. */
import type { English as First } from '../texts';
import type { English as About } from '../texts-about';
import type { English as Cloud } from '../texts-cloud';
import type { English as Disc } from '../texts-disc';
import type { English as Edits } from '../texts-edits';
import type { English as Extract } from '../texts-extract';
import type { English as Images } from '../texts-images';
import type { English as Later } from '../texts-later';
import type { English as Look } from '../texts-look';
import type { English as Needs } from '../texts-needs';
import type { English as Notices } from '../texts-notices';
import type { English as Options } from '../texts-options';
import type { English as Presets } from '../texts-presets';
import type { English as Saving } from '../texts-saving';
import type { English as Sayings } from '../texts-sayings';
import type { English as Volume } from '../texts-volume';
import type { English as Worlds } from '../texts-worlds';

/** The texts of the first view. */
export interface FirstWords {
  first: Translation<First>;
}

/** All others. */
export interface RestWords {
  about: Translation<About>;
  later: Translation<Later>;
  look: Translation<Look>;
  edits: Translation<Edits>;
  images: Translation<Images>;
  extract: Translation<Extract>;
  disc: Translation<Disc>;
  volume: Translation<Volume>;
  worlds: Translation<Worlds>;
  options: Translation<Options>;
  cloud: Translation<Cloud>;
  needs: Translation<Needs>;
  notices: Translation<Notices>;
  presets: Translation<Presets>;
  saving: Translation<Saving>;
  sayings: Translation<Sayings>;
}

export type Words = FirstWords & RestWords;
export type PartId = keyof Words;

/**
 * The shape of a translation: a text for each text, and for one that is made of something a function of the same. A text
 * that is missing, or that English does not have, is an error here; on the page what is missing would be said in English.
 */
export type Translation<English> = English extends (...args: infer Given) => infer Said
  ? (...args: Given) => Whole<Said>
  : English extends string
    ? string
    : English extends readonly unknown[]
      ? Whole<English>
      : { [Name in keyof English]: Translation<English[Name]> };

/** What is one text, or a row of them, of which none may be missing. */
type Whole<Said> = Said extends string
  ? string
  : Said extends object
    ? { [Name in keyof Said]: Whole<Said[Name]> }
    : Said;
