/** What is extracted to a folder: names that meet or cannot be, what is there already, and what fails. */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { ImageTree, Kind, NO_ENTRY } from '../image/tree';
import { ChosenFolder } from '../sinks/chosen-folder';
import { portableName } from '../sinks/disk-names';
import { DiskFile, DiskFolder, type DiskRules } from './chosen-disk.fixture';
import { extractToFolder } from './extract-folder';
import { type OutgoingRooms, type OutgoingTree, outgoingTree } from './outgoing-tree';
import { Stores } from './stores';
import type { ExtractAnswer, Extracted, ExtractQuestion } from './works';

const TIME = { modifyTime: 0 };

/** A tree of files that hold their own paths, and of folders, whose paths end with a slash. */
function treeOf(paths: readonly string[]): OutgoingRooms {
  const tree = new ImageTree();
  const stores = new Stores();
  for (const path of paths) {
    let folder = 0;
    const names = path.split('/');
    const last = names.pop() as string;
    for (const name of names) {
      const found = tree.find(folder, name);
      folder = found === NO_ENTRY ? tree.addDirectory(folder, name, TIME) : found;
    }
    if (last === '') continue;
    const file = new File([path], last);
    tree.addFile(folder, last, TIME, { byteLength: file.size, store: stores.addFile(file), offset: 0 });
  }
  return { tree, stores, problems: { open: () => [], shown: () => [] } as never, history: { notices: [] } };
}

const outgoingOf = async (rooms: OutgoingRooms, entries?: number[]): Promise<OutgoingTree> =>
  (await outgoingTree(rooms, entries, () => true)) as OutgoingTree;

interface Done extends Extracted {
  disk: DiskFolder;
  asked: ExtractQuestion[];
}

/** Extracts to a folder with some files in it. */
async function extract(
  paths: readonly string[],
  rules: DiskRules = {},
  answers: readonly ExtractAnswer[] = [],
  there: Record<string, string> = {},
  isSource = (_: DiskFile) => false,
): Promise<Done> {
  const disk = new DiskFolder('chosen', rules);
  for (const [name, text] of Object.entries(there)) disk.inside.set(name, new DiskFile(name, rules, text));
  const asked: ExtractQuestion[] = [];
  const done = await extractToFolder(
    await outgoingOf(treeOf(paths)),
    { folder: disk.asHandle },
    {
      told: () => {},
      isSource: async (file) => isSource(file as unknown as DiskFile),
      ask: async (question) => {
        asked.push(question);
        return answers[asked.length - 1] ?? 'stop';
      },
    },
    new AbortController().signal,
  );
  return { ...done, disk, asked };
}

const notes = ({ notes: told }: Extracted) =>
  told.map(({ path, why, name }) => [path, why, ...(name ? [name] : [])].join(' | '));

test('everything is written as it is', async () => {
  const done = await extract(['a', 'b/c/d', 'b/c/e', 'empty/']);
  expect(done.disk.tree).toEqual({ a: 'a', 'b/': '/', 'b/c/': '/', 'b/c/d': 'b/c/d', 'b/c/e': 'b/c/e', 'empty/': '/' });
  expect(done).toMatchObject({ files: 3, folders: 3, leftOut: 0, others: 0, isStopped: false, asked: [] });
});

test('paths of some entries begin at the innermost folder that has them all', async () => {
  const rooms = treeOf(['a/b/c/d', 'a/b/e/f', 'a/b/e/g', 'a/x', 'y']);
  const { tree } = rooms;
  const at = (path: string) => path.split('/').reduce((folder, name) => tree.find(folder, name), 0);
  const pathsOf = async (...paths: string[]) => {
    const disk = new DiskFolder('chosen');
    const host = { told: () => {}, isSource: async () => false, ask: async () => 'stop' as const };
    const outgoing = await outgoingOf(rooms, paths.map(at));
    await extractToFolder(outgoing, { folder: disk.asHandle }, host, new AbortController().signal);
    return Object.keys(disk.tree);
  };
  expect(await pathsOf('a/b/c/d')).toEqual(['d']);
  expect(await pathsOf('a/b')).toEqual(['b/', 'b/c/', 'b/c/d', 'b/e/', 'b/e/f', 'b/e/g']);
  expect(await pathsOf('a/b/c/d', 'a/b/e/f')).toEqual(['c/', 'c/d', 'e/', 'e/f']);
  expect(await pathsOf('a/b/e', 'y')).toEqual(['a/', 'a/b/', 'a/b/e/', 'a/b/e/f', 'a/b/e/g', 'y']);
});

