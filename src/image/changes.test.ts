import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as abi from '../../wasm/abi';
import { changedRows, changeNotices, encoderNoticeGroups, encoderNotices, givenName, toldNames } from './changes';
import { Encoder } from './encoder';
import type { Layout } from './layout';
import { buildManifest } from './manifest';
import { NOTICE_KINDS, type NoticeCode, noticeSentence } from './notices';
import { DEFAULT_OPTIONS } from './options';
import { ImageTree } from './tree';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));
const CODES = Object.keys(NOTICE_KINDS) as NoticeCode[];

/** A layout of which only the changes are known: `changes` are `CHANGE_*` bits by row. */
function changed(changes: number[]): Layout {
  const changeCounts = Array.from({ length: abi.CHANGE_BITS }, (_, bit) =>
    changes.reduce((count, bits) => count + ((bits >> bit) & 1), 0),
  );
  return {
    blocks: 0,
    metadataBlocks: 0,
    regions: [],
    contentOrder: new Uint32Array(0),
    contentBlocks: new Uint32Array(0),
    structureBytes: new Float64Array(0),
    translationTableBytes: 0,
    rockRidgeBytes: 0,
    directoryBytes: 0,
    pathTableBytes: 0,
    changes: Uint32Array.from(changes),
    changeCounts,
  };
}

test('each bit that the encoder can set is one group, and each group another code', () => {
  const groups = Array.from({ length: abi.CHANGE_BITS }, (_, bit) => encoderNoticeGroups(changed([1 << bit])));
  expect(groups.map(({ length }) => length)).toEqual(new Array(abi.CHANGE_BITS).fill(1));
  expect(new Set(groups.flat().map(({ code }) => code)).size).toBe(abi.CHANGE_BITS);
});

test('the pages of a group, put together, are the rows that were counted', () => {
  const bits = fc.array(fc.nat(2 ** abi.CHANGE_BITS - 1), { maxLength: 50 });
  fc.assert(
    fc.property(bits, fc.integer({ min: 1, max: 7 }), (changes, page) => {
      const layout = changed(changes);
      const counts = new Map(encoderNoticeGroups(layout).map(({ code, count }) => [code, count]));
      for (const code of CODES) {
        const rows: number[] = [];
        for (let first = 0; ; first += page) {
          const some = changedRows(layout, code, first, page);
          rows.push(...some);
          if (some.length < page) break;
        }
        expect(rows).toHaveLength(counts.get(code) ?? 0);
        expect(rows).toEqual([...new Set(rows)].sort((a, b) => a - b));
      }
    }),
  );
});

test('notices tell the names that the image gives, and no other part needs the encoder', () => {
  const tree = new ImageTree();
  const time = { modifyTime: 0 };
  const content = { byteLength: 0, store: 0, offset: 0 };
  const folder = tree.addDirectory(0, 'folder', time);
  for (const name of ['a long name 1.txt', 'a long name 2.txt', 'what?.txt', `${'x'.repeat(70)}.txt`]) {
    tree.addFile(folder, name, time, content);
  }
  const manifest = buildManifest(tree, DEFAULT_OPTIONS);
  const encoder = new Encoder(module, manifest.bytes);
  const told = CODES.flatMap((code) => {
    const rows = changedRows(encoder.layout, code, 0, 9);
    const space = toldNames(code);
    const names = space && rows.map((row) => givenName(encoder, space, row));
    const notices = changeNotices(tree, manifest.entries, code, rows, names);
    expect([...encoderNotices(encoder, tree, manifest, code)]).toEqual(notices);
    return notices;
  });
  expect(told).toContainEqual({
    code: 'joliet-characters',
    path: 'folder/what?.txt',
    before: 'what?.txt',
    after: 'what_.txt',
  });
  expect(told).toContainEqual({
    code: 'joliet-length',
    path: `folder/${'x'.repeat(70)}.txt`,
    before: `${'x'.repeat(70)}.txt`,
    after: 'x'.repeat(64),
  });
  expect(told).toContainEqual({
    code: 'iso-collision',
    path: 'folder/a long name 2.txt',
    before: 'a long name 2.txt',
    after: 'A_LON000.TXT',
  });
});

const PLAIN = { rockRidge: 'none' } as const;
test.each([
  [{ modifyTime: -3e9 }, PLAIN, 'time', '1900-01-01'],
  [{ modifyTime: 6e9 }, PLAIN, 'time', '2155-12-31'],
  [{ modifyTime: -3e9 }, {}, 'time-plain', '1900-01-01'],
  [{ modifyTime: 6e9 }, {}, 'time-plain', '2155-12-31'],
  [{ modifyTime: 3e11 }, {}, 'time', '2155-12-31'],
  [{ modifyTime: -1, attributeTime: 3e11 }, {}, 'time', undefined],
] as const)('of the times %o with %o there is a notice', (attributes, options, code, after) => {
  const tree = new ImageTree();
  tree.addFile(0, 'file', attributes, { byteLength: 0, store: 0, offset: 0 });
  const manifest = buildManifest(tree, { ...DEFAULT_OPTIONS, ...options });
  const encoder = new Encoder(module, manifest.bytes);
  const notices = [...encoderNotices(encoder, tree, manifest, code)];
  expect(notices.at(-1)).toEqual(after ? { code, path: 'file', before: 'file', after } : { code, path: 'file' });
  // The root has no time of its own, but the file's.
  expect(notices.slice(0, -1)).toEqual(after ? [{ code, path: '/' }] : []);
  expect([...encoderNotices(encoder, tree, manifest, code === 'time' ? 'time-plain' : 'time')]).toEqual([]);
});

test('codes, which scripts rely on, stay', () => {
  expect(CODES).toEqual([
    'iso-name',
    'iso-collision',
    'iso-path',
    'iso-twin',
    'joliet-characters',
    'joliet-length',
    'joliet-collision',
    'rock-ridge-length',
    'time',
    'time-plain',
    'relocated',
    'deep',
    'sections',
    'path-table',
    'identifier-primary',
    'identifier-joliet',
    'identifier-characters',
    'table-name',
    'no-table',
    'table-replaces',
    'link-without-rock-ridge',
    'special-without-rock-ridge',
    'link-broken',
    'link-loop',
    'link-portable',
    'special',
    'name-encoding',
    'unreadable',
    'archive-outside',
    'archive-through',
    'archive-name',
    'archive-link',
    'archive-kind',
    'archive-rest',
    'archive-ended',
    'archive-twice',
    'archive-absolute',
    'archive-encoding',
    'archive-target',
    'archive-control',
    'archive-owner',
    'archive-attributes',
    'boot-gone',
    'boot-full',
    'boot-full-hidden',
    'boot-floppy',
    'boot-load',
    'opened-boot',
    'opened-systems',
    'opened-cut',
    'opened-unreadable',
    'opened-sessions',
    'opened-compressed',
    'opened-odd',
    'left-out-by-choice',
    'nothing-to-change',
    'replacement-gone',
    'fewer-files',
    'kept-both',
    'empty-folders',
    'hidden-names',
  ]);
});

test('every sentence names the path, and is one', () => {
  for (const code of CODES) {
    const sentence = noticeSentence({ code, path: 'some/path', before: 'BEFORE', after: 'AFTER' });
    expect(sentence).toContain('some/path');
    expect(noticeSentence({ code, path: 'some/path' })).toMatch(/\.$/);
  }
});
