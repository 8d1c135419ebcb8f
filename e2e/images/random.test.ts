/**
 * Random trees under random options, laid out without a disk: the standards' rules hold, every entry is in each
 * hierarchy where it belongs and says what it is, and no two contents overlap.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isoIdentifier, jolietIdentifier } from '../../src/image/identifiers';
import { type ImageOptions, SYSTEM_NAME } from '../../src/image/options';
import { Mark } from '../../src/image/tree';
import { conformanceProblems, problemLine } from './conformance';
import { BLOCK_BYTES, ucs2 } from './iso-fields';
import { isRelocationDirectory, type Node, recordedTime, recordLines, rockRidgeTree } from './namespaces';
import { expectContents, sectionsOf } from './random-contents';
import { type Laid, lay } from './random-images';
import { expectIsoNames, expectJolietNames } from './random-names';
import { expectTable, foldersWithTable, tablePlace } from './random-tables';
import {
  EARLIEST,
  type Given,
  givenTree,
  grow,
  imageOptions,
  isMarked,
  type Known,
  LATEST,
  TYPES,
} from './random-trees';
import { both32 } from './susp-fields';

/** Milliseconds, on a machine that has much else to do. */
const LIMIT = 240_000;

/** In which hierarchies an entry is, marks apart. It is the table of wasm/namespaces.ts, written from the issue. */
const PLACES: Record<Given['kind'], (rockRidge: boolean) => boolean> = {
  folder: () => true,
  file: () => true,
  'other name': () => true,
  link: (rockRidge) => rockRidge,
  c: (rockRidge) => rockRidge,
  b: (rockRidge) => rockRidge,
  pipe: (rockRidge) => rockRidge,
  socket: (rockRidge) => rockRidge,
};

/** What is meant though the standard says otherwise: see conformance.test.ts and, of names, identifier-rules.ts. */
const MEANT = [
  // identifiers and their order are checked by the rules of the options
  /^identifier: ISO 9660 /,
  /^sorted: ISO 9660 /,
  /^unique: ISO 9660 .*but for the version$/,
  // relocated folders keep their names, which may be alike in RR_MOVED only
  /NM of “\/(_?RR_MOVE|\.?_?rr_move)[^/]*\//i,
  // files over 4 GiB at levels 1 and 2, with a notice
  /^sections: .* need level 3$/,
  // identifiers of more than eight characters in folders of eight levels
  /^path-length: /,
];
/** With folders that stay below the eighth level. */
const DEEP = /^depth: /;
/** With entries that are left out of one hierarchy. */
const APART = /^same-contents: /;

test('images of random trees keep the rules and show every entry where it belongs', { timeout: LIMIT }, () => {
  fc.assert(
    fc.property(givenTree, imageOptions, (entries, options) => {
      const laid = lay(grow(entries), options);
      const { known, hasRockRidge } = laid;
      expectConformance(laid);
      expectDescriptors(laid);
      const recordable = known.filter(({ given }) => PLACES[given.kind](hasRockRidge));
      const tables = foldersWithTable(laid, recordable);
      const { name } = options.translationTable ?? {};
      // a file gives way to a table of its name
      const recorded = recordable.filter(
        ({ given, parent }) => given.kind === 'folder' || given.name !== name || !tables.has(parent),
      );
      const inIso = recorded.filter((one) => !isMarked(one, Mark.notInIso));
      const inJoliet = recorded.filter((one) => !isMarked(one, Mark.notInJoliet));
      expectIsoNames(laid, inIso);
      if (hasRockRidge) expectRockRidge(laid, inIso, tables);
      else expect(recordLines(laid.image.primary)).toEqual(linesOf(laid, inIso, tables, false));
      if (laid.image.joliet) {
        expect(recordLines(laid.image.joliet)).toEqual(linesOf(laid, inJoliet, tables, true));
        expectJolietNames(laid, inJoliet);
      }
      expect(laid.image.joliet !== undefined).toBe(options.joliet);
      expectContents(laid, recorded, tables.size);
    }),
    { numRuns: 500 },
  );
});

function expectConformance({ image, options, hasRockRidge, known }: Laid): void {
  const isTableApart = options.translationTable?.inJoliet === false;
  const isDeep = options.keepDeep || !hasRockRidge;
  const isApart = known.some(({ given }) => given.mark === Mark.notInIso || given.mark === Mark.notInJoliet);
  const meant = [...MEANT, ...(isDeep ? [DEEP] : []), ...(isApart || isTableApart ? [APART] : [])];
  const problems = conformanceProblems(image, options.isoLevel, options.jolietUnits).map(problemLine);
  expect(problems.filter((line) => !meant.some((one) => one.test(line)))).toEqual([]);
}

