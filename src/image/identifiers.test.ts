import { expect, test } from 'vitest';
import { volumeNames } from './identifiers';

test.each([
  ['CDROM', 'CDROM', 'CDROM'],
  ['small letters', 'small letters', 'small letters'],
  ['a name of more than sixteen', 'a name of more than sixteen', 'a name of more t'],
  ['x'.repeat(40), 'x'.repeat(32), 'x'.repeat(16)],
  ['Größe: é', 'Gro_e: e', 'Größe_ é'],
  ['диск', '____', 'диск'],
  ['fifteen letters😀', 'fifteen letters_', 'fifteen letters'],
])('%j is %j in ISO 9660 and %j in Joliet', (name, iso, joliet) => {
  expect(volumeNames(name)).toEqual({ iso, joliet });
});
