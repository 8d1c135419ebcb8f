import { expect, test } from 'vitest';
import { cueTracks } from './cue-sheet';

const sheet = (index: string, mode = 'MODE1/2352') => `FILE "a b.bin" BINARY\n  TRACK 01 ${mode}\n    ${index}\n`;

test('a track, its file, its mode and where it begins', () => {
  const text = `\ufeffREM SESSION 02\r\nPERFORMER "x"\r\n${sheet('INDEX 00 00:00:00\n INDEX 01 01:59:74', 'mode2/2352')}`;
  const place = (60 + 59) * 75 + 74;
  expect(cueTracks(text)).toEqual([
    { number: 1, session: 2, file: 'a b.bin', mode: 'MODE2/2352', index: place, pregap: 0 },
  ]);
});

// The rules that the damaged sheets of libcdio's tests break.
test.for([['INDEX 01 00:00:100'], ['INDEX 01 00:00:75'], ['INDEX 01 00:90:00'], ['INDEX 01 xx:yy:0'], ['INDEX 01']])(
  '%s is no place',
  ([index = '']) => {
    expect(() => cueTracks(sheet(index))).toThrow(`Line 3 of the cue sheet cannot be understood: “${index}”.`);
  },
);

test('what names no track or no file is no sheet', () => {
  expect(() => cueTracks('REM nothing')).toThrow('names no track');
  expect(() => cueTracks('TRACK 01 AUDIO')).toThrow('Line 1');
});
