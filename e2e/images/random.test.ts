/**
 * Random trees under random options, laid out without a disk: the standards' rules hold, every entry is in each
 * hierarchy where it belongs and says what it is, and no two contents overlap.
 */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Encoder } from '../../src/image/encoder';
import { structureByteLength } from '../../src/image/layout';
import { buildManifest, type Manifest } from '../../src/image/manifest';
import { DEFAULT_OPTIONS, type ImageOptions } from '../../src/image/options';
import { TranslationTable } from '../../src/image/translation-tables';
import { type EntryId, ImageTree, Kind, Mark } from '../../src/image/tree';
import { conformanceProblems, problemLine } from './conformance';
import { BLOCK_BYTES, type IsoImage, parseImage } from './iso-fields';
import { identifierTree, type Namespace, type Node, rockRidgeTree } from './namespaces';
import { tableText } from './table-text';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));

/** Names that meet in 8.3 and in Joliet, sort oddly, or are long. */
const piece = fc.constantFrom(
  'a',
  'A',
  'b',
  '.',
  ' ',
  '_',
  ';',
  ':',
  '~',
  'é',
  'e\u0301',
  '日',
  '👨‍👩‍👧',
  '\u{1f600}',
  '\uff5e',
  '.txt',
  'long'.repeat(9),
);
const name = fc.oneof(
  { weight: 20, arbitrary: fc.array(piece, { minLength: 1, maxLength: 9 }).map((pieces) => pieces.join('')) },
  { weight: 1, arbitrary: fc.constantFrom('rr_moved', '.rr_moved', '.rr_moved_', 'RR_MOVED') },
);
const fits = (text: string) => text !== '.' && text !== '..' && Buffer.byteLength(text) <= 255;
const size = fc.oneof(
  fc.constantFrom(0, 1, 2047, 2048, 2049, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 2048, 2 ** 32 - 1, 2 ** 32, 2 ** 33 + 1),
  fc.nat(100_000),
);
const EARLIEST = Date.UTC(1900, 0, 1) / 1000;
const LATEST = Date.UTC(2155, 11, 31, 23, 59, 59) / 1000;
const time = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: EARLIEST, max: LATEST }) },
  { weight: 1, arbitrary: fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }) },
);
const KINDS = ['folder', 'folder', 'file', 'file', 'other name', 'link', 'c', 'b', 'pipe', 'socket'] as const;
const SPECIAL = { c: Kind.characterDevice, b: Kind.blockDevice, pipe: Kind.pipe, socket: Kind.socket } as const;
/** POSIX file types. */
const TYPES: Record<(typeof KINDS)[number], number> = {
  folder: 0o040000,
  file: 0o100000,
  'other name': 0o100000,
  link: 0o120000,
  c: 0o020000,
  b: 0o060000,
  pipe: 0o010000,
  socket: 0o140000,
};
const number32 = fc.nat(0xffffffff);
/** An entry: its parent is one of the folders before it, often the newest, so that trees are deep. */
const entry = fc.record({
  name: name.filter(fits),
  parent: fc.option(fc.nat(), { freq: 2 }),
  isTwin: fc.boolean(),
  kind: fc.constantFrom(...KINDS),
  size,
  /** Which of the files before it has the same bytes, if any. */
  same: fc.option(fc.nat(), { freq: 4 }),
  time,
  accessTime: time,
  mode: fc.nat(0o7777),
  device: fc.record({ major: number32, minor: number32 }),
  weight: fc.option(fc.integer({ min: -2, max: 2 }), { freq: 4 }),
  mark: fc.option(fc.constantFrom(Mark.notInIso, Mark.notInJoliet, Mark.hidden, Mark.associated), { freq: 5 }),
  target: fc.array(fc.constantFrom('..', '.', 'x', 'name'.repeat(20), '日本'), { minLength: 1, maxLength: 30 }),
});
type Given = typeof entry extends fc.Arbitrary<infer T> ? T : never;
const options = fc.record({
  joliet: fc.boolean(),
  rockRidge: fc.constantFrom<ImageOptions['rockRidge']>('full', 'full', 'full', 'none'),
  rockRidgeVersion: fc.constantFrom<ImageOptions['rockRidgeVersion']>('1.10', '1.12'),
  isoLevel: fc.constantFrom<1 | 2 | 3>(1, 2, 3),
  keepDeep: fc.boolean(),
  hideRelocation: fc.boolean(),
  volumeSetSize: fc.constant(3),
  volumeSequenceNumber: fc.constantFrom(1, 3),
  /** Of names that trees have, and one that they cannot have. */
  translationTable: fc.constantFrom(
    undefined,
    new TranslationTable('a', true),
    new TranslationTable('TRANS.TBL', true),
    new TranslationTable('TRANS.TBL', false),
  ),
});

