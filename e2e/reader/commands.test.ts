/** `isodrop ls`, `cat`, `extract` and `diff`, as somebody types them. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { isodrop } from '../../src/node/run.fixture';
import { onDisk } from '../images/disk';
import { type IsoImage, parseImage } from '../images/iso-fields';
import { makeTree, removeTree, scratchDirectory, type Tree } from '../images/trees';
import { rawSectors } from './raw-sectors';

const TREE: Tree = {
  name: 'commands',
  entries: [
    { kind: 'directory', path: 'folder', mode: 0o750 },
    { kind: 'directory', path: 'folder/inner' },
    { kind: 'file', path: 'folder/inner/deep file.txt', content: 'deep\n', mode: 0o600 },
    { kind: 'file', path: 'folder/größe', content: 'x'.repeat(3000), mode: 0o4755 },
    { kind: 'hardLink', path: 'folder/second name', to: 'folder/größe' },
    { kind: 'link', path: 'link', target: '../outside/./here' },
    { kind: 'file', path: 'top.bin', content: new Uint8Array(1_500_000).fill(7) },
  ],
};

const cwd = process.cwd();
let scratch: string;
let root: string;
let image: string;
let bytes: Buffer;
let parsed: IsoImage;

beforeAll(async () => {
  scratch = scratchDirectory();
  root = makeTree(TREE, scratch);
  image = join(scratch, 'disc.iso');
  expect((await isodrop(['-quiet', '-J', '-R', '-o', image, root])).code).toBe(0);
  bytes = fs.readFileSync(image);
  parsed = parseImage(bytes);
});
afterAll(() => removeTree(scratch));
afterEach(() => process.chdir(cwd));

/** A copy of the image with some bytes of its records changed. */
function changed(name: string, change: (bytes: Buffer) => void): string {
  const copy = Buffer.from(bytes);
  change(copy);
  const path = join(scratch, name);
  fs.writeFileSync(path, copy);
  return path;
}

/** Every directory record of plain names whose Rock Ridge name is this, in the primary hierarchy. */
function recordOf(name: string) {
  const all = parsed.primary.directories.flatMap(({ records }) => records);
  return all.find(({ systemUse }) =>
    systemUse.some((one) => one.signature === 'NM' && Buffer.from(one.bytes.subarray(5)).toString() === name),
  )!;
}
const nameAt = (name: string) => recordOf(name).systemUse.find(({ signature }) => signature === 'NM')!.offset + 5;

/** What is on disk, as far as it is to be alike: never with somebody else's rights. */
const plainly = (folder: string) =>
  [...onDisk(folder)].map(([path, { kind, mode, linkCount, modifyTime, target, content = '' }]) => {
    const digest = createHash('sha256').update(content).digest('hex');
    return [path, kind, mode & 0o777, linkCount, modifyTime, target, digest].join(' ');
  });

test('ls lists the root, a folder, or everything', async () => {
  expect(await isodrop(['ls', image])).toEqual({ code: 0, printed: 'folder/\nlink\ntop.bin\n', logged: '' });
  expect((await isodrop(['ls', image, 'folder/inner'])).printed).toBe('folder/inner/deep file.txt\n');
  const all = await isodrop(['ls', '-R', image, '/']);
  expect(all.printed.split('\n').sort().filter(Boolean)).toEqual(
    [...onDisk(root)].map(([path, { kind }]) => (kind === 'directory' ? `${path}/` : path)).sort(),
  );
  expect((await isodrop(['ls', image, '--as', 'iso', 'FOLDER'])).printed).toContain('FOLDER/INNER/');
  const missing = await isodrop(['ls', image, 'no such']);
  expect(missing).toEqual({ code: 1, printed: '', logged: `isodrop: There is no “no such” in “${image}”.\n` });
});

