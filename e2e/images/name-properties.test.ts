/** Names of random folders under random rules: what must hold of every identifier, whatever genisoimage does. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Encoder } from '../../src/image/encoder';
import { buildManifest } from '../../src/image/manifest';
import { DEFAULT_OPTIONS, type ImageOptions } from '../../src/image/options';
import { ImageTree, Kind } from '../../src/image/tree';
import {
  CHANGE_ISO_NAME,
  CHANGE_JOLIET_CHARACTERS,
  CHANGE_JOLIET_COLLISION,
  CHANGE_JOLIET_LENGTH,
} from '../../wasm/abi';
import { isThorough } from '../tools/thorough';
import { capitals, compareIdentifiers, illegality, withoutVersion } from './identifier-rules';
import { BLOCK_BYTES, type DirectoryRecord, FLAG_DIRECTORY, type IsoImage, parseImage } from './iso-fields';
import { isoNames } from './random-trees';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));
/** Milliseconds, on a machine that has much else to do. */
const LIMIT = 120_000;
const TIME = { modifyTime: 1_600_000_000 };

/** Names with this in common meet in Joliet, and their numbers come where a pair of surrogates is. */
const PREFIX = `${'x'.repeat(60)}\u{1f600}xx`;

const piece = fc.constantFrom(
  ...[
    'a',
    'A',
    'b',
    '1',
    '.',
    '.',
    ' ',
    '_',
    '-',
    '#',
    '~',
    ';',
    ';1',
    ':',
    '!',
    '\x01',
    '\x7f',
    'é',
    '日',
    '\u{1f600}',
  ],
  ...['...', '.txt', '.tar.gz', 'long'.repeat(3), 'long'.repeat(9), 'x'.repeat(60), 'x'.repeat(61)],
);
const name = fc
  .array(piece, { minLength: 1, maxLength: 9 })
  .chain((pieces) => fc.constantFrom('', '', PREFIX).map((prefix) => prefix + pieces.join('')))
  .filter((text) => text !== '.' && text !== '..' && Buffer.byteLength(text) <= 255);
const entries = fc.uniqueArray(fc.record({ name, isFolder: fc.boolean() }), {
  selector: (entry) => entry.name,
  minLength: 1,
  maxLength: 40,
  size: 'max',
});
const options = fc.record({
  isoLevel: fc.constantFrom<1 | 2 | 3 | 4>(1, 2, 3, 4),
  isoNames,
  rockRidge: fc.constantFrom<ImageOptions['rockRidge']>('none', 'rationalized'),
  jolietUnits: fc.constantFrom<64 | 103>(64, 103),
});

interface Named {
  name: string;
  isFolder: boolean;
}

/** The image of one folder, and each name's ISO 9660 and Joliet identifier. */
function lay(list: readonly Named[], chosen: Partial<ImageOptions>) {
  const tree = new ImageTree(TIME);
  for (const { name, isFolder } of list) {
    if (isFolder) tree.addDirectory(0, name, TIME);
    else tree.addFile(0, name, TIME, { byteLength: 1, store: 0, offset: 0 });
  }
  const manifest = buildManifest(tree, { ...DEFAULT_OPTIONS, ...chosen });
  const encoder = new Encoder(module, manifest.bytes);
  const { blocks, metadataBlocks, changes } = encoder.layout;
  const image = parseImage(encoder.render(0, metadataBlocks).slice(), blocks * BLOCK_BYTES);
  const iso = new Map<string, string>();
  const joliet = new Map<string, string>();
  const changed = new Map<string, number>();
  for (let row = 1; row < manifest.entries.length; row++) {
    const entry = manifest.entries[row] as number;
    expect(tree.kind(entry)).toBe(
      list.find(({ name }) => name === tree.name(entry))?.isFolder ? Kind.directory : Kind.file,
    );
    iso.set(tree.name(entry), encoder.isoName(row));
    joliet.set(tree.name(entry), encoder.jolietName(row));
    changed.set(tree.name(entry), changes[row] as number);
  }
  return { image, iso, joliet, changed };
}

