/** An archive on the page: its image is the command's, and it is edited, undone and done again as a folder is. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TarMember, tarOf } from '../../src/archives/archive.fixture';
import { zipOf } from '../../src/archives/zip.fixture';
import { isodrop } from '../../src/node/run.fixture';
import { bytesSource } from '../../src/reader/byte-source';
import { DiscImage } from '../../src/reader/disc-image';
import { Folder, MODIFIED } from '../../src/worker/browser.fixture';
import { Engine } from '../../src/worker/engine.fixture';
import type { ConflictChoice } from '../../src/worker/session';
import { needs } from '../images/programs';
import { asOnDisk } from '../reader/shown';

const module = new WebAssembly.Module(fs.readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));
const MEMBERS: TarMember[] = [
  { path: './', type: '5', mode: 0o751, pax: { mtime: '1500000000.5' } },
  { path: 'sub/', type: '5', mode: 0o750, pax: { uid: '1000', gid: '1001' } },
  {
    path: 'sub/file',
    content: 'in the archive',
    mode: 0o4711,
    pax: { uid: '1000', mtime: '1600000000.9', atime: '1' },
  },
  { path: 'sub/large', content: 'large '.repeat(40_000), mode: 0o640 },
  { path: 'link', type: '2', target: 'sub/file' },
  { path: 'hard', type: '1', target: 'sub/file' },
  { path: 'also hard', type: '1', target: 'sub/large' },
  { path: 'pipe', type: '6', mode: 0o600 },
  { path: 'empty' },
  { path: 'made/by/path', content: 'x' },
];
const LINKED: TarMember[] = [
  { path: 'a', content: 'of the archive' },
  { path: 'b', type: '1', target: 'a' },
];

let base: string;
let engine: Engine;
beforeAll(() => {
  base = fs.mkdtempSync(join(tmpdir(), 'isodrop-page-archives-'));
});
afterAll(() => fs.rmSync(base, { recursive: true, force: true }));
beforeEach(async () => {
  engine = await Engine.open(module);
});

const handle = (name: string, bytes: Buffer) => {
  const file = new File([new Uint8Array(bytes)], name, { lastModified: 1_700_000_000_000 });
  return { name, getFile: async () => file };
};

/** The image that the command makes of an archive. */
async function commandImage(name: string, bytes: Buffer, options = ['-R', '-J', '-portable']): Promise<Buffer> {
  fs.writeFileSync(join(base, name), bytes);
  const { code, logged } = await isodrop([...options, '-o', join(base, 'x.iso'), join(base, name)]);
  expect(code, logged).toBe(0);
  return fs.readFileSync(join(base, 'x.iso'));
}

/** The files of the image, as texts by their names. */
async function contents(): Promise<Record<string, string>> {
  const disc = await asOnDisk(await DiscImage.open(bytesSource(await engine.image())), 'rock-ridge');
  const files = [...disc].filter(([, { kind }]) => kind === 'file');
  return Object.fromEntries(files.map(([path, { content }]) => [path.split('/').at(-1), String(content)]));
}

/** With owners and modes as they are. */
async function asTheyAre() {
  await engine.tree.do({ do: 'options', options: { ...engine.last.options, rockRidge: 'full' } });
}

const first = (one: ArrayLike<number>, other: ArrayLike<number>) =>
  one.length === other.length ? Array.from(one).findIndex((byte, at) => byte !== other[at]) : -2;

