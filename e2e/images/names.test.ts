/**
 * Names and whole images against genisoimage's, under every name option: one awkward tree, on a folder that lists in
 * canonical order. The image is made by the library from what is on disk, with genisoimage's own second and name in
 * its descriptor.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stageLog } from '../../src/image/log';
import { type WalkedTree, walkPaths } from '../../src/sources/node-directory';
import { rowsOf } from '../tools/thorough';
import { scene } from './comparison';
import { imageOf, layoutOf, madeLike } from './library-image';
import { genisoimage } from './makers';
import { judge } from './meant-differences';
import { combinations, optionsOf } from './name-rules';
import { ACCESS_TIME, AWKWARD_FOR_JOLIET, AWKWARD_NAMES, DEEP, MODIFY_TIME } from './name-tree';
import { needs } from './programs';
import { listsCanonically, makeTree, removeTree, scratchDirectory } from './trees';

let scratch: string;
const roots = new Map<string, { root: string; walked: WalkedTree }>();

beforeAll(() => {
  scratch = scratchDirectory();
  for (const tree of [AWKWARD_NAMES, AWKWARD_FOR_JOLIET, DEEP]) {
    const root = makeTree(tree, scratch);
    utimesSync(root, ACCESS_TIME, MODIFY_TIME);
    roots.set(tree.name, { root, walked: walkPaths([root]) });
  }
});
afterAll(() => removeTree(scratch));

test('the folders list in canonical order, without which there is nothing to compare', () => {
  for (const { root } of roots.values()) expect(listsCanonically(Buffer.from(root))).toEqual({ canonical: true });
});

const all = combinations();
const singles = all.filter((words) => words.length !== 2 || words[0] === '-iso-level');
const KINDS = [
  { others: [], tree: AWKWARD_NAMES, some: all },
  { others: ['-r'], tree: AWKWARD_NAMES, some: singles },
  { others: ['-J'], tree: AWKWARD_FOR_JOLIET, some: singles },
  {
    others: ['-T'],
    tree: AWKWARD_NAMES,
    some: ['-l', '-d', '-N', '-L', '-U', '-max-iso9660-filenames', '-iso-level 4', '-r -l'].map((text) =>
      text.split(' '),
    ),
  },
  { others: ['-T', '-J'], tree: AWKWARD_FOR_JOLIET, some: [['-r'], ['-U'], ['-iso-level', '4']] },
  {
    others: ['-joliet-long'],
    tree: AWKWARD_FOR_JOLIET,
    some: ['-ucs-level 1', '-ucs-level 2', '-ucs-level 3 -r -iso-level 4', '-r -l'].map((text) => text.split(' ')),
  },
  { others: ['-D'], tree: DEEP, some: [['-J'], ['-r'], ['-l', '-J', '-r']] },
  { others: ['-iso-level', '4'], tree: DEEP, some: [['-J'], ['-r'], ['-J', '-r']] },
];

describe.each(KINDS)('$tree.name with $others', ({ others, tree, some }) => {
  test.for(rowsOf(some, 8).map((words) => ({ words, name: words.join(' ') })))(
    '$name',
    { timeout: 60_000 },
    ({ words }, context) => {
      needs(context, 'genisoimage');
      const { root, walked } = roots.get(tree.name) as { root: string; walked: WalkedTree };
      const output = join(scratch, 'genisoimage.iso');
      const options = [...others, ...words];
      expect(genisoimage(root, output, options)).toBeUndefined();
      const theirs = readFileSync(output);
      const ours = imageOf(walked, madeLike(optionsOf(options), theirs));
      expect(judge(scene(ours, theirs, options, tree.entries), theirs).unexplained).toEqual([]);
    },
  );
});

/** Identifiers of the descriptors as genisoimage and as the library take them; some fill their fields. */
const IDENTIFIERS = [
  ['-sysid', 'system', 'SYSTEM 32 BYTES LONG ...........'],
  ['-volset', 'volumeSet', 'SET '.repeat(32)],
  ['-publisher', 'publisher', 'Publisher: a/b'],
  ['-p', 'dataPreparer', 'PREPARER'],
  ['-A', 'application', 'APPLICATION'],
  ['-copyright', 'copyrightFile', 'COPYRIGH.TXT;1'],
  ['-abstract', 'abstractFile', 'A'.repeat(37)],
  ['-biblio', 'bibliographicFile', 'BIBLIO.TXT'],
] as const;

test('identifiers are recorded as genisoimage records them, in all descriptors', { timeout: 60_000 }, (context) => {
  needs(context, 'genisoimage');
  const { root, walked } = roots.get(DEEP.name) as { root: string; walked: WalkedTree };
  const output = join(scratch, 'genisoimage.iso');
  const options = ['-J', '-r', '-iso-level', '4'];
  const words = IDENTIFIERS.flatMap(([word, , text]) => [word, text]);
  const volumeName = 'Volume name of 32 characters ...';
  expect(genisoimage(root, output, [...options, '-V', volumeName, ...words])).toBeUndefined();
  const theirs = readFileSync(output);
  const identifiers = Object.fromEntries(IDENTIFIERS.map(([, name, text]) => [name, text]));
  const ours = imageOf(walked, { ...madeLike(optionsOf(options), theirs), volumeName, identifiers });
  expect(judge(scene(ours, theirs, options, DEEP.entries), theirs).unexplained).toEqual([]);
});

test('the stages of level 4 lie where genisoimage logs them', (context) => {
  needs(context, 'genisoimage');
  const { root, walked } = roots.get(DEEP.name) as { root: string; walked: WalkedTree };
  const words = ['-J', '-r', '-iso-level', '4'];
  const { stderr } = spawnSync('genisoimage', [...words, '-v', '-o', join(scratch, 'genisoimage.iso'), root]);
  const stages = (lines: string[]) => lines.filter((line) => /^(Writing|Done with):/.test(line));
  const ours = stages(stageLog(layoutOf(walked, optionsOf(words))));
  expect(ours).toContain('Writing:   Enhanced Volume Descriptor              Start Block 17');
  expect(ours).toEqual(stages(stderr.toString().split('\n')));
});
