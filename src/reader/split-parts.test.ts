import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameOfPart, type PartName, partName, partSet, partsFrom } from './split-parts';

test.for([
  ['disc.iso.001', 'disc.iso', 1],
  ['disc.iso.00', 'disc.iso', 0],
  ['disc.iso.part1', 'disc.iso', 1],
  ['disc.iso.part12', 'disc.iso', 12],
  ['disc.Part01', 'disc', 1],
  ['disc.iso.aa', 'disc.iso', 0],
  ['disc.iso.partbc', 'disc.iso', 28],
] as const)('%s is a part of %s', ([name, whole, number]) => {
  expect(partName(name)).toMatchObject({ whole, number });
});

test.for([
  'disc.iso',
  'notes.md',
  'archive.7z',
  'a.tar.gz',
  'disc.iso.xz',
  'a.tar.aa',
  'disc.1',
  '001',
  'disc.iso.AA',
  'release.2024',
  'disc.iso.1a',
])('%s is no part', (name) => {
  expect(partName(name)).toBeUndefined();
});

test('a name that is made of a number says it again', () => {
  for (const name of ['disc.iso.001', 'disc.iso.part1', 'disc.iso.aa']) {
    const part = partName(name) as PartName;
    fc.assert(
      fc.property(fc.nat(part.isLetters ? 675 : 99), (number) => {
        // Letters that tell of compression are no number: `bz` would be 51.
        fc.pre(!/\.(br|bz|gz|lz|xz)$/.test(nameOfPart(part, number)));
        expect(partName(nameOfPart(part, number))).toMatchObject({ whole: 'disc.iso', number });
      }),
    );
  }
});

test('parts come in the order of their numbers, and what lacks is named', () => {
  expect(partSet(['d.part10', 'd.part9', 'd.part1'])).toEqual({
    whole: 'd',
    names: ['d.part1', 'd.part9', 'd.part10'],
    missing: ['d.part2', 'd.part3', 'd.part4', 'd.part5', 'd.part6', 'd.part7', 'd.part8'],
    next: 'd.part11',
  });
  expect(partSet(['x.iso.003', 'x.iso.002'])).toMatchObject({ missing: ['x.iso.001'], next: 'x.iso.004' });
  expect(partSet(['x.00', 'x.01'])).toMatchObject({ missing: [], next: 'x.02' });
  expect(partSet(['x.iso.ab'])).toMatchObject({ missing: ['x.iso.aa'], next: 'x.iso.ac' });
});

test('letters that tell of compression are a number behind the one before', () => {
  const one = partName('disc.iso.aa') as PartName;
  const all = Array.from({ length: 60 }, (_, number) => nameOfPart(one, number));
  expect(all).toContain('disc.iso.bz');
  expect(partSet([...all].reverse())).toMatchObject({ names: all, missing: [] });
  expect(partsFrom('disc.iso.aa', [...all, 'disc.iso.gz', 'disc.iso', 'other.iso.aa'])).toEqual(all);
  expect(partSet(['disc.iso.aa', 'disc.iso.gz'])).toBeUndefined();
  expect(partSet(['disc.iso.gz'])).toBeUndefined();
});

test('what belongs to different files, or to none, is no set', () => {
  for (const names of [
    [],
    ['a.iso.001', 'b.iso.002'],
    ['a.iso.001', 'a.iso'],
    ['a.iso.01', 'a.iso.001'],
    ['a.iso.01', 'a.iso.ab'],
  ])
    expect(partSet(names)).toBeUndefined();
});
