/** The image of an archive is, byte for byte, the image of the folder that other programs made the archive of. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isodrop } from '../../src/node/run.fixture';
import { needs } from '../images/programs';

const isRoot = process.getuid?.() === 0;
const EPOCH = 1_700_000_000;
/** Archives have no times of access; the image's own dates are given, so that only what is in it can differ. */
const OPTIONS = ['-R', '-J', '-iso-level', '3', '-new-dir-mode', '0755', '--set_all_file_dates', 'set_to_mtime'];
const environment = { SOURCE_DATE_EPOCH: String(EPOCH) };

let base: string;
const at = (...names: string[]) => join(base, ...names);

interface Time {
  seconds: number;
  link?: boolean;
}

function setTime(path: string, { seconds, link }: Time): void {
  if (link) fs.lutimesSync(path, seconds, seconds);
  else fs.utimesSync(path, seconds, seconds);
}

/** What every format can hold. */
function makePlain(top: string): void {
  fs.mkdirSync(join(top, 'folder/inner'), { recursive: true });
  fs.mkdirSync(join(top, 'empty folder'));
  const files: [string, number | string, number][] = [
    ['a.txt', 'a', 0o644],
    ['empty', '', 0o600],
    ['folder/block', 512, 0o755],
    ['folder/more than a block', 513, 0o4711],
    ['folder/inner/large', 300_000, 0o2640],
    ['folder/inner/ünïcödé 世界', 2048, 0o444],
  ];
  for (const [path, content, mode] of files) {
    const bytes = typeof content === 'string' ? content : Buffer.alloc(content, path);
    fs.writeFileSync(join(top, path), bytes);
    fs.chmodSync(join(top, path), mode);
  }
  fs.symlinkSync('inner/large', join(top, 'folder/link'));
  fs.symlinkSync('../nowhere', join(top, 'broken'));
  fs.chmodSync(join(top, 'folder'), 0o1777);
}

/** What only tar holds. */
function makeWild(top: string): void {
  const long = 'long name '.repeat(11);
  fs.mkdirSync(join(top, long, long, long), { recursive: true });
  fs.writeFileSync(join(top, long, long, long, `${long}.txt`), 'far down');
  fs.symlinkSync(`${long}/${long}/${long}`, join(top, 'long link'));
  fs.linkSync(join(top, 'a.txt'), join(top, 'folder/hard link'));
  fs.linkSync(join(top, long, long, long, `${long}.txt`), join(top, 'hard link of a long name'));
  execFileSync('mkfifo', ['-m', '640', join(top, 'pipe')]);
  if (!isRoot) return;
  execFileSync('mknod', ['-m', '600', join(top, 'character'), 'c', '5', '1']);
  execFileSync('mknod', ['-m', '660', join(top, 'block'), 'b', '259', '70']);
  fs.chownSync(join(top, 'a.txt'), 1000, 100);
  fs.chownSync(join(top, 'empty'), 3_000_000, 4_000_000_000);
}

/** Times of everything, the deepest first, since each changes those around it. */
function setTimes(top: string, even: boolean): void {
  let seconds = EPOCH - 10_000;
  const walk = (path: string) => {
    const link = fs.lstatSync(path).isSymbolicLink();
    if (fs.lstatSync(path).isDirectory()) for (const name of fs.readdirSync(path)) walk(join(path, name));
    seconds += even ? 2 : 1.5;
    setTime(path, { seconds: even ? seconds : Math.floor(seconds) + 0.999999, link });
  };
  walk(top);
  setTime(top, { seconds: EPOCH });
}

async function imageOf(name: string, ...paths: string[]): Promise<Buffer> {
  const output = at(`${name}.iso`);
  const { code, logged } = await isodrop([...OPTIONS, '-o', output, ...paths], { environment });
  expect(logged.replace(/^isodrop: .*(was opened:|for Windows:).*\n/gm, '')).toBe('');
  expect(code).toBe(0);
  return fs.readFileSync(output);
}

const folders: Record<string, Buffer> = {};
beforeAll(async () => {
  base = fs.mkdtempSync(join(tmpdir(), 'isodrop-archives-'));
  for (const name of ['plain', 'wild']) {
    const top = at(name);
    fs.mkdirSync(top);
    makePlain(top);
    if (name === 'wild') makeWild(top);
    setTimes(top, name === 'plain');
    // As is the root of an image of which nothing tells.
    fs.chmodSync(top, name === 'plain' ? 0o755 : 0o751);
    folders[name] = await imageOf(`${name}-folder`, top);
  }
});
afterAll(() => fs.rmSync(base, { recursive: true, force: true }));

