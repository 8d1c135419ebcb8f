/**
 * What entries are in which namespace, special files, owners and modes, relocation and order on disc: images by the
 * library of what is on disk against genisoimage's, byte for byte.
 */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_OPTIONS, type ImageOptions } from '../../src/image/options';
import { TranslationTable } from '../../src/image/translation-tables';
import { Mark } from '../../src/image/tree';
import { scene } from './comparison';
import { diskTree } from './disk-tree';
import { imageOf, madeLike } from './library-image';
import { genisoimage } from './makers';
import { judge } from './meant-differences';
import { needs } from './programs';
import { type Entry, listsCanonically, makeTree, pattern, removeTree, scratchDirectory, type Tree } from './trees';

const isRoot = process.getuid?.() === 0;
const file = (path: string, more: object = {}): Entry => ({
  kind: 'file',
  path,
  content: pattern(path.length * 300, path.length),
  ...more,
});
const empty = (path: string): Entry => ({ kind: 'file', path, content: '' });
const deepPath = (top: string, names: string) => `${top}/2/3/4/5/6/7/${names}`;

/** Names are all different, so that a pattern of genisoimage, which may be a name, means one entry. */
const SPREAD: Tree = {
  name: 'spread',
  entries: [
    empty('a empty'),
    file('b file'),
    file('c folder/c1'),
    empty('c folder/c2'),
    file('c folder/c3 inner/c4'),
    file('c folder/c3 inner/c5'),
    empty('c folder/c3 inner/c6'),
    file('c folder/c7'),
    { kind: 'directory', path: 'd empty folder' },
    file(deepPath('e deep', 'e8/e9/e10')),
    file(deepPath('e deep', 'e8/e11')),
    file(deepPath('e deep', 'f8/f9')),
    file('g long name of a file that is longer than most.text'),
    file('g long name of a file that is longer than others.text'),
    file('h original'),
    { kind: 'hardLink', path: 'i other name', to: 'h original' },
    { kind: 'link', path: 'j link', target: 'b file' },
    file('k folder/k1'),
    file('k folder/k2'),
    { kind: 'hardLink', path: 'k folder/k3', to: 'k folder/k1' },
    file(deepPath('l', 'm/m1')),
    { kind: 'pipe', path: 'n pipe', mode: 0o640 },
    { kind: 'socket', path: 'o socket', mode: 0o751 },
    { kind: 'pipe', path: `p ${'pipe '.repeat(45)}`, mode: 0o604 },
    ...(isRoot
      ? ([
          { kind: 'device', path: 'q character', type: 'c', device: [5, 300], mode: 0o620, owner: [1000, 5] },
          { kind: 'device', path: 'r block', type: 'b', device: [259, 70_000], mode: 0o660 },
          { kind: 'device', path: `s ${'name '.repeat(23)}`, type: 'b', device: [8, 1] },
        ] as Entry[])
      : []),
    file('t executable', { mode: 0o4711, owner: [1000, 100] }),
    { kind: 'directory', path: 'u private', mode: 0o700, owner: [1000, 100] },
    file('z last'),
  ],
};

/** What plain ISO 9660 can hold. */
const PLAIN: Tree = {
  name: 'spread plain',
  entries: SPREAD.entries.filter(({ kind }) => kind === 'file' || kind === 'directory' || kind === 'hardLink'),
};

interface Case {
  /** For genisoimage. */
  words: readonly string[];
  marks?: readonly [path: string, mark: Mark][];
  weights?: readonly [path: string, weight: number][];
  options?: Partial<ImageOptions>;
}

/** The option and the mark for each of some paths. */
function marked(option: string, mark: Mark, ...paths: string[]): Case {
  return {
    words: paths.flatMap((path) => [option, path.split('/').at(-1) as string]),
    marks: paths.map((path) => [path, mark]),
  };
}

function both(...cases: Case[]): Case {
  return {
    words: cases.flatMap(({ words }) => words),
    marks: cases.flatMap(({ marks }) => marks ?? []),
    options: Object.assign({}, ...cases.map(({ options }) => options)),
  };
}

const hide = (...paths: string[]) => marked('-hide', Mark.notInIso, ...paths);
const hideJoliet = (...paths: string[]) => marked('-hide-joliet', Mark.notInJoliet, ...paths);
const hidden = (...paths: string[]) => marked('-hidden', Mark.hidden, ...paths);
const ALL = SPREAD.entries.filter(({ path }) => !path.includes('/')).map(({ path }) => path);
const TOP = [...new Set(SPREAD.entries.map(({ path }) => path.split('/')[0] as string))];
const INNER = 'c folder/c3 inner';
const MOVED = deepPath('e deep', 'e8');

const WEIGHTS: Case['weights'] = [
  ['z last', 2_000_000_000],
  ['k folder/k3', 5],
  ['k folder/k1', -5],
  ['i other name', 7],
  ['h original', 3],
  [`${MOVED}/e9/e10`, 7],
  ['b file', -2_000_000_000],
];

