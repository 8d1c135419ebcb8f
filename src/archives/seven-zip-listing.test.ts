import { expect, it } from 'vitest';
import { Kind } from '../image/entry';
import { parseListing } from './seven-zip-listing';

it.each<[string[], Kind, string | undefined]>([
  [['Attributes = A -rw-r--r--'], Kind.file, undefined],
  [['Attributes = D drwxr-xr-x'], Kind.directory, undefined],
  [['Attributes = A lrwxrwxrwx'], Kind.symbolicLink, undefined],
  [['Attributes = A prw-r--r--'], Kind.pipe, undefined],
  [['Attributes = A crw-r--r--'], Kind.file, 'c'],
  [['Attributes = A brw-r--r--'], Kind.file, 'b'],
  [['Attributes = A', 'Anti = +'], Kind.file, 'anti-item'],
  [['Attributes = A', 'Anti = -'], Kind.file, undefined],
])('%j is of kind %s, and besides %s', (lines, kind, other) => {
  const [item] = parseListing(['----------', 'Path = a', 'Size = 0', ...lines, '']);
  expect([item?.kind, item?.other]).toEqual([kind, other]);
});
