/** `isodrop add` and `rm`, as somebody types them. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { isodrop } from '../../src/node/run.fixture';
import { needs } from '../images/programs';
import { makeTree, removeTree, scratchDirectory, type Tree } from '../images/trees';
import { rawSectors } from './raw-sectors';
import { contentOf, openFile, shown } from './shown';

const TREE: Tree = {
  name: 'changing',
  entries: [
    { kind: 'directory', path: 'folder', mode: 0o750 },
    { kind: 'file', path: 'folder/größe', content: 'x'.repeat(3000), mode: 0o4755 },
    { kind: 'hardLink', path: 'folder/second name', to: 'folder/größe' },
    { kind: 'file', path: 'folder/inner/deep.txt', content: 'deep\n' },
    { kind: 'link', path: 'link', target: '../outside' },
    { kind: 'file', path: 'top.bin', content: new Uint8Array(150_000).fill(7) },
  ],
};

let scratch: string;
let image: string;
let original: Buffer;
beforeAll(async () => {
  scratch = scratchDirectory();
  const root = makeTree(TREE, scratch);
  image = join(scratch, 'disc.iso');
  expect((await isodrop(['-quiet', '-J', '-R', '-V', 'A Disc', '-o', image, root])).code).toBe(0);
  original = fs.readFileSync(image);
  fs.mkdirSync(join(scratch, 'more/inner'), { recursive: true });
  fs.writeFileSync(join(scratch, 'more/inner/new.txt'), 'new\n');
  fs.writeFileSync(join(scratch, 'top.bin'), 'other\n');
});
afterAll(() => removeTree(scratch));
afterEach(() => vi.restoreAllMocks());

const out = (name: string) => join(scratch, name);
const fresh = (name: string) => {
  fs.copyFileSync(image, out(name));
  return out(name);
};

test('what is added and taken out again leaves the image as it was, byte for byte', async () => {
  const disc = fresh('round.iso');
  const added = await isodrop(['add', disc, '--to', 'folder', out('more')]);
  expect(added).toMatchObject({ code: 0, logged: expect.stringContaining('1 file added') });
  const opened = await shown(await openFile(disc), 'rock-ridge');
  expect([...opened.keys()]).toContain('folder/more/inner/new.txt');
  expect(opened.get('folder/größe')).toMatchObject({ mode: 0o104755, links: 2 });
  expect((await shown(await openFile(disc), 'joliet')).has('folder/more/inner/new.txt')).toBe(true);
  expect((await isodrop(['rm', disc, 'folder/more'])).code).toBe(0);
  expect(fs.readFileSync(disc).equals(original)).toBe(true);
});

test('another image is written with -o, and the old one stays', async () => {
  const { code, printed } = await isodrop(['rm', image, '-o', out('other.iso'), '--json', '/folder/', 'link']);
  expect(code).toBe(0);
  expect(JSON.parse(printed)).toMatchObject({ removed: ['/folder/', 'link'], output: out('other.iso') });
  expect([...(await shown(await openFile(out('other.iso')), 'rock-ridge')).keys()]).toEqual(['top.bin']);
  expect(fs.readFileSync(image).equals(original)).toBe(true);
});

test('a file of the same name is replaced only where that is asked for', async () => {
  const disc = fresh('taken.iso');
  const refused = await isodrop(['add', disc, out('top.bin')]);
  expect(refused).toMatchObject({ code: 2, logged: expect.stringContaining('“top.bin” is in') });
  expect(fs.readFileSync(disc).equals(original)).toBe(true);
  const { code, printed } = await isodrop(['add', disc, '--overwrite', '--json', out('top.bin')]);
  expect(code).toBe(0);
  expect(JSON.parse(printed)).toMatchObject({ added: [], replaced: ['top.bin'] });
  const opened = await openFile(disc);
  const entry = (await shown(opened, 'rock-ridge')).get('top.bin');
  expect((await contentOf(opened, entry as never)).toString()).toBe('other\n');
});

test('what is not there is said, and nothing is written', async () => {
  const disc = fresh('nothing.iso');
  for (const [words, sentence] of [
    [['rm', disc, 'nobody'], 'There is no “nobody” in'],
    [['rm', disc, '/'], 'The root of an image cannot be taken out'],
    [['rm', disc], 'needs an image and paths'],
    [['add', disc, out('nobody')], '“'],
    [['add', disc, '--to', '../x', out('top.bin')], '--to names a folder of the image'],
  ] as const) {
    const { code, logged } = await isodrop(words as unknown as string[]);
    expect(code).toBe(2);
    expect(logged).toContain(sentence);
  }
  expect(fs.readFileSync(disc).equals(original)).toBe(true);
});

test('an image of raw sectors becomes a plain one', async () => {
  fs.writeFileSync(out('raw.bin'), rawSectors(original, 1));
  const { code } = await isodrop(['rm', out('raw.bin'), '-o', out('plain.iso'), 'link']);
  expect(code).toBe(0);
  expect((await isodrop(['rm', image, '-o', out('same.iso'), 'link'])).code).toBe(0);
  expect(fs.readFileSync(out('plain.iso')).equals(fs.readFileSync(out('same.iso')))).toBe(true);
});

test('nothing is lost without a word where folders cannot be read', async () => {
  const disc = fresh('damaged.iso');
  const bytes = fs.readFileSync(disc);
  // The directory record of “folder” leads beyond the end (ECMA-119 9.1.3); Rock Ridge is in the same record.
  const at = bytes.indexOf(Buffer.from('\x06FOLDER', 'latin1')) - 32;
  bytes.writeUInt32LE(0x7ffffff0, at + 2);
  bytes.writeUInt32BE(0x7ffffff0, at + 6);
  fs.writeFileSync(disc, bytes);
  const refused = await isodrop(['rm', disc, 'link']);
  expect(refused).toMatchObject({ code: 2, logged: expect.stringContaining('has parts that cannot be read (') });
  expect(fs.readFileSync(disc).equals(bytes)).toBe(true);
  const { code, printed, logged } = await isodrop(['rm', '--anyway', '--json', disc, 'link']);
  expect(code).toBe(0);
  expect(logged).toContain('which the new image does not have');
  expect(JSON.parse(printed).lost).toHaveLength(1);
});

test('a new image takes the place of none that is not plain and in one file', async () => {
  const raw = rawSectors(original, 1);
  fs.writeFileSync(out('sectors.bin'), raw);
  const sheet = 'FILE "sectors.bin" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n';
  fs.writeFileSync(out('sectors.cue'), sheet);
  const half = original.length / 2;
  fs.writeFileSync(out('parts.001'), original.subarray(0, half));
  fs.writeFileSync(out('parts.002'), original.subarray(half));
  expect((await isodrop(['rm', image, '-o', out('expected.iso'), 'link'])).code).toBe(0);
  for (const name of ['sectors.bin', 'sectors.cue', 'parts.001']) {
    const before = fs.readFileSync(out(name));
    const refused = await isodrop(['rm', out(name), 'link']);
    expect(refused, name).toMatchObject({ code: 2, logged: expect.stringContaining('cannot take its place') });
    expect(fs.readFileSync(out(name)).equals(before)).toBe(true);
    expect(await isodrop(['rm', out(name), '-o', out('plain.iso'), 'link']), name).toMatchObject({ code: 0 });
    expect(fs.readFileSync(out('plain.iso')).equals(fs.readFileSync(out('expected.iso'))), name).toBe(true);
  }
});

test('what only one hierarchy has stays there, and the names of the volume too', async (context) => {
  needs(context, 'genisoimage');
  const folder = out('hierarchies');
  fs.mkdirSync(folder);
  for (const name of ['only-joliet', 'only-iso', 'both']) fs.writeFileSync(join(folder, name), `${name}\n`);
  const hide = ['-hide', 'only-joliet', '-hide-joliet', 'only-iso'];
  execFileSync('genisoimage', ['-quiet', '-R', '-J', ...hide, '-V', 'PRIMARY', '-o', out('two.iso'), folder]);
  const bytes = fs.readFileSync(out('two.iso'));
  // The volume identifier of the second descriptor (ECMA-119 8.5.7).
  Buffer.from('OTHER', 'utf16le')
    .swap16()
    .copy(bytes, 17 * 2048 + 40);
  Buffer.from('  ', 'utf16le')
    .swap16()
    .copy(bytes, 17 * 2048 + 50);
  fs.writeFileSync(out('two.iso'), bytes);
  const { code, logged } = await isodrop(['rm', out('two.iso'), 'both']);
  expect(code).toBe(0);
  expect(logged).toContain('“PRIMARY” for the primary descriptor and “OTHER” for Joliet’s');
  const opened = await openFile(out('two.iso'));
  expect([...(await shown(opened, 'rock-ridge')).keys()]).toEqual(['only-iso']);
  const joliet = await shown(opened, 'joliet');
  expect([...joliet.keys()]).toEqual(['only-joliet']);
  expect((await contentOf(opened, joliet.get('only-joliet') as never)).toString()).toBe('only-joliet\n');
  expect(opened.primary.identifiers.volume).toBe('PRIMARY');
});

test('what is in the first sixteen sectors is not lost without a word', async () => {
  const disc = fresh('area.iso');
  const bytes = fs.readFileSync(disc);
  bytes[300] = 1;
  fs.writeFileSync(disc, bytes);
  const refused = await isodrop(['rm', disc, 'link']);
  expect(refused).toMatchObject({ code: 2, logged: expect.stringContaining('something in its first 32,768 bytes') });
  expect((await isodrop(['rm', '--anyway', disc, 'link'])).code).toBe(0);
});

test('a folder gives way to no file', async () => {
  fs.mkdirSync(out('other'), { recursive: true });
  fs.writeFileSync(out('other/folder'), 'a file');
  const { code, logged } = await isodrop(['add', '--overwrite', image, out('other/folder')]);
  expect(code).toBe(2);
  expect(logged).toContain('nor a file to a folder');
});

test('what there is no room to decompress is refused before anything is written', async () => {
  fs.writeFileSync(out('full.bin'), rawSectors(original, 1));
  vi.spyOn(fs, 'statfsSync').mockReturnValue({ bavail: 10, bsize: 4096 } as fs.StatsFs);
  const { code, logged } = await isodrop(['rm', out('full.bin'), 'link', '-o', out('full.iso')]);
  expect([code, logged]).toEqual([2, expect.stringContaining('“full.bin” has more in it than there is room for')]);
  expect(fs.existsSync(out('full.iso'))).toBe(false);
});

test('holes of what is extracted are holes again, at its end too', async () => {
  const byteLength = 64 * 2 ** 20;
  fs.mkdirSync(out('sparse'));
  const file = out('sparse/disk');
  fs.writeFileSync(file, Buffer.alloc(5000, 1));
  const middle = fs.openSync(file, 'r+');
  fs.writeSync(middle, Buffer.alloc(3000, 2), 0, 3000, byteLength / 2 + 17);
  fs.closeSync(middle);
  fs.truncateSync(file, byteLength);
  expect((await isodrop(['-quiet', '-R', '-o', out('sparse.iso'), out('sparse')])).code).toBe(0);
  expect((await isodrop(['extract', out('sparse.iso'), '--to', out('holes')])).code).toBe(0);
  expect(fs.readFileSync(out('holes/disk')).equals(fs.readFileSync(file))).toBe(true);
  expect(fs.statSync(out('holes/disk')).blocks * 512).toBeLessThan(byteLength / 4);
});

test('what a run that was ended left in a folder is not added, and that is told', async () => {
  fs.mkdirSync(out('left'));
  fs.writeFileSync(out('left/.isodrop-0123456789ab.part'), 'half');
  fs.writeFileSync(out('left/kept.part'), 'whole');
  const { code, logged } = await isodrop(['add', image, '-o', out('left.iso'), out('left')]);
  expect([code, logged]).toEqual([0, expect.stringContaining('a run of Isodrop did not finish')]);
  const names = [...(await shown(await openFile(out('left.iso')), 'rock-ridge')).keys()];
  expect(names.filter((name) => name.startsWith('left/'))).toEqual(['left/kept.part']);
});

test('what a new image does not have of each entry is told, and how many that are', async (context) => {
  needs(context, 'xorriso');
  needs(context, 'genisoimage');
  const words = [
    '-xattr',
    'on',
    '-outdev',
    `stdio:${out('attributes.iso')}`,
    '-map',
    out('more'),
    '/',
    '-setfattr',
    'user.a',
    'v',
  ];
  execFileSync('xorriso', [...words, '/inner/new.txt', '--'], { stdio: 'pipe' });
  execFileSync('genisoimage', ['-quiet', '-xa', '-o', out('xa.iso'), out('more')], { stdio: 'pipe' });
  execFileSync('genisoimage', ['-quiet', '-apple', '-r', '-o', out('apple.iso'), out('more')], { stdio: 'pipe' });
  const patched = fs.readFileSync(out('xa.iso'));
  patched.write('NEW.TXT;7', patched.indexOf('NEW.TXT;1'), 'latin1');
  patched.write('42', 16 * 2048 + 813 + 14, 'latin1');
  fs.writeFileSync(out('xa.iso'), patched);
  const logged = async (name: string, path: string) =>
    (await isodrop(['rm', out(name), path, '-o', out('without.iso')])).logged;
  expect(await logged('attributes.iso', 'inner')).toMatch(
    /“.*attributes\.iso”: There is one entry with extended attributes or access lists \(AAIP\): they come without\./,
  );
  const told = await logged('xa.iso', 'INNER');
  expect(told).toContain('There are 2 entries with attributes of CD-ROM XA: they come without.');
  expect(told).toContain('There is one entry of a version other than 1: all files get version 1.');
  expect(told).toContain('The volume’s dates have hundredths of a second: they come in whole seconds.');
  const apple = await logged('apple.iso', 'inner');
  expect(apple).toContain('There is one entry with a type and creator of the Macintosh (Apple’s extensions): they');
  expect(apple).not.toContain('AAIP');
  expect(await logged('disc.iso', 'link')).not.toContain('come');
});
