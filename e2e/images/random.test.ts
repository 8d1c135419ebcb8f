/** Random trees, laid out without a disk: the standards' rules hold, and every entry is where its name says. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Encoder } from '../../src/image/encoder';
import { buildManifest } from '../../src/image/manifest';
import { DEFAULT_OPTIONS, type ImageOptions } from '../../src/image/options';
import { type EntryId, ImageTree, Kind } from '../../src/image/tree';
import { conformanceProblems, problemLine } from './conformance';
import { BLOCK_BYTES, type IsoImage, parseImage } from './iso-fields';
import { identifierTree, rockRidgeTree } from './namespaces';

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
const name = fc
  .array(piece, { minLength: 1, maxLength: 9 })
  .map((pieces) => pieces.join(''))
  .filter((text) => text !== '.' && text !== '..' && Buffer.byteLength(text) <= 255);
const size = fc.oneof(
  fc.constantFrom(0, 1, 2047, 2048, 2049, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 2048, 2 ** 32 - 1, 2 ** 32, 2 ** 33 + 1),
  fc.nat(100_000),
);
const time = fc.integer({ min: -2_208_988_800, max: 5_869_583_999 });
/** An entry: its parent is one of the folders before it. */
const entry = fc.record({
  name,
  parent: fc.nat(),
  kind: fc.constantFrom('folder', 'folder', 'file', 'file', 'link'),
  size,
  time,
  target: fc.array(fc.constantFrom('..', '.', 'x', 'name'.repeat(20), '日本'), { minLength: 1, maxLength: 30 }),
});
const options = fc.record({
  joliet: fc.boolean(),
  rockRidge: fc.constantFrom<ImageOptions['rockRidge']>('full', 'full', 'rationalized'),
  isoLevel: fc.constantFrom<1 | 2 | 3>(1, 2, 3),
});

/** What is meant: see conformance.test.ts; and files over 4 GiB, which need level 3, with a notice. */
const MEANT = [
  /is no directory identifier/,
  /“[^”]+” is no file identifier/,
  /NM of “\/RR_MOVED\//,
  /^sections: .* need level 3$/,
  // a directory's full stop is no separator to the standard, but sorts like one
  /^sorted: ISO 9660 .*“[^”;]*\.[^”;/]*”/,
];

test('images of random trees keep the rules and show every entry', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 60 }), options, (entries, chosen) => {
      const tree = new ImageTree({ modifyTime: 0 });
      const folders: EntryId[] = [0];
      const paths = new Map<string, { size: number; kind: string; target?: string }>();
      for (const { name, parent, kind, size, time, target } of entries) {
        const into = folders[parent % folders.length] as EntryId;
        if (tree.find(into, name) >= 0) continue;
        const attributes = { modifyTime: time };
        const text = target.join('/');
        let made: EntryId;
        if (kind === 'folder') made = tree.addDirectory(into, name, attributes);
        else if (kind === 'link') made = tree.addSymbolicLink(into, name, attributes, Buffer.from(text));
        else made = tree.addFile(into, name, attributes, { byteLength: size, store: 0, offset: 0 });
        if (kind === 'folder') folders.push(made);
        const row = { kind: kind === 'folder' ? 'directory' : kind, size: kind === 'file' ? size : 0 };
        paths.set(tree.path(made), kind === 'link' ? { ...row, target: text } : row);
      }
      const { image, encoder, rows } = lay(tree, chosen);
      const problems = conformanceProblems(image, chosen.isoLevel).map(problemLine);
      expect(problems.filter((line) => !MEANT.some((meant) => meant.test(line)))).toEqual([]);

      const shown = rockRidgeTree(image);
      expect([...shown.keys()].sort()).toEqual([...paths.keys()].sort());
      for (const [path, { kind, size, target }] of paths) {
        expect(shown.get(path)).toMatchObject(target === undefined ? { kind, size } : { kind, size, target });
      }
      if (image.joliet) {
        const names = rows.map((row) => encoder.jolietName(row)).sort();
        expect([...identifierTree(image.joliet).keys()].map((path) => path.split('/').at(-1)).sort()).toEqual(names);
      }
    }),
    { numRuns: 250 },
  );
});

/** The structures of a tree's image, as if its contents followed. */
function lay(tree: ImageTree, chosen: Partial<ImageOptions>): { image: IsoImage; encoder: Encoder; rows: number[] } {
  const manifest = buildManifest(tree, { ...DEFAULT_OPTIONS, ...chosen });
  const encoder = new Encoder(module, manifest.bytes);
  const { blocks, metadataBlocks } = encoder.layout;
  const image = parseImage(encoder.render(0, metadataBlocks).slice(), blocks * BLOCK_BYTES);
  const rows = [...manifest.entries.keys()].slice(1);
  expect(tree.kind(0)).toBe(Kind.directory);
  return { image, encoder, rows };
}
