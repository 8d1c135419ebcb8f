/** Images of awkward trees keep the standards' rules and hold what is on disk, by a parser that knows no encoder. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { conformanceProblems, problemLine } from './conformance';
import { isExcepted } from './conformance-exceptions';
import { onDisk } from './disk';
import { BLOCK_BYTES, type IsoImage, parseImage } from './iso-fields';
import { isodrop } from './makers';
import { type Node, rockRidgeTree } from './namespaces';
import { makeTree, removeTree, scratchDirectory, TREES, type Tree } from './trees';

const OPTIONS: readonly { name: string; options: string[]; level: 1 | 2 | 3 }[] = [
  { name: '-J -r', options: ['-J', '-r'], level: 1 },
  { name: '-J', options: ['-J'], level: 1 },
  { name: 'no option', options: [], level: 1 },
  { name: '-J -R -iso-level 2', options: ['-J', '-R', '-iso-level', '2'], level: 2 },
];
/** Trees that options other than the usual ones make a difference to. */
const OTHERS = ['deep', 'odd-names', 'collisions', 'long-names', 'joliet-limit', 'links', 'many-folders'];

let scratch: string;
const roots = new Map<string, string>();

beforeAll(() => {
  scratch = scratchDirectory();
  for (const tree of TREES) roots.set(tree.name, makeTree(tree, scratch));
});

afterAll(() => removeTree(scratch));

function image(tree: Tree, options: readonly string[]): IsoImage {
  const output = join(scratch, `${tree.name}.iso`);
  isodrop(roots.get(tree.name) as string, output, options);
  return parseImage(readFileSync(output));
}

describe.each(OPTIONS)('with $name', ({ options, level }) => {
  const trees = TREES.filter(({ name }) => options === OPTIONS[0]?.options || OTHERS.includes(name));
  test.each(trees)('the image of $name keeps the rules', (tree) => {
    const problems = conformanceProblems(image(tree, options), level);
    expect(problems.filter((problem) => !isExcepted(problem, options)).map(problemLine)).toEqual([]);
  });
});

test.each(TREES)('the image of $name with -R holds what is on disk', (tree) => {
  const disc = image(tree, ['-R']);
  const shown = rockRidgeTree(disc);
  const disk = onDisk(roots.get(tree.name) as string);
  expect([...shown.keys()].sort()).toEqual([...disk.keys()].sort());
  for (const [path, entry] of disk) {
    const node = shown.get(path) as Node;
    const { content, ...facts } = entry;
    const { kind, size, linkCount, modifyTime, accessTime, target } = node;
    const found = { kind, size, mode: (node.mode ?? 0) & 0o7777, linkCount, modifyTime, accessTime };
    expect(target === undefined ? found : { ...found, target }, path).toEqual(facts);
    if (!content) continue;
    const bytes = node.sections.map(({ block, byteLength }) =>
      disc.bytes.subarray(block * BLOCK_BYTES, block * BLOCK_BYTES + byteLength),
    );
    expect(Buffer.concat(bytes).equals(content), `content of ${path}`).toBe(true);
  }
});
