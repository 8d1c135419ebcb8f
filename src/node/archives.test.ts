/** Archives on the command line: which are opened, where what is in them goes, and what ends the command. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type TarMember, tarOf } from '../archives/archive.fixture';
import { zipOf } from '../archives/zip.fixture';
import { OpenArchives } from '../sources/node-archive';
import { isodrop } from './run.fixture';

let base: string;
beforeAll(() => {
  base = fs.mkdtempSync(join(tmpdir(), 'isodrop-named-archives-'));
});
afterAll(() => fs.rmSync(base, { recursive: true, force: true }));
beforeEach(() => {
  for (const name of fs.readdirSync(base)) fs.rmSync(join(base, name), { recursive: true });
});

const at = (name: string) => join(base, name);
const MEMBERS: TarMember[] = [
  { path: 'sub/', type: '5', mode: 0o750 },
  { path: 'sub/file', content: 'in the archive', mode: 0o600 },
  { path: 'link', type: '2', target: 'sub/file' },
  { path: 'hard', type: '1', target: 'sub/file' },
];
const tar = (name: string, members = MEMBERS) => fs.writeFileSync(at(name), tarOf(members));

/** Runs the command; an image is listed by the command itself. */
async function make(argv: string[], io = {}) {
  const { code, logged } = await isodrop(['-R', '-o', at('x.iso'), ...argv], io);
  if (code !== 0) return { logged, paths: [] };
  const { printed } = await isodrop(['ls', '-R', '--json', at('x.iso')]);
  const entries: { path: string; kind: string; mode?: string; nlink?: number }[] = JSON.parse(printed).entries ?? [];
  return { logged, paths: entries.map(({ path }) => path), entries };
}
const read = async (path: string) => {
  await isodrop(['extract', at('x.iso'), path, '--to', at('out')]);
  return fs.readFileSync(join(at('out'), path), 'latin1');
};

describe('which archives are opened', () => {
  const OPEN = ['hard', 'link', 'sub', 'sub/file'];
  it.each<[string, string[], string | undefined, string[]]>([
    ['one that is all that is named', ['x.tar'], undefined, OPEN],
    ['not by another program’s name', ['x.tar'], '/usr/bin/genisoimage', ['x.tar']],
    ['not where it is to be a file', ['-archives-as-files', 'x.tar'], undefined, ['x.tar']],
    ['not among others', ['x.tar', 'y.tar'], undefined, ['x.tar', 'y.tar']],
    ['not under another name', ['-graft-points', 'name=x.tar'], undefined, ['name']],
    ['by every name where all are to be', ['-open-archives', 'x.tar'], '/usr/bin/mkisofs', OPEN],
    [
      'among others where all are to be',
      ['-open-archives', '-graft-points', 'a/b=x.tar', 'z'],
      undefined,
      ['a', 'a/b', ...OPEN.map((path) => `a/b/${path}`), 'z'],
    ],
    ['not a folder of that name', ['folder.tar'], undefined, ['inside']],
    ['not a file of another name', ['z'], undefined, ['z']],
  ])('%s', async (_, words, program, paths) => {
    tar('x.tar');
    tar('y.tar', [{ path: 'other' }]);
    fs.writeFileSync(at('z'), tarOf(MEMBERS));
    fs.mkdirSync(at('folder.tar'));
    fs.writeFileSync(at('folder.tar/inside'), '');
    const given = words.map((word) => word.replace(/(^|=)([xyz](\.tar)?|folder\.tar)$/, `$1${base}/$2`));
    const made = await make(given, { program });
    expect(made.paths.sort()).toEqual(paths);
    expect(/was opened/.test(made.logged)).toBe(paths.includes('link') || paths.includes('a/b/link'));
  });
});

