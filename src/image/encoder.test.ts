import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as abi from '../../wasm/abi';
import { PLAIN_ENTRY } from './boot';
import { Encoder } from './encoder';
import { buildManifest } from './manifest';
import { DEFAULT_OPTIONS, type ImageOptions } from './options';
import { contentPlaces, ImagePlan } from './plan';
import { ImageTree, Kind, Mark } from './tree';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));
const GIB = 2 ** 30;
const SECTION_BYTES = 4_294_965_248;
const AT_2020 = { modifyTime: 1_577_836_800 };

function encode(tree: ImageTree, options: Partial<ImageOptions> = {}) {
  const manifest = buildManifest(tree, { ...DEFAULT_OPTIONS, ...options });
  return { manifest, encoder: new Encoder(module, manifest.bytes) };
}

function fileOf(byteLength: number): ImageTree {
  const tree = new ImageTree();
  tree.addFile(0, 'file', AT_2020, { byteLength, store: 0, offset: 0 });
  return tree;
}

/** The records of the root directory but `.` and `..`, as [length, first block, data length, flags]. */
function rootRecords(encoder: Encoder, region: number): number[][] {
  const first = encoder.layout.regions.find(({ id }) => id === region)?.firstBlock as number;
  const block = encoder.render(first, 1).slice();
  const view = new DataView(block.buffer);
  const records: number[][] = [];
  for (let at = 0; (block[at] as number) > 0; at += block[at] as number) {
    records.push([
      block[at] as number,
      view.getUint32(at + 2, true),
      view.getUint32(at + 10, true),
      block[at + 25] as number,
    ]);
  }
  return records.slice(2);
}

describe('files around 4 GiB', () => {
  const rows = [
    { bytes: 4 * GIB - 1, sections: [4 * GIB - 1] },
    { bytes: 4 * GIB, sections: [SECTION_BYTES, 2048] },
    { bytes: 4 * GIB + 1, sections: [SECTION_BYTES, 2049] },
    { bytes: 2 * SECTION_BYTES, sections: [SECTION_BYTES, SECTION_BYTES] },
    { bytes: 2 * SECTION_BYTES + 1, sections: [SECTION_BYTES, SECTION_BYTES, 1] },
  ];
  test.each(rows)(
    '$bytes bytes are recorded in $sections.length sections, in both hierarchies',
    ({ bytes, sections }) => {
      const { encoder } = encode(fileOf(bytes));
      const filesBlock = encoder.layout.metadataBlocks;
      for (const region of [abi.REGION_DIRECTORY_TREE, abi.REGION_JOLIET_DIRECTORY_TREE]) {
        const records = rootRecords(encoder, region);
        expect(records.map(([, , length]) => length)).toEqual(sections);
        let block = filesBlock;
        records.forEach(([length, first, data, flags], index) => {
          expect(length).toBe(records[0]?.[0]);
          expect(first).toBe(block);
          expect(flags).toBe(index < records.length - 1 ? 0x80 : 0);
          block += Math.ceil((data as number) / 2048);
        });
      }
      expect(encoder.layout.blocks).toBe(filesBlock + Math.ceil(bytes / 2048) + 150);
      expect(encoder.layout.changeCounts[Math.log2(abi.CHANGE_SECTIONS)]).toBe(sections.length > 1 ? 1 : 0);
    },
  );
});

test('two entries of one name are refused', () => {
  const tree = new ImageTree();
  for (let copy = 0; copy < 2; copy++) tree.addFile(0, 'same', AT_2020, { byteLength: 1, store: 0, offset: 0 });
  expect(() => encode(tree)).toThrow(/same name/);
});

test('50,000 names that are alike in 8.3 all get identifiers of their own, the first its plain one', () => {
  const tree = new ImageTree();
  for (let number = 0; number < 50_000; number++) {
    tree.addFile(0, `alike_${String(number).padStart(6, '0')}.txt`, AT_2020, { byteLength: 0, store: 0, offset: 0 });
  }
  const { encoder, manifest } = encode(tree);
  const names = new Set<string>();
  for (let row = 1; row < manifest.entries.length; row++) names.add(encoder.isoName(row));
  expect([...names].filter((name) => !/^[A-Z0-9_]{1,8}\.TXT$/.test(name))).toEqual([]);
  expect(names.size).toBe(50_000);
  expect(names.has('ALIKE_00.TXT')).toBe(true);
});

