/**
 * What the encoder says of paths and of readers, against the parsed image: counted here from the records, by the rules
 * of the readers, not as the encoder does it.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_OPTIONS, type ImageOptions } from '../../src/image/options';
import { ImageTree, Mark } from '../../src/image/tree';
import * as abi from '../../wasm/abi';
import { type DirectoryRecord, FLAG_DIRECTORY } from './iso-fields';
import { files, identifierTree, rockRidgeTree } from './namespaces';
import { encode, type Laid, lay } from './random-images';
import { givenTree, grow, imageOptions, isMarked } from './random-trees';

const LIMIT = 240_000;

/** Paths of 6.8.2.1 by the entry's place in the primary hierarchy, of files with their version numbers. */
function isoPaths({ image }: Laid): { path: string; record: DirectoryRecord }[] {
  const paths: { path: string; record: DirectoryRecord }[] = [];
  const walk = (records: readonly DirectoryRecord[][], around: string) => {
    for (const [record] of records) {
      if (!record) continue;
      const path = around === '' ? latin(record) : `${around}/${latin(record)}`;
      paths.push({ path, record });
      if (record.child) walk([...files(record.child)], path);
    }
  };
  walk([...files(image.primary.root)], '');
  return paths;
}

const latin = ({ identifier }: DirectoryRecord) => Buffer.from(identifier).toString('latin1');
const DOS_NAME = /^[A-Z0-9!#$%&'()@^_`{}~\x80-\xff-]{1,8}(\.[A-Z0-9!#$%&'()@^_`{}~\x80-\xff-]{0,3})?$/;

test('paths over 255 characters and twins are noted, and those alone', { timeout: LIMIT }, () => {
  fc.assert(
    fc.property(givenTree, imageOptions, (entries, options) => {
      const laid = lay(grow(entries), options);
      const { changeCounts } = laid.encoder.layout;
      const tables = laid.manifest.entries.length - laid.rows.size;
      expect(tables).toBe(0);
      const long = isoPaths(laid).filter(({ path }) => path.length > 255);
      const noted = changeCounts[16] as number;
      if (options.isoLevel === 4) expect(noted).toBe(0);
      // A relocated folder has two places, RR_MOVED and translation tables are no entries.
      else if (long.length === 0) expect(noted).toBe(0);
      else expect(noted).toBeLessThanOrEqual(long.length);
    }),
    { numRuns: 200 },
  );
});

/** Folders in each other and a file in the last, of names as long as may be. */
function deepTree(lengths: readonly number[], fileLength: number): { tree: ImageTree; entries: number[] } {
  const tree = new ImageTree();
  let at = 0;
  const entries: number[] = [];
  for (const length of lengths) {
    at = tree.addDirectory(at, 'd'.repeat(length), { modifyTime: 0 });
    entries.push(at);
  }
  const content = { byteLength: 0, store: 0, offset: 0 };
  entries.push(tree.addFile(at, 'f'.repeat(fileLength), { modifyTime: 0 }, content));
  return { tree, entries };
}

const NAMES_OF_31: ImageOptions = { ...DEFAULT_OPTIONS, isoLevel: 2 };
test('a path of 255 characters is allowed, one of 256 is not (ECMA-119 6.8.2.1)', () => {
  // seven folders and a file with a full stop and version number: 7 × 31 + 7 + 28 + 3 = 255
  for (const [fileLength, count] of [
    [28, 0],
    [29, 1],
  ] as const) {
    const { tree } = deepTree(new Array(7).fill(31), fileLength);
    const laid = lay({ tree, known: [], sameContent: new Uint32Array([0]) }, NAMES_OF_31);
    expect(Math.max(...isoPaths(laid).map(({ path }) => path.length))).toBe(255 + count);
    expect(laid.encoder.layout.changeCounts[16]).toBe(count);
  }
});

test('the survey says of random trees what their images show', { timeout: LIMIT }, () => {
  fc.assert(
    fc.property(givenTree, imageOptions, fc.integer({ min: 1, max: 9 }), (entries, options, slice) => {
      const laid = lay(grow(entries), options);
      const count = laid.manifest.entries.length;
      const facts: number[] = [];
      for (let first = 0; first < count; first += slice) {
        facts.push(...laid.encoder.survey(first, Math.min(slice, count - first)));
      }
      const rockRidge = rockRidgeTree(laid.image);
      const has = (bits: number, bit: number) => (bits & bit) !== 0;
      for (const one of laid.known) {
        const row = laid.rows.get(one.entry) as number;
        const bits = facts[row] as number;
        const { kind } = one.given;
        const isSpecial = !['folder', 'file', 'other name'].includes(kind);
        const replaced = has(laid.encoder.layout.changes[row] as number, abi.CHANGE_TABLE_REPLACES);
        const isRecorded = (!isSpecial || laid.hasRockRidge) && !replaced;
        expect(has(bits, abi.SURVEY_NOT_IN_ISO)).toBe(!isRecorded || isMarked(one, Mark.notInIso));
        expect(has(bits, abi.SURVEY_NOT_IN_JOLIET)).toBe(
          options.joliet && (!isRecorded || isMarked(one, Mark.notInJoliet)),
        );
        if (!isRecorded) continue;
        expect(has(bits, abi.SURVEY_EMPTY)).toBe(isSpecial);
        expect(has(bits, abi.SURVEY_OVER_2_GIB)).toBe(one.size > 2 ** 31 - 1);
        expect(has(bits, abi.SURVEY_OVER_4_GIB)).toBe(one.size > 2 ** 32 - 1);
        if (has(bits, abi.SURVEY_NOT_IN_ISO)) continue;
        const name = laid.encoder.isoName(row);
        const plain = Buffer.from(name, 'utf8').toString('latin1');
        if (!name.includes('\ufffd')) {
          expect([plain, has(bits, abi.SURVEY_NOT_DOS_NAME)]).toEqual([plain, !DOS_NAME.test(plain)]);
        }
      }
      const longest = Math.max(0, ...[...rockRidge.keys()].map((path) => Buffer.byteLength(path)));
      if (longest <= abi.SURVEY_MAC_PATH_MOST) expect(facts.some((bits) => has(bits, abi.SURVEY_MAC_PATH))).toBe(false);
    }),
    { numRuns: 200 },
  );
});

test.each([
  // `D:\` and 63 characters; DOS shows no full stop at the end, but ISO 9660 counts it
  ['dos', [8, 8, 8, 8, 8, 8, 1], 8, abi.SURVEY_DOS_PATH, { ...DEFAULT_OPTIONS }, 'primary'],
  ['windows', [64, 64, 62], 64, abi.SURVEY_WINDOWS_PATH, { ...DEFAULT_OPTIONS }, 'joliet'],
  ['macos', [200, 200, 200, 200], 180, abi.SURVEY_MAC_PATH, { ...DEFAULT_OPTIONS }, 'rockRidge'],
] as const)(
  'at the longest path of %s there is no word, one character on there is',
  (_, folders, last, bit, options, where) => {
    const most = {
      [abi.SURVEY_DOS_PATH]: abi.SURVEY_DOS_PATH_MOST,
      [abi.SURVEY_WINDOWS_PATH]: abi.SURVEY_WINDOWS_PATH_MOST,
      [abi.SURVEY_MAC_PATH]: abi.SURVEY_MAC_PATH_MOST,
    }[bit] as number;
    let seen = 0;
    for (let fileLength = 1; fileLength <= last; fileLength++) {
      const { tree, entries } = deepTree(folders, fileLength);
      const grown = { tree, known: [], sameContent: new Uint32Array([0]) };
      const laid = lay(grown, options);
      const row = [...laid.manifest.entries].indexOf(entries.at(-1) as number);
      const paths =
        where === 'rockRidge'
          ? [...rockRidgeTree(laid.image).keys()]
          : [...identifierTree(where === 'joliet' ? laid.image.joliet! : laid.image.primary).entries()]
              .filter(([, { record }]) => (record.flags & FLAG_DIRECTORY) === 0)
              .map(([path]) => path);
      const longest = Math.max(...paths.map((path) => path.length));
      const isLong = (Number(laid.encoder.survey(row, 1)[0]) & bit) !== 0;
      expect([longest, isLong]).toEqual([longest, longest > most]);
      seen |= isLong ? 2 : 1;
    }
    // both were seen
    expect(seen).toBe(3);
  },
);

test('a folder and a file that differ by the last full stop alone are noted', () => {
  const tree = new ImageTree();
  const content = { byteLength: 0, store: 0, offset: 0 };
  tree.addDirectory(0, 'a b', { modifyTime: 0 });
  const file = tree.addFile(0, 'a-b', { modifyTime: 0 }, content);
  tree.addFile(0, 'a-b.c', { modifyTime: 0 }, content);
  tree.addFile(0, 'other', { modifyTime: 0 }, content);
  const grown = { tree, known: [], sameContent: new Uint32Array([0, 1, 2]) };
  const { encoder, manifest } = encode(grown, DEFAULT_OPTIONS);
  expect(encoder.layout.changeCounts[17]).toBe(1);
  const row = [...manifest.entries].indexOf(file);
  expect((encoder.layout.changes[row] as number) & abi.CHANGE_ISO_TWIN).not.toBe(0);
  // Where there is no full stop at the end the two are numbered.
  const without = encode(grown, { ...DEFAULT_OPTIONS, isoNames: { ...DEFAULT_OPTIONS.isoNames, omitPeriod: true } });
  expect(without.encoder.layout.changeCounts[17]).toBe(0);
});
