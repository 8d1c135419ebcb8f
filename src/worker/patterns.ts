/** Patterns as in a .gitignore file; loaded when somebody wants them. */
import ignore from 'ignore';
import type { Matches } from './leaving-out';

/** A pattern that is a name alone: looked for by itself, since that is quick. */
const NAME_ALONE = /^[^*?[\]\\/!#\s][^*?[\]\\/]*$/;

/** For each set of lines what it matches, whatever the case of letters. */
export function matchers(sets: readonly (readonly string[])[]): Matches[] {
  return sets.map((lines) => {
    const patterns = lines.map((line) => line.trimEnd()).filter((line) => line !== '');
    if (patterns.every((pattern) => NAME_ALONE.test(pattern))) {
      const names = new Set(patterns.map((pattern) => pattern.toLowerCase()));
      return (_, name) => names.has(name.toLowerCase());
    }
    const ignored = ignore({ ignorecase: true, allowRelativePaths: true }).add(patterns);
    return (path) => ignored.ignores(path);
  });
}