/** What is meant: see conformance.test.ts; and files over 4 GiB, which need level 3, with a notice. */
const MEANT = [
  /is no directory identifier/,
  /“[^”]+” is no file identifier/,
  /NM of “\/_?RR_MOVE[^/]*\//,
  /^sections: .* need level 3$/,
  // a directory's full stop is no separator to the standard, but sorts like one
  /^sorted: ISO 9660 .*“[^”;]*\.[^”;/]*”/,
];
/** With folders that stay below the eighth level. */
const DEEP = [/^depth: /, /^path-length: /];
/** With entries that are left out of one hierarchy. */
const APART = [/^same-contents: /];

/** What the test knows of an entry. */
interface Known {
  given: Given;
  entry: EntryId;
  parent: Known | undefined;
  size: number;
}

test('images of random trees keep the rules and show every entry where it belongs', { timeout: 240_000 }, () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 60 }), options, (entries, chosen) => {
      const { tree, known, sameContent } = grow(entries);
      const { image, encoder, manifest } = lay(tree, chosen, sameContent);
      const hasRockRidge = chosen.rockRidge !== 'none';
      const isDeep = chosen.keepDeep || !hasRockRidge;
      const isApart = known.some(({ given }) => given.mark === Mark.notInIso || given.mark === Mark.notInJoliet);
      const isTableApart = chosen.translationTable?.inJoliet === false;
      const meant = [...MEANT, ...(isDeep ? DEEP : []), ...(isApart || isTableApart ? APART : [])];
      const problems = conformanceProblems(image, chosen.isoLevel).map(problemLine);
      expect(problems.filter((line) => !meant.some((one) => one.test(line)))).toEqual([]);

      const rows = new Map([...manifest.entries].map((entry, row) => [entry, row]));
      const isoName = (one: Known) => encoder.isoName(rows.get(one.entry) as number);
      const holdable = known.filter(
        ({ given }) => hasRockRidge || TYPES[given.kind] === 0o100000 || given.kind === 'folder',
      );
      const folders = foldersWithTable(known, holdable, chosen, isoName);
      const table = chosen.translationTable;
      const recorded = holdable.filter(
        (one) => one.given.kind === 'folder' || one.given.name !== table?.name || !folders.has(one.parent),
      );
      const inIso = recorded.filter((one) => !isMarked(one, Mark.notInIso));
      const inFolder = (folder: Known | undefined) => (folder ? `${tree.path(folder.entry)}/` : '');
      const tables = [...folders].map((folder) => `${inFolder(folder)}${table?.name}`);
      if (hasRockRidge) {
        const shown = rockRidgeTree(image);
        expect([...shown.keys()].sort()).toEqual([...tables, ...inIso.map((one) => tree.path(one.entry))].sort());
        for (const path of tables) expectTable(shown.get(path) as Node, encoder);
        for (const one of inIso) expectShown(one, shown.get(tree.path(one.entry)) as Node, chosen);
        if (chosen.rockRidgeVersion === '1.12') expectSerials(inIso, shown, tree);
      } else expect(identifierTree(image.primary).size).toBe(inIso.length + folders.size);
      if (image.joliet) {
        const names = recorded
          .filter((one) => !isMarked(one, Mark.notInJoliet))
          .map((one) => encoder.jolietName(rows.get(one.entry) as number));
        for (const folder of folders) {
          if (table?.inJoliet && !isMarked(folder, Mark.notInJoliet)) names.push(table.name);
        }
        const shown = [...identifierTree(image.joliet).keys()].map((path) => path.split('/').at(-1));
        expect(shown.sort()).toEqual(names.sort());
      }
      expectContents(
        known.filter((one) => recorded.includes(one)),
        tree,
        encoder,
        manifest,
        sameContent,
      );
    }),
    { numRuns: 400 },
  );
});

