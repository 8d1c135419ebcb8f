import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChosenOptions, DEFAULT_CHOICE } from '../image/choice';
import { choiceOf, isSameChoice } from '../image/chosen-options';
import { isChoice } from '../image/option-checks';
import { PRESETS } from '../image/presets';
import { applyOptions, parseArguments } from './arguments';
import { FIELDS } from './fields';
import { imageOptions } from './image-options';
import { commandWords } from './words';

const asked = (words: readonly string[]) =>
  choiceOf(
    imageOptions(applyOptions(parseArguments(words).options), undefined, () => {
      throw new Error('No option here names a file.');
    }),
  );
const choose = (id: string, value: string, chosen: ChosenOptions = DEFAULT_CHOICE): ChosenOptions => {
  const field = FIELDS.find((one) => one.id === id);
  if (!field) throw new Error(`There is no field ${id}`);
  return { ...chosen, ...field.set(value, chosen) };
};
const lineOf = (chosen: ChosenOptions) => {
  const { program, words } = commandWords(chosen);
  return [program, ...words].join(' ');
};

/** Values that a person might give a field. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  tableName: ['LIST.TXT'],
  nameLength: ['31', '37', '207'],
  user: ['0', '1000'],
  group: ['0', '4294967295'],
  fileMode: ['0644', '7777'],
  directoryMode: ['0755'],
  newDirectoryMode: ['0700'],
  volumeSetSize: ['2', '65535'],
  volumeSequenceNumber: ['1'],
  creationDate: ['2001-02-03 04:05:06 +0000', '1999-12-31 23:59:59 +0000'],
  modificationDate: ['2002+0000'],
  expirationDate: ['2030+0000'],
  effectiveDate: ['2003+0000'],
  applicationUse: ['x', '0xff'],
};
const valuesOf = ({ id, control }: (typeof FIELDS)[number]): readonly string[] =>
  control.kind === 'switch'
    ? ['on', 'off']
    : control.kind === 'choice'
      ? control.values
      : (VALUES[id] ?? ['Ä text', '']);

describe('a command of an image’s options', () => {
  it.each<[id: string, value: string, line: string]>([
    ['joliet', 'on', 'genisoimage -J -r'],
    ['jolietLong', 'on', 'genisoimage -J -joliet-long -r'],
    ['rockRidge', 'full', 'genisoimage -J -R'],
    ['rockRidge112', 'on', 'mkisofs -J -r -rrip112'],
    ['isoLevel', '3', 'genisoimage -J -r -iso-level 3'],
    ['isoLevel', '4', 'genisoimage -J -r -iso-level 4'],
    ['table', 'on', 'genisoimage -J -r -T'],
    ['fileMode', '755', 'genisoimage -J -r -file-mode 0755'],
    [
      'creationDate',
      '2001+0000',
      'mkisofs -J -r -creation-date 20010101000000+0000 -modification-date 20010101000000+0000 -effective-date 20010101000000+0000',
    ],
    ['noFolderExtension', 'on', 'isodrop -J -r -disallow_dir_id_ext'],
    ['applicationUse', 'A', 'isodrop -J -r -application_use 0x41'],
    ['duplicatesOnce', 'on', 'mkisofs -duplicates-once -J -r'],
    ['padding', 'off', 'genisoimage -J -r -no-pad'],
  ])('%s %s', (id, value, line) => {
    expect(lineOf(choose(id, value))).toBe(line);
  });

  it.each(Object.entries(PRESETS))('asks for the very image of the preset “%s”', (_, { options }) => {
    const { words, untold } = commandWords(options);
    expect(untold).toEqual([]);
    expect(isSameChoice(asked(words), options)).toBe(true);
  });

  it('leaves out what means nothing, and says what it cannot say', () => {
    expect(lineOf(choose('jolietLong', 'on', choose('joliet', 'off')))).toBe('genisoimage -r');
    expect(lineOf(choose('fileMode', '0644', choose('rockRidge', 'none')))).toBe('genisoimage -J');
    expect(commandWords(choose('nameLength', '50', choose('isoLevel', '2'))).untold).toEqual(['nameLength']);
    expect(commandWords(choose('allBytes', 'on')).untold).toContain('omitVersion');
    expect(commandWords({ ...DEFAULT_CHOICE, endPadBlocks: 7 }).untold).toEqual(['other']);
    expect(commandWords(choose('modificationDate', '2001+0000')).untold).toEqual(['creationDate', 'effectiveDate']);
  });

  it('of any options is told to be whole just when it asks for them', () => {
    const field = fc
      .constantFrom(...FIELDS)
      .chain((one) => fc.tuple(fc.constant(one), fc.constantFrom(...valuesOf(one))));
    let whole = 0;
    fc.assert(
      fc.property(fc.array(field, { maxLength: 12 }), (given) => {
        let chosen = DEFAULT_CHOICE;
        for (const [one, value] of given) {
          if (one.needs(chosen) === undefined) chosen = { ...chosen, ...one.set(value, chosen) };
        }
        expect(isChoice(chosen)).toBe(true);
        const { words, untold } = commandWords(chosen);
        expect(isSameChoice(asked(words), chosen)).toBe(untold.length === 0);
        if (untold.length === 0) whole++;
      }),
      { numRuns: 300 },
    );
    expect(whole).toBeGreaterThan(30);
  });
});

describe('a field', () => {
  it.each(FIELDS.map((one) => [one.id, one] as const))('%s gives back what it was given', (_, one) => {
    for (const value of valuesOf(one)) {
      const chosen = { ...DEFAULT_CHOICE, ...one.set(value, DEFAULT_CHOICE) };
      const shown = one.get(chosen);
      expect(isSameChoice({ ...chosen, ...one.set(shown, chosen) }, chosen)).toBe(true);
      if (one.control.kind !== 'text') expect(shown).toBe(value);
    }
  });

  it('refuses what is no value of it', () => {
    expect(() => choose('fileMode', '9')).toThrow('-file-mode 9 is not a mode');
    expect(() => choose('nameLength', '30')).toThrow('The limit 30 is not a number from 31 to 207.');
    expect(() => choose('creationDate', 'yesterday')).toThrow('-creation-date “yesterday” is not a date.');
    expect(() => choose('tableName', 'a/b')).toThrow('is not the name of such a file');
    expect(() => choose('applicationUse', 'abc')).toThrow('neither one character');
  });

  it('of level 4 takes names as they are, and leaving it brings the others back', () => {
    const level4 = choose('isoLevel', '4');
    expect(level4).toMatchObject({ isoLevel: 4, keepDeep: true, isoNames: { lowercase: true, length: 207 } });
    expect(isSameChoice(choose('isoLevel', '1', level4), DEFAULT_CHOICE)).toBe(true);
  });
});
