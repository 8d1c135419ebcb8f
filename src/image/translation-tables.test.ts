import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as abi from '../../wasm/abi';
import { encoderNoticeGroups } from './changes';
import { Encoder } from './encoder';
import { structureRuns } from './layout';
import { buildManifest } from './manifest';
import { DEFAULT_OPTIONS, type ImageOptions } from './options';
import { TranslationTable, tableNotices } from './translation-tables';
import { ImageTree, Kind } from './tree';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));
const TABLE = new TranslationTable('TRANS.TBL', true);
const OPTIONS: ImageOptions = { ...DEFAULT_OPTIONS, translationTable: TABLE };
const content = { byteLength: 0, store: 0, offset: 0 };
const AT_2020 = { modifyTime: 1_577_836_800 };

function encode(tree: ImageTree, options: Partial<ImageOptions> = {}) {
  const manifest = buildManifest(tree, { ...OPTIONS, ...options });
  return { manifest, encoder: new Encoder(module, manifest.bytes) };
}

/** The blocks of tables, one after the other. */
function tableBlocks(encoder: Encoder): Uint8Array[] {
  const [, ...runs] = structureRuns(encoder.layout);
  return runs.map(({ firstBlock, blocks }) => encoder.render(firstBlock, blocks).slice());
}

/** The text of an image's only table. */
function tableText(encoder: Encoder): string {
  const [bytes, ...more] = tableBlocks(encoder);
  expect(more).toEqual([]);
  return new TextDecoder().decode(bytes).replace(/\0*$/, '');
}

const line = (letter: string, identifier: string, rest: string) => `${letter} ${identifier.padEnd(208)}\t${rest}\n`;

test.each(['1.10', '1.12'] as const)(
  'every kind of entry has a line in the order of its record, RRIP %s',
  (version) => {
    const tree = new ImageTree();
    tree.addFile(0, 'a file of a long name', AT_2020, content);
    tree.addSymbolicLink(0, 'link', AT_2020, new TextEncoder().encode('../a target'));
    for (const [name, kind, major, minor] of [
      ['character', Kind.characterDevice, 5, 0],
      ['block', Kind.blockDevice, 0x12345678, 0x9abcdef1],
      ['pipe', Kind.pipe, 0, 0],
      ['socket', Kind.socket, 0, 0],
    ] as const) {
      tree.addSpecial(0, name, { ...AT_2020, device: { major, minor } }, kind);
    }
    tree.addDirectory(0, 'folder.x', AT_2020);
    const { encoder } = encode(tree, { rockRidgeVersion: version });
    const text = [
      line('B', 'BLOCK.;1', 'block\t305419896 2596069105'),
      line('C', 'CHARACTE.;1', 'character\t5 0'),
      line('D', 'FOLDER.X', 'folder.x'),
      line('F', 'A_FILE_O.;1', 'a file of a long name'),
      line('L', 'LINK.;1', 'link\t../a target'),
      line('P', 'PIPE.;1', 'pipe'),
      line('S', 'SOCKET.;1', 'socket'),
    ];
    const sorted = text.sort((a, b) => (a.slice(2) < b.slice(2) ? -1 : 1)).join('');
    expect(tableText(encoder)).toBe(sorted);
    expect(encoder.layout.translationTableBytes).toBe(sorted.length);
  },
);

test('a table of many blocks is the same in whatever order its blocks are rendered', () => {
  const tree = new ImageTree();
  for (let file = 0; file < 300; file++) tree.addFile(0, `${'n'.repeat(file)}${file}`, AT_2020, content);
  tree.addSymbolicLink(0, 'over a block', AT_2020, new Uint8Array(9000).fill(0x78));
  const { encoder } = encode(tree);
  const [, run] = structureRuns(encoder.layout);
  const { firstBlock = 0, blocks = 0 } = run ?? {};
  const whole = encoder.render(firstBlock, blocks).slice();
  for (let block = blocks - 1; block >= 0; block--) {
    const one = encoder.render(firstBlock + block, 1);
    expect(one).toEqual(whole.subarray(block * 2048, (block + 1) * 2048));
  }
  expect(blocks).toBeGreaterThan(40);
  expect(tableText(encoder).split('\n')).toHaveLength(302);
});

