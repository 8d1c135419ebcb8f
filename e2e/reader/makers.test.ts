/** The reader over images of every maker: each shows what was on disk, byte for byte. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isodrop } from '../../src/node/run.fixture';
import type { OnDisk } from '../images/disk';
import { onDisk } from '../images/disk';
import { needs } from '../images/programs';
import { makeTree, removeTree, scratchDirectory, TREES } from '../images/trees';
import { readWithAll } from '../matrix/readers';
import { disagreements } from './agreement';
import { asOnDisk, contentOf, openFile, shown } from './shown';

type Fact = keyof OnDisk;

interface Maker {
  program: string;
  words: (image: string, root: string) => string[];
}

const LIMIT = 60_000;
const OWN = 'isodrop';
const MAKERS: readonly Maker[] = [
  { program: OWN, words: (image, root) => ['-quiet', '-J', '-R', '-rrip112', '-o', image, root] },
  { program: 'genisoimage', words: (image, root) => ['-quiet', '-J', '-R', '-o', image, root] },
  { program: 'xorriso', words: (image, root) => ['-as', 'mkisofs', '-quiet', '-J', '-o', image, root] },
  {
    program: 'bsdtar',
    words: (image, root) => ['--format=iso9660', '--options=rockridge=strict', '-cf', image, '-C', root, '.'],
  },
];

/** What a maker does not record as it is on disk, or does not take at all. */
const EXCEPTIONS: readonly {
  maker: string;
  tree: RegExp;
  path?: RegExp;
  facts?: readonly Fact[];
  findings?: readonly string[];
  reason: string;
}[] = [
  ...['xorriso', 'bsdtar'].map((maker) => ({
    maker,
    tree: /./,
    facts: ['linkCount'] as const,
    reason: 'it records one link of every folder',
  })),
  {
    maker: 'genisoimage',
    tree: /^times$/,
    facts: ['modifyTime'],
    reason: 'from 2028 on its offset from Greenwich is that of another day (ECMA-119 9.1.5)',
  },
  {
    maker: 'genisoimage',
    tree: /^links$/,
    facts: ['target'],
    findings: ['susp-length', 'link-incomplete'],
    reason: 'the length of its SL entries is cut to eight bits (SUSP 4.1)',
  },
  {
    maker: 'xorriso',
    tree: /^times-outside$/,
    facts: ['modifyTime'],
    reason: 'it has no long stamps: years outside of 1900 to 2155 become the nearest ones',
  },
  { maker: 'bsdtar', tree: /^deep$/, reason: 'it fails at folders that meet in the folder for relocated ones' },
  {
    maker: 'bsdtar',
    tree: /^times-outside$/,
    facts: ['modifyTime'],
    reason: 'it takes years modulo 256 in stamps of seven bytes',
  },
  {
    maker: 'bsdtar',
    tree: /^links$/,
    path: /^slash at the end$/,
    facts: ['target'],
    reason: 'it keeps a slash at the end',
  },
  {
    maker: 'bsdtar',
    tree: /^many-components$/,
    facts: ['target'],
    reason: 'it forgets the slash where a target goes on in another SL entry between two components (RRIP 4.1.3)',
  },
  { maker: 'xorriso', tree: /^empty$/, reason: 'it makes no image of nothing' },
  { maker: 'xorriso', tree: /^(links|many-components)$/, reason: 'it takes no link of more than 1,024 bytes' },
];

/** Large trees, with nothing in them that makers record each in a way of its own: Isodrop's images of them do. */
const LARGE = ['many-files', 'block-borders', 'many-folders'];
/** Trees whose images other readers read, too: they, the tests' parser and the reader show the same. */
const READ_BY_OTHERS = ['first', 'sizes', 'unicode', 'modes'];
let scratch: string;
beforeAll(() => {
  scratch = scratchDirectory();
});
afterAll(() => removeTree(scratch));

