/**
 * Whole images against genisoimage's, byte for byte. Where the two differ, the byte must belong to a field of the table
 * below. Folders list in canonical order here, since genisoimage follows the listing and Isodrop sorts.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Field, fieldAt, type IsoImage, parseImage } from './iso-fields';
import { genisoimage, isodrop } from './makers';
import { needs } from './programs';
import { listsCanonically, makeTree, removeTree, scratchDirectory, TREES } from './trees';

/** A difference that is meant, with the reason. */
interface Meant {
  structure: RegExp;
  field: RegExp;
  /** Trees that it may occur in; default all. */
  trees?: readonly string[];
  path?: RegExp;
  /** Whether the two values differ in the way that is meant. */
  when?: (ours: Uint8Array, theirs: Uint8Array) => boolean;
  reason: string;
}

/** genisoimage takes the year as a signed byte: from 2028 on its offset from Greenwich is that of another day. */
function isZoneOf2028(ours: Uint8Array, theirs: Uint8Array): boolean {
  const sameTime = Buffer.compare(ours.subarray(0, 6), theirs.subarray(0, 6)) === 0;
  return sameTime && (ours[0] as number) >= 128 && ours[6] === 0;
}

const RELOCATING = ['deep', 'rr-moved-taken'];

const MEANT: readonly Meant[] = [
  { structure: /volume descriptor$/, field: /^application identifier$/, reason: 'it names the program' },
  {
    structure: /volume descriptor$/,
    field: /^volume (creation|modification|effective) date/,
    reason: 'the second in which each command began',
  },
  { structure: /./, field: /time|date/, when: isZoneOf2028, reason: 'a defect of genisoimage: see isZoneOf2028' },
  {
    structure: /directory record$/,
    field: /^recording date/,
    trees: RELOCATING,
    path: /^root record/,
    reason: 'a defect of genisoimage: it forgets the time of the root when it relocates a directory',
  },
  {
    structure: /directory record$/,
    field: /^recording date/,
    trees: ['links'],
    reason: 'a defect of genisoimage: the record of a symbolic link has the time of what the link leads to',
  },
  {
    structure: /^(ISO 9660 directory record|TF entry)$/,
    field: /^(recording date and time|(modify|access|attributes) time)$/,
    trees: RELOCATING,
    path: /^\/RR_MOVED(\/\.)?$/,
    reason: 'nothing tells the time of RR_MOVED: the volume’s here, the clock’s there, a second later at times',
  },
  {
    structure: /^(ISO 9660 directory record|TF entry|PX entry)$/,
    field: /^(recording date and time|(modify|access|attributes) time|file mode)$/,
    trees: RELOCATING,
    path: /^\/RR_MOVED\/\.\.$/,
    reason: 'a defect of genisoimage: `..` of RR_MOVED, the root, has no mode and the time 1970',
  },
  {
    structure: /^PX entry$/,
    field: /^file links$/,
    trees: RELOCATING,
    path: /^\/RR_MOVED\/[^/]+\/\.\.$/,
    reason: '`..` with PL stands for the parent that the directory had; genisoimage gives it the links of RR_MOVED',
  },
  {
    structure: /directory record$/,
    field: /^file identifier$/,
    trees: ['controls'],
    path: /DELETE_/,
    reason: 'a defect of genisoimage: it keeps the character 7F, which is no d-character',
  },
];

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

/** The fields that differ and are not meant to, as lines; the first few. */
function differences(image: IsoImage, other: Uint8Array, tree: string): string[] {
  const { bytes } = image;
  const lines = new Set<string>();
  if (bytes.length !== other.length) lines.add(`the image has ${bytes.length} bytes, not ${other.length}`);
  const length = Math.min(bytes.length, other.length);
  for (let at = 0; at < length && lines.size < 20; at++) {
    if (bytes[at] === other[at]) continue;
    const field = fieldAt(image, at);
    const value = (of: Uint8Array) => of.subarray(field.offset, field.offset + field.length);
    if (!isMeant(field, tree, value(bytes), value(other))) {
      const hex = (of: Uint8Array) => Buffer.from(value(of)).toString('hex');
      const path = field.path ? ` of “${field.path}”` : '';
      lines.add(`${field.structure}, ${field.field}${path}: ${hex(bytes)}, not ${hex(other)}`);
    }
    at = Math.max(at, field.offset + field.length - 1);
  }
  return [...lines];
}

function isMeant({ structure, field, path }: Field, tree: string, ours: Uint8Array, theirs: Uint8Array): boolean {
  return MEANT.some(
    (meant) =>
      meant.structure.test(structure) &&
      meant.field.test(field) &&
      (meant.trees?.includes(tree) ?? true) &&
      (meant.path?.test(path) ?? true) &&
      (meant.when?.(ours, theirs) ?? true),
  );
}