test('ls -l shows modes, links, sizes, times and targets', async () => {
  const { printed } = await isodrop(['ls', '-lR', image]);
  expect(printed).toMatch(/^lrwxrwxrwx +1 +\d+ +\d+ +0 2020-02-03 04:05:06 link -> \.\.\/outside\/\.\/here$/m);
  expect(printed).toMatch(/^-rwsr-xr-x +2 +\d+ +\d+ +3000 2020-02-03 04:05:06 folder\/größe$/m);
  expect(printed).toMatch(/^drwxr-x--- +3 /m);
});

test('ls --json tells the same and what was found', async () => {
  const { printed, logged } = await isodrop(['ls', '--json', '-R', image]);
  const told = JSON.parse(printed);
  expect(logged).toBe('');
  expect(told).toMatchObject({
    image,
    namespace: 'rock-ridge',
    namespaces: ['rock-ridge', 'joliet', 'iso'],
    findings: [],
  });
  expect(told.entries.find(({ path }: { path: string }) => path === 'folder/größe')).toMatchObject({
    kind: 'file',
    size: 3000,
    mode: '4755',
    links: 2,
    modified: '2020-02-03T04:05:06.000Z',
  });
});

test('names that a terminal would obey are printed as what they are', async () => {
  const odd = changed('odd.iso', (copy) => copy.write('\x1b]0;', nameAt('top.bin'), 'latin1'));
  expect((await isodrop(['ls', odd])).printed).toContain('\\x1b]0;bin');
});

test('cat prints contents, and nothing where one of them cannot be read', () => {
  const cat = (...words: string[]) =>
    spawnSync(process.execPath, ['build/isodrop.js', 'cat', ...words], { encoding: 'utf8' });
  expect(cat(image, 'folder/inner/deep file.txt', 'folder/größe').stdout).toBe(`deep\n${'x'.repeat(3000)}`);
  const none = cat(image, 'folder/größe', 'folder');
  expect([none.status, none.stdout, none.stderr]).toEqual([
    2,
    '',
    'isodrop: “folder” has no contents: it is a folder.\n',
  ]);
});

test('extract writes everything as it was', async () => {
  const to = join(scratch, 'everything');
  const { code, logged } = await isodrop(['extract', image, '--to', to]);
  expect(code).toBe(0);
  expect(logged).toContain('3 files, 2 folders, 2 links');
  expect(plainly(to)).toEqual(plainly(root));
  expect(fs.statSync(join(to, 'folder/größe')).ino).toBe(fs.statSync(join(to, 'folder/second name')).ino);
  const again = await isodrop(['extract', image, '--to', to]);
  expect(again.code).toBe(1);
  expect(again.logged).toContain(
    '“top.bin” could not be written: it is there already, and stays unless --overwrite is given.',
  );
  expect((await isodrop(['extract', image, '--to', to, '--overwrite'])).code).toBe(0);
  const left = fs.readdirSync(to, { recursive: true, encoding: 'utf8' });
  expect(left.filter((name) => name.includes('.part'))).toEqual([]);
});

test('extract takes one path, into a folder of the image’s name', async () => {
  process.chdir(scratch);
  const { code } = await isodrop(['extract', image, 'folder/inner']);
  expect(code).toBe(0);
  expect([...onDisk(join(scratch, 'disc')).keys()].sort()).toEqual([
    'folder',
    'folder/inner',
    'folder/inner/deep file.txt',
  ]);
});

test('nothing is written outside of the folder', async () => {
  // a link that leads out, and the same name for the folder that files go into
  const hostile = changed('hostile.iso', (copy) => {
    copy.write('../..\0/', nameAt('top.bin'), 'latin1');
  });
  const to = join(scratch, 'caught');
  const { code, logged } = await isodrop(['extract', hostile, '--to', to]);
  expect(code).toBe(1);
  expect(logged).toMatch(/An entry is called “.*”, which is no name of a file/);
  expect(fs.readdirSync(to).sort()).toEqual(['.._..__', 'folder', 'link']);
  // a link that was in the folder before
  const away = join(scratch, 'away');
  const trap = join(scratch, 'trap');
  fs.mkdirSync(away);
  fs.mkdirSync(trap);
  fs.symlinkSync(away, join(trap, 'folder'));
  fs.symlinkSync(join(away, 'top.bin'), join(trap, 'top.bin'));
  for (const words of [[], ['--overwrite']]) {
    const { code, logged } = await isodrop(['extract', image, '--to', trap, ...words]);
    expect(code).toBe(1);
    expect(logged).toContain('The folder “folder” could not be made: there is something else of that name.');
    expect(fs.readdirSync(away)).toEqual([]);
  }
});