test('names that the disk takes for one, and those that it refuses, become others, which is told', async () => {
  const done = await extract(['Read', 'read', 'a?b', 'docs/x', 'Docs/y', 'con', 'x.lnk'], {
    isFolding: true,
    refused: /[?]|^con$|\.lnk$/i,
  });
  expect(done.disk.tree).toEqual({
    Read: 'Read',
    'read (2)': 'read',
    a_b: 'a?b',
    'Docs/': '/',
    'Docs/y': 'Docs/y',
    'docs (2)/': '/',
    'docs (2)/x': 'docs/x',
    _con: 'con',
    'x.lnk_': 'x.lnk',
  });
  expect(done.others).toBe(5);
  expect(notes(done)).toContain('a?b | renamed | a_b');
});

test('names that the browser fails at later become others: ways of Windows, and any without a reason', async () => {
  const making = (name: string) => {
    if (/[\\é]/.test(name)) throw new DOMException('', 'InvalidModificationError');
  };
  const done = await extract(['b\\c', 'd\\e/x', 'é', 'é2/y', '_'], { making });
  expect(done.disk.tree).toEqual({
    ...{ b_c: 'b\\c', 'd_e/': '/', 'd_e/x': 'd\\e/x' },
    ...{ _: '_', '_ (2)': 'é', '_2/': '/', '_2/y': 'é2/y' },
  });
  expect(done).toMatchObject({ files: 5, folders: 2, leftOut: 0, others: 4 });
  const never = await extract(['a', 'é'], {
    making: () => {
      throw new DOMException('', 'InvalidModificationError');
    },
  });
  expect([never.disk.tree, notes(never)]).toEqual([{}, ['a | unknown', 'é | renamed | _', 'é | unknown']]);
});

test('files of names that the browser has for its own are written alone', async () => {
  const names = ['a', 'a.crswap', 'a.crswap.crswap', 'b.crswap', 'b'];
  const done = await extract(names, { isSlow: true });
  expect(done.disk.tree).toEqual(Object.fromEntries(names.map((name) => [name, name])));
  expect(done).toMatchObject({ files: 5, leftOut: 0, others: 0 });
});

const THERE = { a: 'older', b: 'older' };

test.each([
  ['replace', { a: 'a', b: 'b', c: 'c' }, []],
  ['skip', { a: 'older', b: 'older', c: 'c' }, ['a | kept', 'b | kept']],
  [
    'keep-both',
    { a: 'older', b: 'older', c: 'c', 'a (2)': 'a', 'b (2)': 'b' },
    ['a | renamed | a (2)', 'b | renamed | b (2)'],
  ],
  ['stop', THERE, []],
] as const)('what is there already: %s', async (answer, tree, told) => {
  const done = await extract(['a', 'b', 'c'], {}, [answer], THERE);
  expect(done.asked).toEqual([{ ask: 'taken', names: ['a', 'b'], count: 2 }]);
  expect(done.disk.tree).toEqual(tree);
  expect(notes(done)).toEqual(told);
});

test('a folder that is there is gone into; a file of a folder’s name, a link, and a file of the disc stay', async () => {
  const hidden = new Set(['link']);
  const there = { folder: 'a file', link: 'elsewhere', source: 'of the disc', plain: 'older' };
  const done = await extract(
    ['folder/x', 'link', 'source', 'plain'],
    { hidden },
    ['replace'],
    there,
    ({ name }) => name === 'source',
  );
  expect(done.disk.tree).toEqual({ ...there, plain: 'plain' });
  expect(notes(done)).toEqual(['folder | other-there', 'link | other-there', 'source | source']);
});

test('a full disk asks, goes on without what has no room, and leaves no part of a file', async () => {
  const rules = { room: 3 };
  const done = await extract(['aa', 'bbbb', 'c', 'dddd'], rules, ['go-on']);
  expect(done.asked).toEqual([{ ask: 'failed', path: 'bbbb', why: 'full' }]);
  expect(done.disk.tree).toEqual({ aa: 'aa', c: 'c' });
  expect(notes(done)).toEqual(['bbbb | full', 'dddd | full']);
  const stopped = await extract(['aa', 'bbbb', 'c'], { room: 3 }, ['stop']);
  expect(stopped).toMatchObject({ isStopped: true });
  expect(stopped.disk.tree).not.toHaveProperty('bbbb');
});

test('what failed is tried again', async () => {
  let fails = 2;
  const making = () => {
    if (fails-- > 0) throw new DOMException('', 'NotAllowedError');
  };
  const done = await extract(['a'], { making }, ['retry', 'retry']);
  expect(done.asked).toHaveLength(2);
  expect(done.disk.tree).toEqual({ a: 'a' });
  expect(done).toMatchObject({ files: 1, leftOut: 0 });
});

