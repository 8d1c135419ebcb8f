/** What is told of boot entries that are not as they were asked for. */
import { expect, test } from 'vitest';
import { Media, PLAIN_ENTRY, Platform } from './boot';
import { bootNotices } from './boot-notices';
import { ImageTree } from './tree';

const MIB = 2 ** 20;

test.each([
  { platform: Platform.efi, byteLength: 40 * MIB, codes: [] },
  { platform: Platform.bios, byteLength: 40 * MIB, codes: ['boot-load'] },
  { platform: Platform.efi, byteLength: 30 * MIB, codes: [] },
  { platform: Platform.bios, byteLength: 30 * MIB, codes: [] },
])('a program of $byteLength bytes for platform $platform', ({ platform, byteLength, codes }) => {
  const tree = new ImageTree();
  const entry = tree.addFile(0, 'boot.img', { modifyTime: 0 }, { byteLength, store: 1, offset: 0 });
  tree.setBoot({ catalog: undefined, entries: [{ ...PLAIN_ENTRY, media: Media.none, platform, image: { entry } }] });
  expect(bootNotices(tree).map(({ code }) => code)).toEqual(codes);
});
