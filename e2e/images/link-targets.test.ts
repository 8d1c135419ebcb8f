/** Targets of symbolic links come back from SL entries whole, wherever an entry, a record or a continuation area ends. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Encoder } from '../../src/image/encoder';
import { buildManifest } from '../../src/image/manifest';
import { DEFAULT_OPTIONS, type ImageOptions } from '../../src/image/options';
import { ImageTree } from '../../src/image/tree';
import { conformanceProblems, problemLine } from './conformance';
import { parseImage } from './iso-fields';
import { rockRidgeTree } from './namespaces';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));
const AT_2020 = { modifyTime: 1_577_836_800 };
/** What a target may have on Linux. */
const MOST_BYTES = 4095;

/** Holds an image of links with these targets to the standards, and to the targets. */
function check(targets: readonly string[], rockRidgeVersion: ImageOptions['rockRidgeVersion']): void {
  const tree = new ImageTree(AT_2020);
  targets.forEach((target, index) => {
    tree.addSymbolicLink(0, `L${index}`, AT_2020, Buffer.from(target));
  });
  const options: ImageOptions = { ...DEFAULT_OPTIONS, joliet: false, rockRidgeVersion, endPadBlocks: 0 };
  const encoder = new Encoder(module, buildManifest(tree, options).bytes);
  const image = parseImage(encoder.render(0, encoder.layout.blocks).slice());
  expect(conformanceProblems(image, 1).map(problemLine)).toEqual([]);
  const shown = rockRidgeTree(image);
  const lost = targets.filter((target, index) => shown.get(`L${index}`)?.target !== target);
  expect(lost).toEqual([]);
}

test.each(['1.10', '1.12'] as const)('where entries just fill a continuation area (RRIP %s)', (version) => {
  // eight entries of 250 to 255 bytes leave 0 to 12 bytes of an area of 2,012; what comes first fills the record
  const targets: string[] = [];
  for (let first = 80; first < 115; first++) {
    for (let longer = 0; longer <= 8; longer++) {
      const parts = Array.from({ length: 8 }, (_, at) => 'b'.repeat(at < longer ? 244 : 243));
      targets.push(['a'.repeat(first), ...parts, 'd'.repeat(200), 'e'].join('/'));
      targets.push(['a'.repeat(first), ...parts, '..', '.', 'e'.repeat(250)].join('/'));
    }
  }
  check(targets, version);
});

test('whatever their components are', () => {
  const part = fc.oneof(
    fc.constantFrom('.', '..'),
    fc.integer({ min: 1, max: 255 }).map((length) => 'x'.repeat(length)),
    fc.integer({ min: 236, max: 255 }).map((length) => 'y'.repeat(length)),
  );
  const target = fc
    .tuple(fc.constantFrom('', '/'), fc.array(part, { minLength: 1, maxLength: 40 }))
    .map(([root, parts]) => (root + parts.join('/')).slice(0, MOST_BYTES).replace(/\/$/, ''));
  fc.assert(fc.property(fc.array(target, { minLength: 1, maxLength: 20 }), fc.constantFrom('1.10', '1.12'), check), {
    numRuns: 100,
  });
});