/** `-T`, and what is to be seen with it. */
const table = (more: Case = { words: [] }, name = 'TRANS.TBL', inJoliet = true): Case => ({
  ...more,
  words: [
    ...(name === 'TRANS.TBL' ? ['-T'] : ['-table-name', name]),
    ...(inJoliet ? [] : ['-hide-joliet-trans-tbl']),
    ...more.words,
  ],
  options: { ...more.options, translationTable: new TranslationTable(name, inJoliet) },
});

/** The kinds of image that each case is tried with. */
const KINDS: { base: string[]; baseOptions: Partial<ImageOptions>; tree: Tree }[] = [
  { base: ['-J', '-R'], baseOptions: { rockRidge: 'full' }, tree: SPREAD },
  { base: ['-J', '-r'], baseOptions: { rockRidge: 'rationalized' }, tree: SPREAD },
  { base: ['-R'], baseOptions: { joliet: false, rockRidge: 'full' }, tree: SPREAD },
  { base: ['-J', '-R', '-D'], baseOptions: { rockRidge: 'full', keepDeep: true }, tree: SPREAD },
  { base: ['-J', '-D'], baseOptions: { rockRidge: 'none', keepDeep: true }, tree: PLAIN },
  { base: ['-D'], baseOptions: { joliet: false, rockRidge: 'none', keepDeep: true }, tree: PLAIN },
];

const ENTRIES: Case[] = [
  { words: [] },
  hide('b file'),
  hide('a empty', 'c folder/c1', 'c folder/c2', 'z last'),
  hide('c folder'),
  hide(INNER, 'k folder'),
  hide('h original'),
  hide('i other name', 'k folder/k1'),
  hide('j link', 'n pipe', 'o socket', ...(isRoot ? ['q character'] : [])),
  hide(`${MOVED}/e9`),
  hide(MOVED),
  hide(MOVED, deepPath('e deep', 'f8'), deepPath('l', 'm')),
  hide(`${MOVED}/e9/e10`, 'l'),
  hide(...TOP),
  hideJoliet('b file', 'd empty folder', 'h original'),
  hideJoliet('c folder', 'j link', 'n pipe'),
  hideJoliet(INNER, MOVED),
  hideJoliet(deepPath('e deep', 'f8/f9'), deepPath('l', 'm')),
  hideJoliet(...TOP),
  both(hide('b file', 'c folder'), hideJoliet('k folder', 'c folder', 'z last')),
  both(hide(MOVED), hideJoliet(INNER)),
  both(hide(...TOP), hideJoliet(...TOP)),
  hidden('b file', 'c folder', 'j link', 'n pipe', 'a empty'),
  hidden('g long name of a file that is longer than most.text', INNER, 'k folder/k3'),
  hidden(MOVED, `${MOVED}/e9`, deepPath('e deep', 'f8/f9')),
  hidden(...ALL),
  both(hidden('c folder/c1', 'z last'), hide('z last'), hideJoliet('k folder')),
];

const RELOCATION: Case[] = [
  { words: ['-hide-rr-moved'], options: { hideRelocation: true } },
  both({ words: ['-hide-rr-moved'], options: { hideRelocation: true } }, hide(MOVED)),
];

const OWNERS: Case[] = [
  { words: ['-uid', '7'], options: { owner: { user: 7 } } },
  { words: ['-gid', '4000000'], options: { owner: { group: 4_000_000 } } },
  { words: ['-uid', '7', '-gid', '8'], options: { owner: { user: 7, group: 8 } } },
  { words: ['-file-mode', '640'], options: { owner: { fileMode: 0o640 } } },
  { words: ['-dir-mode', '751'], options: { owner: { directoryMode: 0o751 } } },
  {
    words: ['-file-mode', '604', '-dir-mode', '701', '-uid', '1'],
    options: { owner: { fileMode: 0o604, directoryMode: 0o701, user: 1 } },
  },
  { words: ['-new-dir-mode', '711'], options: { owner: { newDirectoryMode: 0o711 } } },
];

const SORTED = [{ words: [] }, hide('c folder', 'z last'), both(hide(MOVED), hideJoliet('k folder'))].map(
  (one): Case => ({ ...one, weights: WEIGHTS }),
);

const TABLES: Case[] = [
  table(),
  table({ words: [] }, 'names of a folder.text', false),
  table(both(hide(MOVED, 'c folder/c1', 'k folder/k1', 'z last'), hidden('b file', 'u private'))),
  table(hide('c folder', 'd empty folder', 'h original')),
  table(hide(...TOP)),
  table(hideJoliet('b file', 'c folder', INNER), 'zz'),
  table({ words: ['-hide-rr-moved'], options: { hideRelocation: true } }),
  table({
    words: ['-uid', '7', '-gid', '8', '-file-mode', '604'],
    options: { owner: { user: 7, group: 8, fileMode: 0o604 } },
  }),
  table({ words: ['-l'], options: { isoLevel: 2 } }, 'Table'),
  table({ words: [], weights: WEIGHTS }),
];

let scratch: string;
const roots = new Map<Tree, string>();

beforeAll(() => {
  scratch = scratchDirectory();
  for (const tree of [SPREAD, PLAIN]) roots.set(tree, makeTree(tree, scratch));
});
afterAll(() => removeTree(scratch));

