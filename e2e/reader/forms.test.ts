/** Sessions, raw sectors, boot catalogs, compressed files, and images that are too large to be read whole. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_OPTIONS } from '../../src/image/options';
import { ImageTree } from '../../src/image/tree';
import { bytesSource, joinedSource } from '../../src/reader/byte-source';
import { DiscImage } from '../../src/reader/disc-image';
import { NodeImage } from '../../src/sources/node-image';
import { needs } from '../images/programs';
import { encode } from '../images/random-images';
import type { Grown } from '../images/random-trees';
import { pattern, removeTree, scratchDirectory } from '../images/trees';
import { rawSectors } from './raw-sectors';
import { asOnDisk, contentOf, openFile, shown } from './shown';

let scratch: string;
let folder: string;
const boot = Buffer.from(pattern(40_000, 7));
const run = (program: string, words: readonly string[]) =>
  execFileSync(program, words, { cwd: scratch, stdio: 'pipe', env: { ...process.env, LC_ALL: 'C.UTF-8', TZ: 'UTC' } });
const names = async (image: DiscImage) => [...(await shown(image, 'rock-ridge')).keys()].sort();

beforeAll(() => {
  scratch = scratchDirectory();
  folder = join(scratch, 'first');
  mkdirSync(join(folder, 'inner'), { recursive: true });
  writeFileSync(join(folder, 'boot.img'), boot);
  writeFileSync(join(folder, 'inner', 'one.txt'), 'one\n');
  mkdirSync(join(scratch, 'second'));
  writeFileSync(join(scratch, 'second', 'two.txt'), 'two\n');
});
afterAll(() => removeTree(scratch));

test('each session of an image that xorriso added to can be read', async (context) => {
  needs(context, 'xorriso');
  run('xorriso', ['-outdev', 'added.iso', '-map', 'first', '/', '-commit', '-map', 'second', '/', '-commit']);
  const file = join(scratch, 'added.iso');
  const last = await openFile(file);
  expect(last.sessions.map(({ number, sector }) => [number, sector])).toEqual([
    [1, 32],
    [2, 96],
  ]);
  expect(await names(last)).toEqual(['boot.img', 'inner', 'inner/one.txt', 'two.txt']);
  expect(await names(await openFile(file, { session: 1 }))).toEqual(['boot.img', 'inner', 'inner/one.txt']);
  await expect(openFile(file, { session: 3 })).rejects.toThrow('There is no session 3: the image has 2 sessions.');
});

test('the sessions that genisoimage wrote one behind the other are found', async (context) => {
  needs(context, 'genisoimage');
  run('genisoimage', ['-quiet', '-R', '-o', 'one.iso', 'first']);
  const one = readFileSync(join(scratch, 'one.iso'));
  const start = Math.ceil(one.length / 2048 / 16) * 16;
  const padded = Buffer.concat([one, Buffer.alloc(start * 2048 - one.length)]);
  writeFileSync(join(scratch, 'padded.iso'), padded);
  run('genisoimage', ['-quiet', '-R', '-C', `0,${start}`, '-M', 'padded.iso', '-o', 'two.iso', 'second']);
  const two = bytesSource(readFileSync(join(scratch, 'two.iso')));
  const image = await DiscImage.open(joinedSource([bytesSource(padded), two]));
  expect(image.sessions.map(({ sector }) => sector)).toEqual([0, start]);
  expect(await names(image)).toEqual(['boot.img', 'inner', 'inner/one.txt', 'two.txt']);
  // alone it lacks what lies before it
  const alone = await DiscImage.open(two);
  expect([...alone.findings.counts.keys()]).toContain('root-unreadable');
});

test.for([
  [1, 0],
  [1, 150],
  [2, 0],
  [2, 150],
] as const)('raw sectors of mode %i with %i before the first', async ([mode, lead], context) => {
  needs(context, 'genisoimage');
  run('genisoimage', ['-quiet', '-J', '-R', '-o', 'plain.iso', 'first']);
  const plain = readFileSync(join(scratch, 'plain.iso'));
  const image = await DiscImage.open(bytesSource(rawSectors(plain, mode, lead)));
  expect(image.sectors.byteLength).toBe(2352);
  const same = await DiscImage.open(bytesSource(plain));
  expect(await asOnDisk(image, 'rock-ridge')).toEqual(await asOnDisk(same, 'rock-ridge'));
  expect(image.findings.list).toEqual([]);
  expect(await image.source.read(0, plain.length + 1)).toEqual(new Uint8Array(plain));
});

test('a sector of audio or video is no part of a file', async (context) => {
  needs(context, 'genisoimage');
  run('genisoimage', ['-quiet', '-R', '-o', 'video.iso', 'first']);
  const raw = rawSectors(readFileSync(join(scratch, 'video.iso')), 2);
  const plain = await DiscImage.open(bytesSource(raw));
  const entry = (await shown(plain, 'rock-ridge')).get('boot.img');
  const sector = (entry?.extents[0]?.at ?? 0) / 2048;
  raw[(sector + 3) * 2352 + 18] = 0x20;
  const image = await DiscImage.open(bytesSource(raw));
  await expect(contentOf(image, (await shown(image, 'rock-ridge')).get('boot.img')!)).rejects.toThrow(/Form 2/);
});

test('boot catalogs of genisoimage and xorriso are read completely', async (context) => {
  needs(context, 'genisoimage');
  needs(context, 'xorriso');
  const words = ['-R', '-b', 'boot.img', '-c', 'boot.cat', '-no-emul-boot', '-boot-load-size', '4'];
  const efi = ['-eltorito-alt-boot', '-e', 'boot.img', '-no-emul-boot'];
  run('genisoimage', ['-quiet', ...words, ...efi, '-o', 'boot-1.iso', 'first']);
  run('xorriso', ['-as', 'mkisofs', '-quiet', ...words, ...efi, '-o', 'boot-2.iso', 'first']);
  for (const file of ['boot-1.iso', 'boot-2.iso']) {
    const image = await openFile(join(scratch, file));
    const catalog = await image.bootCatalog();
    const found = await shown(image, 'rock-ridge');
    const block = (found.get('boot.img')?.extents[0]?.at ?? 0) / 2048;
    expect(catalog?.at).toBe(found.get('boot.cat')?.extents[0]?.at);
    expect(catalog?.sections.map(({ platform, entries }) => [platform, entries.length])).toEqual([
      [0, 1],
      [0xef, 1],
    ]);
    const entries = catalog?.sections.flatMap(({ entries }) => entries) ?? [];
    expect(entries.map((one) => [one.isDefault, one.isBootable, one.emulation, one.sectors, one.block])).toEqual([
      [true, true, 'none', 4, block],
      [false, true, 'none', 80, block],
    ]);
    expect(image.findings.list).toEqual([]);
  }
  writeFileSync(join(folder, 'floppy.img'), Buffer.alloc(1_474_560));
  run('genisoimage', ['-quiet', '-b', 'floppy.img', '-c', 'boot.cat', '-o', 'floppy.iso', 'first']);
  const floppy = await (await openFile(join(scratch, 'floppy.iso'))).bootCatalog();
  expect(floppy?.sections[0]?.entries[0]?.emulation).toBe('1.44 MB diskette');
});

test('compressed files are read as they were', async (context) => {
  needs(context, 'xorriso');
  const mixed = Buffer.concat([Buffer.alloc(100_000), Buffer.from('text '.repeat(30_000)), boot, Buffer.alloc(70_000)]);
  mkdirSync(join(scratch, 'compressed'));
  writeFileSync(join(scratch, 'compressed', 'mixed'), mixed);
  run('xorriso', ['-outdev', 'zisofs.iso', '-map', 'compressed', '/', '-set_filter_r', '--zisofs', '/', '--']);
  run('xorriso', [
    ...['-outdev', 'zisofs-2.iso', '-zisofs', 'version_2=on', '-map', 'compressed', '/'],
    ...['-set_filter_r', '--zisofs', '/', '--'],
  ]);
  for (const [file, version] of [
    ['zisofs.iso', 1],
    ['zisofs-2.iso', 2],
  ] as const) {
    const image = await openFile(join(scratch, file));
    const entry = (await shown(image, 'rock-ridge')).get('mixed')!;
    expect(entry.zisofs?.version).toBe(version);
    expect((await contentOf(image, entry)).equals(mixed)).toBe(true);
    // what does not know of it sees other bytes
    expect((await shown(image, 'iso')).get('MIXED')?.byteLength).toBeLessThan(mixed.length);
  }
});

test('opening reads no more of a large image than of a small one', async (context) => {
  needs(context, 'genisoimage');
  run('genisoimage', ['-quiet', '-J', '-R', '-o', 'sparse.iso', 'first']);
  const file = join(scratch, 'sparse.iso');
  const bytesRead = async () => {
    const source = NodeImage.open(file);
    let read = 0;
    const counted = {
      byteLength: source.byteLength,
      read: async (at: number, length: number) => {
        const bytes = await source.read(at, length);
        read += bytes.length;
        return bytes;
      },
    };
    await DiscImage.open(counted);
    source.close();
    return read;
  };
  copyFileSync(file, join(scratch, 'small.iso'));
  const small = await bytesRead();
  truncateSync(file, 100e9);
  expect(await bytesRead()).toBeLessThan(small + 3_000_000);
});

test('a file over 4 GiB is one of several sections', async () => {
  const byteLength = 2 ** 32 + 12_345;
  const tree = new ImageTree({ modifyTime: 0 });
  tree.addFile(0, 'large file', { modifyTime: 0 }, { byteLength, store: 0, offset: 0 });
  const { encoder } = encode({ tree } as Grown, { ...DEFAULT_OPTIONS, isoLevel: 3, rockRidge: 'rationalized' });
  const { blocks, metadataBlocks } = encoder.layout;
  const metadata = Uint8Array.from(encoder.render(0, metadataBlocks));
  const source = {
    byteLength: blocks * 2048,
    read: async (at: number, length: number) => {
      const bytes = new Uint8Array(Math.min(length, blocks * 2048 - at));
      bytes.set(metadata.subarray(at, at + bytes.length));
      return bytes;
    },
  };
  const image = await DiscImage.open(source);
  const entry = (await shown(image, 'rock-ridge')).get('large file')!;
  expect(entry.byteLength).toBe(byteLength);
  expect(entry.extents.length).toBe(2);
  expect(image.findings.list).toEqual([]);
});