/** Makes the tree, and says which contents are the same. */
function grow(entries: readonly Given[]): { tree: ImageTree; known: Known[]; sameContent: Uint32Array } {
  const tree = new ImageTree({ modifyTime: 0 });
  const folders: (Known | undefined)[] = [undefined];
  const files: Known[] = [];
  const known: Known[] = [];
  const same: number[] = [];
  for (const given of entries) {
    const around = folders[given.parent === null ? folders.length - 1 : given.parent % folders.length];
    const into = around?.entry ?? 0;
    if (tree.find(into, given.name) >= 0) continue;
    const { time: modifyTime, accessTime, mode, device, kind } = given;
    const attributes = { modifyTime, accessTime, mode, device };
    const twin = given.same === null ? undefined : files[given.same % files.length];
    let made: EntryId;
    let byteLength = 0;
    if (kind === 'folder') made = tree.addDirectory(into, given.name, attributes);
    else if (kind === 'link')
      made = tree.addSymbolicLink(into, given.name, attributes, Buffer.from(given.target.join('/')));
    else if (kind === 'file' || kind === 'other name') {
      byteLength = twin?.size ?? given.size;
      const isOtherName = kind === 'other name' && twin !== undefined;
      const content = isOtherName ? tree.content(twin.entry).index : { byteLength, store: 0, offset: 0 };
      made = tree.addFile(into, given.name, attributes, content);
      const { index } = tree.content(made);
      same[index] ??= twin && given.isTwin ? (same[tree.content(twin.entry).index] as number) : index;
    } else made = tree.addSpecial(into, given.name, attributes, SPECIAL[kind]);
    if (given.mark !== null) tree.setMark(made, given.mark, true);
    if (given.weight !== null) tree.setWeight(made, given.weight);
    const one: Known = { given, entry: made, parent: around, size: byteLength };
    known.push(one);
    if (kind === 'folder') folders.push(one);
    if (kind === 'file' || kind === 'other name') files.push(one);
  }
  return { tree, known, sameContent: Uint32Array.from(same) };
}

/** Whether an entry, or a folder around it, has a mark. */
function isMarked(one: Known | undefined, mark: Mark): boolean {
  return one !== undefined && (one.given.mark === mark || isMarked(one.parent, mark));
}

/** The folders that have a translation table (undefined: the root): see `wasm/structure_contents.ts`. */
function foldersWithTable(
  known: readonly Known[],
  holdable: readonly Known[],
  { translationTable: table }: { translationTable: ImageOptions['translationTable'] },
  isoName: (one: Known) => string,
): Set<Known | undefined> {
  if (!table) return new Set();
  const identifier = table.name === 'a' ? 'A.' : 'TRANS.TBL';
  const all = [undefined, ...known.filter(({ given }) => given.kind === 'folder')];
  return new Set(
    all.filter((folder) => {
      const isSame = (one: Known) => one.given.name === table.name;
      const children = known.filter(({ parent }) => parent === folder);
      if (children.some((one) => isSame(one) && one.given.kind === 'folder')) return false;
      const listed = children.filter((one) => holdable.includes(one) && !isSame(one) && !isMarked(one, Mark.notInIso));
      const isTaken = listed.some((one) => isoName(one) === identifier);
      return listed.length > 0 && !isTaken && !isMarked(folder, Mark.notInIso);
    }),
  );
}

/** A table lists the records around it, in their order, by what they are, their identifiers and their names. */
function expectTable({ record, size, sections }: Node, encoder: Encoder): void {
  const parts = sections.map(({ block, byteLength }) =>
    encoder.render(block, Math.ceil(byteLength / BLOCK_BYTES)).slice(0, byteLength),
  );
  const text = Buffer.concat(parts).toString('latin1');
  expect(text).toHaveLength(size);
  // the numbers of devices are in translation-tables.test.ts
  expect(text.replace(/^([CB] .*\t.*)\t.*$/gm, '$1')).toBe(tableText(record));
}