test('numbers count from the last entry to the first, as genisoimage has them', () => {
  const tree = new ImageTree();
  for (const letter of ['a', 'b', 'c']) {
    tree.addFile(0, `longcommon${letter}`, AT_2020, { byteLength: 0, store: 0, offset: 0 });
  }
  const { encoder, manifest } = encode(tree);
  const names = [...manifest.entries.keys()]
    .slice(1)
    .map((row) => [tree.name(manifest.entries[row] as number), encoder.isoName(row)]);
  expect(Object.fromEntries(names)).toEqual({
    longcommona: 'LONGCOMM.',
    longcommonb: 'LONGC001.',
    longcommonc: 'LONGC000.',
  });
});

test('blocks are the same in whatever order and number they are rendered', () => {
  const tree = new ImageTree();
  for (let folder = 0; folder < 40; folder++) {
    const parent = tree.addDirectory(0, `folder ${folder}`, AT_2020);
    for (let file = 0; file < 40; file++) {
      tree.addFile(parent, `${'long name '.repeat(file)}${file}`, AT_2020, {
        byteLength: file * 999,
        store: 0,
        offset: 0,
      });
    }
  }
  const { encoder } = encode(tree);
  const { metadataBlocks } = encoder.layout;
  const whole = encoder.render(0, metadataBlocks).slice();
  const run = fc.tuple(fc.nat(metadataBlocks - 1), fc.integer({ min: 1, max: 20 }));
  fc.assert(
    fc.property(run, ([first, wanted]) => {
      const count = Math.min(wanted, metadataBlocks - first);
      const blocks = encoder.render(first, count);
      expect(blocks.findIndex((byte, at) => byte !== whole[first * 2048 + at])).toBe(-1);
    }),
  );
});

/** The system use entries of one kind in the first block of the root's extent, whole. */
function rootEntries(encoder: Encoder, signature: string): string[] {
  const first = encoder.layout.regions.find(({ id }) => id === abi.REGION_DIRECTORY_TREE)?.firstBlock as number;
  const text = String.fromCharCode(...encoder.render(first, 1));
  return [...text.matchAll(new RegExp(`${signature}([^])\\u0001`, 'g'))].map(({ index, 1: length = '' }) =>
    text.slice(index, index + length.charCodeAt(0)),
  );
}

const EARLIEST = Date.UTC(1900, 0, 1) / 1000;
const LATEST = Date.UTC(2155, 11, 31, 23, 59, 59) / 1000;
const FIRST_YEAR = Date.parse('0001-01-01T00:00:00Z') / 1000;
const LAST_YEAR = Date.parse('9999-12-31T23:59:59Z') / 1000;
const digits = (seconds: number) => `${new Date(seconds * 1000).toISOString().replace(/[-:TZ]|\.000/g, '')}00`;

test('every second of the years 1 to 9999 is dated as the calendar has it', () => {
  fc.assert(
    fc.property(fc.integer({ min: FIRST_YEAR, max: LAST_YEAR }), (seconds) => {
      const tree = new ImageTree({ modifyTime: 0 });
      tree.addFile(0, 'f', { modifyTime: seconds }, { byteLength: 0, store: 0, offset: 0 });
      const { encoder } = encode(tree);
      for (const descriptor of [16, 17]) {
        expect(new TextDecoder().decode(encoder.render(descriptor, 1).subarray(813, 829))).toBe(digits(seconds));
      }
      const isShort = seconds >= EARLIEST && seconds <= LATEST;
      const stamps = rootEntries(encoder, 'TF').at(-1) as string;
      const date = new Date(seconds * 1000);
      const short = [
        date.getUTCFullYear() - 1900,
        date.getUTCMonth() + 1,
        date.getUTCDate(),
        date.getUTCHours(),
        date.getUTCMinutes(),
        date.getUTCSeconds(),
        0,
      ];
      const form = isShort ? `\x0e${String.fromCharCode(...short)}` : `\x8e${digits(seconds)}\0`;
      expect(stamps.slice(4, 4 + form.length)).toBe(form);
      expect(stamps.length).toBe(isShort ? 26 : 56);
    }),
  );
});

