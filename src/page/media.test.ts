import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  capacityOf,
  fitOn,
  MEDIA,
  MEDIUM_IDS,
  type MediumChoice,
  mediumText,
  NO_MEDIUM,
  readMedium,
  smallestFor,
} from './media';

const block = 2048;

describe('an image against a medium', () => {
  test.each([
    ['cd-74', 681_984_000],
    ['cd-80', 737_280_000],
    ['dvd', 4_707_319_808],
    ['dvd-dl', 8_547_991_552],
    ['bd-25', 25_025_314_816],
    ['bd-50', 50_050_629_632],
    ['bd-100', 100_103_356_416],
    ['bd-128', 128_001_769_472],
    ['floppy', 1_474_560],
  ] as const)('%s holds %d bytes, and not a block more', (id, bytes) => {
    const { sure } = MEDIA[id];
    expect(fitOn(MEDIA[id], bytes)).toEqual({ state: sure ? 'tight' : 'fits', capacity: bytes, difference: 0 });
    expect(fitOn(MEDIA[id], bytes + block)).toEqual({ state: 'over', capacity: bytes, difference: block });
    expect(fitOn(MEDIA[id], (sure ?? bytes / block) * block).state).toBe('fits');
  });

  test('the media stand in order', () => {
    const sizes = MEDIUM_IDS.map((id) => MEDIA[id].most);
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
    for (const { most, sure = most } of Object.values(MEDIA)) expect(sure).toBeLessThanOrEqual(most);
  });

  test.each([
    [374_784, 'cd-74'],
    [681_984_001, 'cd-80'],
    [737_280_001, 'dvd'],
    // A DVD-R holds it, a DVD+R does not.
    [4_702_000_000, 'dvd-dl'],
    [8_547_000_000, 'bd-25'],
    [25_000_000_000, 'bd-50'],
    [123_706_802_176, 'bd-128'],
    [123_706_802_177, undefined],
  ] as const)('%d bytes want %s', (bytes, id) => {
    expect(smallestFor(bytes)).toBe(id);
  });
});

test('what is kept of a choice gives that choice, and anything else none', () => {
  const choice: fc.Arbitrary<MediumChoice> = fc.oneof(
    fc.constant(NO_MEDIUM),
    fc.constantFrom(...MEDIUM_IDS).map((id) => ({ kind: 'medium' as const, id })),
    fc.integer({ min: 1, max: 10_000 }).map((gigabytes) => ({ kind: 'usb' as const, gigabytes })),
  );
  fc.assert(
    fc.property(choice, (one) => {
      expect(readMedium(mediumText(one))).toEqual(one);
    }),
  );
  for (const text of [undefined, '', 'vhs', 'usb', 'usb -1', 'usb 0', 'usb 1e9', 'toString']) {
    expect(readMedium(text)).toEqual(NO_MEDIUM);
  }
  expect(capacityOf({ kind: 'usb', gigabytes: 16 })).toEqual({ most: 7_812_500 });
});