/** Every descriptor is there, and says what was asked for. */
function expectDescriptors({ image, options, encoder }: Laid): void {
  const { bytes } = image;
  const block = (number: number) => bytes.subarray(number * BLOCK_BYTES, (number + 1) * BLOCK_BYTES);
  expect(image.descriptors.map(({ type }) => type)).toEqual([
    1,
    ...(options.isoLevel === 4 ? [2] : []),
    ...(options.joliet ? [2] : []),
    255,
  ]);
  const primary = block(16);
  if (options.isoLevel === 4) {
    // ISO 9660:1999 8.5: as the primary one, but for its type, its two versions and what applications have there
    const enhanced = Buffer.from(block(17));
    expect([enhanced[0], enhanced[6], enhanced[881]]).toEqual([2, 2, 2]);
    for (const at of [0, 6, 881]) enhanced[at] = primary[at] as number;
    expect(enhanced.subarray(883, 1395).every((byte) => byte === 0x20)).toBe(true);
    enhanced.set(primary.subarray(883, 1395), 883);
    expect(enhanced.equals(primary)).toBe(true);
  }
  const { identifiers, applicationUse } = options;
  expect(Buffer.from(primary.subarray(883, 1395))).toEqual(
    applicationUse ? Buffer.concat([applicationUse], 512) : Buffer.alloc(512, ' '),
  );
  const texts: [text: string, at: number, length: number][] = [
    [identifiers.system ?? SYSTEM_NAME, 8, 32],
    [options.volumeName, 40, 32],
    [identifiers.volumeSet ?? '', 190, 128],
    [identifiers.publisher ?? '', 318, 128],
    [identifiers.dataPreparer ?? '', 446, 128],
    [identifiers.copyrightFile ?? '', 702, 37],
    [identifiers.abstractFile ?? '', 739, 37],
    [identifiers.bibliographicFile ?? '', 776, 37],
  ];
  const joliet = image.joliet && block(image.joliet.descriptorOffset / BLOCK_BYTES);
  for (const [text, at, length] of texts) {
    expect(Buffer.from(primary.subarray(at, at + length)).toString('latin1')).toBe(
      isoIdentifier(text, length).padEnd(length),
    );
    if (!joliet) continue;
    const units = length >> 1;
    expect(ucs2(joliet.subarray(at, at + length))).toBe(jolietIdentifier(text, units).padEnd(units));
  }
  for (const descriptor of joliet ? [primary, joliet] : [primary]) {
    const view = new DataView(descriptor.buffer, descriptor.byteOffset);
    expect(view.getUint16(120, true)).toBe(options.volumeSetSize);
    expect(view.getUint16(124, true)).toBe(options.volumeSequenceNumber);
  }
  if (joliet) expect(joliet[90]).toBe([0x40, 0x43, 0x45][options.jolietLevel - 1]);
  const { regions, blocks } = encoder.layout;
  expect(regions.at(-1)).toMatchObject({ blocks: options.endPadBlocks, firstBlock: blocks - options.endPadBlocks });
}

/** The nearest time that a directory record can have. */
const recordable = (time: number) => Math.min(Math.max(time, EARLIEST), LATEST);

/** What the records of entries must say in a hierarchy without Rock Ridge: see `recordLines`. */
function linesOf(
  laid: Laid,
  inside: readonly Known[],
  tables: ReadonlySet<Known | undefined>,
  joliet: boolean,
): string[] {
  const { encoder, rows, options } = laid;
  const path = (row: number, isFolder: boolean, parent: Known | undefined): string => {
    const own = joliet ? encoder.jolietName(row) : encoder.isoName(row);
    const version = !joliet && !isFolder && !options.isoNames.omitVersion ? ';1' : '';
    return `${parent ? path(rows.get(parent.entry) as number, true, parent.parent) : ''}/${own}${version}`;
  };
  const lines = inside.map((one) => {
    const { kind, mark } = one.given;
    const flags = (mark === Mark.hidden ? 1 : 0) | (mark === Mark.associated && kind !== 'folder' && !joliet ? 4 : 0);
    const time = recordable(one.given.time);
    const name = path(rows.get(one.entry) as number, kind === 'folder', one.parent);
    return `${name}: ${kind === 'folder' ? 'folder' : sectionsOf(laid, one)}, ${time}, ${flags}`;
  });
  for (const folder of tables) {
    if (joliet && (!options.translationTable?.inJoliet || isMarked(folder, Mark.notInJoliet))) continue;
    const { row, block, byteLength, time } = tablePlace(laid, folder);
    lines.push(`${path(row, false, folder)}: ${block}+${byteLength}, ${recordable(time)}, 0`);
  }
  return lines.sort();
}

