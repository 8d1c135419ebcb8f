/** Where the format ends: trees that no memory holds are laid out from their metadata alone. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { encoderNoticeGroups } from '../../src/image/changes';
import { Encoder, EncoderError } from '../../src/image/encoder';
import { buildManifest } from '../../src/image/manifest';
import { DEFAULT_OPTIONS, type ImageOptions, LEVEL_4 } from '../../src/image/options';
import { ImageTree } from '../../src/image/tree';
import * as abi from '../../wasm/abi';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));
const AT_2020 = { modifyTime: 1_577_836_800 };
const MOST_BLOCKS = 2 ** 32 - 1;
const BLOCK = abi.BLOCK_BYTES;

function lay(tree: ImageTree, options: Partial<ImageOptions> = {}): Encoder {
  return new Encoder(module, buildManifest(tree, { ...DEFAULT_OPTIONS, ...options }).bytes);
}

/** The error of a tree that cannot be laid out. */
function refusal(tree: ImageTree, options: Partial<ImageOptions> = {}): EncoderError {
  try {
    lay(tree, options);
  } catch (error) {
    if (error instanceof EncoderError) return error;
    throw error;
  }
  return expect.fail('it was laid out');
}

test('an image may have 2^32 − 1 blocks, and is refused with one more', () => {
  const file = (blocks: number) => {
    const tree = new ImageTree(AT_2020);
    tree.addFile(0, 'file', AT_2020, { byteLength: blocks * BLOCK, store: 0, offset: 0 });
    return tree;
  };
  // the sections of so long a file have a directory of more than one block: as many as there are near the end
  let blocks = MOST_BLOCKS - 1000;
  blocks += MOST_BLOCKS - lay(file(blocks)).layout.blocks;
  const { layout } = lay(file(blocks));
  expect(layout.blocks).toBe(MOST_BLOCKS);
  expect(layout.regions.at(-1)).toMatchObject({ firstBlock: MOST_BLOCKS - 150, blocks: 150 });
  const error = refusal(file(blocks + 1));
  expect(error.code).toBe('too-many-blocks');
  expect(error.message).toContain('8 TiB');
});

test('a directory of more than 4 GiB is refused, which names of one very long file make', { timeout: 60_000 }, () => {
  // 2,046 sections each, ten records a block: room is left for the directory itself
  const byteLength = (MOST_BLOCKS - 2 ** 22) * BLOCK;
  const names = (count: number) => {
    const tree = new ImageTree(AT_2020);
    const folder = tree.addDirectory(0, 'folder', AT_2020);
    const first = tree.addFile(folder, `first${'.'.repeat(75)}`, AT_2020, { byteLength, store: 0, offset: 0 });
    const { index } = tree.content(first);
    for (let name = 1; name < count; name++) tree.addFile(folder, `${name}`.padEnd(80, '.'), AT_2020, index);
    return tree;
  };
  const { directoryBytes } = lay(names(10_240), { joliet: false }).layout;
  expect(directoryBytes).toBeGreaterThan(2 ** 32 - 2 ** 23);
  expect(directoryBytes).toBeLessThan(2 ** 32);
  const error = refusal(names(10_280), { joliet: false });
  expect(error.code).toBe('directory-too-large');
  expect(error.message).toContain('4 GiB');
  expect(error.entry).toBe(1);
});

test('files that no image has room for are refused before any directory is measured', () => {
  const tree = new ImageTree(AT_2020);
  const first = tree.addFile(0, 'file', AT_2020, { byteLength: 2 ** 53, store: 0, offset: 0 });
  const { index } = tree.content(first);
  // two million records each
  for (let name = 0; name < 100_000; name++) tree.addFile(0, `${name}`, AT_2020, index);
  expect(refusal(tree).code).toBe('too-many-blocks');
});

test('a content that begins where block numbers would begin again is refused like any other', () => {
  const tree = new ImageTree(AT_2020);
  const { metadataBlocks } = lay(tree, { endPadBlocks: 0 }).layout;
  tree.addFile(0, 'a', AT_2020, { byteLength: (2 ** 32 - metadataBlocks - 1 - 512) * BLOCK, store: 0, offset: 0 });
  const content = tree.addFile(0, 'b', AT_2020, { byteLength: 512 * BLOCK, store: 0, offset: 0 });
  for (let name = 0; name < 2000; name++) tree.addFile(0, `b${name}`, AT_2020, tree.content(content).index);
  expect(refusal(tree, { endPadBlocks: 0 }).code).toBe('too-many-blocks');
});

test('a volume set has 1 to 65,535 volumes, and this is one of them', () => {
  const tree = new ImageTree(AT_2020);
  for (const [volumeSetSize, volumeSequenceNumber] of [
    [1, 1],
    [65_535, 65_535],
  ] as const) {
    expect(lay(tree, { volumeSetSize, volumeSequenceNumber }).layout.blocks).toBeGreaterThan(0);
  }
  for (const [volumeSetSize, volumeSequenceNumber] of [
    [0, 0],
    [1, 0],
    [1, 2],
    [65_536, 1],
  ] as const) {
    expect(refusal(tree, { volumeSetSize, volumeSequenceNumber }).code).toBe('bad-manifest');
  }
});

