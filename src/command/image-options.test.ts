import { expect, it } from 'vitest';
import { TranslationTable } from '../image/translation-tables';
import { applyOptions, parseArguments } from './arguments';
import { imageOptions } from './image-options';

const CLOCK = 1_000_000_000;
const noFile = () => {
  throw new Error('No option here names a file.');
};
const optionsOf = (line: string) =>
  imageOptions(applyOptions(parseArguments(line.split(' ').filter(Boolean)).options), CLOCK, noFile);

it.each([
  ['', 1],
  ['-l', 2],
  ['-U', 2],
  ['-max-iso9660-filenames', 2],
  ['-l -iso-level 1', 2],
  ['-iso-level 3 -l', 3],
  ['-iso-level 4', 4],
  ['-iso-level 4 -iso-level 1', 2],
])('names of 31 characters take level 2 at least: “%s”', (line, isoLevel) => {
  expect(optionsOf(line).isoLevel).toBe(isoLevel);
});

it.each([
  ['', false],
  ['-D', true],
  ['-hide-rr-moved', false],
  ['-D -hide-rr-moved', true],
  ['-iso-level 4', true],
  ['-as mkisofs', true],
  ['-as mkisofs -hide-rr-moved', false],
  ['-as mkisofs -rr_reloc_dir /rr_moved', false],
  ['-as mkisofs -hide-rr-moved -D', true],
])('deep folders stay where they are: “%s” %s', (line, keepDeep) => {
  expect(optionsOf(line).keepDeep).toBe(keepDeep);
});

it.each([
  ['-allow-lowercase', true],
  ['-no-allow-lowercase -allow-lowercase', false],
  ['-iso-level 4 -no-allow-lowercase', false],
])('small letters stay in plain names: “%s” %s', (line, lowercase) => {
  expect(optionsOf(line).isoNames.lowercase).toBe(lowercase);
});

it.each([
  ['', undefined],
  ['-hide-joliet-trans-tbl -J', undefined],
  ['-T', new TranslationTable('TRANS.TBL', true)],
  ['-hide-joliet-trans-tbl -T', new TranslationTable('TRANS.TBL', false)],
  ['-table-name names -T', new TranslationTable('names', true)],
  [`-table-name ${'x'.repeat(64)}`, new TranslationTable('x'.repeat(64), true)],
])('folders have translation tables: “%s”', (line, table) => {
  expect(optionsOf(line).translationTable).toEqual(table);
});

it.each([
  ['-untranslated_name_len 96', 2, 96, true],
  ['-untranslated_name_len 9 -iso-level 3', 3, 31, true],
  ['-untranslated_name_len 9 -untranslated_name_len 0', 1, 31, undefined],
])('names are taken byte by byte: “%s”', (line, level, length, allBytes) => {
  const { isoLevel, isoNames } = optionsOf(line);
  expect([isoLevel, isoNames.length, isoNames.allBytes]).toEqual([level, length, allBytes]);
});

it('dates are the clock’s where none is given, and the encoder’s business without a clock', () => {
  const now = { creation: CLOCK, modification: CLOCK, effective: CLOCK };
  expect(optionsOf('').volumeTimes).toEqual(now);
  expect(optionsOf('-expiration-date 1970+0000').volumeTimes).toEqual({ ...now, expiration: 0 });
  const withoutClock = (line: string) =>
    imageOptions(applyOptions(parseArguments(line.split(' ')).options), undefined, noFile).volumeTimes;
  expect(withoutClock('-portable')).toEqual({});
  expect(withoutClock('-creation-date 1970+0000')).toEqual({ creation: 0 });
});
