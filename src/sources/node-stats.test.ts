import { expect, it } from 'vitest';
import { deviceNumbers } from './node-stats';

/** As `makedev` of the GNU C library puts them together. */
it.runIf(process.platform === 'linux').each([
  [0x103n, 1, 3],
  [0x11032cn, 259, 300],
  [0x120006783459an, 0x12345, 0x6789a],
])('the device %s is %i, %i', (device, major, minor) => {
  expect(deviceNumbers(device)).toEqual({ major, minor });
});
