/**
 * Patterns of file names, as POSIX `fnmatch` compares them with FNM_PATHNAME (IEEE 1003.1, 2.13): `*`, `?` and
 * `[...]` match no slash, a leading dot is a character like any other, and `\` takes the next character as it is.
 */

/** Tells whether a pattern matches a whole text. */
export type Matcher = (text: string) => boolean;

/** One place in a pattern: a character, `?`, a bracket expression, or `*`. */
type Token = string | typeof ANY | typeof STAR | ((character: string) => boolean);
const ANY = Symbol('?');
const STAR = Symbol('*');
/** What ends in the middle of an escape or a range matches nothing, as in the GNU C library. */
const NOTHING = () => false;

/** @param ignoreCase whether small and capital letters are alike */
export function filePattern(pattern: string, ignoreCase = false): Matcher {
  const fold = ignoreCase ? (text: string) => text.toLowerCase() : (text: string) => text;
  const tokens = tokenize([...fold(pattern)]);
  if (tokens.every((token) => typeof token === 'string')) {
    const literal = tokens.join('');
    return (text) => fold(text) === literal;
  }
  return (text) => matches(tokens, [...fold(text)]);
}

/** Goes back to the last star only: one before it could not match more, since stars match no slash. */
function matches(tokens: readonly Token[], text: readonly string[]): boolean {
  let token = 0;
  let at = 0;
  let starToken = -1;
  let starEnd = 0;
  while (at < text.length || token < tokens.length) {
    const next = tokens[token];
    if (next === STAR) {
      starToken = token++;
      starEnd = at;
    } else if (next !== undefined && at < text.length && matchesOne(next, text[at] as string)) {
      token++;
      at++;
    } else if (starToken >= 0 && starEnd < text.length && text[starEnd] !== '/') {
      token = starToken + 1;
      at = ++starEnd;
    } else {
      return false;
    }
  }
  return true;
}

function matchesOne(token: Token, character: string): boolean {
  if (typeof token === 'string') return token === character;
  if (character === '/') return false;
  return token === ANY || (typeof token === 'function' && token(character));
}

function tokenize(pattern: readonly string[]): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] as string;
    if (character === '?') tokens.push(ANY);
    else if (character === '*') {
      if (tokens.at(-1) !== STAR) tokens.push(STAR);
    } else if (character === '\\') tokens.push(pattern[++at] ?? NOTHING);
    else {
      const bracket = character === '[' ? readBracket(pattern, at) : undefined;
      tokens.push(bracket?.token ?? character);
      at = bracket?.last ?? at;
    }
  }
  return tokens;
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[\p{L}\p{N}]/u,
  alpha: /\p{L}/u,
  blank: /[\p{Zs}\t]/u,
  cntrl: /\p{Cc}/u,
  digit: /[0-9]/,
  graph: /[^\p{Z}\p{C}]/u,
  lower: /\p{Ll}/u,
  print: /[^\p{Zl}\p{Zp}\p{C}]/u,
  punct: /[\p{P}\p{S}]/u,
  space: /\s/u,
  upper: /\p{Lu}/u,
  xdigit: /[0-9a-f]/i,
};

/** A bracket expression that begins at `first`, and where it ends; undefined: the bracket is a character. */
function readBracket(pattern: readonly string[], first: number): { token: Token; last: number } | undefined {
  let at = first + 1;
  const inverted = pattern[at] === '!' || pattern[at] === '^';
  if (inverted) at++;
  const tests: ((character: string) => boolean)[] = [];
  for (const begin = at; ; at++) {
    let character = pattern[at];
    if (character === undefined) return undefined;
    if (character === ']' && at > begin) break;
    const named = character === '[' && pattern[at + 1] === ':' ? readClass(pattern, at) : undefined;
    if (named) {
      tests.push((text) => named.characters.test(text));
      at = named.last;
      continue;
    }
    if (character === '\\') character = pattern[++at];
    let end = character;
    if (pattern[at + 1] === '-' && pattern[at + 2] !== ']') {
      at += 2;
      if (pattern[at] === '\\') at++;
      end = pattern[at];
    }
    if (character === undefined || end === undefined) return { token: NOTHING, last: pattern.length };
    const from = character.codePointAt(0) as number;
    const to = end.codePointAt(0) as number;
    tests.push((text) => {
      const code = text.codePointAt(0) as number;
      return from <= code && code <= to;
    });
  }
  return { token: (character) => tests.some((test) => test(character)) !== inverted, last: at };
}

/** `[:alpha:]` at a place in a bracket expression. */
function readClass(pattern: readonly string[], at: number): { characters: RegExp; last: number } | undefined {
  const close = pattern.indexOf(']', at);
  if (close === -1 || pattern[close - 1] !== ':') return undefined;
  const characters = CLASSES[pattern.slice(at + 2, close - 1).join('')];
  return characters && { characters, last: close };
}
