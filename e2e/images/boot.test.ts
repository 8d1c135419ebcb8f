/** Bootable images by the command: genisoimage's bytes, and what independent readers and the own one find in them. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PLAIN_ENTRY, Platform, recordedSectors } from '../../src/image/boot';
import { bytesSource } from '../../src/reader/byte-source';
import { DiscImage } from '../../src/reader/disc-image';
import { beginning, Workshop } from '../matrix/workshop';
import { needs } from './programs';
import { sevenZip } from './seven-zip';
import { pattern, removeTree, scratchDirectory } from './trees';

const workshop = new Workshop();
const scratch = scratchDirectory();
const root = join(scratch, 'tree');
const weights = join(scratch, 'weights');
const MBR_ACTIVE = 0x80;

/** A hard disk of one partition, as genisoimage wants it: 16 heads of 63 sectors, one cylinder. */
function hardDisk(): Buffer {
  const disk = Buffer.alloc(1008 * 512);
  disk.set([MBR_ACTIVE, 1, 1, 0, 0x0b, 15, 63, 0], 446);
  disk.set([0x55, 0xaa], 510);
  return disk;
}

beforeAll(() => {
  mkdirSync(join(root, 'sub'), { recursive: true });
  const files: Record<string, Uint8Array | string> = {
    'a.txt': 'first',
    'boot.bin': pattern(3001, 1),
    'core.img': pattern(40_000, 2),
    'efi.img': pattern(300_000, 3),
    'empty.bin': '',
    'floppy.img': Buffer.alloc(1_474_560, 4),
    'hard.img': hardDisk(),
    'sub/boot.cat': 'gives way to the catalog',
    'sub/last.txt': 'last',
    'tiny.bin': Buffer.alloc(63, 1),
  };
  const time = Date.UTC(2020, 1, 3) / 1000;
  for (const [path, content] of Object.entries(files)) {
    writeFileSync(join(root, path), content);
    utimesSync(join(root, path), time, time);
  }
  for (const folder of [join(root, 'sub'), root]) utimesSync(folder, time, time);
  writeFileSync(weights, `${root}/a.txt 5\n${root}/core.img -1\n${root}/boot.catalog -3\n`);
});

afterAll(() => {
  workshop.close();
  removeTree(scratch);
});

const PLAIN = '-b boot.bin -no-emul-boot -boot-load-size 4';
const LINES = [
  PLAIN,
  `-J -r ${PLAIN} -boot-info-table -c boot.cat`,
  `-R -T -J ${PLAIN} -publisher Somebody_with_a_long_name -c sub/boot.cat`,
  '-r -iso-level 4 -J -b core.img -no-emul-boot -boot-info-table -eltorito-alt-boot -e efi.img -no-emul-boot',
  '-b floppy.img -eltorito-alt-boot -b boot.bin -no-emul-boot -no-boot -boot-load-seg 0x7d0 -eltorito-alt-boot -b hard.img -hard-disk-boot',
  '-r -e efi.img -no-emul-boot -c efi.cat',
  `-r -J ${PLAIN} -c boot.cat -hide boot.cat -hide-joliet boot.cat`,
  `-r ${PLAIN} -c boot.cat -hidden boot.cat -file-mode 0600 -uid 7`,
  `-r -sort ${weights} -b core.img -no-emul-boot`,
];

describe('genisoimage', () => {
  test.for(LINES)('%s: the same bytes', async (line, context) => {
    needs(context, 'genisoimage');
    const words = [...line.split(' '), root];
    // genisoimage writes the table into the file on the disk
    const tabled = line.includes('-boot-info-table') ? /-b (\S+)/.exec(line)?.[1] : undefined;
    const file = tabled && join(root, tabled);
    const before = file && readFileSync(file);
    const theirs = workshop.theirs(words);
    expect(theirs.image, theirs.said).toBeDefined();
    if (file && before) {
      writeFileSync(file, before);
      utimesSync(file, Date.UTC(2020, 1, 3) / 1000, Date.UTC(2020, 1, 3) / 1000);
    }
    const image = theirs.image as Buffer;
    const application = image.toString('latin1', 16 * 2048 + 574, 16 * 2048 + 702).trimEnd();
    const ours = await workshop.ours([...words, '-A', application], beginning(image));
    expect(ours.image, ours.said).toBeDefined();
    expect(differences(withoutClock(ours.image as Buffer, line), withoutClock(image, line))).toEqual([]);
  });
});

