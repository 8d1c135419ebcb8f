import { expect, test } from 'vitest';
import type { BootEntry } from '../el-torito';
import { loadedText } from './report-text';

const UEFI = 0xef;

test.each([
  [0, 'none', 0, 'no sectors of 512 bytes at block 7'],
  [0, 'none', 1, '1 sector of 512 bytes at block 7'],
  [UEFI, 'none', 0, 'from block 7 to the end of the disc'],
  [UEFI, 'none', 1, 'from block 7 to the end of the disc'],
  [UEFI, 'none', 2, '2 sectors of 512 bytes at block 7'],
  [UEFI, '1.44 MB diskette', 1, '1 sector of 512 bytes at block 7'],
] as const)('platform %d, %s, %d sectors: %s', (platform, emulation, sectors, text) => {
  expect(loadedText({ platform, emulation, sectors, block: 7 } as BootEntry)).toBe(text);
});