test('identifiers have as many characters as their level, and one more is a notice', () => {
  const rows = [
    { options: { isoLevel: 1 }, names: { 'ABCDEFGH.TXT': true, 'ABCDEFGHI.TXT': false, 'ABCDEFGH.TEXT': false } },
    { options: { isoLevel: 2 }, names: { [`${'A'.repeat(27)}.TXT`]: true, [`${'A'.repeat(28)}.TXT`]: false } },
    { options: LEVEL_4, names: { ['a'.repeat(207)]: true, ['a'.repeat(208)]: false } },
    // with Rock Ridge a record has room for so many
    { options: { ...LEVEL_4, rockRidge: 'full' }, names: { ['a'.repeat(193)]: true, ['a'.repeat(194)]: false } },
  ] as const satisfies { options: Partial<ImageOptions>; names: Record<string, boolean> }[];
  for (const { options, names } of rows) {
    for (const [name, fits] of Object.entries(names)) {
      const tree = new ImageTree(AT_2020);
      tree.addFile(0, name, AT_2020, { byteLength: 0, store: 0, offset: 0 });
      const encoder = lay(tree, { rockRidge: 'none', joliet: false, ...options });
      expect(encoder.isoName(1) === name, name).toBe(fits);
      const notices = encoderNoticeGroups(encoder.layout).map(({ code }) => code);
      expect(notices, name).toEqual(fits ? [] : ['iso-name']);
    }
  }
});

/** One table of a hierarchy. */
function pathTable(encoder: Encoder, region: number, bytes: number, highFirst: boolean) {
  const { firstBlock = 0, blocks = 0 } = encoder.layout.regions.find(({ id }) => id === region) ?? {};
  const view = Buffer.from(encoder.render(firstBlock + (highFirst ? blocks / 2 : 0), blocks / 2).slice());
  const records: { block: number; parent: number; name: string }[] = [];
  for (let at = 0; at < bytes; ) {
    const length = view[at] as number;
    const name = view.toString('latin1', at + 8, at + 8 + length).replaceAll('\0', '');
    const block = highFirst ? view.readUInt32BE(at + 2) : view.readUInt32LE(at + 2);
    const parent = highFirst ? view.readUInt16BE(at + 6) : view.readUInt16LE(at + 6);
    records.push({ block, parent, name });
    at += 8 + length + (length % 2);
  }
  return records;
}

test('parent numbers over 65,535 are cut with a notice, and directory records stay complete', {
  timeout: 60_000,
}, () => {
  const tree = new ImageTree(AT_2020);
  const digits = (number: number) => String(number).padStart(5, '0');
  const TOP = 260;
  const INNER = 255;
  let deepest = 0;
  for (let top = 0; top < TOP; top++) {
    const folder = tree.addDirectory(0, `T${digits(top)}`, AT_2020);
    for (let inner = 0; inner < INNER; inner++) {
      const below = tree.addDirectory(folder, `I${digits(inner)}`, AT_2020);
      if (inner % 2 === 0) tree.addDirectory(below, `D${digits(deepest++)}`, AT_2020);
    }
  }
  const encoder = lay(tree);
  // numbers: the root 1, then all of T, all of I; D number n lies in the I that every second one is
  const parentOf = (number: number) => {
    const place = number - 1 - 1 - TOP - TOP * INNER;
    const perTop = Math.ceil(INNER / 2);
    return 1 + TOP + Math.floor(place / perTop) * INNER + (place % perTop) * 2 + 1;
  };
  const cut = Array.from({ length: deepest }, (_, at) => parentOf(2 + TOP + TOP * INNER + at)).filter(
    (parent) => parent > 0xffff,
  );
  expect(cut.length).toBeGreaterThan(300);
  const notice = encoderNoticeGroups(encoder.layout).find(({ code }) => code === 'path-table');
  expect(notice?.count).toBe(cut.length);

  for (const [region, descriptor] of [
    [abi.REGION_PATH_TABLE, 16],
    [abi.REGION_JOLIET_PATH_TABLE, 17],
  ] as const) {
    const bytes = Buffer.from(encoder.render(descriptor, 1)).readUInt32LE(132);
    const records = pathTable(encoder, region, bytes, false);
    expect(pathTable(encoder, region, bytes, true)).toEqual(records);
    expect(records.length).toBe(1 + TOP + TOP * INNER + deepest);
    const wrong: string[] = [];
    records.slice(1 + TOP + TOP * INNER).forEach(({ block, parent, name }, at) => {
      const number = parentOf(2 + TOP + TOP * INNER + at);
      if (parent !== Math.min(number, 0xffff)) wrong.push(`${name}: parent ${parent}, not ${number}`);
      if (number <= 0xffff) return;
      const around = records[number - 1] as { block: number };
      const directory = Buffer.from(encoder.render(around.block, 1));
      const record = directory.subarray((directory[0] as number) + (directory[directory[0] as number] as number));
      const identifier = record.toString('latin1', 33, 33 + (record[32] as number)).replaceAll('\0', '');
      if (record.readUInt32LE(2) !== block || identifier !== name) wrong.push(`${name}: not in its directory`);
    });
    expect(wrong).toEqual([]);
  }
});