describe('the image of an archive is the command’s', () => {
  test.for<[string, Buffer]>([
    ['a.tar', tarOf(MEMBERS)],
    ['a.tar.gz', gzipSync(tarOf(MEMBERS))],
    [
      'a.zip',
      zipOf([
        { path: 'd/', mode: 0o041755 },
        { path: 'd/f', content: 'deflated '.repeat(50_000), mode: 0o104711 },
        { path: 's', content: 'stored '.repeat(50_000), isStored: true },
        { path: 'l', content: 'd/f', mode: 0o120777 },
      ]),
    ],
  ])('%s', async ([name, bytes]) => {
    await engine.addArchive(handle(name, bytes), 'a');
    await engine.settled();
    await asTheyAre();
    await engine.settled();
    expect(engine.last.archives).toEqual([{ source: 1, name }]);
    expect(engine.last.fileName).toBe('a.iso');
    expect(first(await engine.image(), await commandImage(name, bytes))).toBe(-1);
  });

  test('of the tools that make archives', async (context) => {
    needs(context, 'tar');
    const bytes = execFileSync('tar', ['-c', 'e2e/archives', 'src/archives'], {
      cwd: join(import.meta.dirname, '../..'),
    });
    await engine.addArchive(handle('b.tar', bytes), 'b');
    await engine.settled();
    expect(first(await engine.image(), await commandImage('b.tar', bytes, ['-r', '-J', '-portable']))).toBe(-1);
  });
});