const inRoot = (image: IsoImage) => image.primary.root.records.slice(2);
const isFolder = ({ flags }: DirectoryRecord) => (flags & FLAG_DIRECTORY) !== 0;

test('ISO 9660 identifiers are legal for their rules, differ, and are in order; every change is counted', {
  timeout: LIMIT,
}, () => {
  fc.assert(
    fc.property(entries, options, (list, chosen) => {
      const all = { ...DEFAULT_OPTIONS, ...chosen };
      const { image, iso, changed } = lay(list, chosen);
      expect(image.problems).toEqual([]);
      for (const [name, identifier] of iso) {
        const isSame = [name, `${name}.`].map(capitals).includes(capitals(identifier));
        expect(((changed.get(name) as number) & CHANGE_ISO_NAME) === 0).toBe(isSame);
      }
      const records = inRoot(image);
      expect(records.length).toBe(list.length);
      expect(records.map((record) => illegality(record.name, !isFolder(record), all)).filter(Boolean)).toEqual([]);
      expect(new Set(records.map(({ name }) => withoutVersion(name))).size).toBe(list.length);
      const plain = records.map(({ name }, at) =>
        isFolder(records[at] as DirectoryRecord) || all.isoNames.omitVersion ? name : name.slice(0, -2),
      );
      expect(plain).toEqual([...plain].sort(compareIdentifiers));
      const table = image.primary.pathTables[0]?.records.slice(1).map(({ identifier }) => Buffer.from(identifier));
      expect(table).toEqual([...(table ?? [])].sort(Buffer.compare));
      expect(table?.length).toBe(records.filter(isFolder).length);
    }),
    { numRuns: isThorough ? 500 : 200 },
  );
});

test('Joliet identifiers fit, differ, and are in order; every change is counted', { timeout: LIMIT }, () => {
  fc.assert(
    fc.property(entries, options, (list, chosen) => {
      const { image, joliet, changed } = lay(list, { ...chosen, joliet: true });
      const records = image.joliet?.root.records.slice(2) ?? [];
      const found = records.map(({ name }) => name);
      expect([...found].sort()).toEqual(found); // by UTF-16 units
      expect(new Set(found).size).toBe(list.length);
      expect([...joliet.values()].sort()).toEqual(found);
      for (const [name, identifier] of joliet) {
        expect(identifier.length).toBeLessThanOrEqual(chosen.jolietUnits);
        expect(identifier).toMatch(/^[^*/:;?\\]+$/);
        expect([...identifier].filter((character) => character < ' ' || character === '\x7f')).toEqual([]);
        expect(identifier.isWellFormed()).toBe(true);
        const bits =
          (changed.get(name) as number) & (CHANGE_JOLIET_CHARACTERS | CHANGE_JOLIET_LENGTH | CHANGE_JOLIET_COLLISION);
        expect(bits !== 0).toBe(identifier !== name);
        expect((bits & CHANGE_JOLIET_LENGTH) !== 0).toBe(name.length > chosen.jolietUnits);
      }
    }),
    { numRuns: isThorough ? 500 : 200 },
  );
});

test('names are the same in whatever order entries come, and whatever else is in the folder', {
  timeout: LIMIT,
}, () => {
  const unrelated = fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { maxLength: 5 });
  fc.assert(
    fc.property(entries, options, unrelated, fc.infiniteStream(fc.nat()), (list, chosen, more, keys) => {
      const { iso, joliet } = lay(list, chosen);
      const shuffled = list.map((entry) => ({ entry, key: keys.next().value as number }));
      shuffled.sort((a, b) => a.key - b.key);
      const others = more.map((number) => ({ name: `Q${number}.Q`, isFolder: false }));
      const again = lay([...others, ...shuffled.map(({ entry }) => entry)], chosen);
      for (const { name } of list) {
        expect(again.iso.get(name)).toBe(iso.get(name));
        expect(again.joliet.get(name)).toBe(joliet.get(name));
      }
    }),
    { numRuns: isThorough ? 300 : 120 },
  );
});