describe('what is in archives', () => {
  it('is written, hard links once', async () => {
    tar('x.tar');
    await make([at('x.tar')]);
    expect(await read('sub/file')).toBe('in the archive');
    expect(await read('hard')).toBe('in the archive');
    const text = fs.readFileSync(at('x.iso'), 'latin1');
    expect(text.split('in the archive')).toHaveLength(2);
    await make(['-no-cache-inodes', at('x.tar')]);
    expect(fs.readFileSync(at('x.iso'), 'latin1').split('in the archive')).toHaveLength(3);
  });

  it('is left out, compared and put in order as files are', async () => {
    tar('x.tar', [...MEMBERS, { path: 'sub/equal', content: 'in the archive' }, { path: 'x.o', content: 'left out' }]);
    const { paths } = await make(['-m', '*.o', '-m', 'li*', '-duplicates-once', at('x.tar')]);
    expect(paths.sort()).toEqual(['hard', 'sub', 'sub/equal', 'sub/file']);
    const text = fs.readFileSync(at('x.iso'), 'latin1');
    expect(text.split('in the archive')).toHaveLength(2);
    expect(text).not.toContain('left out');
  });

  it('is read by a thread where it is large, wherever it begins', async () => {
    const large = Buffer.alloc(40 << 20);
    for (let block = 0; block < large.length; block += 4096) large.writeUInt32LE(block, block);
    tar('x.tar', [
      { path: 'small', content: 's' },
      { path: 'large', content: large.toString('latin1') },
    ]);
    fs.writeFileSync(at('x.tar.gz'), gzipSync(fs.readFileSync(at('x.tar')), { level: 1 }));
    for (const name of ['x.tar', 'x.tar.gz']) {
      await make([at(name)]);
      const found = fs.readFileSync(at('x.iso')).includes(large);
      expect(found).toBe(true);
    }
  });

  it('must not meet what others have', async () => {
    tar('x.tar');
    fs.mkdirSync(at('folder'));
    fs.writeFileSync(at('folder/link'), '');
    const { logged } = await make(['-open-archives', at('folder'), at('x.tar')]);
    expect(logged).toContain('“link” of an archive cannot be added');
  });
});

describe('what ends the command', () => {
  const words = (archive: string) => ['-o', at('x.iso'), at(archive)];
  it.each<[string, () => Buffer, RegExp]>([
    ['x.tar.gz', () => gzipSync(tarOf(MEMBERS)).subarray(0, 90), /“x\.tar\.gz” is damaged/],
    ['x.zip', () => zipOf([{ path: 'a', content: 'x', wrong: { crc: 5 } }]), /the checksum of “a” is wrong/],
    [
      'x.zip',
      () => zipOf([{ path: 'a', content: 'x', wrong: { flags: 1 } }]),
      /“a” in “x\.zip” cannot be taken: it is encr/,
    ],
    ['x.7z', () => Buffer.from('7z\xbc\xaf\x27\x1c and nothing more', 'latin1'), /“x\.7z” is damaged/],
    ['x.tar.xz', () => Buffer.from('\xfd7zXZ\0 and nothing more', 'latin1'), /“x\.tar\.xz” is damaged/],
    ['x.tar', () => Buffer.alloc(5000, 'no archive'), /begins as no archive does/],
  ])('%s: %#', async (name, bytes, said) => {
    fs.writeFileSync(at(name), bytes());
    const { code, logged } = await isodrop(words(name));
    expect(logged).toMatch(said);
    expect(logged).not.toMatch(/defect/);
    expect(code).toBe(1);
    expect(fs.readdirSync(base)).toEqual([name]);
  });

  it('an archive that is the image', async () => {
    tar('x.tar');
    const { code, logged } = await isodrop(['-o', at('x.tar'), at('x.tar')]);
    expect([code, logged]).toEqual([1, expect.stringContaining('is the image that would be written')]);
  });

  it.each([
    ['is read', '0'],
    ['is found damaged', '-1'],
  ])('an archive that changes while it %s', async (_, size) => {
    tar('x.tar', [{ path: '\xfc' }, { path: 'x', pax: { size } }]);
    const archives = new OpenArchives(() => {
      throw new Error('7-Zip is asked for');
    });
    const change = () => {
      fs.appendFileSync(at('x.tar'), 'more');
      return 'ü';
    };
    await expect(archives.open(at('x.tar'), change)).rejects.toThrow('x.tar” was changed while it was read');
    archives.close();
  });

  it('an archive that changes while it is written', async () => {
    tar('x.tar');
    const io = {
      loadEncoder: () => {
        fs.appendFileSync(at('x.tar'), 'more');
        return encoder();
      },
    };
    const { code, logged } = await isodrop(words('x.tar'), io);
    expect([code, logged]).toEqual([1, expect.stringContaining('x.tar” grew from')]);
  });
});

