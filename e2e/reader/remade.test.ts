/** Images that are opened and saved without a change: all that they hold is kept, and Isodrop's own come out byte for byte. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bytesSource } from '../../src/reader/byte-source';
import { DiscImage } from '../../src/reader/disc-image';
import type { NamespaceKind } from '../../src/reader/entry';
import { needs } from '../images/programs';
import { TREES } from '../images/trees';
import { MATRIX_TREES, matrix } from '../matrix/cases';
import { Workshop } from '../matrix/workshop';
import { rowsOf } from '../tools/thorough';
import { remade } from './remade';
import { contentOf, shown } from './shown';

const SECONDS = 1_764_000_000;

let workshop: Workshop;
beforeAll(() => {
  workshop = new Workshop();
  for (const tree of MATRIX_TREES) workshop.add(tree);
});
afterAll(() => workshop.close());

/** What is kept of every entry of a hierarchy. */
async function kept(bytes: Uint8Array, kind: NamespaceKind): Promise<Record<string, unknown>> {
  const image = await DiscImage.open(bytesSource(bytes));
  const entries: Record<string, unknown> = {};
  for (const [path, entry] of await shown(image, kind)) {
    const { refusal } = entry;
    // What cannot be read is told of.
    if (refusal) continue;
    const { at: _, extents: __, path: ___, serial: ____, links, identifier: _____, ...rest } = entry;
    const content = entry.kind === 'file' ? await contentOf(image, entry) : '';
    // Of folders they are counted anew.
    const counted = entry.kind === 'directory' ? {} : { links };
    entries[path] = { ...rest, ...counted, content: createHash('sha256').update(content).digest('hex') };
  }
  return entries;
}

/** @param isOwn whether names that meet in Joliet are numbered as Isodrop does it */
async function expectAllKept(image: Uint8Array, isOwn: boolean): Promise<Buffer> {
  const { bytes } = await remade(image);
  const { namespaces } = await DiscImage.open(bytesSource(image));
  expect((await DiscImage.open(bytesSource(bytes))).namespaces).toEqual(namespaces);
  const [main = 'iso', other] = namespaces;
  expect(await kept(bytes, main)).toEqual(await kept(image, main));
  if (other !== 'joliet') return bytes;
  const [is, was] = [await kept(bytes, other), await kept(image, other)];
  if (isOwn) expect(is).toEqual(was);
  else expect(Object.keys(is).length).toBeGreaterThanOrEqual(Object.keys(was).length);
  return bytes;
}

/** Not told by an image: what is hidden from all and is in no directory, which files are tables of others, and
    the mode of the folder for relocated ones. */
const UNTOLD = /-hide|-new-dir-mode|-T\b|-translation-table|-table-name/;
/** Without Rock Ridge an image does not have the whole names, whose order is that of its folders. */
/** Trees whose names are numbered in a way that their options alone do not tell. */
const NUMBERED = ['rr-moved-taken', 'odd-names'];
const HAS_WHOLE_NAMES = /(^| )-(r|R|rock|rational-rock)( |$)/;

describe.each(MATRIX_TREES)('$name', (tree) => {
  const cases = matrix().filter(
    (one) =>
      one.tree === tree.name && /-(J|joliet-long|r|R|rock|rational-rock)\b/.test(one.line) && !UNTOLD.test(one.line),
  );
  test.for(rowsOf(cases, 12))('$line', async ({ line, ...one }) => {
    const { image } = await workshop.ours(workshop.words({ ...one, line }), SECONDS);
    if (!image) return;
    const bytes = await expectAllKept(image, true);
    if (HAS_WHOLE_NAMES.test(line) && !NUMBERED.includes(tree.name))
      expect(firstDifference(image, bytes)).toBeUndefined();
  });
});

describe.each(
  rowsOf(
    TREES.filter(
      ({ name }) => !['empty', 'many-files', 'times', 'links', 'many-components', 'controls'].includes(name),
    ),
    3,
  ),
)('others’ images of $name', (tree) => {
  test.for(['-J -R', '-R -iso-level 3'])('genisoimage %s', async (options, context) => {
    needs(context, 'genisoimage');
    const root = workshop.words({ tree: tree.name, line: '' }).at(-1) as string;
    const { image } = workshop.theirs([...options.split(' '), root]);
    if (image) await expectAllKept(image, false);
  });
  test('xorriso', async (context) => {
    needs(context, 'xorriso');
    const root = workshop.words({ tree: tree.name, line: '' }).at(-1) as string;
    const output = join(workshop.scratch, 'xorriso.iso');
    execFileSync('xorriso', ['-as', 'mkisofs', '-quiet', '-J', '-o', output, root], { stdio: 'ignore' });
    await expectAllKept(readFileSync(output), false);
  });
});

/** Where two images differ, for people. */
function firstDifference(one: Buffer, other: Buffer): string | undefined {
  if (one.equals(other)) return undefined;
  let at = 0;
  while (one[at] === other[at]) at++;
  return `byte ${at} (block ${Math.floor(at / 2048)}) of ${one.length} and ${other.length}`;
}