test.each([
  { taken: [], hideRelocation: false, name: 'rr_moved' },
  { taken: ['rr_moved'], hideRelocation: false, name: '.rr_moved' },
  { taken: ['.rr_moved', '.rr_moved___'], hideRelocation: false, name: 'rr_moved' },
  { taken: ['rr_moved', '.rr_moved'], hideRelocation: false, name: '.rr_moved_' },
  { taken: ['.rr_moved', `.rr_moved${'_'.repeat(246)}`], hideRelocation: true, name: '.rr_moved_' },
  { taken: [], hideRelocation: true, name: '.rr_moved' },
  { taken: ['.rr_moved', '.rr_moved_', '.rr_moved__', '.rr_moved_x'], hideRelocation: true, name: '.rr_moved___' },
])('beside $taken the folder for relocated ones is $name', ({ taken, hideRelocation, name }) => {
  const tree = new ImageTree({ modifyTime: 0 });
  for (const other of taken) tree.addFile(0, other, AT_2020, { byteLength: 0, store: 0, offset: 0 });
  let folder = 0;
  for (let level = 1; level <= 8; level++) folder = tree.addDirectory(folder, 'deep', AT_2020);
  const { encoder } = encode(tree, { hideRelocation });
  // a name that goes on in a continuation area is not whole in the record
  const isWhole = (one: string) => one.length < 100;
  const names = rootEntries(encoder, 'NM').map((entry) => entry.slice(5));
  expect(names.filter(isWhole).sort()).toEqual([...taken.filter(isWhole), 'deep', name].sort());
});

test('volume times and the place in the set are in both descriptors', () => {
  const volumeTimes = { creation: 1, modification: LATEST + 1, expiration: Number.NaN, effective: EARLIEST - 1 };
  const { encoder } = encode(fileOf(1), { volumeTimes, volumeSetSize: 65_535, volumeSequenceNumber: 258 });
  for (const block of [16, 17]) {
    const descriptor = encoder.render(block, 1).slice();
    const text = String.fromCharCode(...descriptor);
    const none = '0'.repeat(16);
    expect([813, 830, 847, 864].map((at) => text.slice(at, at + 16))).toEqual(
      [1, LATEST + 1, none, EARLIEST - 1].map((time) => (typeof time === 'string' ? time : digits(time))),
    );
    expect([...descriptor.subarray(120, 128)]).toEqual([255, 255, 255, 255, 2, 1, 1, 2]);
    // the root's record, too, says which volume it lies on (9.1.9)
    expect([...descriptor.subarray(156 + 28, 156 + 32)]).toEqual([2, 1, 1, 2]);
  }
});

describe('a time that has no room is told', () => {
  const rows = [
    { time: EARLIEST, change: 0 },
    { time: LATEST, change: 0 },
    { time: EARLIEST - 1, change: abi.CHANGE_TIME_PLAIN },
    { time: LATEST + 1, change: abi.CHANGE_TIME_PLAIN },
    { time: FIRST_YEAR, change: abi.CHANGE_TIME_PLAIN },
    { time: LAST_YEAR, change: abi.CHANGE_TIME_PLAIN },
    { time: FIRST_YEAR - 1, change: abi.CHANGE_TIME },
    { time: LAST_YEAR + 1, change: abi.CHANGE_TIME },
    { time: LATEST + 1, rockRidge: 'none', change: abi.CHANGE_TIME },
    { time: LATEST + 1, mark: Mark.notInIso, change: abi.CHANGE_TIME },
    { time: 0, accessTime: LATEST + 1, change: 0 },
    { time: 0, accessTime: LAST_YEAR + 1, change: abi.CHANGE_TIME },
  ] as const;
  test.each(rows)('$time', ({ time, change, ...more }) => {
    const tree = new ImageTree({ modifyTime: 0 });
    const accessTime = 'accessTime' in more ? more.accessTime : 0;
    const content = { byteLength: 0, store: 0, offset: 0 };
    const file = tree.addFile(0, 'f', { modifyTime: time, accessTime, attributeTime: 0 }, content);
    if ('mark' in more) tree.setMark(file, more.mark, true);
    const { encoder } = encode(tree, 'rockRidge' in more ? { rockRidge: more.rockRidge } : {});
    expect((encoder.layout.changes[1] as number) & (abi.CHANGE_TIME | abi.CHANGE_TIME_PLAIN)).toBe(change);
  });
});