describe('an archive', () => {
  test('that cannot be opened is told, and nothing of it stays', async () => {
    await engine.addArchive(handle('x.zip', Buffer.from('PK\x03\x04 no zip')), 'x');
    const { failure, phase } = await engine.until(({ failure }) => failure !== undefined);
    expect([failure?.code, phase]).toEqual(['archive', 'empty']);
    expect(failure?.message).toMatch(/“x\.zip” is cut off/);
    await engine.keepAsFile(1);
    await engine.settled();
    expect(engine.last.files).toBe(1);
  });

  test('is kept as a file instead, and that undone and done again', async () => {
    const bytes = tarOf(MEMBERS);
    await engine.addArchive(handle('a.tar', bytes), 'a');
    await engine.settled();
    const opened = await engine.image();
    await engine.keepAsFile(1);
    await engine.settled();
    expect(engine.last).toMatchObject({ files: 1, archives: [] });
    expect(Buffer.from(await engine.image()).includes(bytes)).toBe(true);
    await engine.tree.undo();
    await engine.settled();
    expect(engine.last.archives).toHaveLength(1);
    expect(first(await engine.image(), opened)).toBe(-1);
    await engine.tree.redo();
    await engine.settled();
    expect(engine.last).toMatchObject({ files: 1, archives: [] });

    const again = await Engine.open(module);
    await again.bringBack(engine, engine.steps);
    await again.settled();
    expect(again.last).toMatchObject({ files: 1, archives: [] });
    expect(Buffer.from(await again.image()).includes(bytes)).toBe(true);
  });

  test('comes as a folder beside what is there', async () => {
    await engine.add([new Folder('top', { 'a.txt': 'a' })]);
    await engine.settled();
    await engine.addArchive(handle('a.tar', tarOf(MEMBERS)), 'a');
    await engine.settled();
    expect(engine.last.files).toBe(1 + 8);
    await engine.tree.undo();
    await engine.settled();
    expect(engine.last.files).toBe(1);
  });

  test.for<ConflictChoice>(['replace', 'keep-both', 'leave-out'])(
    'has all of a file under its second name, where %s is chosen for the first',
    async (choice) => {
      await engine.add([new Folder('p', { a: 'of the folder' })]);
      await engine.settled();
      await engine.addArchive(handle('p.tar', tarOf(LINKED)), 'p');
      const { conflict } = await engine.until(({ conflict }) => conflict !== undefined);
      await engine.tree.resolveConflict(conflict?.id as number, choice, true);
      await engine.settled();
      const { a, b } = await contents();
      expect([a, b]).toEqual([choice === 'replace' ? 'of the archive' : 'of the folder', 'of the archive']);
    },
  );

  test('keeps what was given to one name of a file when it is read again, and what it has itself for the other', async () => {
    await engine.addArchive(handle('p.tar', tarOf(LINKED)), 'p');
    await engine.settled();
    const folder = (await engine.tree.childOf(0, 'p')) as number;
    const file = (await engine.tree.childOf(folder, 'a')) as number;
    await engine.tree.do({ do: 'edit-text', entry: file, text: 'mine' });
    await engine.settled();
    await engine.tree.readAgain();
    await engine.settled();
    expect(await contents()).toEqual({ a: 'mine', b: 'of the archive' });
  });

  test('has two files where it had two names of one when it was read before', async () => {
    let bytes = tarOf(LINKED);
    const changing = { name: 'p.tar', getFile: async () => new File([new Uint8Array(bytes)], 'p.tar') };
    await engine.addArchive(changing, 'p');
    await engine.settled();
    bytes = tarOf([
      { path: 'a', content: 'first' },
      { path: 'b', content: 'second' },
    ]);
    await engine.tree.readAgain();
    await engine.settled();
    expect(await contents()).toEqual({ a: 'first', b: 'second' });
    bytes = tarOf(LINKED);
    await engine.tree.readAgain();
    await engine.settled();
    expect(await contents()).toEqual({ a: 'of the archive', b: 'of the archive' });
  });

  test('has two files where one of two names was edited, and undo shows what is its own', async () => {
    let bytes = tarOf(LINKED);
    await engine.addArchive({ name: 'p.tar', getFile: async () => new File([new Uint8Array(bytes)], 'p.tar') }, 'p');
    await engine.settled();
    const file = new File(['edited'], 'b', { lastModified: 1e12 });
    await engine.tree.do({ do: 'replace-file', entry: await engine.entry('b'), file });
    await engine.settled();
    expect(await contents()).toEqual({ a: 'of the archive', b: 'edited' });
    bytes = tarOf([
      { path: 'a', content: 'first' },
      { path: 'b', content: 'second' },
    ]);
    await engine.tree.readAgain();
    await engine.settled();
    expect(await contents()).toEqual({ a: 'first', b: 'edited' });
    await engine.tree.undo();
    await engine.settled();
    expect(await contents()).toEqual({ a: 'first', b: 'second' });
    await engine.tree.redo();
    await engine.settled();
    expect(await contents()).toEqual({ a: 'first', b: 'edited' });
    bytes = tarOf(LINKED);
    await engine.tree.readAgain();
    await engine.settled();
    await engine.tree.undo();
    await engine.settled();
    expect(await contents()).toEqual({ a: 'of the archive', b: 'of the archive' });
  });

  test('is edited, and comes back edited', async () => {
    await engine.addArchive(handle('a.tar', tarOf(MEMBERS)), 'a');
    await engine.settled();
    const sub = (await engine.tree.childOf(0, 'sub')) as number;
    const file = (await engine.tree.childOf(sub, 'file')) as number;
    await engine.tree.do({ do: 'rename', entry: file, name: 'renamed' });
    await engine.settled();
    const edited = await engine.image();
    const again = await Engine.open(module);
    await again.bringBack(engine, engine.steps);
    await again.settled();
    expect(first(await again.image(), edited)).toBe(-1);
  });

  test('is read again when it has changed on disk', async () => {
    const before = tarOf([{ path: 'a', content: '1' }, { path: 'gone' }]);
    const now = tarOf([
      { path: 'a', content: '22' },
      { path: 'new', content: 'n' },
    ]);
    let bytes = before;
    const changing = { name: 'a.tar', getFile: async () => new File([new Uint8Array(bytes)], 'a.tar') };
    await engine.addArchive(changing, 'a');
    await engine.settled();
    bytes = now;
    await engine.tree.readAgain();
    const { problems } = await engine.until(({ phase }) => phase === 'blocked');
    expect(problems.map(({ path, kind }) => [path, kind])).toEqual([['gone', 'missing']]);
    await engine.tree.resolveProblem('leave-out');
    await engine.settled();
    expect(first(await engine.image(), await commandImage('a.tar', now, ['-r', '-J', '-portable']))).toBe(-1);
  });
});