/** Bytes that differ, and where: the first few. */
function differences(ours: Buffer, theirs: Buffer): string[] {
  const found = ours.length === theirs.length ? [] : [`${ours.length} bytes, not ${theirs.length}`];
  for (let at = 0; at < Math.min(ours.length, theirs.length) && found.length < 8; at++) {
    if (ours[at] !== theirs[at]) found.push(`block ${at >> 11}, byte ${at & 2047}: ${ours[at]}, not ${theirs[at]}`);
  }
  return found;
}

/** Of a Rock Ridge image, access and attribute times, which genisoimage takes from the clock and the disk, as zeros. */
function withoutClock(image: Buffer, line: string): Buffer {
  const bytes = Buffer.from(image);
  if (!/-[rR]\b/.test(line)) return bytes;
  for (let at = bytes.indexOf('TF\x1a\x01\x0e'); at >= 0; at = bytes.indexOf('TF\x1a\x01\x0e', at + 1)) {
    bytes.fill(0, at + 5 + 7, at + 26);
  }
  return bytes;
}

const SEVERAL =
  '-R -b core.img -no-emul-boot -boot-load-size 4 -boot-info-table -eltorito-id Isodrop -eltorito-alt-boot -b floppy.img -eltorito-alt-boot -e efi.img -no-emul-boot -eltorito-selcrit 01ab';

async function made(line: string, name: string): Promise<Buffer> {
  const { image, said } = await workshop.ours([...line.split(' '), root], 1_700_000_000);
  expect(image, said).toBeDefined();
  writeFileSync(join(scratch, name), image as Buffer);
  return image as Buffer;
}

test('xorriso finds the same boot entries as in its own image', async (context) => {
  needs(context, 'xorriso');
  await made(`-as mkisofs ${SEVERAL}`, 'ours.iso');
  const words = ['-as', 'mkisofs', '-quiet', ...SEVERAL.split(' '), '-o', join(scratch, 'theirs.iso'), root];
  expect(spawnSync('xorriso', words).status).toBe(0);
  const report = (name: string) =>
    spawnSync('xorriso', ['-indev', `stdio:${join(scratch, name)}`, '-report_el_torito', 'plain'], { encoding: 'utf8' })
      // where things lie is each program's
      .stdout.replace(/^(El Torito boot img.*?)\d+$/gm, '$1')
      .replace(/^(El Torito catalog\s*:).*$/gm, '$1');
  expect(report('ours.iso')).toBe(report('theirs.iso'));
  expect(report('ours.iso')).toContain('boot-info-table');
});

test('isoinfo, 7-Zip and the own reader find what boots', async (context) => {
  needs(context, 'isoinfo');
  const image = await made(`-J -R ${PLAIN} -c boot.cat`, 'read.iso');
  const info = spawnSync('isoinfo', ['-d', '-i', join(scratch, 'read.iso')], { encoding: 'utf8' }).stdout;
  expect(info).toMatch(/Bootid 88 \(bootable\)\s+Boot media 0 \(No Emulation Boot\)/);
  expect(await sevenZip(['l', '-slt', join(scratch, 'read.iso')])).toMatch(/\[BOOT\]/);
  const disc = await DiscImage.open(bytesSource(image));
  const catalog = await disc.bootCatalog();
  expect(catalog?.sections).toMatchObject([{ entries: [{ isBootable: true, emulation: 'none', sectors: 4 }] }]);
  const at = (catalog?.sections[0]?.entries[0]?.block as number) * 2048;
  expect(image.subarray(at, at + 3001).equals(readFileSync(join(root, 'boot.bin')))).toBe(true);
});

test('paths are those of the image', async () => {
  const image = await made('-R -root at -b at/core.img -no-emul-boot -c /at/sub/other.cat', 'root.iso');
  const disc = await DiscImage.open(bytesSource(image));
  const catalog = await disc.bootCatalog();
  const at = (catalog?.sections[0]?.entries[0]?.block as number) * 2048;
  expect(image.subarray(at, at + 40_000).equals(readFileSync(join(root, 'core.img')))).toBe(true);
  const reader = disc.reader();
  const paths = [];
  for await (const { path } of disc.walker(reader).below(reader.root)) paths.push(path);
  expect(paths).toContain('at/sub/other.cat');
});

