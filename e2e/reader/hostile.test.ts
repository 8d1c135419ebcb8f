/** Images that mean harm: each trick ends soon, in a finding, and hurts nothing else of the image. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isodrop } from '../../src/node/run.fixture';
import { bytesSource } from '../../src/reader/byte-source';
import { DiscImage } from '../../src/reader/disc-image';
import { type DirectoryRecord, type IsoImage, parseImage } from '../images/iso-fields';
import { needs } from '../images/programs';
import { makeTree, removeTree, scratchDirectory } from '../images/trees';
import { contentOf, shown } from './shown';

let scratch: string;
let good: Buffer;
let parsed: IsoImage;

beforeAll(async () => {
  scratch = scratchDirectory();
  const root = makeTree(
    {
      name: 'hostile',
      entries: [
        { kind: 'directory', path: 'folder' },
        { kind: 'directory', path: 'folder/inner' },
        { kind: 'file', path: 'folder/inner/file', content: 'good' },
        { kind: 'link', path: 'long', target: 'to/'.repeat(200) },
        { kind: 'file', path: 'zz', content: 'also good' },
      ],
    },
    scratch,
  );
  const file = join(scratch, 'good.iso');
  await isodrop(['-quiet', '-J', '-R', '-o', file, root]);
  good = fs.readFileSync(file);
  parsed = parseImage(good);
});
afterAll(() => removeTree(scratch));

const records = () => parsed.primary.directories.flatMap((one) => one.records);
const record = (name: string) => records().find((one) => one.name === name) as DirectoryRecord;
const both = (bytes: Buffer, at: number, value: number) => {
  bytes.writeUInt32LE(value, at);
  bytes.writeUInt32BE(value, at + 4);
};

/** Reads a changed image; the codes of what was found, and the paths. */
async function read(change: (bytes: Buffer) => Buffer | undefined) {
  const copy = Buffer.from(good);
  const image = await DiscImage.open(bytesSource(change(copy) ?? copy));
  const entries = await shown(image, 'rock-ridge');
  return { image, entries, codes: [...image.findings.counts.keys()], paths: [...entries.keys()].sort() };
}

test('a folder within itself', async () => {
  const { codes, paths } = await read((bytes) => {
    both(bytes, record('INNER').offset + 2, record('FOLDER').extentBlock);
    return undefined;
  });
  expect(codes).toEqual(['directory-loop']);
  expect(paths).toEqual(['folder', 'folder/inner', 'long', 'zz']);
});

test('folders that lead to one another, each twice, at every level', async () => {
  // 40 directories of two entries that both lead to the next one: 2^40 paths
  const levels = 40;
  const first = good.length / 2048;
  const { codes, entries } = await read((bytes) => {
    const more = Buffer.alloc(levels * 2048);
    for (let level = 0; level < levels; level++) {
      const self = record('FOLDER').offset;
      for (let entry = 0; entry < 2; entry++) {
        const at = level * 2048 + entry * 200;
        more[at] = 34;
        both(more, at + 2, first + level + 1);
        both(more, at + 10, 2048);
        bytes.copy(more, at + 18, self + 18, self + 33);
        more[at + 32] = 1;
        more[at + 33] = 0x41 + entry;
        more[at] = entry === 0 ? 200 : 34;
      }
    }
    both(bytes, record('FOLDER').offset + 2, first);
    return Buffer.concat([bytes, more]);
  });
  expect(codes).toContain('directory-shared');
  expect(codes).toContain('directories-too-large');
  expect(entries.size).toBeLessThan(50_000);
});

test('a continuation area that leads to itself', async () => {
  const ce = record('LONG.;1').systemUse.find(({ signature }) => signature === 'CE')!;
  const { codes, paths } = await read((bytes) => {
    const [block, offset] = [bytes.readUInt32LE(ce.offset + 4), bytes.readUInt32LE(ce.offset + 12)];
    bytes.copy(bytes, block * 2048 + offset, ce.offset, ce.offset + 28);
    return undefined;
  });
  expect(codes).toContain('continuation-loop');
  expect(paths).toContain('folder/inner/file');
});

