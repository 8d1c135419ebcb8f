/** Names of the parts that a large file was split in: `disc.iso.001` …, `disc.iso.part1` …, `disc.iso.aa` … */

/** The name of a part. */
export interface PartName {
  /** What the names of all parts begin with, and the whole file's name. */
  begin: string;
  whole: string;
  number: number;
  /** Characters that its number has at least; letters count from `aa`, which is 0. */
  width: number;
  isLetters: boolean;
}

/** Parts of one file, in their order. */
export interface PartSet {
  whole: string;
  names: string[];
  /** Those that are not there between those that are, and before them. */
  missing: string[];
  /** The name of one more part. */
  next: string;
}

/** Letters alone are an ending like any other: only behind these, and not as what compresses, they are a number. */
const BEFORE_LETTERS = /\.(iso|img|bin|cdr|toast)\.$/i;
const COMPRESSED = ['br', 'bz', 'gz', 'lz', 'xz'];
const LETTERS = 26;
const FIRST_LETTER = 97;
/** Parts that are named as missing. */
const MOST_MISSING = 20;

/** What a file's name says of the part that it is; undefined where it is none, or may be what a compressed file is called. */
export function partName(name: string): PartName | undefined {
  const part = partLike(name);
  return part?.isLetters && COMPRESSED.includes(name.slice(-2)) ? undefined : part;
}

function partLike(name: string): PartName | undefined {
  const [, begin = '', digits = ''] = /^(.+\.)(\d{2,3})$/.exec(name) ?? /^(.+\.part)(\d{1,3})$/i.exec(name) ?? [];
  if (digits !== '')
    return { begin, whole: wholeName(begin), number: Number(digits), width: digits.length, isLetters: false };
  const [, before = '', letters = ''] = /^(.+\.(?:part)?)([a-z]{2})$/.exec(name) ?? [];
  if (letters === '') return undefined;
  if (!before.endsWith('.part') && !BEFORE_LETTERS.test(before)) return undefined;
  const [first = 0, second = 0] = [...letters].map((letter) => letter.charCodeAt(0) - FIRST_LETTER);
  return { begin: before, whole: wholeName(before), number: first * LETTERS + second, width: 2, isLetters: true };
}

const wholeName = (begin: string) => begin.replace(/\.(part)?$/i, '');

/** The name of another part of the same file. */
export function nameOfPart({ begin, width, isLetters }: PartName, number: number): string {
  if (!isLetters) return begin + String(number).padStart(width, '0');
  return begin + String.fromCharCode(FIRST_LETTER + Math.floor(number / LETTERS), FIRST_LETTER + (number % LETTERS));
}

/** The parts that files are, if all of them are parts of one and the same. */
export function partSet(names: readonly string[]): PartSet | undefined {
  const parts = names.map(partLike);
  const [one] = parts;
  if (!one) return undefined;
  const byNumber = new Map<number, string>();
  let width = one.width;
  for (const [at, part] of parts.entries()) {
    if (!part || part.begin !== one.begin || part.isLetters !== one.isLetters || byNumber.has(part.number))
      return undefined;
    byNumber.set(part.number, names[at] as string);
    width = Math.min(width, part.width);
  }
  // `.br` is a part behind `.bq` alone.
  for (const [number, name] of byNumber) if (!partName(name) && !byNumber.has(number - 1)) return undefined;
  const numbers = [...byNumber.keys()].sort((a, b) => a - b);
  const [least = 0, most = 0] = [numbers[0], numbers.at(-1)];
  // Letters begin at aa, numbers at 0 or at 1.
  const first = one.isLetters || least === 0 ? 0 : 1;
  const missing: string[] = [];
  for (let number = first; number < most && missing.length < MOST_MISSING; number++) {
    if (!byNumber.has(number)) missing.push(nameOfPart({ ...one, width }, number));
  }
  return {
    whole: one.whole,
    names: numbers.map((number) => byNumber.get(number) as string),
    missing,
    next: nameOfPart({ ...one, width }, most + 1),
  };
}

/** Whether a part is one that a set begins with. */
export const isFirstPart = ({ number, isLetters }: PartName): boolean => number === 0 || (number === 1 && !isLetters);

/** Of the names in a folder those of the parts that a first one begins, itself among them. */
export function partsFrom(first: string, names: readonly string[]): string[] {
  const one = partName(first);
  const byNumber = new Map<number, string>();
  for (const name of names) {
    const part = partLike(name);
    // What is counted from 1 has no part 0, whatever else is called so.
    if (part && part.begin === one?.begin && part.isLetters === one.isLetters && part.number >= one.number)
      byNumber.set(part.number, name);
  }
  return [...byNumber].filter(([number, name]) => partName(name) || byNumber.has(number - 1)).map(([, name]) => name);
}
