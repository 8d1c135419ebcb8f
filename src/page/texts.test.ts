import { expect, test } from 'vitest';
import { shellQuote } from './texts-later';

test.each([
  ['photos.iso', 'photos.iso'],
  ['my photos.iso', "'my photos.iso'"],
  ["it's.iso", "'it'\\''s.iso'"],
  ['-rf.iso', './-rf.iso'],
  ['$(x).iso', "'$(x).iso'"],
])('%j is one word of a command line', (name, word) => {
  expect(shellQuote(name)).toBe(word);
});