const python = (script: string) => ['python3', '-c', script] as const;
const inPython = (format: string) =>
  python(`import sys, tarfile
t = tarfile.open(sys.argv[1], 'w', format=tarfile.${format}); t.add('.'); t.close()`);
const zipInPython = python(`import os, sys, zipfile
z = zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED)
for folder, folders, files in os.walk('.'):
    for name in files:
        path = os.path.join(folder, name)
        if not os.path.islink(path): z.write(path)`);

/** Programs and the words before the archive's name. */
const MAKERS: [what: string, tree: 'plain' | 'wild', name: string, words: readonly string[]][] = [
  ['GNU tar, ustar', 'plain', 'ustar.tar', ['tar', '--format=ustar', '-c', '.', '-f']],
  ['GNU tar, v7', 'plain', 'v7.tar', ['tar', '--format=v7', '-c', '.', '-f']],
  ['GNU tar, oldgnu', 'wild', 'oldgnu.tar', ['tar', '--format=oldgnu', '-c', '.', '-f']],
  ['GNU tar, gnu', 'wild', 'gnu.tar', ['tar', '--format=gnu', '-c', '.', '-f']],
  ['GNU tar, pax', 'wild', 'pax.tar', ['tar', '--format=posix', '-c', '.', '-f']],
  ['GNU tar, gzip', 'wild', 'x.tar.gz', ['tar', '-z', '-c', '.', '-f']],
  ['GNU tar, xz', 'wild', 'x.tar.xz', ['tar', '-J', '-c', '.', '-f']],
  ['GNU tar, Zstandard', 'wild', 'x.tar.zst', ['tar', '--zstd', '-c', '.', '-f']],
  ['GNU tar, bzip2', 'wild', 'x.tar.bz2', ['tar', '-j', '-c', '.', '-f']],
  ['bsdtar, ustar', 'plain', 'bsd-ustar.tar', ['bsdtar', '--format', 'ustar', '-c', '-f']],
  ['bsdtar, pax', 'wild', 'bsd-pax.tar', ['bsdtar', '--format', 'pax', '-c', '-f']],
  ['bsdtar, GNU', 'wild', 'bsd-gnu.tar', ['bsdtar', '--format', 'gnutar', '-c', '-f']],
  ['Python, pax', 'wild', 'py-pax.tar', inPython('PAX_FORMAT')],
  ['Python, GNU', 'wild', 'py-gnu.tar', inPython('GNU_FORMAT')],
  ['Python, ustar', 'plain', 'py-ustar.tar', inPython('USTAR_FORMAT')],
  ['Info-ZIP', 'plain', 'x.zip', ['zip', '-q', '-r', '-y']],
  ['Info-ZIP, stored', 'plain', 'stored.zip', ['zip', '-q', '-0', '-r', '-y']],
  ['Info-ZIP, a stream', 'plain', 'stream.zip', ['zip', '-q', '-fz', '-r', '-y']],
  ['7-Zip', 'plain', 'x.7z', ['7zz', 'a', '-bso0', '-snl']],
  ['7-Zip, not solid', 'plain', 'loose.7z', ['7zz', 'a', '-bso0', '-snl', '-ms=off', '-m0=lzma']],
];

describe('an image of an archive is the image of its folder', () => {
  test.for(MAKERS)('%s', async ([, tree, name, words], context) => {
    const [program = '', ...rest] = words;
    needs(context, program);
    const archive = at(name);
    const isBsd = program === 'bsdtar' || program === 'zip' || program === '7zz';
    execFileSync(program, [...rest, archive, ...(isBsd ? ['.'] : [])], { cwd: at(tree), stdio: 'pipe' });
    const image = await imageOf(name, archive);
    // Not told in full: a difference of a megabyte is nothing to look at.
    expect(image.equals(folders[tree] as Buffer)).toBe(true);
  });

  test('Python, zip', async (context) => {
    needs(context, 'python3');
    const [program, ...rest] = zipInPython;
    execFileSync(program, [...rest, at('py.zip')], { cwd: at('plain'), stdio: 'pipe' });
    await imageOf('py', at('py.zip'));
    const names = (image: string) =>
      execFileSync('xorriso', ['-indev', image, '-find', '/', '-type', 'f', '-exec', 'lsdl'], {
        encoding: 'utf8',
        stdio: 'pipe',
      });
    needs(context, 'xorriso');
    expect(names(at('py.iso')).split('\n').sort()).toEqual(names(at('plain-folder.iso')).split('\n').sort());
  });
});