const encoder = () => new WebAssembly.Module(fs.readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));

it('leaves no temporary file, nor another status of the process', async () => {
  const place = fs.mkdtempSync(join(base, 'temporary-'));
  fs.writeFileSync(at('x.tar.gz'), gzipSync(tarOf(MEMBERS)));
  const before = { exitCode: process.exitCode, place: process.env.TMPDIR };
  process.env.TMPDIR = place;
  try {
    expect((await make([at('x.tar.gz')])).paths).toContain('sub/file');
    fs.writeFileSync(at('x.7z'), Buffer.from('7z\xbc\xaf\x27\x1c', 'latin1'));
    await make([at('x.7z')]);
  } finally {
    process.env.TMPDIR = before.place ?? '';
    if (before.place === undefined) delete process.env.TMPDIR;
  }
  expect(fs.readdirSync(place)).toEqual([]);
  expect(process.exitCode).toBe(before.exitCode);
});

it.each([
  [
    'a line feed, for which 7-Zip has an underscore',
    'N3q8ryccAASrdc5PYQAAAAAAAAAhAAAAAAAAACJabLoBAAJ4eXoAAACBMweuD84lflFCynNIGZqoUZTnWFv8ZmYGcG13U51zvLJy8NKSafVesIFiVmC6eiBaFGih07DtwVCu+EzElGVK8hPzKGTW5m6T7QvsVU3rOo/LHIYAAAAAFwYHAQlaAAcLAQABIwMBAQVdABAAAAyAggoBqSyN+gAA',
    ['a_b', 'c'],
    ['“a_b” has “_” in place of a control character', '“a_b” is in its archive more than once'],
  ],
  [
    'an underscore',
    'N3q8ryccAASQjsoQBQAAAAAAAABSAAAAAAAAAOMABfoBAAB4AAEEBgABCQUABwsBAAEhIQEADAEACAoBgxbcjAAABQEZDAAAAAAAAAAAAAAAABEJAGEAXwBiAAAAGQIAABQKAQCw2+C8N33dARUGAQAggKSBAAA=',
    ['a_b'],
    [],
  ],
])('takes a 7z archive with %s in a name', async (_, bytes, names, told) => {
  fs.writeFileSync(at('x.7z'), Buffer.from(bytes, 'base64'));
  const { paths, logged } = await make([at('x.7z')]);
  expect(paths).toEqual(names);
  for (const said of told) expect(logged).toContain(said);
  expect(logged.includes('control character')).toBe(told.length > 0);
});

it('takes nothing of a 7z archive with a byte wrong', async (context) => {
  try {
    execFileSync('7zz', ['a', '-bso0', at('good.7z'), join(import.meta.dirname, 'archives.ts')]);
  } catch {
    context.skip('7-Zip is not installed');
  }
  const good = fs.readFileSync(at('good.7z'));
  const source = fs.readFileSync(join(import.meta.dirname, 'archives.ts'), 'latin1');
  for (let step = 0; step < 12; step++) {
    const bad = Buffer.from(good);
    const place = 6 + Math.floor((step * (bad.length - 7)) / 12);
    bad[place] = (bad[place] as number) ^ 0x10;
    fs.writeFileSync(at('bad.7z'), bad);
    const { paths, logged } = await make([at('bad.7z')]);
    if (paths.length > 0) expect(await read(paths[0] as string)).toBe(source);
    else expect(logged).toMatch(/“bad\.7z”/);
  }
});

it('keeps nothing of what the platform does not get through, when 7-Zip is asked', async () => {
  const truncated: (number | null | undefined)[] = [];
  const { ftruncateSync } = fs;
  vi.spyOn(fs, 'ftruncateSync').mockImplementation((descriptor, length) => {
    truncated.push(length);
    ftruncateSync(descriptor, length);
  });
  fs.writeFileSync(at('cut.tar.gz'), gzipSync(tarOf(MEMBERS)).subarray(0, 90));
  expect((await make([at('cut.tar.gz')])).logged).toMatch(/“cut\.tar\.gz” is damaged/);
  expect(truncated).toEqual([0]);
  vi.restoreAllMocks();
});