test('a plan has no gap and no overlap, and files that share a content share its place', () => {
  const size = fc.oneof(fc.constantFrom(0, 1, 2047, 2048, 2049), fc.nat(9000), fc.integer({ min: 0, max: 2 ** 40 }));
  fc.assert(
    fc.property(fc.array(size, { maxLength: 20 }), (sizes) => {
      const tree = new ImageTree();
      sizes.forEach((byteLength, index) => {
        const first = tree.addFile(0, `f${index}`, AT_2020, { byteLength, store: index, offset: index * 2 });
        tree.addFile(0, `link${index}`, AT_2020, tree.content(first).index);
      });
      const { encoder, manifest } = encode(tree);
      const plan = new ImagePlan(encoder.layout, contentPlaces(tree, manifest));
      let position = 0;
      const seen = new Set<number>();
      for (const segment of plan.segments()) {
        if (segment.kind === 'source') {
          expect(position % 2048).toBe(0);
          expect(segment).toMatchObject(tree.contentAt(segment.content));
          expect(seen.has(segment.content)).toBe(false);
          seen.add(segment.content);
        }
        position += segment.kind === 'metadata' ? segment.blocks * 2048 : segment.byteLength;
      }
      expect(position).toBe(plan.byteLength);
      expect(seen.size).toBe(sizes.filter((bytes) => bytes > 0).length);
    }),
  );
});

/** A little tree that has every column and every kind of entry, some below the eighth level. */
function everything(): ImageTree {
  const all = { ...AT_2020, accessTime: 1, attributeTime: LATEST + 1, mode: 0o644, user: 1, group: 2, linkCount: 2 };
  const tree = new ImageTree({ ...all, device: { major: 0, minor: 0 } });
  let folder = 0;
  for (let level = 1; level <= 9; level++) folder = tree.addDirectory(folder, `level ${level}`, all);
  const first = tree.addFile(folder, 'file', all, { byteLength: 5, store: 0, offset: 0 });
  tree.addFile(0, 'other name', all, tree.content(first).index);
  tree.addFile(0, 'n'.repeat(250), all, { byteLength: 3000, store: 0, offset: 0 });
  tree.addSymbolicLink(0, 'link', all, new TextEncoder().encode('../level 1/x'));
  tree.addSpecial(0, 'device', { ...all, device: { major: 8, minor: 1 } }, Kind.blockDevice);
  tree.addSpecial(folder, 'pipe', all, Kind.pipe);
  tree.setMark(tree.addDirectory(0, 'out of ISO', all), Mark.notInIso, true);
  tree.setMark(tree.addDirectory(0, 'out of Joliet', all), Mark.notInJoliet, true);
  tree.setMark(first, Mark.hidden, true);
  tree.setWeight(first, -1);
  return tree;
}

