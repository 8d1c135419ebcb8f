import { describe, expect, it } from 'vitest';
import { readDate } from './dates';

const utc = (...fields: Parameters<typeof Date.UTC>) => Date.UTC(...fields) / 1000;

describe('a date', () => {
  it.each<[text: string, seconds: number, hundredths?: number]>([
    ['2001+0000', utc(2001, 0, 1)],
    ['200102+0000', utc(2001, 1, 1)],
    ['20010203-0000', utc(2001, 1, 3)],
    ['2001020304+0000', utc(2001, 1, 3, 4)],
    ['200102030405+0000', utc(2001, 1, 3, 4, 5)],
    ['20010203040506+0000', utc(2001, 1, 3, 4, 5, 6)],
    ['2001/02/03 04:05:06 +0130', utc(2001, 1, 3, 2, 35, 6)],
    ['2001-02-03-0130', utc(2001, 1, 3, 1, 30)],
    ['01/02/03+0000', utc(2001, 1, 3)],
    ['70-01-01+0000', 0],
    ['20010203040506.78+0000', utc(2001, 1, 3, 4, 5, 6), 78],
    ['19000101+0000', utc(1900, 0, 1)],
    ['0001+0000', Date.parse('0001-01-01T00:00:00Z') / 1000],
    ['20240229+1300', utc(2024, 1, 28, 11)],
    // xorriso's
    ['2010040711405899', utc(2010, 3, 7, 11, 40, 58), 99],
  ])('of %s', (text, seconds, hundredths = 0) => {
    expect(readDate('-x', text)).toEqual({ seconds, hundredths });
  });

  it('is local time where it has no offset', () => {
    const seconds = new Date(2001, 6, 3, 4, 5, 6).getTime() / 1000;
    expect(readDate('-x', '20010703040506')).toEqual({ seconds, hundredths: 0 });
  });

  it.each([
    '',
    '01',
    '99',
    '200',
    '2001+00',
    '20011301',
    '20010229',
    '20010100',
    '2001010124',
    '20010101000060',
    '2001+0007',
    '2001+1400',
    '2001-1300',
    '2010040711406099',
    'today',
  ])('is not “%s”', (text) => {
    expect(() => readDate('-x', text)).toThrow(`-x “${text}” is not a date.`);
  });
});
