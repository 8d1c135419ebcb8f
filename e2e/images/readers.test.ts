/** Images of awkward trees through independent readers: names, contents, modes, links and times, as each can show. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OnDisk, onDisk } from './disk';
import { parseImage } from './iso-fields';
import { isodrop } from './makers';
import { identifierTree } from './namespaces';
import { needs } from './programs';
import { sevenZip } from './seven-zip';
import { makeTree, pathBytes, removeTree, scratchDirectory, TREES, type Tree } from './trees';

type Fact = 'kind' | 'size' | 'mode' | 'modifyTime' | 'target' | 'content';

interface Reader {
  name: string;
  program: string;
  /** Arguments that extract a whole image into an empty folder. */
  extract: (image: string, folder: string) => string[];
  /** What the reader shows of Rock Ridge. */
  shows: readonly Fact[];
}

/** What each reader can show. `7-Zip` and `isoinfo` are below: they show names of other namespaces. */
const READERS: readonly Reader[] = [
  {
    name: 'xorriso',
    program: 'xorriso',
    extract: (image, folder) => ['-osirrox', 'on', '-indev', `stdio:${image}`, '-extract', '/', folder],
    shows: ['kind', 'size', 'mode', 'modifyTime', 'target', 'content'],
  },
  {
    name: 'libarchive',
    program: 'bsdtar',
    extract: (image, folder) => ['-xpf', image, '-C', folder],
    shows: ['kind', 'size', 'mode', 'modifyTime', 'target', 'content'],
  },
];

/** What a reader cannot do: entries that are left out of the image it gets, or facts that are not compared. */
interface Defect {
  reader: string;
  tree: string;
  path: RegExp;
  facts?: readonly Fact[];
  reason: string;
}

const DEFECTS: readonly Defect[] = [
  {
    reader: 'xorriso',
    tree: 'links',
    path: /^over a thousand$/,
    reason: 'it loads no image with a link whose target has more than 1,024 bytes',
  },
  {
    reader: 'xorriso',
    tree: 'many-components',
    path: /^at most$/,
    reason: 'it loads no image with a link whose target has more than 1,024 bytes',
  },
  ...['links', 'many-components'].map((tree) => ({
    reader: 'xorriso',
    tree,
    path: /./,
    facts: ['modifyTime'] as const,
    reason: 'it sets no time of a link',
  })),
  {
    reader: 'libarchive',
    tree: 'many-components',
    path: /./,
    reason: 'it forgets the slash where an SL entry goes on in another between two components (RRIP 4.1.3)',
  },
  {
    reader: 'libarchive',
    tree: 'rr-moved-taken',
    path: /^rr_moved(\/|$)/,
    reason: 'it takes any folder of the name rr_moved for the one with relocated folders',
  },
  {
    reader: 'libarchive',
    tree: 'times',
    path: /at -(1|0\.5)$/,
    facts: ['modifyTime'],
    reason: 'it takes the second before 1970 for no time at all',
  },
  {
    reader: 'libarchive',
    tree: 'times-outside',
    path: /./,
    facts: ['modifyTime'],
    reason: 'it takes the month of a long stamp (RRIP 4.1.6) for the next one',
  },
  ...['deep', 'rr-moved-taken'].map((tree) => ({
    reader: 'isoinfo',
    tree,
    path: /^([^/]+\/){7}/,
    reason: 'it shows relocated folders where they were moved to (RRIP 4.1.5)',
  })),
  {
    reader: '7-Zip',
    tree: 'bad-bytes',
    path: /^surrogate/,
    reason: 'it prints half of a surrogate pair as bytes that are not UTF-8',
  },
  {
    reader: 'isoinfo',
    tree: 'many-components',
    path: /./,
    reason: 'it never ends at a link with more than one SL entry',
  },
];

/** xorriso and isoinfo show the folder that relocated folders were in. */
const RELOCATION_FOLDER = /^\.?rr_moved$/;
const LIMIT = 60_000;

let scratch: string;
const made = new Map<string, { root: string; image: string }>();

beforeAll(() => {
  scratch = scratchDirectory();
});

afterAll(() => removeTree(scratch));

/** A tree on disk and its image, without the entries that a reader cannot take. */
function make(tree: Tree, reader: string): { root: string; image: string } {
  const unfit = DEFECTS.filter((one) => one.reader === reader && one.tree === tree.name && !one.facts);
  const key = unfit.length > 0 ? `${reader}-${tree.name}` : tree.name;
  const known = made.get(key);
  if (known) return known;
  const entries = tree.entries.filter(({ path }) => !unfit.some((one) => one.path.test(path)));
  const root = makeTree({ name: key, entries }, scratch);
  const image = join(scratch, `${key}.iso`);
  isodrop(root, image, ['-J', '-R']);
  made.set(key, { root, image });
  return { root, image };
}