function expectShown({ given, size }: Known, node: Node, chosen: { rockRidgeVersion: string }): void {
  const { kind, time, accessTime, mode, target, device, mark } = given;
  const isDevice = kind === 'c' || kind === 'b';
  expect(node).toMatchObject({
    kind: kind === 'folder' ? 'directory' : kind === 'link' ? 'link' : 'file',
    size,
    mode: TYPES[kind] | mode,
    modifyTime: time,
    accessTime,
    ...(kind === 'link' ? { target: target.join('/') } : {}),
  });
  expect(node.device).toEqual(isDevice ? deviceNumber(device, chosen.rockRidgeVersion) : undefined);
  expect(node.record.flags & 1).toBe(mark === Mark.hidden ? 1 : 0);
  expect((node.record.flags & 4) !== 0).toBe(mark === Mark.associated && kind !== 'folder');
  expect(node.serial === undefined).toBe(chosen.rockRidgeVersion === '1.10');
}

/** RRIP 4.1.2: the number of Linux's C library in two halves; in 1.10 as genisoimage has it. */
function deviceNumber({ major, minor }: Given['device'], version: string): { high: number; low: number } {
  if (version === '1.10') return { high: major, low: minor };
  const [a, b] = [BigInt(major), BigInt(minor)];
  const number = ((a & 0xfffn) << 8n) | ((a & ~0xfffn) << 32n) | (b & 0xffn) | ((b & ~0xffn) << 12n);
  return { high: Number(number >> 32n), low: Number(number & 0xffffffffn) };
}

/** Names of one file have one serial number, and no others have it. */
function expectSerials(inIso: readonly Known[], shown: Namespace, tree: ImageTree): void {
  const files = new Map<number, string>();
  for (const { given, entry } of inIso) {
    const { serial = 0 } = shown.get(tree.path(entry)) as Node;
    const isFile = TYPES[given.kind] === 0o100000;
    const file = isFile ? `content ${tree.content(entry).index}` : `entry ${entry}`;
    expect(files.get(serial) ?? file).toBe(file);
    files.set(serial, file);
    expect(serial).toBeGreaterThan(1);
  }
  expect(files.size).toBe(new Set(files.values()).size);
}

/** No two contents overlap; those of greater weight lie first; same ones are one. */
function expectContents(
  known: readonly Known[],
  tree: ImageTree,
  encoder: Encoder,
  { contents }: Manifest,
  sameContent: Uint32Array,
): void {
  const { contentOrder, contentBlocks, metadataBlocks } = encoder.layout;
  const weights = new Map<number, number>();
  for (const { given, entry } of known) {
    if (TYPES[given.kind] !== 0o100000) continue;
    const content = sameContent[tree.content(entry).index] as number;
    weights.set(content, Math.max(weights.get(content) ?? Number.NEGATIVE_INFINITY, given.weight ?? 0));
  }
  let next = metadataBlocks;
  let weight = Number.POSITIVE_INFINITY;
  for (const row of contentOrder) {
    const content = contents[row];
    expect(contentBlocks[row]).toBe(next);
    const table = structureByteLength(encoder.layout, row) ?? 0;
    next += Math.ceil((content === undefined ? table : tree.contentAt(content).byteLength) / BLOCK_BYTES);
    const own = content === undefined ? 0 : (weights.get(content) as number);
    expect(own).toBeLessThanOrEqual(weight);
    weight = own;
  }
  const isFull = (content: number) => tree.contentAt(content).byteLength > 0;
  const sources = [...contentOrder].flatMap((row) => contents[row] ?? []);
  expect(sources.sort()).toEqual([...weights.keys()].filter(isFull).sort());
}

/** The structures of a tree's image, as if its contents followed. */
function lay(
  tree: ImageTree,
  chosen: Partial<ImageOptions>,
  sameContent: Uint32Array,
): { image: IsoImage; encoder: Encoder; manifest: Manifest } {
  const manifest = buildManifest(tree, { ...DEFAULT_OPTIONS, ...chosen }, sameContent);
  const encoder = new Encoder(module, manifest.bytes);
  const { blocks, metadataBlocks } = encoder.layout;
  const image = parseImage(encoder.render(0, metadataBlocks).slice(), blocks * BLOCK_BYTES);
  return { image, encoder, manifest };
}
