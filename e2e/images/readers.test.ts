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
import { makeTree, removeTree, scratchDirectory, TREES } from './trees';

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

/** A reader's own defect: it shows something else for certain entries of certain trees. */
interface Defect {
  reader: string;
  tree: string;
  path: RegExp;
  facts: readonly Fact[] | 'all';
  reason: string;
}

const DEFECTS: readonly Defect[] = [];

const LIMIT = 60_000;

let scratch: string;
const roots = new Map<string, string>();
const images = new Map<string, string>();

beforeAll(() => {
  scratch = scratchDirectory();
  for (const tree of TREES) {
    const root = makeTree(tree, scratch);
    const image = join(scratch, `${tree.name}.iso`);
    isodrop(root, image, ['-J', '-R']);
    roots.set(tree.name, root);
    images.set(tree.name, image);
  }
}, LIMIT);

afterAll(() => removeTree(scratch));

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
    some[fact] = fact === 'content' ? entry.content?.toString('latin1') : entry[fact];
  }
  return some;
}

describe.each(READERS)('$name', (reader) => {
  test.for(TREES)('extracts $name as it is on disk', { timeout: LIMIT }, (tree, context) => {
    needs(context, reader.program);
    const folder = join(scratch, 'extracted');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    run(reader.program, reader.extract(images.get(tree.name) as string, folder));
    const found = onDisk(folder);
    const disk = onDisk(roots.get(tree.name) as string);
    const wrong: unknown[] = [];
    for (const path of new Set([...found.keys(), ...disk.keys()])) {
      const defects = DEFECTS.filter(
        (one) => one.reader === reader.name && one.tree === tree.name && one.path.test(path),
      );
      if (defects.some(({ facts }) => facts === 'all')) continue;
      const shown = reader.shows.filter((fact) => !defects.some(({ facts }) => facts.includes(fact)));
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
    const listed = run('isoinfo', ['-R', '-f', '-i', images.get(tree.name) as string]);
    const names = [...onDisk(roots.get(tree.name) as string).keys()].map((path) => `/${path}`);
    expect(lines(Buffer.from(listed, 'latin1').toString())).toEqual(lines(names.join('\n')));
  });
});

describe('7-Zip', () => {
  test.for(TREES)(
    'lists the Joliet names and sizes of $name, and reads every byte',
    { timeout: LIMIT },
    async (tree) => {
      const image = images.get(tree.name) as string;
      expect(listed(await sevenZip(['l', '-slt', '-ba', '-sccUTF-8', image]))).toEqual(jolietEntries(image));
      expect(await sevenZip(['t', image])).toContain('Everything is Ok');
    },
  );
});

/** Paths and sizes of 7-Zip's technical listing (`-slt`), folders without a size. */
function listed(text: string): Record<string, string> {
  const entries: Record<string, string> = {};
  for (const block of text.split(/\r?\n\r?\n/)) {
    const path = /^Path = ([^\r]*)/m.exec(block)?.[1];
    if (path === undefined) continue;
    const isFolder = /^Folder = \+/m.test(block);
    entries[path] = isFolder ? 'folder' : (/^Size = (\d+)/m.exec(block)?.[1] ?? '');
  }
  return entries;
}

/** The same as the image's Joliet hierarchy has it, read by the tests' own parser. */
function jolietEntries(image: string): Record<string, string> {
  const { joliet } = parseImage(readFileSync(image));
  if (!joliet) throw new Error('the image has no Joliet descriptor');
  const entries: Record<string, string> = {};
  for (const [path, { kind, size }] of identifierTree(joliet)) {
    entries[path] = kind === 'directory' ? 'folder' : String(size);
  }
  return entries;
}

/** The lines of a text, sorted. */
function lines(text: string): string[] {
  return text.split('\n').filter(Boolean).sort();
}
