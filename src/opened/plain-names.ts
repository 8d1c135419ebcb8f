/** What the plain names of an image tell of the options that it was made with. */
import { DEFAULT_OPTIONS, type ImageOptions, LEVEL_4 } from '../image/options';

/** ECMA-119 7.5.1: a version is a number of at most five digits behind a semicolon. */
const VERSION_DIGITS = 5;
const SEMICOLON = 0x3b;
const DOT = 0x2e;

/** Kinds of characters, in bits. */
const LOWERCASE = 1;
const PERIOD = 2;
/** Those that genisoimage writes with `-no-iso-translate`. */
const UNTRANSLATED = 4;
/** Those of ASCII that only relaxed names have. */
const ASCII = 8;
/** Beyond ASCII, and control characters. */
const OTHER = 16;
/** By the character's code. */
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => kindOf(String.fromCharCode(code)));

function kindOf(character: string): number {
  if (character === '.') return PERIOD;
  if (/[a-z]/.test(character)) return LOWERCASE;
  if (/[A-Z0-9_]/.test(character)) return 0;
  if (/[#\-~]/.test(character)) return UNTRANSLATED;
  return /[\x20-\x7e]/.test(character) ? ASCII : OTHER;
}

function lengthWithoutVersion(identifier: string): number {
  let at = identifier.length - 1;
  for (; at >= 0 && isDigit(identifier.charCodeAt(at)); at--);
  const digits = identifier.length - 1 - at;
  const hasVersion = digits >= 1 && digits <= VERSION_DIGITS && identifier.charCodeAt(at) === SEMICOLON;
  return hasVersion ? at : identifier.length;
}

const isDigit = (code: number) => code >= 0x30 && code <= 0x39;

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
    const length = lengthWithoutVersion(identifier);
    const hasVersion = length < identifier.length;
    // What stands for a relocated folder is a file there (RRIP 4.1.5.1).
    if (isFolder && hasVersion) return;
    const dot = identifier.indexOf('.');
    const hasDot = dot >= 0 && dot < length;
    if (isFolder) {
      this.#folders++;
      if (hasDot) this.#hasFolderDots = true;
      else if (given.indexOf('.') > 0) this.#isAnyFolderDotLost = true;
    } else {
      this.#files++;
      if (hasVersion) this.#versions++;
      if (!hasDot) this.#lacksPeriod = true;
    }
    const stem = hasDot ? dot : length;
    if (stem > LEVEL_1.name || length - stem - 1 > LEVEL_1.extension) this.#isOverLevel1 = true;
    const endsWithDot = length > 0 && identifier.charCodeAt(length - 1) === DOT;
    this.#longest = Math.max(this.#longest, endsWithDot ? length - 1 : length);
    this.#addCharacters(identifier, length);
  }

  /** One by one: there are as many names as entries, and a pattern for each question costs five times as much. */
  #addCharacters(identifier: string, length: number): void {
    let kinds = 0;
    let dots = 0;
    for (let at = 0; at < length; at++) {
      const code = identifier.charCodeAt(at);
      const kind = KINDS[code] ?? OTHER;
      if (kind === PERIOD) dots++;
      kinds |= kind;
    }
    const beginsWithDot = length > 0 && identifier.charCodeAt(0) === DOT;
    if (beginsWithDot) this.#hasLeadingDots = true;
    if (dots > (beginsWithDot ? 2 : 1)) this.#hasMoreDots = true;
    if ((kinds & LOWERCASE) !== 0) this.#hasLowercase = true;
    if ((kinds & OTHER) !== 0) this.#hasOther = true;
    else if ((kinds & UNTRANSLATED) !== 0) this.#hasUntranslated = true;
    if ((kinds & (ASCII | OTHER)) !== 0) this.#hasAscii = true;
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
