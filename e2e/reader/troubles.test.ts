/** Images and places that are not as they should be: what cannot be read is told, and nothing is made up. */
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isodrop } from '../../src/node/run.fixture';
import { type ByteSource, bytesSource } from '../../src/reader/byte-source';
import { checkImage } from '../../src/reader/check/check';
import { DiscImage } from '../../src/reader/disc-image';
import { userData } from '../../src/reader/sectors';
import { NodeFolder } from '../../src/sinks/node-folder';
import { needs } from '../images/programs';
import { removeTree, scratchDirectory } from '../images/trees';
import { rawSectors } from './raw-sectors';

let scratch: string;
const inScratch = (...names: string[]) => join(scratch, ...names);

beforeAll(() => {
  scratch = scratchDirectory();
});
afterAll(() => removeTree(scratch));

/** A folder with files by their names. */
function folder(name: string, files: Readonly<Record<string, string>>): string {
  for (const [path, content] of Object.entries(files)) {
    fs.mkdirSync(join(scratch, name, path, '..'), { recursive: true });
    fs.writeFileSync(join(scratch, name, path), content);
  }
  return join(scratch, name);
}

test('a cue sheet of two sessions gives no bytes of the wrong place', async (context) => {
  needs(context, 'genisoimage');
  const genisoimage = (...words: string[]) => execFileSync('genisoimage', ['-quiet', ...words], { cwd: scratch });
  folder('first', { 'old.txt': 'old\n'.repeat(2000) });
  folder('second', { 'new.txt': 'new\n' });
  genisoimage('-R', '-o', 's1.bin', 'first');
  const sectors = fs.statSync(inScratch('s1.bin')).size / 2048;
  const start = sectors + 11_400;
  genisoimage('-R', '-C', `0,${start}`, '-M', 's1.bin', '-o', 's2.bin', 'second');
  const track = (number: number, at: number) =>
    `REM SESSION 0${number}\nTRACK 0${number} MODE1/2048\nINDEX 01 ${time(at)}\n`;
  fs.writeFileSync(inScratch('two.cue'), `FILE s1.bin BINARY\n${track(1, 0)}FILE s2.bin BINARY\n${track(2, 0)}`);
  fs.writeFileSync(
    inScratch('both.bin'),
    Buffer.concat(['s1.bin', 's2.bin'].map((one) => fs.readFileSync(inScratch(one)))),
  );
  fs.writeFileSync(inScratch('both.cue'), `FILE both.bin BINARY\n${track(1, 0)}${track(2, sectors)}`);
  for (const sheet of ['two', 'both']) {
    const to = inScratch(`of ${sheet}`);
    const { code, logged } = await isodrop(['extract', inScratch(`${sheet}.cue`), '--to', to]);
    expect([code, logged]).toEqual([
      1,
      expect.stringContaining('lies in an earlier session or track that was not opened'),
    ]);
    expect(fs.readdirSync(to)).toEqual(['new.txt']);
    expect(fs.readFileSync(join(to, 'new.txt'), 'utf8')).toBe('new\n');
  }
});