test('a file that is not all there is not written at all', async () => {
  const short = join(scratch, 'short.iso');
  const { extentBlock } = recordOf('top.bin');
  fs.writeFileSync(short, bytes.subarray(0, extentBlock * 2048 + 1_200_000));
  const to = join(scratch, 'of a short one');
  const { code, logged } = await isodrop(['extract', short, '--to', to]);
  expect(code).toBe(1);
  expect(logged).toContain('“top.bin” reaches beyond the end of the image: 1200000 of its 1500000 bytes are there.');
  expect(fs.existsSync(join(to, 'top.bin'))).toBe(false);
  expect(fs.readdirSync(to).sort()).toEqual(['folder', 'link']);
  expect((await isodrop(['cat', short, 'top.bin'])).code).toBe(2);
});

test('diff tells what is otherwise', async () => {
  const copy = join(scratch, 'copy');
  await isodrop(['extract', image, '--to', copy]);
  fs.chmodSync(join(copy, 'folder/größe'), 0o4755);
  expect(await isodrop(['diff', image, copy])).toEqual({ code: 0, printed: '', logged: '' });
  fs.writeFileSync(join(copy, 'new'), '');
  fs.rmSync(join(copy, 'link'));
  fs.writeFileSync(join(copy, 'folder/inner/deep file.txt'), 'DEEP\n');
  fs.chmodSync(join(copy, 'top.bin'), 0o600);
  const found = await isodrop(['diff', image, copy]);
  expect(found.code).toBe(1);
  expect(found.printed).toContain('! folder/inner/deep file.txt\n');
  expect(found.printed).toContain('- link\n');
  expect(found.printed).toContain('+ new\n');
  expect(found.printed).toContain('~ top.bin (mode 0644 and 0600)\n');
  const other = join(scratch, 'other.iso');
  await isodrop(['-quiet', '-R', '-o', other, copy]);
  const images = JSON.parse((await isodrop(['diff', '--json', '--contents-only', image, other])).printed);
  expect(images.differences).toEqual([
    { path: 'folder/inner/deep file.txt', what: 'changed', details: [] },
    { path: 'link', what: 'removed', details: [] },
    { path: 'new', what: 'added', details: [] },
  ]);
  expect(images.findings).toEqual({ first: [], second: [] });
});

test('diff has an end where files lie over one another', async () => {
  const names = ['deep file.txt', 'größe', 'second name', 'top.bin'];
  const evil = changed('evil.iso', (copy) => {
    for (const [at, { offset }] of names.map(recordOf).entries()) {
      copy.writeUInt32LE(at, offset + 2);
      copy.writeUInt32BE(at, offset + 6);
      copy.writeUInt32LE(copy.length - at * 2048, offset + 10);
      copy.writeUInt32BE(copy.length - at * 2048, offset + 14);
    }
  });
  const { code, printed } = await isodrop(['diff', evil, evil]);
  expect(code).toBe(1);
  const lines = printed.trimEnd().split('\n');
  expect(lines.map((line) => line.split(' (')[0])).toEqual(['? folder/second name', '? top.bin']);
  expect(lines[1]).toContain('(“top.bin” was not compared: files lie over one another, ');
});