function run(program: string, words: string[]): string {
  const environment = { ...process.env, TZ: 'UTC', LC_ALL: 'C.UTF-8' };
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    env: environment,
    encoding: 'latin1',
    timeout: LIMIT,
    maxBuffer: 2 ** 27,
  });
  if (error) throw error;
  expect(status, `${program} ${words.join(' ')}\n${stderr}`).toBe(0);
  return stdout;
}

/** The facts of an entry that a reader can show, and shows rightly. */
function facts(entry: OnDisk | undefined, shown: readonly Fact[]): Record<string, unknown> | undefined {
  if (!entry) return undefined;
  const some: Record<string, unknown> = {};
  for (const fact of shown) {
    if (fact === 'mode' && entry.kind === 'link') continue;
    if (fact === 'content') some[fact] = entry.content?.toString('latin1');
    else some[fact] = entry[fact];
  }
  return some;
}

describe.each(READERS)('$name', (reader) => {
  test.for(TREES)('extracts $name as it is on disk', { timeout: LIMIT }, (tree, context) => {
    needs(context, reader.program);
    const { root, image } = make(tree, reader.name);
    const folder = join(scratch, 'extracted');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    run(reader.program, reader.extract(image, folder));
    const found = onDisk(folder);
    const disk = onDisk(root);
    const wrong: unknown[] = [];
    for (const path of new Set([...found.keys(), ...disk.keys()])) {
      if (RELOCATION_FOLDER.test(path) && !disk.has(path)) continue;
      const unsure = DEFECTS.filter(
        (one) => one.reader === reader.name && one.tree === tree.name && one.path.test(path),
      );
      const shown = reader.shows.filter((fact) => !unsure.some(({ facts }) => facts?.includes(fact)));
      const is = facts(found.get(path), shown);
      const should = facts(disk.get(path), shown);
      if (JSON.stringify(is) !== JSON.stringify(should)) wrong.push({ path, is, should });
    }
    expect(wrong).toEqual([]);
  });
});

describe('isoinfo', () => {
  test.for(TREES)('lists the Rock Ridge names of $name', (tree, context) => {
    needs(context, 'isoinfo');
    const { root, image } = make(tree, 'isoinfo');
    const shown = lines(run('isoinfo', ['-R', '-f', '-i', image]));
    const names = [...onDisk(root).keys()].map((path) => `/${pathBytes(path).toString('latin1')}`);
    const isRelocation = (line: string) => RELOCATION_FOLDER.test(line.slice(1)) && !names.includes(line);
    expect(shown.filter((line) => !isRelocation(line))).toEqual(lines(names.join('\n')));
  });
});

describe('7-Zip', () => {
  test.for(TREES)(
    'lists the Joliet names and sizes of $name, and reads every byte',
    { timeout: LIMIT },
    async (tree) => {
      const { image } = make(tree, '7-Zip');
      expect(listed(await sevenZip(['l', '-slt', '-ba', '-sccUTF-8', image]))).toEqual(jolietEntries(image));
      expect(await sevenZip(['t', image])).toContain('Everything is Ok');
    },
  );
});

/** Paths and sizes of 7-Zip's technical listing (`-slt`), folders without a size. */
function listed(text: string): string[] {
  const entries: string[] = [];
  for (const block of text.split(/\r?\n\r?\n/)) {
    const path = /^Path = ([^\r\n]*)/m.exec(block)?.[1];
    if (path === undefined) continue;
    const size = /^Folder = \+/m.test(block) ? 'folder' : /^Size = (\d+)/m.exec(block)?.[1];
    entries.push(`${path}: ${size}`);
  }
  return entries.sort();
}

/** The same as the tests' own parser reads it in the Joliet hierarchy. 7-Zip shows no full stop that ends a name. */
function jolietEntries(image: string): string[] {
  const { joliet } = parseImage(readFileSync(image));
  if (!joliet) throw new Error('the image has no Joliet descriptor');
  const entries = [...identifierTree(joliet)].map(
    ([path, { kind, size }]) => `${path.replaceAll(/\.(?=\/|$)/g, '')}: ${kind === 'directory' ? 'folder' : size}`,
  );
  return entries.sort();
}

/** The lines of a text, sorted. */
function lines(text: string): string[] {
  return text.split('\n').filter(Boolean).sort();
}
