/**
 * Whole images against genisoimage's, byte for byte. Where the two differ, the byte must belong to a field of the table
 * below. Folders list in canonical order here, since genisoimage follows the listing and Isodrop sorts.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { differences } from './differences';
import { parseImage } from './iso-fields';
import { genisoimage, isodrop } from './makers';
import { needs } from './programs';
import { listsCanonically, makeTree, removeTree, scratchDirectory, TREES } from './trees';

const OPTIONS = [['-J', '-r'], ['-J', '-R'], ['-r', '-iso-level', '2'], ['-J', '-iso-level', '3'], []];

let scratch: string;
const roots = new Map<string, string>();
/** Trees that options other than the usual ones make a difference to. */
const OTHERS = ['deep', 'odd-names', 'collisions', 'long-names', 'links', 'many-folders', 'block-borders'];
/**
 * In a longer SL entry genisoimage records the length modulo 256. Names with a semicolon are left out too: it sorts
 * them before all others in Joliet, and compares them only so far.
 */
const LONGEST_TARGET = 200;

const trees = TREES.filter(({ notForGenisoimage }) => notForGenisoimage === undefined).map((tree) => ({
  ...tree,
  entries: tree.entries.filter(
    (entry) => !entry.path.includes(';') && (entry.kind !== 'link' || entry.target.length <= LONGEST_TARGET),
  ),
}));

beforeAll(() => {
  scratch = scratchDirectory();
  for (const tree of trees) roots.set(tree.name, makeTree(tree, scratch));
});

afterAll(() => removeTree(scratch));

test('the folders list in canonical order, without which there is nothing to compare', () => {
  for (const root of roots.values()) expect(listsCanonically(Buffer.from(root))).toEqual({ canonical: true });
});

describe.each(OPTIONS.map((options) => ({ options })))('with $options', ({ options }) => {
  const isComparable = (name: string) =>
    options === OPTIONS[0] ||
    // without Rock Ridge genisoimage leaves out what lies deeper than eight levels
    (OTHERS.includes(name) && (name !== 'deep' || options.some((option) => /^-[rR]$/.test(option))));
  const some = trees.filter(({ name }) => isComparable(name));
  test.for(some)('the image of $name has the bytes of genisoimage', { timeout: 60_000 }, (tree, context) => {
    needs(context, 'genisoimage');
    const root = roots.get(tree.name) as string;
    const ours = join(scratch, 'isodrop.iso');
    const theirs = join(scratch, 'genisoimage.iso');
    expect(genisoimage(root, theirs, options)).toBeUndefined();
    isodrop(root, ours, options);
    expect(differences(parseImage(readFileSync(ours)), readFileSync(theirs), tree.name)).toEqual([]);
  });
});