describe('an archive that is a file of the tree is opened in its place', () => {
  const tar = tarOf(LINKED).toString('latin1');
  const paths = async () => [...(await engine.rows()).keys()].sort();
  const FILED = ['disk', 'disk/inner', 'disk/inner/x.tar', 'disk/note'];
  const OPENED = ['disk', 'disk/inner', 'disk/inner/x', 'disk/inner/x/a', 'disk/inner/x/b', 'disk/note'];
  const within = (all: string[]) => all.map((path) => path.replace(/^disk\/?/, '')).filter((path) => path !== '');

  let folder: Folder;
  beforeEach(async () => {
    folder = new Folder('disk', { inner: { 'x.tar': tar }, note: 'n' });
    await engine.add([folder]);
    await engine.settled();
  });

  test('undone, done again, and with the tree made anew', async () => {
    expect(await paths()).toEqual(within(FILED));
    const before = await engine.image();
    await engine.openArchive('inner/x.tar');
    // By its handle: the next visit has it, too.
    expect([...engine.jobs.values()].at(-1)).toMatchObject([{ pushed: false, files: [{ name: 'x.tar' }] }]);
    await engine.settled();
    expect(await paths()).toEqual(within(OPENED));
    expect(await contents()).toMatchObject({ a: 'of the archive', note: 'n' });
    const opened = await engine.image();
    await engine.tree.undo();
    await engine.settled();
    expect(Buffer.compare(await engine.image(), before)).toBe(0);
    await engine.tree.redo();
    await engine.settled();
    expect(Buffer.compare(await engine.image(), opened)).toBe(0);
    const { steps } = engine;
    const first = engine;
    engine = await Engine.open(module);
    await engine.bringBack(first, steps);
    await engine.settled();
    expect(Buffer.compare(await engine.image(), opened)).toBe(0);
  });

  test('its file stays out when everything is read again, and is as new as the disk when it comes back', async () => {
    const disk = new Folder('again', { 'y.tar': tar });
    await engine.add([disk]);
    await engine.settled();
    await engine.openArchive('again/y.tar');
    await engine.settled();
    const opened = await paths();
    const newer = tarOf([{ path: 'a', content: 'newer, and longer' }, ...LINKED.slice(1)]).toString('latin1');
    for (const text of [tar, newer]) {
      disk.file('y.tar').text = text;
      await engine.tree.readAgain();
      await engine.settled();
      expect(await paths()).toEqual(opened);
    }
    const inside = await engine.tree.contents(await engine.entry('again/y/a'));
    expect('bytes' in inside && (await inside.bytes.text())).toBe('newer, and longer');
    const { entries } = await engine.tree.leftOut(0, 10);
    expect(entries.map(({ path }) => path)).toEqual(['again/y.tar']);
    await engine.tree.do({ do: 'bring-back', entries: entries.map(({ entry }) => entry) });
    await engine.settled();
    expect(await contents()).toMatchObject({ 'y.tar': newer });
  });

  test.for(['replaced', 'on the disk'] as const)(
    'what the image has is opened: another of equal length, %s',
    async (how) => {
      const other = tarOf([{ path: 'a', content: 'OF THE ARCHIVE' }, ...LINKED.slice(1)]).toString('latin1');
      expect(other).toHaveLength(tar.length);
      if (how === 'replaced') {
        const entry = await engine.entry('inner/x.tar');
        await engine.tree.do({ do: 'replace-file', entry, file: new File([other], 'y.tar') });
      } else {
        Object.assign(folder.file('inner/x.tar'), { text: other, modified: MODIFIED + 60_000 });
      }
      await engine.settled();
      await engine.openArchive('inner/x.tar');
      await engine.settled();
      expect(await contents()).toMatchObject({ a: how === 'replaced' ? 'OF THE ARCHIVE' : 'of the archive' });
    },
  );

  test('what is damaged stays the file that it is', async () => {
    await engine.add([new Folder('more', { 'bad.tar.gz': `\x1f\x1f${tar}` })]);
    await engine.settled();
    const before = await paths();
    await engine.openArchive('more/bad.tar.gz');
    const { failure } = await engine.settled();
    expect(failure?.code).toBe('archive');
    expect(await paths()).toEqual(before);
  });
});