describe.each(MAKERS)('$program', ({ program, words }) => {
  const trees = TREES.filter(({ name, notForGenisoimage }) => {
    if (program !== OWN && LARGE.includes(name)) return false;
    return program !== 'genisoimage' || !notForGenisoimage;
  });
  test.for(trees)('of $name shows what is on disk', { timeout: LIMIT }, async (tree, context) => {
    if (program !== OWN) needs(context, program);
    const exceptions = EXCEPTIONS.filter((one) => one.maker === program && one.tree.test(tree.name));
    if (exceptions.some(({ path, facts }) => !path && !facts)) return;
    const entries = tree.entries;
    const root = makeTree({ name: `${program} ${tree.name}`, entries }, scratch);
    const file = join(scratch, `${program} ${tree.name}.iso`);
    const env = { ...process.env, TZ: 'UTC', LC_ALL: 'C.UTF-8' };
    if (program === OWN) expect(await isodrop(words(file, root))).toMatchObject({ code: 0 });
    else execFileSync(program, words(file, root), { env, stdio: 'pipe', timeout: LIMIT });
    const image = await openFile(file);
    const found = await asOnDisk(image, 'rock-ridge');
    const disk = onDisk(root);
    const wrong: unknown[] = [];
    for (const path of new Set([...found.keys(), ...disk.keys()])) {
      const is = found.get(path) as unknown as Record<string, unknown> | undefined;
      const should = disk.get(path) as unknown as Record<string, unknown> | undefined;
      for (const fact of ['kind', 'size', 'mode', 'linkCount', 'modifyTime', 'target', 'content'] as const) {
        const text = (one?: Record<string, unknown>) => String(one?.[fact]);
        if (text(is) === text(should)) continue;
        const isMeant = exceptions.some((one) => (one.path?.test(path) ?? true) && (one.facts?.includes(fact) ?? true));
        if (!isMeant) wrong.push(`${path}: ${fact} ${text(is).slice(0, 80)}, not ${text(should).slice(0, 80)}`);
      }
    }
    expect(wrong.slice(0, 5)).toEqual([]);
    const codes = new Set(image.findings.counts.keys());
    expect([...codes].sort()).toEqual([...new Set(exceptions.flatMap(({ findings = [] }) => findings))].sort());
    expect((await shown(image, 'joliet')).size > 0).toBe(disk.size > 0);
    if (READ_BY_OTHERS.includes(tree.name)) {
      expect(await disagreements(readFileSync(file))).toEqual([]);
      expect(readWithAll(file)).toEqual([]);
    }
  });
});

const PYCDLIB = fileURLToPath(new URL('pycdlib_make.py', import.meta.url));
/** Debian's Python, which has Debian's pycdlib. */
const PYTHON = '/usr/bin/python3';

test.for([
  ['1.09', 'no'],
  ['1.12', 'no'],
  ['1.12', 'udf'],
] as const)('pycdlib, Rock Ridge %s, UDF: %s', async ([version, udf], context) => {
  needs(context, 'pycdlib-explorer');
  const file = join(scratch, `pycdlib ${version} ${udf}.iso`);
  execFileSync(PYTHON, [PYCDLIB, file, version, udf], { stdio: 'pipe' });
  const image = await openFile(file);
  const found = await shown(image, 'rock-ridge');
  const folder = `folder with a name that is rather long ${'n'.repeat(20)}`;
  const names = ['boot.cat', 'boot.img', folder, `${folder}/inner.txt`, 'lärger.bin', 'link', 'top file.txt'];
  expect([...found.keys()].sort()).toEqual(names.sort());
  expect(found.get('link')?.target).toBe('../some/./where');
  expect((await contentOf(image, found.get('lärger.bin')!)).toString()).toBe('x'.repeat(5000));
  expect([...(await shown(image, 'joliet')).keys()]).toContain('lärger.bin');
  expect((await image.bootCatalog())?.sections[0]?.entries[0]?.block).toBe(
    (found.get('boot.img')?.extents[0]?.at ?? 0) / 2048,
  );
  expect([...image.findings.counts.keys()]).toEqual(udf === 'udf' ? ['udf'] : []);
  expect((await disagreements(readFileSync(file))).filter((one) => !one.startsWith('a finding'))).toEqual([]);
});