function expectRockRidge(laid: Laid, inIso: readonly Known[], tables: ReadonlySet<Known | undefined>): void {
  const { image, options, encoder, rows } = laid;
  const shown = rockRidgeTree(image);
  const path = (one: Known): string => {
    const own = encoder.rockRidgeName(rows.get(one.entry) as number);
    // what is cut is so between characters
    if (Buffer.byteLength(one.given.name) <= 255) expect(own).toBe(one.given.name);
    else expect([Buffer.byteLength(own) <= 255, own.includes('\ufffd')]).toEqual([true, false]);
    return one.parent ? `${path(one.parent)}/${own}` : own;
  };
  const tablePaths = new Map(
    [...tables].map((folder) => [`${folder ? `${path(folder)}/` : ''}${options.translationTable?.name}`, folder]),
  );
  expect([...shown.keys()].sort()).toEqual([...inIso.map(path), ...tablePaths.keys()].sort());
  for (const [at, folder] of tablePaths) expectTable(shown.get(at) as Node, folder, laid);
  for (const one of inIso) expectShown(one, shown.get(path(one)) as Node, laid);
  if (options.rockRidgeVersion === '1.12') {
    expectSerials(
      inIso,
      (one) => shown.get(path(one)) as Node,
      [...tablePaths.keys()].map((at) => shown.get(at) as Node),
      laid,
    );
  }
  const relocation = image.primary.root.records.find(({ child }) => child && isRelocationDirectory(child));
  const attributes = relocation?.systemUse.find(({ signature }) => signature === 'PX');
  if (attributes) expect(both32(attributes.bytes, 4)).toBe(0o040000 | (options.owner.newDirectoryMode ?? 0o555));
}

/** Permission bits as genisoimage's `-R`, `-r`, `-file-mode` and `-dir-mode` have them. */
function permissions({ kind, mode }: Given, { rockRidge, owner }: ImageOptions): number {
  const isFile = TYPES[kind] === 0o100000;
  const fixed = isFile ? owner.fileMode : kind === 'folder' ? owner.directoryMode : undefined;
  if (fixed !== undefined) return fixed;
  const isOther = !isFile && kind !== 'folder';
  const hasFixed = owner.fileMode !== undefined || owner.directoryMode !== undefined;
  if (rockRidge === 'full' && !(isOther && hasFixed)) return mode;
  return mode & 0o111 ? 0o555 : 0o444;
}

function expectShown(one: Known, node: Node, laid: Laid): void {
  const { given, size } = one;
  const { options } = laid;
  const { kind, target, device, mark } = given;
  const isDevice = kind === 'c' || kind === 'b';
  const isFull = options.rockRidge === 'full';
  expect(node).toMatchObject({
    kind: kind === 'folder' ? 'directory' : kind === 'link' ? 'link' : 'file',
    size,
    mode: TYPES[kind] | permissions(given, options),
    user: options.owner.user ?? (isFull ? given.user : 0),
    group: options.owner.group ?? (isFull ? given.group : 0),
    modifyTime: given.time,
    accessTime: given.accessTime,
    attributeTime: given.attributeTime,
    ...(kind === 'link' ? { target } : {}),
    ...(kind === 'folder' ? {} : { linkCount: given.linkCount }),
  });
  const sections = node.sections.map(({ block, byteLength }) => `${block}+${byteLength}`).join(' ');
  if (size > 0) expect(sections).toBe(sectionsOf(laid, one));
  expect(recordedTime(node.record.recordingTime)).toBe(recordable(given.time));
  expect(node.device).toEqual(isDevice ? deviceNumber(device, options.rockRidgeVersion) : undefined);
  expect(node.record.flags & 1).toBe(mark === Mark.hidden ? 1 : 0);
  expect((node.record.flags & 4) !== 0).toBe(mark === Mark.associated && kind !== 'folder');
  expect(node.serial === undefined).toBe(options.rockRidgeVersion === '1.10');
}

/** RRIP 4.1.2: the number of Linux's C library in two halves; in 1.10 as genisoimage has it. */
function deviceNumber({ major, minor }: Given['device'], version: string): { high: number; low: number } {
  if (version === '1.10') return { high: major, low: minor };
  const [a, b] = [BigInt(major), BigInt(minor)];
  const number = ((a & 0xfffn) << 8n) | ((a & ~0xfffn) << 32n) | (b & 0xffn) | ((b & ~0xffn) << 12n);
  return { high: Number(number >> 32n), low: Number(number & 0xffffffffn) };
}

/** Names of one file have one serial number, and no others have it. */
function expectSerials(
  inIso: readonly Known[],
  nodeOf: (one: Known) => Node,
  tables: readonly Node[],
  { tree }: Laid,
): void {
  const files = new Map<number, string>();
  for (const one of inIso) {
    const { serial = 0 } = nodeOf(one);
    const isFile = TYPES[one.given.kind] === 0o100000;
    const file = isFile ? `content ${tree.content(one.entry).index}` : `entry ${one.entry}`;
    expect(files.get(serial) ?? file).toBe(file);
    files.set(serial, file);
    expect(serial).toBeGreaterThan(1);
  }
  for (const { serial = 0, path } of tables) {
    expect([serial > 1, files.has(serial)]).toEqual([true, false]);
    files.set(serial, `table ${path}`);
  }
  expect(files.size).toBe(new Set(files.values()).size);
}