test('the folders list in canonical order, without which there is nothing to compare', () => {
  for (const root of roots.values()) expect(listsCanonically(Buffer.from(root))).toEqual({ canonical: true });
});

describe.each(KINDS)('with $base', ({ base, baseOptions, tree }) => {
  const cases = [...ENTRIES, ...RELOCATION, ...OWNERS, ...SORTED, ...TABLES].filter(
    // -hide-joliet makes a Joliet hierarchy, -uid and its like make Rock Ridge's
    ({ words, options }) =>
      (baseOptions.joliet !== false || !words.includes('-hide-joliet')) &&
      (baseOptions.rockRidge !== 'none' || !options?.owner),
  );
  test.for(cases.map((one) => ({ one, name: [...one.words, one.weights ? '-sort' : ''].join(' ') })))(
    '$name',
    ({ one }, context) => {
      needs(context, 'genisoimage');
      const root = roots.get(tree) as string;
      const output = join(scratch, 'genisoimage.iso');
      const words = [...base, ...one.words];
      const disk = diskTree(root);
      for (const [path, mark] of one.marks ?? []) {
        const entry = disk.entries.get(path);
        if (entry !== undefined) disk.tree.setMark(entry, mark, true);
        // what is not in this tree is the others' that cannot be made or are not plain
        else expect(SPREAD.entries.find((given) => given.path === path)?.kind).toMatch(/device|pipe|socket|link/);
      }
      if (one.weights) {
        for (const [path, weight] of one.weights) disk.tree.setWeight(disk.entries.get(path) as number, weight);
        const list = join(scratch, 'sort');
        writeFileSync(list, one.weights.map(([path, weight]) => `${root}/${path} ${weight}\n`).join(''));
        words.push('-sort', list);
      }
      expect(genisoimage(root, output, words)).toBeUndefined();
      const theirs = readFileSync(output);
      const options = { ...DEFAULT_OPTIONS, ...baseOptions, ...one.options };
      const ours = imageOf(disk, madeLike(options, theirs));
      expect(judge(scene(ours, theirs, words, tree.entries), theirs).unexplained).toEqual([]);
    },
  );
});

/** Devices and owners are made by root alone. */
describe.skipIf(!isRoot)('readers extract every kind of entry as it is on disk', () => {
  const READERS = [
    {
      program: 'xorriso',
      words: (image: string, to: string) => [
        '-osirrox',
        'device_files',
        '-indev',
        `stdio:${image}`,
        '-extract',
        '/',
        to,
      ],
    },
    { program: 'bsdtar', words: (image: string, to: string) => ['-xpf', image, '-C', to] },
  ];
  const cases = READERS.flatMap((reader) =>
    (['1.10', '1.12'] as const).flatMap((rockRidgeVersion) =>
      [false, true].map((keepDeep) => ({ ...reader, rockRidgeVersion, keepDeep })),
    ),
  );
  test.for(cases)('$program, RRIP $rockRidgeVersion, deep folders kept: $keepDeep', (one, context) => {
    needs(context, one.program);
    const root = roots.get(SPREAD) as string;
    const image = join(scratch, 'image.iso');
    const folder = join(scratch, 'extracted');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    const { rockRidgeVersion, keepDeep } = one;
    const disk = diskTree(root);
    for (const { path, kind } of SPREAD.entries) {
      // no reader makes sockets, and both take the numbers of a device for the halves that RRIP 4.1.2 speaks of
      const isUnfit = kind === 'socket' || (kind === 'device' && rockRidgeVersion === '1.10');
      if (isUnfit) disk.tree.exclude(disk.entries.get(path) as number, true);
    }
    writeFileSync(image, imageOf(disk, { ...DEFAULT_OPTIONS, rockRidge: 'full', rockRidgeVersion, keepDeep }));
    const { status, stderr } = spawnSync(one.program, one.words(image, folder), { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    rmSync(join(folder, 'rr_moved'), { recursive: true, force: true });
    const isUnfit = (line: string) =>
      / socket$| device/.test(line) && (rockRidgeVersion === '1.10' || !/ device/.test(line));
    expect(described(folder)).toEqual(described(root).filter((line) => !isUnfit(line)));
  });
});

/** What each entry of a folder on disk is, but for times. */
function described(root: string): string[] {
  const lines: string[] = [];
  const walk = (folder: string, path: string) => {
    for (const name of readdirSync(folder).sort()) {
      const place = join(folder, name);
      const stats = lstatSync(place);
      const inner = `${path}/${name}`;
      const owner = stats.isSymbolicLink()
        ? readlinkSync(place)
        : `${stats.mode.toString(8)} ${stats.uid}:${stats.gid}`;
      const isDevice = stats.isBlockDevice() || stats.isCharacterDevice();
      const device = isDevice ? ` device ${stats.rdev}` : stats.isSocket() ? ' socket' : '';
      const content = stats.isFile() ? ` ${createHash('sha256').update(readFileSync(place)).digest('hex')}` : '';
      lines.push(`${inner}: ${owner}${device}${content}`);
      if (stats.isDirectory()) walk(place, inner);
    }
  };
  walk(root, '');
  return lines;
}
