import { expect, it } from 'vitest';
import { type ChosenOptions, DEFAULT_CHOICE } from './choice';
import { readPreset, writePreset } from './preset-file';
import { PRESETS } from './presets';

const fileOf = (options: object, others: object = {}) =>
  JSON.stringify({ kind: 'isodrop preset', version: 1, title: 'Mine', options, ...others });

it.each<[string, ChosenOptions]>([
  ...Object.entries(PRESETS).map(([id, { options }]) => [id, options] as [string, ChosenOptions]),
  ['bytes', { ...DEFAULT_CHOICE, applicationUse: Uint8Array.of(0, 1, 255) }],
  ['dates and owners', { ...DEFAULT_CHOICE, volumeTimes: { creation: -1 }, owner: { user: 7, fileMode: 0o4755 } }],
  ['a table', { ...DEFAULT_CHOICE, translationTable: { name: 'Ä.TXT', inJoliet: false } }],
])('what was exported is imported as it was: %s', (title, options) => {
  expect(readPreset(writePreset({ title, options }))).toEqual({ title, options });
});

it('what a file does not say is as on a new disc', () => {
  expect(readPreset(fileOf({}))).toEqual({ title: 'Mine', options: DEFAULT_CHOICE });
  const { isoNames } = readPreset(fileOf({ isoNames: { lowercase: true } })).options;
  expect(isoNames).toEqual({ ...DEFAULT_CHOICE.isoNames, lowercase: true });
});

it.each<[text: string, sentence: string]>([
  ['{', 'It is not JSON: '],
  ['"x"', 'It is not a preset that Isodrop has exported.'],
  ['null', 'It is not a preset that Isodrop has exported.'],
  [fileOf({}, { version: 2 }), 'It is of version 2; this page knows version 1.'],
  [fileOf({}, { title: ' ' }), 'It has no title.'],
  [fileOf({}, { title: 'x'.repeat(61) }), 'Its title has more than 60 characters.'],
  [fileOf([]), 'It has no options.'],
  [fileOf({ jolliet: true }), 'There is no option jolliet. There are: joliet, '],
  [fileOf({ isoLevel: 5 }), 'isoLevel is 5; it must be one of 1, 2, 3, 4.'],
  [fileOf({ isoNames: { length: 1 } }), 'isoNames.length is 1; it must be a whole number from 31 to 207.'],
  [fileOf({ owner: { fileMode: 4096 } }), 'owner.fileMode is 4096; it must be'],
  [fileOf({ owner: null }), 'owner must be an object.'],
  [fileOf({ volumeTimes: { creation: 1e300 } }), 'volumeTimes.creation is 1e+300'],
  [fileOf({ translationTable: { name: 'a/b', inJoliet: true } }), 'translationTable.name is a/b'],
  [fileOf({ translationTable: { name: 'A' } }), 'translationTable must have both'],
  [fileOf({ applicationUse: 'xyz' }), 'applicationUse must be up to 512 bytes'],
  [fileOf({ volumeSequenceNumber: 2 }), 'volumeSequenceNumber is 2; the set has 1 (volumeSetSize).'],
  [fileOf({ __proto__: null, constructor: 1 }), 'There is no option constructor.'],
])('%s is refused in a sentence', (text, sentence) => {
  expect(() => readPreset(text)).toThrow(sentence);
});
