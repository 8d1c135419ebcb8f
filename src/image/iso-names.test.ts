/** Identifiers where genisoimage has none that could stand: ours by rule. All others are compared with its images. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as abi from '../../wasm/abi';
import { Encoder } from './encoder';
import { buildManifest } from './manifest';
import { DEFAULT_OPTIONS, type ImageOptions, LEVEL_4 } from './options';
import { ImageTree } from './tree';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));
const TIME = { modifyTime: 1_600_000_000 };
const RELAXED = { ...DEFAULT_OPTIONS.isoNames, relaxed: true };
const BARE = { ...RELAXED, omitVersion: true, omitPeriod: true };

/** Each name's identifier, versions apart; a name that ends with `/` is a folder's. */
function identifiers(names: readonly string[], options: Partial<ImageOptions>): string[] {
  const tree = new ImageTree(TIME);
  for (const name of names) {
    if (name.endsWith('/')) tree.addDirectory(0, name.slice(0, -1), TIME);
    else tree.addFile(0, name, TIME, { byteLength: 0, store: 0, offset: 0 });
  }
  const manifest = buildManifest(tree, { ...DEFAULT_OPTIONS, ...options });
  const encoder = new Encoder(module, manifest.bytes);
  const rows = [...manifest.entries].map((entry) => tree.name(entry));
  return names.map((name) => encoder.isoName(rows.indexOf(name.replace(/\/$/, ''))));
}

const e = (count: number) => 'e'.repeat(count);

test.each<{ rule: string; names: string[]; options: Partial<ImageOptions>; expected: string[] }>([
  {
    rule: 'an 8.3 extension has at most three characters, whatever follows it',
    names: ['x.abc.', 'x.y.~z~'],
    options: {},
    expected: ['X.ABC', 'X.Y__'],
  },
  {
    rule: 'a number takes the room of a long extension, down to the whole name',
    names: [`A.${e(30)}`, `B.${e(28)}`, `a.${e(30)}`, `b.${e(28)}`],
    options: { isoLevel: 2 },
    expected: [`A.${e(29)}`, `B.${e(28)}`, `001.${e(27)}`, `000.${e(27)}`].map((name) => name.toUpperCase()),
  },
  {
    rule: 'a number that makes a name which is there is passed over',
    names: ['LONGCOMMA', 'LONGCOMMB', 'longc000'],
    options: {},
    expected: ['LONGCOMM.', 'LONGC001.', 'LONGC000.'],
  },
  {
    rule: 'a folder and a file differ without the version number, too',
    names: ['FOO.TXT', 'foo.txt/'],
    options: {},
    expected: ['FOO.TXT', 'FOO000.TXT'],
  },
  {
    rule: 'control characters are never part of an identifier: 00 and 01 mean `.` and `..`',
    names: ['\x01', 'a\x1bb', 'a\x7f'],
    options: { isoNames: BARE },
    expected: ['_', 'A_B', 'A_'],
  },
  {
    rule: 'where versions are omitted, what looks like one is none to readers',
    names: ['a', 'a;1', 'b;32768', 'b', 'c;0', 'c', 'd', 'd;32767'],
    options: { isoNames: BARE },
    expected: ['A', 'A000', 'B;32768', 'B', 'C;0', 'C', 'D', 'D000'],
  },
  {
    rule: 'with a version number of its own, a file may have a name that looks like one',
    names: ['a', 'a;1'],
    options: { isoNames: RELAXED },
    expected: ['A.', 'A;1.'],
  },
  {
    rule: 'what follows a semicolon gives way to a number',
    names: ['A;X', 'A;x', 'a;x'],
    options: { isoNames: BARE },
    expected: ['A;X', 'A001', 'A000'],
  },
  {
    rule: 'the names of level 4 are bytes, as many as fit, be it half a character',
    names: [`${'é'.repeat(96)}.txt`, '日本語', `${e(192)}1`, `${e(193)}1`, `${e(193)}2`],
    options: LEVEL_4,
    expected: [`${'é'.repeat(94)}\ufffd.txt`, '日本語', `${e(192)}1`, e(193), `${e(190)}000`],
  },
])('$rule', ({ names, options, expected }) => {
  expect(identifiers(names, options)).toEqual(expected);
});

test.each([
  ['relocated with Rock Ridge', {}, abi.CHANGE_RELOCATED],
  ['kept with a notice where that is asked for', { keepDeep: true }, abi.CHANGE_DEEP],
  ['kept with a notice without Rock Ridge', { rockRidge: 'none' }, abi.CHANGE_DEEP],
  ['kept at level 4, which has no such limit', LEVEL_4, 0],
  ['relocated at level 4 where that is asked for', { ...LEVEL_4, keepDeep: false }, abi.CHANGE_RELOCATED],
] as const)('a folder of the ninth level is %s', (_, options, change) => {
  const tree = new ImageTree(TIME);
  let folder = 0;
  for (let level = 2; level <= 9; level++) folder = tree.addDirectory(folder, 'd', TIME);
  const { changes } = new Encoder(module, buildManifest(tree, { ...DEFAULT_OPTIONS, ...options }).bytes).layout;
  expect(changes[8]).toBe(change);
});