test('sizes and places beyond the end', async () => {
  const { codes, entries, image } = await read((bytes) => {
    both(bytes, record('FILE.;1').offset + 10, 0xffff_ffff);
    both(bytes, record('FOLDER').offset + 10, 0xffff_f800);
    return undefined;
  });
  expect(codes).toContain('directory-beyond');
  expect(entries.get('folder/inner/file')?.byteLength ?? 0xffff_ffff).toBe(0xffff_ffff);
  expect(await contentOf(image, entries.get('zz')!)).toEqual(Buffer.from('also good'));
});

test('names that are paths', async () => {
  for (const name of ['..', '.', '/', '\0']) {
    const { codes, paths } = await read((bytes) => {
      const at = record('ZZ.;1').systemUse.find(({ signature }) => signature === 'NM')!.offset;
      bytes.write(name.padEnd(2, name === '.' ? '\0' : name), at + 5, 'latin1');
      if (name.length < 2 && name !== '.') bytes.write(name + name, at + 5, 'latin1');
      return undefined;
    });
    expect(codes, JSON.stringify(name)).toContain('name-unsafe');
    expect(paths.at(-1)).not.toMatch(/[/\0]$|^\.+$/);
  }
});

test('a directory of four gigabytes of entries', async () => {
  const file = join(scratch, 'millions.iso');
  fs.writeFileSync(file, good);
  const byteLength = 4_294_965_248;
  const first = good.length / 2048;
  // sparse: one megabyte of records, and zeros as far as it says
  const fake = Buffer.alloc(1 << 20);
  for (let at = 0; at < fake.length; at += 2048) {
    for (let start = at; start + 34 <= at + 2048; start += 34) {
      fake[start] = 34;
      fake[start + 32] = 1;
      fake[start + 33] = 0x41;
    }
  }
  const descriptor = fs.openSync(file, 'r+');
  const start = Buffer.alloc(8);
  both(start, 0, first);
  fs.writeSync(descriptor, start, 0, 8, record('FOLDER').offset + 2);
  both(start, 0, byteLength);
  fs.writeSync(descriptor, start, 0, 8, record('FOLDER').offset + 10);
  fs.writeSync(descriptor, fake, 0, fake.length, good.length);
  fs.ftruncateSync(descriptor, good.length + (1 << 25));
  fs.closeSync(descriptor);
  const image = await DiscImage.open(bytesSource(fs.readFileSync(file)), { mostEntries: 10_000 });
  const entries = await shown(image, 'rock-ridge');
  expect([...image.findings.counts.keys()].sort()).toEqual(['directory-beyond', 'name-twice', 'too-many-entries']);
  expect(entries.size).toBe(10_000 + 3);
  expect(entries.has('zz')).toBe(true);
});

test('a compressed file whose blocks are bombs', async (context) => {
  needs(context, 'xorriso');
  fs.mkdirSync(join(scratch, 'zisofs'));
  fs.writeFileSync(join(scratch, 'zisofs', 'bomb'), Buffer.alloc(1 << 20, 'a'));
  spawnSync('xorriso', ['-outdev', 'bomb.iso', '-map', 'zisofs', '/', '-set_filter_r', '--zisofs', '/', '--'], {
    cwd: scratch,
  });
  const bytes = fs.readFileSync(join(scratch, 'bomb.iso'));
  const image = await DiscImage.open(bytesSource(bytes));
  const entry = (await shown(image, 'rock-ridge')).get('bomb')!;
  const { at } = entry.extents[0]!;
  // the same bytes as blocks of half the size: each decompresses to twice what it may
  const log = bytes[at + 13] as number;
  expect([15, 16, 17]).toContain(log);
  bytes.writeUInt32LE((1 << 20) - 5, at + 8);
  const other = { ...entry, zisofs: { ...entry.zisofs!, byteLength: (1 << 20) - 5 } };
  await expect(contentOf(image, other)).rejects.toThrow('a block has more bytes than it may have');
});

test('two names of one kind, and a folder and a file of one name', async () => {
  const { codes, paths } = await read((bytes) => {
    const nameOf = (name: string) => record(name).systemUse.find(({ signature }) => signature === 'NM')!;
    bytes.write('xx', nameOf('ZZ.;1').offset + 5);
    const long = nameOf('LONG.;1');
    bytes[long.offset + 2] = 7;
    return undefined;
  });
  expect(paths).toContain('xx');
  expect(codes).toContain('susp-length');
});
