/**
 * Names and whole images against genisoimage's, under every name option: one awkward tree, on a folder that lists in
 * canonical order. The image is made by the library from what is on disk, with genisoimage's own second and name in
 * its descriptor, so that no byte but those of `isLostContinuation` may differ.
 */
import { readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Encoder } from '../../src/image/encoder';
import { buildManifest } from '../../src/image/manifest';
import type { ImageOptions } from '../../src/image/options';
import { contentPlaces, ImagePlan } from '../../src/image/plan';
import { type WalkedTree, walkPaths } from '../../src/sources/node-directory';
import { type Field, fieldAt, parseImage } from './iso-fields';
import { genisoimage } from './makers';
import { combinations, optionsOf } from './name-rules';
import { ACCESS_TIME, AWKWARD_FOR_JOLIET, AWKWARD_NAMES, DEEP, MODIFY_TIME } from './name-tree';
import { needs } from './programs';
import { listsCanonically, makeTree, removeTree, scratchDirectory } from './trees';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));

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

/** The whole image as Isodrop makes it. */
function imageOf(walked: WalkedTree, options: ImageOptions): Buffer {
  const manifest = buildManifest(walked.tree, options);
  const encoder = new Encoder(module, manifest.bytes);
  const parts: Uint8Array[] = [];
  for (const segment of new ImagePlan(encoder.layout, contentPlaces(walked.tree, manifest)).segments()) {
    if (segment.kind === 'metadata') parts.push(encoder.render(segment.firstBlock, segment.blocks).slice());
    else if (segment.kind === 'zeros') parts.push(new Uint8Array(segment.byteLength));
    else parts.push(readFileSync(walked.contents.path(segment.store, segment.offset)));
  }
  return Buffer.concat(parts);
}

/** As genisoimage made an image: the second in which it began, and what it calls itself. */
function madeLike(options: ImageOptions, theirs: Buffer): ImageOptions {
  const digits = theirs.toString('latin1', 16 * 2048 + 813, 16 * 2048 + 827);
  const [, ...date] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits) ?? [];
  const [year, month, day, hour, minute, second] = date.map(Number) as [number, number, number, number, number, number];
  return {
    ...options,
    volumeTimes: { creation: Date.UTC(year, month - 1, day, hour, minute, second) / 1000 },
    identifiers: { application: theirs.toString('latin1', 16 * 2048 + 574, 16 * 2048 + 702).trimEnd() },
  };
}

/**
 * A defect of genisoimage: it copies a continuation area before it knows where the next one will lie, so that a CE
 * entry in a continuation area leads to block 0. Level 4 makes such, since a long identifier leaves no room for NM.
 */
const isLostContinuation = ({ structure, field }: Field, theirs: Buffer) =>
  structure === 'CE entry' && /^(block|offset)/.test(field) && theirs.every((byte) => byte === 0);

/** The fields that differ and are not meant to, as lines; the first few. */
function differences(ours: Buffer, theirs: Buffer): string[] {
  const lines: string[] = [];
  if (ours.length !== theirs.length) lines.push(`the image has ${ours.length} bytes, not ${theirs.length}`);
  if (ours.equals(theirs)) return lines;
  const image = parseImage(ours);
  const length = Math.min(ours.length, theirs.length);
  for (let at = 0; at < length && lines.length < 20; at++) {
    if (ours[at] === theirs[at]) continue;
    const field = fieldAt(image, at);
    const value = (of: Buffer) => of.subarray(field.offset, field.offset + field.length);
    const [our, their] = [value(ours), value(theirs)];
    if (!isLostContinuation(field, their))
      lines.push(
        `${field.structure}, ${field.field} of “${field.path}”: “${our.toString('latin1')}”, not “${their.toString('latin1')}”`,
      );
    at = Math.max(at, field.offset + field.length - 1);
  }
  return lines;
}

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
    others: ['-joliet-long'],
    tree: AWKWARD_FOR_JOLIET,
    some: ['-ucs-level 1', '-ucs-level 2', '-ucs-level 3 -r -iso-level 4', '-r -l'].map((text) => text.split(' ')),
  },
  { others: ['-D'], tree: DEEP, some: [['-J'], ['-r'], ['-l', '-J', '-r']] },
  { others: ['-iso-level', '4'], tree: DEEP, some: [['-J'], ['-r'], ['-J', '-r']] },
];

describe.each(KINDS)('$tree.name with $others', ({ others, tree, some }) => {
  test.for(some.map((words) => ({ words, name: words.join(' ') })))('$name', ({ words }, context) => {
    needs(context, 'genisoimage');
    const { root, walked } = roots.get(tree.name) as { root: string; walked: WalkedTree };
    const output = join(scratch, 'genisoimage.iso');
    const options = [...others, ...words];
    expect(genisoimage(root, output, options)).toBeUndefined();
    const theirs = readFileSync(output);
    expect(differences(imageOf(walked, madeLike(optionsOf(options), theirs)), theirs)).toEqual([]);
  });
});