function time(sector: number): string {
  const part = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${part(sector / 4500)}:${part((sector / 75) % 60)}:${part(sector % 75)}`;
}

test('a raw image that becomes shorter gives what is there', async () => {
  const plain = Buffer.alloc(8 * 2048, 1);
  const raw = rawSectors(plain, 1);
  const whole = bytesSource(raw);
  const shorter: ByteSource = {
    byteLength: raw.length,
    read: async (offset, wanted) =>
      (await whole.read(offset, wanted)).subarray(0, Math.max(0, 5 * 2352 + 116 - offset)),
  };
  const source = userData(shorter, { byteLength: 2352, dataAt: 16, startsAt: 0, name: '' }, true);
  expect((await source.read(100, 8 * 2048)).length).toBe(5 * 2048);
});

test('equal contents of files with other names elsewhere are no hard links', async () => {
  const root = folder('linked', { a: 'same', b: 'same', c: 'same' });
  fs.linkSync(join(root, 'a'), inScratch('outside a'));
  fs.linkSync(join(root, 'b'), inScratch('outside b'));
  fs.chmodSync(join(root, 'b'), 0o600);
  fs.linkSync(join(root, 'c'), join(root, 'd'));
  fs.chmodSync(join(root, 'c'), 0o640);
  for (const words of [['-rrip112'], ['-rrip110']]) {
    const image = inScratch('linked.iso');
    expect((await isodrop(['-quiet', '-R', '-duplicates-once', ...words, '-o', image, root])).code).toBe(0);
    const to = inScratch(`linked to${words.join('')}`);
    expect((await isodrop(['extract', image, '--to', to])).code).toBe(0);
    const inode = (name: string) => fs.statSync(join(to, name)).ino;
    expect(inode('a')).not.toBe(inode('b'));
    expect(inode('c')).toBe(inode('d'));
    expect(fs.statSync(join(to, 'b')).mode & 0o777).toBe(0o600);
  }
});

test('diff of unlike and unreadable files goes on, and leaves nothing open', async () => {
  const files = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`f${index}`, `${index}`.padStart(4)]));
  const root = folder('many', files);
  const image = inScratch('many.iso');
  await isodrop(['-quiet', '-R', '-o', image, root]);
  for (const name of Object.keys(files)) fs.writeFileSync(join(root, name), 'else');
  const open = () => fs.readdirSync('/proc/self/fd').length;
  const before = open();
  const { code, printed } = await isodrop(['diff', '--contents-only', image, root]);
  expect([code, printed.match(/^! f/gm)?.length]).toEqual([1, 40]);
  expect(open()).toBe(before);
});

test('diff tells names and targets apart that are no UTF-8, and devices by their numbers', async () => {
  const root = folder('odd', { 'dQ/in it': 'x' });
  const name = (byte: number) => Buffer.concat([Buffer.from(`${root}/d`), Buffer.of(byte)]);
  fs.symlinkSync('Q', join(root, 'link'));
  const hasDevice = process.getuid?.() === 0 && spawnSync('mknod', [join(root, 'dev'), 'c', '1', '300']).status === 0;
  const image = inScratch('odd.iso');
  expect((await isodrop(['-quiet', '-R', '-o', image, root])).code).toBe(0);
  // The image and the folder get a byte in the place of Q that is no UTF-8.
  const bytes = fs.readFileSync(image);
  for (const before of ['NM\x07\x01\0d', 'SL\x08\x01\0\0\x01']) {
    const at = bytes.indexOf(`${before}Q`, 0, 'latin1');
    expect(at, before).toBeGreaterThan(0);
    bytes[at + before.length] = 0xe9;
  }
  fs.writeFileSync(image, bytes);
  fs.renameSync(name(0x51), name(0xe9));
  fs.rmSync(join(root, 'link'));
  fs.symlinkSync(Buffer.of(0xe9), join(root, 'link'));
  expect(await isodrop(['diff', '--contents-only', image, root])).toMatchObject({ code: 0, printed: '' });
  fs.renameSync(name(0xe9), name(0xe8));
  fs.rmSync(join(root, 'link'));
  fs.symlinkSync(Buffer.of(0xe8), join(root, 'link'));
  if (hasDevice) {
    fs.rmSync(join(root, 'dev'));
    execFileSync('mknod', [join(root, 'dev'), 'c', '1', '301']);
  }
  const { printed } = await isodrop(['diff', '--contents-only', image, root]);
  expect(printed.split('\n').map((line) => line.replace(/ \(.*/, ''))).toEqual([
    ...['+ d\\xe8', '+ d\\xe8/in it', '- d\\xe9', '- d\\xe9/in it'],
    ...(hasDevice ? ['! dev'] : []),
    ...['! link', ''],
  ]);
});

test.for(['a\\b', 'C:x', 'a:b', 'nul', 'COM1.txt', 'end.', 'end ', 'a?', 'x\x01'])('Windows takes no “%s”', (name) => {
  const place = (platform: NodeJS.Platform) => {
    const to = new NodeFolder(inScratch('names'), false, platform);
    return () => to.place(to.root, Buffer.from(name));
  };
  expect(place('win32')).toThrow('Windows allows no such name');
  expect(place('linux')).not.toThrow();
});

test('what Windows allows is a name there', () => {
  const to = new NodeFolder(inScratch('names'), false, 'win32');
  for (const name of ['console', 'com', 'a.nul', 'größe', '.hidden', 'COM10']) {
    expect(() => to.place(to.root, Buffer.from(name))).not.toThrow();
  }
});

test('times before 1970 stay what they are', async () => {
  async function* nothing(): AsyncGenerator<Uint8Array> {}
  const to = new NodeFolder(inScratch('times'), false);
  const place = (name: string) => to.place(to.root, Buffer.from(name));
  to.enter(place('folder'));
  to.setLater(place('folder'), { mode: 0o755, modified: -86_400 });
  await to.write(place('file'), 0, nothing(), { modified: -86_400 });
  to.symbolicLink(place('link'), Buffer.from('x'), { modified: -86_400 });
  expect(to.finish()).toEqual([]);
  for (const name of ['folder', 'file', 'link']) {
    expect(fs.lstatSync(inScratch('times', name)).mtimeMs, name).toBe(-86_400_000);
  }
});

test('nothing is left of a file whose writing is stopped', async () => {
  const to = new NodeFolder(inScratch('stopped'), false);
  const there: string[][] = [];
  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield new Uint8Array(1 << 20);
    there.push(fs.readdirSync(inScratch('stopped')));
    to.discard();
    there.push(fs.readdirSync(inScratch('stopped')));
    throw new Error('stopped');
  }
  await expect(to.write(to.place(to.root, Buffer.from('file')), 1 << 21, pieces(), {})).rejects.toThrow('stopped');
  expect(there).toEqual([[expect.stringMatching(/\.part$/)], []]);
});

test('what hides an entry without being true is told, and the entry shown', async () => {
  const root = folder('hidden', { 'a/file': '1', b: '2' });
  const path = inScratch('hidden.iso');
  await isodrop(['-quiet', '-R', '-o', path, root]);
  const bytes = fs.readFileSync(path);
  // The time stamps of both become RE and padding.
  for (let at = 0; ; at++) {
    at = bytes.indexOf('TF', at, 'latin1');
    if (at < 0) break;
    const length = bytes[at + 2] as number;
    const isOwn = bytes[at + 3] === 1 && length > 8;
    if (isOwn) bytes.set([0x52, 0x45, 4, 1, 0x5a, 0x5a, length - 4, 1], at);
  }
  const image = await DiscImage.open(bytesSource(bytes));
  const reader = image.reader();
  expect((await reader.list(reader.root)).map(({ name }) => name)).toEqual(['a', 'b']);
  expect(image.findings.counts.get('entry-hidden')).toBe(2);
});

test('a folder whose attributes cannot be set does not keep the others from getting theirs', () => {
  const to = new NodeFolder(inScratch('later'), false);
  const place = (name: string) => to.place(to.root, Buffer.from(name));
  for (const name of ['one', 'gone']) {
    to.enter(place(name));
    to.setLater(place(name), { mode: 0o700, modified: 1000 });
  }
  fs.rmdirSync(inScratch('later', 'gone'));
  expect(to.finish()).toHaveLength(1);
  expect(fs.statSync(inScratch('later', 'one')).mtimeMs).toBe(1_000_000);
});

test('a folder that the device cannot read is told, and the rest is there', async () => {
  const root = folder('worn', Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`d${100 + n}/f`, `${n}`])));
  const path = inScratch('worn.iso');
  await isodrop(['-quiet', '-R', '-o', path, root]);
  const image = await DiscImage.open(bytesSource(fs.readFileSync(path)));
  const at = (await image.find(image.reader(), 'd290'))?.entry?.extents[0]?.at ?? 0;
  const original = fs.readSync;
  const worn = (...given: unknown[]) => {
    const [, , , byteLength, position] = given as number[];
    const bad = at - (position ?? 0);
    if (bad >= 0 && bad < (byteLength ?? 0)) throw Object.assign(new Error('EIO'), { code: 'EIO' });
    return (original as (...all: unknown[]) => number)(...given);
  };
  fs.readSync = worn as typeof fs.readSync;
  try {
    const to = inScratch('of worn');
    const { code, logged } = await isodrop(['extract', path, '--to', to]);
    expect(code).toBe(1);
    expect(logged).toMatch(/The folder “d290” cannot be read to its end\. .*the device reported an error/);
    expect(logged).not.toContain('defect');
    expect(fs.readFileSync(join(to, 'd100/f'), 'utf8')).toBe('0');
    expect((await isodrop(['check', path])).printed).toContain('the device reported an error');
  } finally {
    fs.readSync = original;
  }
});

test('a check counts all that reading found', async () => {
  const root = folder('counted', Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`d${n}/f`, `${n}`])));
  const path = inScratch('counted.iso');
  await isodrop(['-quiet', '-o', path, root]);
  const image = await DiscImage.open(bytesSource(fs.readFileSync(path)));
  const reader = image.reader();
  const bytes = Buffer.from(fs.readFileSync(path));
  // Each folder’s last record gets a length that cannot be.
  for (const { extents } of await reader.list(reader.root)) {
    const at = extents[0]?.at ?? 0;
    bytes[at + 68] = 20;
  }
  const { findings } = await checkImage(await DiscImage.open(bytesSource(bytes)));
  expect(findings.counts.get('record-length')).toBe(150);
});

test('a pipe is no image, and nobody waits for it', async () => {
  execFileSync('mkfifo', [inScratch('pipe')]);
  const { code, logged } = await isodrop(['ls', inScratch('pipe')]);
  expect([code, logged]).toEqual([2, expect.stringContaining('it is a pipe')]);
});