test('a boot image that is equal to another file keeps its table for itself', async () => {
  writeFileSync(join(root, 'twin.img'), readFileSync(join(root, 'core.img')));
  // As long as the catalog, which nobody is to look for on the disk.
  writeFileSync(join(root, 'block.bin'), Buffer.alloc(2048, 5));
  const line = '-duplicates-once -R -b core.img -no-emul-boot -boot-info-table -grub2-boot-info';
  const image = await made(line, 'twins.iso');
  const disc = await DiscImage.open(bytesSource(image));
  const reader = disc.reader();
  const entries = await reader.list(reader.root);
  const [core, twin] = ['core.img', 'twin.img'].map((name) => entries.find((entry) => entry.name === name));
  const content = (entry: typeof core) => {
    const at = entry?.extents[0]?.at as number;
    return image.subarray(at, at + 40_000);
  };
  const original = readFileSync(join(root, 'core.img'));
  expect(content(twin).equals(original)).toBe(true);
  const block = (core?.extents[0]?.at as number) / 2048;
  const wanted = Buffer.from(original);
  wanted.fill(0, 8, 64);
  wanted.writeUInt32LE(16, 8);
  wanted.writeUInt32LE(block, 12);
  wanted.writeUInt32LE(40_000, 16);
  let sum = 0;
  for (let word = 64; word < 40_000; word += 4) sum = (sum + original.readUInt32LE(word)) >>> 0;
  wanted.writeUInt32LE(sum, 20);
  wanted.writeBigUInt64LE(BigInt(block * 4 + 5), 2548);
  expect(content(core).equals(wanted)).toBe(true);
});

const MANY = Array.from({ length: 33 }, () => '-b boot.bin -no-emul-boot').join(' -eltorito-alt-boot ');

test('a catalog that firmware reads has room for as many entries as genisoimage’s', async (context) => {
  needs(context, 'genisoimage');
  const least = MANY.slice(0, MANY.lastIndexOf(' -eltorito-alt-boot'));
  expect(workshop.theirs([...MANY.split(' '), root]).image).toBeUndefined();
  const { image } = workshop.theirs([...least.split(' '), root]);
  expect((await made(least, 'many.iso')).length).toBe(image?.length);
});

test.for<[platform: number, sectors: number | undefined, byteLength: number, recorded: number]>([
  [Platform.bios, undefined, 3001, 8],
  [Platform.bios, undefined, 40 << 20, 0xffff],
  [Platform.bios, 4, 40 << 20, 4],
  [Platform.efi, undefined, 3001, 8],
  [Platform.efi, undefined, 0xffff * 512 - 2047, 0xfffc],
  [Platform.efi, undefined, 40 << 20, 0],
  [Platform.efi, 4, 40 << 20, 4],
])('platform %i, %s sectors of %i bytes: the catalog says %i', ([platform, sectors, byteLength, recorded]) => {
  expect(recordedSectors({ ...PLAIN_ENTRY, image: { content: 0 }, platform, sectors }, byteLength)).toBe(recorded);
});

test.for<[line: string, said: RegExp]>([
  [MANY, /There are 33 boot entries; a disc can have 32/],
  ['-b none.bin', /The boot image “none.bin” is not in the image\. Name it by its path there/],
  ['-b sub', /“sub” is no file: nothing can boot from it/],
  ['-b empty.bin -no-emul-boot', /“empty.bin” is empty/],
  ['-b boot.bin', /“boot.bin” has 3,001 bytes, which is no floppy disk/],
  ['-b boot.bin -hard-disk-boot', /“boot.bin” is no hard disk to boot from: its first sector does not end with 55 AA/],
  ['-b tiny.bin -no-emul-boot -boot-info-table', /“tiny.bin” has 63 bytes: there is no room in it for the table/],
  [
    '-b boot.bin -no-emul-boot -c no/boot.cat',
    /The boot catalog cannot be “no\/boot.cat”: the image has no folder “no”/,
  ],
  ['-b boot.bin -no-emul-boot -c sub', /The boot catalog cannot be “sub”: that is a folder/],
  ['-c boot.cat', /-c boot.cat names a boot catalog, and nothing to boot/],
  ['-no-emul-boot', /Boot options name no boot image/],
  ['-b boot.bin -no-emul-boot -boot-load-size 70000', /-boot-load-size 70000 is not a number of sectors/],
])('%s is refused', async ([line, said]) => {
  const { image, said: told } = await workshop.ours([...line.split(' '), root], 1_700_000_000);
  expect(image).toBeUndefined();
  expect(told).toMatch(said);
});
