import { expect, it } from 'vitest';
import { filePattern } from './file-pattern';

/** As `fnmatch` of the GNU C library answers with FNM_PATHNAME. */
it.each<[pattern: string, yes: string[], no: string[]]>([
  ['', [''], ['a']],
  ['a', ['a'], ['A', 'aa', '']],
  ['*', ['', 'a', '.a', 'a.b', '💿'], ['a/b', '/']],
  ['*.o', ['a.o', '.o', 'a.o.o'], ['a.O', 'd/a.o', 'a.oo']],
  ['d/*', ['d/a', 'd/', 'd/.a'], ['d', 'd/a/b', 'x/d/a']],
  ['*/a*b', ['/ab', 'x/aXb', 'x/abb'], ['x/y/ab', 'ab', 'x/a/b']],
  ['a*b*c', ['abc', 'aXbXbXc'], ['abcd', 'acb', 'ab/c']],
  ['**a', ['a', 'xa'], ['x/a', 'ax']],
  ['?', ['a', 'é', '💿', '.'], ['', 'ab', '/']],
  ['a?c', ['abc', 'a.c'], ['a/c', 'ac']],
  ['[abc]', ['a', 'c'], ['d', '', 'ab']],
  ['[a-c]x', ['ax', 'cx'], ['dx', '-x']],
  ['[!a-c]', ['d', '-', 'é'], ['a', '/']],
  ['[^a]', ['b', '^'], ['a', '/']],
  ['[]a]', [']', 'a'], ['[', ']a']],
  ['[!]a]', ['b'], [']', 'a']],
  ['[a-]', ['a', '-'], ['b']],
  ['[a\\]b]', ['a', ']', 'b'], ['\\']],
  ['[[:alpha:]]', ['a', 'Z', 'é'], ['1', ':', '[']],
  ['[[:digit:]x]', ['1', 'x'], ['a']],
  ['[![:digit:]]', ['a'], ['1']],
  ['[à-ö]', ['é'], ['e', 'ÿ']],
  ['[a', ['[a'], ['a']],
  ['a[', ['a['], ['a']],
  ['[a-', [], ['a', '[a-']],
  ['\\*', ['*'], ['a', '\\*']],
  ['\\a', ['a'], ['\\a']],
  ['\\\\', ['\\'], ['\\\\']],
  ['a\\', [], ['a', 'a\\']],
])('%s', (pattern, yes, no) => {
  const matches = filePattern(pattern);
  expect(yes.filter((text) => !matches(text))).toEqual([]);
  expect(no.filter(matches)).toEqual([]);
});

it('ignores the case of letters where that is asked for', () => {
  const matches = filePattern('*.[a-c]é', true);
  expect(['x.BÉ', 'X.bé', 'x.dé'].map(matches)).toEqual([true, true, false]);
});

it('takes no longer for many stars', () => {
  const matches = filePattern(`${'*a'.repeat(30)}b`);
  expect(matches('a'.repeat(5000))).toBe(false);
});