test('a cue sheet, parts of an image, and raw sectors', async () => {
  const wanted = (await isodrop(['ls', '-lR', image])).printed;
  fs.writeFileSync(join(scratch, 'raw.bin'), rawSectors(bytes, 1));
  fs.writeFileSync(
    join(scratch, 'raw.cue'),
    'FILE "C:\\rips\\raw.bin" BINARY\r\n  TRACK 01 MODE1/2352\r\n    INDEX 01 00:00:00\r\n',
  );
  for (const [part, from] of [0, 400_000, 1_000_000].entries()) {
    fs.writeFileSync(join(scratch, `parts.iso.00${part + 1}`), bytes.subarray(from, [400_000, 1_000_000][part]));
  }
  for (const name of ['raw.bin', 'raw.cue', 'parts.iso.001']) {
    expect((await isodrop(['ls', '-lR', join(scratch, name)])).printed, name).toBe(wanted);
  }
  fs.writeFileSync(join(scratch, 'cut.iso.01'), bytes.subarray(0, 1_000_000));
  expect((await isodrop(['ls', join(scratch, 'cut.iso.01')])).logged).toContain('“cut.iso.02” is needed too.');
  fs.writeFileSync(join(scratch, 'cut.iso.03'), bytes.subarray(1_000_000));
  expect(await isodrop(['ls', join(scratch, 'cut.iso.01')])).toMatchObject({
    code: 2,
    logged: expect.stringContaining('Its part “cut.iso.02” is missing: all of them are needed together.'),
  });
  fs.writeFileSync(join(scratch, 'audio.cue'), 'FILE raw.bin BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n');
  expect(await isodrop(['ls', join(scratch, 'audio.cue')])).toMatchObject({
    code: 2,
    logged: expect.stringContaining('The cue sheet has no data track to read.'),
  });
});

test('what is no image is told', async () => {
  const sentence = async (name: string, content: Uint8Array | string) => {
    fs.writeFileSync(join(scratch, name), content);
    const { code, logged } = await isodrop(['ls', join(scratch, name)]);
    expect(code).toBe(2);
    return logged;
  };
  expect(await sentence('empty', '')).toContain('It is no disc image');
  expect(await sentence('archive.iso', 'PK\x03\x04')).toContain('It is a zip archive, and no disc image.');
  const udf = Buffer.alloc(40 * 2048);
  for (const [at, name] of ['BEA01', 'NSR02', 'TEA01'].entries()) udf.write(name, (16 + at) * 2048 + 1);
  expect(await sentence('udf.iso', udf)).toContain('It has a UDF file system and no ISO 9660 one');
  expect(await isodrop(['ls', join(scratch, 'none.iso')])).toMatchObject({
    code: 2,
    logged: expect.stringContaining('it is not there'),
  });
});

test('a folder of a subcommand’s name is still a folder', async () => {
  process.chdir(scratch);
  fs.mkdirSync('ls');
  fs.writeFileSync('ls/in it', '');
  // followed by no image, or with an output: as genisoimage has it
  expect((await isodrop(['ls', '-quiet', '-R', '-o', 'of-ls.iso'])).code).toBe(0);
  expect((await isodrop(['ls', 'of-ls.iso', '-quiet', '-o', 'both.iso'])).code).toBe(0);
  const { code, printed, logged } = await isodrop(['ls', 'of-ls.iso']);
  expect([code, printed]).toEqual([0, 'in it\n']);
  expect(logged).toBe('isodrop: The image “of-ls.iso” is read. For an image of what is called “ls” here, write ./ls\n');
});

test('words that are not understood, and help', async () => {
  expect(await isodrop(['ls', '--jsn', image])).toMatchObject({
    code: 2,
    logged: expect.stringContaining('has no option --jsn'),
  });
  expect(await isodrop(['ls', image, '--as', 'udf'])).toMatchObject({
    code: 2,
    logged: expect.stringContaining('--as takes'),
  });
  expect(await isodrop(['ls'])).toMatchObject({ code: 2, logged: expect.stringContaining('needs an image') });
  expect((await isodrop(['extract', '--help'])).printed).toMatch(/^Usage: isodrop extract/);
  const help = (await isodrop(['-help'])).printed;
  for (const name of ['ls', 'cat', 'extract', 'check', 'diff']) expect(help).toContain(`isodrop ${name} IMAGE`);
});
