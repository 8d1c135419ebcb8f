/** What is told of boot entries that are not as they were asked for. */
import { expect, test } from 'vitest';
import { liveEntries, Media, MOST_ENTRIES, PLAIN_ENTRY, Platform } from './boot';
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

test('entries that the catalog has no room for are left out and told of, until others are gone', () => {
  const tree = new ImageTree();
  const names = Array.from({ length: MOST_ENTRIES + 2 }, (_, at) => `${at}.img`);
  const files = names.map((name) => tree.addFile(0, name, { modifyTime: 0 }, { byteLength: 1, store: 1, offset: 0 }));
  const hidden = tree.addContent({ byteLength: 1, store: 1, offset: 0 });
  const images = [...files.map((entry) => ({ entry })), { content: hidden }];
  tree.setBoot({ catalog: undefined, entries: images.map((image) => ({ ...PLAIN_ENTRY, image })) });
  const hiddenOne = { code: 'boot-full-hidden', path: '35' };
  const full = () => bootNotices(tree).filter(({ code }) => code !== 'boot-gone');
  expect(liveEntries(tree)).toEqual(tree.boot?.entries.slice(0, MOST_ENTRIES));
  const named = ['32.img', '33.img'].map((path) => ({ code: 'boot-full', path }));
  expect(full()).toEqual([...named, hiddenOne]);
  for (const file of files.slice(0, 2)) tree.exclude(file, true);
  expect(liveEntries(tree)).toHaveLength(MOST_ENTRIES);
  expect(full()).toEqual([hiddenOne]);
});