test('links, devices and what cannot be read are left out, each told', async () => {
  const rooms = treeOf(['a', 'b']);
  rooms.tree.addSymbolicLink(0, 'link', TIME, new TextEncoder().encode('../out'));
  rooms.tree.addSpecial(0, 'pipe', TIME, Kind.pipe);
  // The file is shorter than what is said to lie in it, as in an image that was cut off.
  const store = rooms.stores.addFile(new File(['short'], 'x'));
  rooms.tree.addFile(0, 'cut', TIME, { byteLength: 10, store, offset: 0 });
  const disk = new DiskFolder('chosen');
  const host = { told: () => {}, isSource: async () => false, ask: async () => 'stop' as const };
  const done = await extractToFolder(
    await outgoingOf(rooms),
    { folder: disk.asHandle },
    host,
    new AbortController().signal,
  );
  expect(disk.tree).toEqual({ a: 'a', b: 'b' });
  expect(notes(done).sort()).toEqual(['cut | unread', 'link | link', 'pipe | special']);
});

test('names that are no text differ where their bytes do, and are told of as they are there', async () => {
  const rooms = treeOf(['a']);
  const store = rooms.stores.addFile(new File(['x'], 'x'));
  const names = [[0xff], [0xe9], [0x81, 0x3f], [0xed, 0xa0, 0x80]];
  for (const name of names) {
    rooms.tree.addFile(0, Uint8Array.of(0x66, ...name), TIME, { byteLength: 1, store, offset: 0 });
  }
  const disk = new DiskFolder('chosen');
  const host = { told: () => {}, isSource: async () => false, ask: async () => 'stop' as const };
  const outgoing = await outgoingOf(rooms);
  const done = await extractToFolder(outgoing, { folder: disk.asHandle }, host, new AbortController().signal);
  expect(disk.tree).toEqual({ a: 'a', fÿ: 'x', fé: 'x', 'f%81_': 'x', f_: 'x' });
  expect(notes(done)).toContain('f\ufffd | renamed | fÿ');
});

test('of many names that become one each is looked for a few times, whatever their number', async () => {
  const forbidden = [...'?*:<>|"'];
  const short = forbidden.flatMap((one) =>
    forbidden.flatMap((two) => forbidden.map((three) => `a${one}${two}${three}.txt`)),
  );
  // They differ where they are cut to have room for a number.
  const long = short.flatMap((_, at) => [`${'long'.repeat(59)}${100 + at}?`, `${'long'.repeat(59)}${100 + at}*`]);
  const paths = [...short, ...long];
  const looked = vi.spyOn(ChosenFolder.prototype, 'at');
  const { disk } = await extract(paths, { refused: /[?*:<>|"]/ }, [], { 'a___ (3).txt': '' });
  expect(looked.mock.calls.length).toBeLessThan(10 * paths.length);
  looked.mockRestore();
  const names = [...disk.inside.keys()];
  expect(names).toHaveLength(paths.length + 1);
  for (const name of ['a___.txt', 'a___ (2).txt', 'a___ (344).txt']) expect(names.includes(name)).toBe(true);
});

test('who ends it keeps what is complete, and nothing else', async () => {
  const ending = new AbortController();
  const disk = new DiskFolder('chosen', { making: (name) => name === 'm' && ending.abort() });
  const host = { told: () => {}, isSource: async () => false, ask: async () => 'stop' as const };
  const paths = [...'abcdefghijklmnopqrstuvwxyz'];
  const done = await extractToFolder(await outgoingOf(treeOf(paths)), { folder: disk.asHandle }, host, ending.signal);
  expect(done).toMatchObject({ isStopped: true, files: Object.keys(disk.tree).length });
  for (const [name, text] of Object.entries(disk.tree)) expect(text).toBe(name);
  expect(disk.tree).not.toHaveProperty('m');
});

test('whatever names there are, each file is there once, and nothing is written over', async () => {
  const name = fc
    .oneof(
      fc.constantFrom(
        'a',
        'A',
        'a (2)',
        'é',
        'e\u0301',
        'CON',
        'con.txt',
        'x.',
        'x',
        'x ',
        'b?',
        'b_',
        'b*',
        '.lnk',
        'ß',
        'ẞ',
      ),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }),
    )
    .filter((text) => !/[/\0]|\p{Surrogate}|^\.{1,2}$/u.test(text));
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(name, { maxLength: 20 }), fc.boolean(), async (names, isFolding) => {
      const refused = { test: (one: string) => portableName(one) !== one } as RegExp;
      const done = await extract(names, { isFolding, refused }, ['keep-both'], { a: 'older' });
      const written = Object.values(done.disk.tree);
      expect([...written].sort()).toEqual(['older', ...names].sort());
      expect(done.disk.tree.a).toBe('older');
      expect(done).toMatchObject({ files: names.length, leftOut: 0 });
    }),
  );
});