test('a table is everybody’s to read, as new as the volume, and of the owner that was asked for', () => {
  const tree = new ImageTree();
  const all = { ...AT_2020, accessTime: 1, attributeTime: 2, mode: 0o600, user: 5, group: 6, linkCount: 7 };
  tree.addFile(0, 'f', all, content);
  for (const owner of [{}, { user: 8, group: 9 }]) {
    const volumeTimes = { creation: Date.UTC(2021, 1, 2, 3, 4, 5) / 1000 };
    const { encoder } = encode(tree, { rockRidge: 'full', owner, volumeTimes });
    const { firstBlock = 0 } = encoder.layout.regions.find(({ id }) => id === abi.REGION_DIRECTORY_TREE) ?? {};
    const block = String.fromCharCode(...encoder.render(firstBlock, 1));
    const record = block.slice(block.indexOf('TRANS.TBL;1') - 33);
    const stamp = '\x79\x02\x02\x03\x04\x05\0';
    expect(record.slice(18, 25)).toBe(stamp);
    expect(record.slice(record.indexOf('TF') + 5).slice(0, 21)).toBe(stamp.repeat(3));
    const number = (at: number) => record.charCodeAt(at) | (record.charCodeAt(at + 1) << 8);
    const attributes = record.indexOf('PX') + 4;
    const [mode, links, user, group] = [0, 8, 16, 24].map((at) => number(attributes + at));
    expect([mode, links, user, group]).toEqual([0o100444, 1, owner.user ?? 0, owner.group ?? 0]);
  }
});

test('blocks of files are not the encoder’s', () => {
  const tree = new ImageTree();
  tree.addFile(0, 'a', AT_2020, { ...content, byteLength: 1 });
  const { encoder } = encode(tree);
  const { metadataBlocks } = encoder.layout;
  expect(() => encoder.render(metadataBlocks, 1)).toThrow(/of no structure/);
  expect(encoder.render(metadataBlocks + 1, 1)[0]).toBe('F'.charCodeAt(0));
});

test('a table’s name that plain ISO 9660 has no room for is told once', () => {
  const tree = new ImageTree();
  for (const folder of ['a', 'b']) tree.addFile(tree.addDirectory(0, folder, AT_2020), 'f', AT_2020, content);
  for (const [name, after] of [
    ['TRANS.TBL', undefined],
    ['table', undefined],
    ['Many names.txt', 'MANY_NAM.TXT'],
  ] as const) {
    const options = { ...OPTIONS, translationTable: new TranslationTable(name, true) };
    const { manifest, encoder } = encode(tree, options);
    const notices = tableNotices(encoder, manifest, options);
    expect(notices).toEqual(after ? [{ code: 'table-name', path: name, after }] : []);
    // no row of a table has a notice of its own
    expect(encoderNoticeGroups(encoder.layout)).toEqual([]);
  }
});

test.each([
  ['folder', 'a.;1', {}],
  ['file', 'a.;1', { omitVersion: true }],
  ['file', 'A', {}],
] as const)('there is no table where a %s “%s” is there, which readers show as the table', (kind, name, rules) => {
  const tree = new ImageTree();
  tree.addFile(0, 'other', AT_2020, content);
  if (kind === 'file') tree.addFile(0, name, AT_2020, content);
  else tree.addDirectory(0, name, AT_2020);
  const isoNames = { ...DEFAULT_OPTIONS.isoNames, relaxed: true, ...rules };
  const { encoder } = encode(tree, { isoNames, translationTable: new TranslationTable('a', true) });
  expect(tableBlocks(encoder)).toEqual([]);
});

test('a manifest with two tables in a folder, one table twice, or a source behind a table is refused', () => {
  const tree = new ImageTree();
  for (const folder of ['a', 'b']) tree.addFile(tree.addDirectory(0, folder, AT_2020), 'f', AT_2020, content);
  const { manifest } = encode(tree);
  const header = new DataView(manifest.bytes.buffer);
  const at = (column: number, row: number, bytes: number) => header.getUint32(column, true) + row * bytes;
  const firstTable = manifest.entries.length;
  const secondKind = at(abi.COLUMN_CONTENT_KIND, manifest.contents.length + 1, 1);
  for (const [position, value] of [
    [at(abi.COLUMN_PARENT, firstTable + 1, 4), manifest.tables[0] as number],
    [at(abi.COLUMN_CONTENT, firstTable + 1, 4), manifest.contents.length],
    [secondKind, abi.CONTENT_SOURCE],
    [secondKind, abi.CONTENT_BOOT_CATALOG + 1],
  ] as const) {
    const damaged = manifest.bytes.slice();
    damaged[position] = value;
    expect(() => new Encoder(module, damaged)).toThrow(/not sound/);
  }
});
