import { describe, expect, it } from 'vitest';
import { placePath } from './grafts';

describe('a path', () => {
  it.each([
    // Without a target it goes to the root.
    ['a', { path: 'a', folders: [] }],
    ['=a', { path: '=a', folders: [] }],
    ['a\\=b', { path: 'a=b', folders: [] }],
    ['a\\\\b\\c', { path: 'a\\b\\c', folders: [] }],
    // With one, its last name is the file's, or a folder behind which a slash stands.
    ['t=a', { path: 'a', folders: [], name: 't' }],
    ['t/=a', { path: 'a', folders: ['t'] }],
    ['/s/t=/u/a', { path: '/u/a', folders: ['s'], name: 't' }],
    ['./s//t/./u=a', { path: 'a', folders: ['s', 't'], name: 'u' }],
    ['s/../t/u/=a', { path: 'a', folders: ['t', 'u'] }],
    ['../../t=a', { path: 'a', folders: [], name: 't' }],
    ['s/t/..=a', { path: 'a', folders: ['s'] }],
    ['/=a', { path: 'a', folders: [] }],
    ['.=a', { path: 'a', folders: [] }],
    ['t=', { path: '', folders: [], name: 't' }],
    // The first = that is not escaped divides; both sides lose their escapes.
    ['t=a=b', { path: 'a=b', folders: [], name: 't' }],
    ['t=a\\=b', { path: 'a=b', folders: [], name: 't' }],
    ['s\\=t=a', { path: 'a', folders: [], name: 's=t' }],
    ['s\\\\t=a\\\\b', { path: 'a\\b', folders: [], name: 's\\t' }],
    ['s\\\\=a', { path: 's\\=a', folders: [] }],
  ])('%s', (given, place) => {
    expect(placePath(given, true, '')).toEqual(place);
  });

  it('is taken as it is without -graft-points', () => {
    expect(placePath('t=a\\=b', false, '')).toEqual({ path: 't=a\\=b', folders: [] });
  });

  it('goes below the root that is given', () => {
    expect(placePath('a', false, '/r/s/')).toEqual({ path: 'a', folders: ['r', 's'] });
    expect(placePath('t/u=a', true, 'r')).toEqual({ path: 'a', folders: ['r', 't'], name: 'u' });
    expect(placePath('/=a', true, 'r')).toEqual({ path: 'a', folders: ['r'] });
  });

  it('may hold bytes that are not UTF-8', () => {
    const bytes = (text: string) => Buffer.from(text, 'latin1');
    expect(placePath(bytes('t\xff/\xc3\xa9=a\xff'), true, 'ré')).toEqual({
      path: bytes('a\xff'),
      folders: ['ré', bytes('t\xff')],
      name: 'é',
    });
  });
});