test('what reaches one too far is refused, and what ends where it may is not', () => {
  const { manifest } = encode(everything());
  const view = new DataView(manifest.bytes.buffer);
  const word = (position: number) => view.getUint32(position, true);
  const row = (name: string) => manifest.entries.indexOf(everything().find(0, name));
  const identifier = word(abi.COLUMN_IDENTIFIERS);
  for (const [at, good, bad] of [
    [abi.MANIFEST_BYTES, manifest.bytes.length, manifest.bytes.length + 1],
    [abi.MANIFEST_NAMES_BYTES, word(abi.MANIFEST_NAMES_BYTES), word(abi.MANIFEST_NAMES_BYTES) - 1],
    [
      word(abi.COLUMN_TARGET_START) + (row('link') + 1) * 4,
      word(abi.MANIFEST_TARGETS_BYTES),
      word(abi.MANIFEST_TARGETS_BYTES) + 1,
    ],
    [word(abi.COLUMN_PARENT) + row('out of Joliet') * 4, 0, row('out of Joliet')],
    [word(abi.COLUMN_CONTENT) + row('other name') * 4, 0, word(abi.MANIFEST_CONTENT_COUNT)],
    [identifier + 4, manifest.bytes.length - word(identifier), manifest.bytes.length - word(identifier) + 1],
  ] as const) {
    const lay = (value: number) => {
      const damaged = manifest.bytes.slice();
      new DataView(damaged.buffer).setUint32(at, value, true);
      return () => new Encoder(module, damaged);
    };
    expect(lay(good)).not.toThrow();
    expect(lay(bad)).toThrow(/not sound/);
  }
});

test('an identifier that is longer than its field is cut', () => {
  const { manifest } = encode(everything());
  const descriptor = (byteLength: number) => {
    const damaged = manifest.bytes.slice();
    const view = new DataView(damaged.buffer);
    const system = view.getUint32(abi.COLUMN_IDENTIFIERS, true) + abi.IDENTIFIER_SYSTEM * 8;
    view.setUint32(system, view.getUint32(abi.COLUMN_NAMES, true), true);
    view.setUint32(system + 4, byteLength, true);
    return new Encoder(module, damaged).render(16, 1).slice();
  };
  expect(descriptor(200)).toEqual(descriptor(32));
});

test('what is not in a hierarchy has nothing in it that is, and the root is in both', () => {
  const { manifest } = encode(everything());
  const flagsAt = new DataView(manifest.bytes.buffer).getUint32(abi.COLUMN_FLAGS, true);
  const row = (name: string) => manifest.entries.findIndex((entry) => everything().name(entry) === name && entry > 0);
  for (const [entry, flags] of [
    [0, abi.ENTRY_NOT_IN_ISO],
    [0, abi.ENTRY_HIDDEN],
    [row('level 1'), abi.ENTRY_NOT_IN_ISO],
    [row('level 8'), abi.ENTRY_NOT_IN_JOLIET],
  ] as const) {
    const damaged = manifest.bytes.slice();
    damaged[flagsAt + entry] = flags;
    expect(() => new Encoder(module, damaged)).toThrow(/not sound/);
  }
});

test('as many boot entries are taken as a catalog of one block has room for', () => {
  const tree = fileOf(1);
  const image = { entry: tree.find(0, 'file') };
  const entries = Array.from({ length: abi.MOST_BOOT_ENTRIES }, () => ({ ...PLAIN_ENTRY, image }));
  tree.setBoot({ catalog: undefined, entries });
  const { bytes } = encode(tree).manifest;
  const from = new DataView(bytes.buffer).getUint32(abi.COLUMN_BOOT, true);
  const lay = (count: number) => {
    const begin = Math.ceil(bytes.length / 8) * 8;
    const longer = new Uint8Array(begin + count * abi.BOOT_ENTRY_BYTES);
    longer.set(bytes);
    for (let index = 0; index < count; index++) {
      const record = from + Math.min(index, 1) * abi.BOOT_ENTRY_BYTES;
      longer.copyWithin(begin + index * abi.BOOT_ENTRY_BYTES, record, record + abi.BOOT_ENTRY_BYTES);
    }
    const view = new DataView(longer.buffer);
    view.setUint32(abi.MANIFEST_BYTES, longer.length, true);
    view.setUint32(abi.COLUMN_BOOT, begin, true);
    view.setUint32(abi.MANIFEST_BOOT_COUNT, count, true);
    return () => new Encoder(module, longer);
  };
  expect(lay(abi.MOST_BOOT_ENTRIES)).not.toThrow();
  expect(lay(abi.MOST_BOOT_ENTRIES + 1)).toThrow(/not sound/);
});
