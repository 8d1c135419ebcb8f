/** What the plain names of an image tell of the options that it was made with. */
import { DEFAULT_OPTIONS, type ImageOptions, LEVEL_4 } from '../image/options';

/** ECMA-119 7.5.1. */
const VERSION = /;\d{1,5}$/;
/** ECMA-119 10.1. */
const LEVEL_1 = { name: 8, extension: 3 };
const LEVEL_2_LENGTH = 31;
const MOST_LENGTH = 207;

/** Takes note of the identifiers of directory records. */
export class PlainNames {
  #files = 0;
  #folders = 0;
  #isOverLevel1 = false;
  #longest = 0;
  #hasLeadingDots = false;
  #hasLowercase = false;
  #hasMoreDots = false;
  #hasAscii = false;
  #hasOther = false;
  #hasUntranslated = false;
  #versions = 0;
  #lacksPeriod = false;
  #hasFolderDots = false;
  #isAnyFolderDotLost = false;

  /** @param given the entry's whole name */
  add(identifier: string, isFolder: boolean, given: string): void {
    const hasVersion = VERSION.test(identifier);
    // What stands for a relocated folder is a file there (RRIP 4.1.5.1).
    if (isFolder && hasVersion) return;
    const name = identifier.replace(VERSION, '');
    if (isFolder) {
      this.#folders++;
      if (name.includes('.')) this.#hasFolderDots = true;
      else if (given.indexOf('.') > 0) this.#isAnyFolderDotLost = true;
    } else {
      this.#files++;
      if (hasVersion) this.#versions++;
      if (!name.includes('.')) this.#lacksPeriod = true;
    }
    const [stem = '', ...rest] = name.split('.');
    const extension = rest.join('.');
    if (stem.length > LEVEL_1.name || extension.length > LEVEL_1.extension) this.#isOverLevel1 = true;
    this.#longest = Math.max(this.#longest, name.endsWith('.') ? name.length - 1 : name.length);
    if (name.startsWith('.')) this.#hasLeadingDots = true;
    if (name.split('.').length > (name.startsWith('.') ? 3 : 2)) this.#hasMoreDots = true;
    if (/[a-z]/.test(name)) this.#hasLowercase = true;
    if (/[^\x20-\x7e]/.test(name)) this.#hasOther = true;
    else if (/[#\-~]/.test(name)) this.#hasUntranslated = true;
    if (/[^A-Za-z0-9_.#\-~]/.test(name)) this.#hasAscii = true;
  }

  /** @param isLevel4 whether there is an enhanced volume descriptor */
  options(isLevel4: boolean): Pick<ImageOptions, 'isoLevel' | 'isoNames'> {
    if (isLevel4) return LEVEL_4;
    return {
      isoLevel: this.#isOverLevel1 ? 2 : 1,
      isoNames: {
        ...DEFAULT_OPTIONS.isoNames,
        length: Math.min(MOST_LENGTH, Math.max(LEVEL_2_LENGTH, this.#longest)),
        leadingDots: this.#hasLeadingDots,
        lowercase: this.#hasLowercase,
        multidot: this.#hasMoreDots,
        relaxed: this.#hasAscii || this.#hasOther,
        noTranslate: this.#hasUntranslated,
        allBytes: this.#hasOther,
        // A name may end so by itself.
        omitVersion: this.#versions * 2 < this.#files,
        omitPeriod: this.#lacksPeriod,
        noFolderExtension: this.#folders > 0 && !this.#hasFolderDots && this.#isAnyFolderDotLost,
      },
    };
  }
}
