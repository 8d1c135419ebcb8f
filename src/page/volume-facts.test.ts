import { expect, test } from 'vitest';
import type { BootAbout } from '../worker/session';
import { bootFacts, dateText, timeText, zoneText } from './volume-facts';

test.each([
  [0, '+00:00'],
  [4, '+01:00'],
  [-23, '−05:45'],
  [52, '+13:00'],
])('%d quarters of an hour from Greenwich are %s', (quarters, text) => {
  expect(zoneText(quarters)).toBe(text);
});

test('a date is told in its own zone, and what is none as it stands there', () => {
  const date = { digits: '2026112613045600', zone: 4, isNone: false, unixSeconds: 1 };
  expect(dateText(date)).toBe('2026-11-26 13:04:56.00 +01:00');
  expect(dateText({ ...date, isNone: true, unixSeconds: undefined })).toBe(undefined);
  expect(dateText({ ...date, digits: '20261399\u0000\u0001000000', unixSeconds: undefined })).toBe(
    'no date (“20261399··000000”)',
  );
});

test('a time that no calendar has is a number', () => {
  expect(timeText(0)).toBe('1970-01-01 00:00:00 +00:00');
  expect(timeText(1e15)).toBe('1000000000000000');
});

test.each([
  [false, 1, '1 sector of 512 bytes'],
  [false, 2880, '2,880 sectors of 512 bytes'],
  [true, 0, 'from the start block to the end of the disc'],
])('what is loaded, to the end: %s, or %d sectors: %s', (isToEnd, sectors, text) => {
  const entry = { isToEnd, sectors, block: 7, emulation: 'none', loadSegment: 0, systemType: 0, criteriaType: 0 };
  expect(bootFacts(entry as BootAbout)).toContainEqual(['Loads', text]);
});
