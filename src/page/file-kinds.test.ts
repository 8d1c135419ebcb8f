import { expect, test } from 'vitest';
import { fileKind } from './file-kinds';

test.each([
  ['photo.JPG', 'picture'],
  ['archive.tar.gz', 'archive'],
  ['debian.iso', 'disc'],
  ['readme', 'plain'],
  ['.gitignore', 'plain'],
  ['name.', 'plain'],
  ['.txt', 'text'],
  ['a.constructor', 'plain'],
])('the icon of %s is that of %s', (name, kind) => {
  expect(fileKind(name)).toBe(kind);
});
