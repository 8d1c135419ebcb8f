/** `-duplicates-once`: the same files in a smaller image, and never another's bytes. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isodrop } from '../../src/node/run.fixture';
import { walkPaths } from '../../src/sources/node-directory';
import { findEqualContents } from '../../src/sources/node-equal-contents';
import { onDisk } from './disk';
import { BLOCK_BYTES, parseImage } from './iso-fields';
import { rockRidgeTree } from './namespaces';
import { needs } from './programs';
import { scratchDirectory } from './trees';

const ENDS = 128 * 1024;

let scratch: string;
let next = 0;
beforeAll(() => {
  scratch = scratchDirectory();
});
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

/** A few contents, some of which differ in a single byte: at an end, or between the ends that are looked at first. */
const content = fc
  .record({
    length: fc.constantFrom(0, 1, 2048, 2049, ENDS, 2 * ENDS, 2 * ENDS),
    flipped: fc.constantFrom(undefined, 0, 0.5, 1),
  })
  .map(({ length, flipped }) => {
    const bytes = Buffer.alloc(length, 'content ');
    if (flipped !== undefined && length > 0) bytes[Math.floor(flipped * (length - 1))] = 1;
    return bytes;
  });
const file = fc.record({
  content,
  folder: fc.constantFrom('', 'a', 'a/b', 'z'),
  linked: fc.option(fc.nat(), { freq: 4 }),
  weight: fc.option(fc.integer({ min: -2, max: 2 })),
});
type Given = typeof file extends fc.Arbitrary<infer T> ? T : never;

/** Writes files to a new folder, and a list of weights beside it. Some are further names of those before. */
function write(files: readonly Given[]): { root: string; weights: string } {
  const root = join(scratch, `tree-${next++}`);
  fs.mkdirSync(root);
  const paths: string[] = [];
  const lines: string[] = [];
  for (const [index, { content: bytes, folder, linked, weight }] of files.entries()) {
    const path = join(root, folder, `file ${index}`);
    fs.mkdirSync(join(root, folder), { recursive: true });
    const to = linked === null ? undefined : paths[linked % Math.max(1, paths.length)];
    if (to === undefined) fs.writeFileSync(path, bytes);
    else fs.linkSync(to, path);
    paths.push(path);
    if (weight !== null) lines.push(`${path} ${weight}\n`);
  }
  const weights = `${root}.weights`;
  fs.writeFileSync(weights, lines.join(''));
  return { root, weights };
}

/** Makes an image. Returns its bytes, and what was said. */
async function make(words: readonly string[]): Promise<{ bytes: Buffer; log: string }> {
  const output = join(scratch, 'x.iso');
  const { code, logged } = await isodrop([...words, '-v', '-o', output], { environment: { SOURCE_DATE_EPOCH: '0' } });
  expect([code, logged]).toEqual([0, logged]);
  return { bytes: fs.readFileSync(output), log: logged };
}

/** Files of an image by path: their bytes, and the blocks these lie in. */
function filesOf(bytes: Buffer): Map<string, { bytes: Buffer; block: number; blocks: number }> {
  const files = [...rockRidgeTree(parseImage(bytes))].filter(([, { kind, size }]) => kind === 'file' && size > 0);
  return new Map(
    files.map(([path, { size, sections }]) => {
      const { block } = sections[0] as { block: number };
      const start = block * BLOCK_BYTES;
      return [path, { bytes: bytes.subarray(start, start + size), block, blocks: Math.ceil(size / BLOCK_BYTES) }];
    }),
  );
}

const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const toldSaving = (log: string) => Number(/which saves ([\d,]+) bytes/.exec(log)?.[1]?.replaceAll(',', '') ?? 0);

test('with and without it every file has its bytes; only equal ones share, and the saving is what is told', {
  timeout: 120_000,
}, async () => {
  const words = fc.subarray(['-portable', '-no-cache-inodes', '-rrip112', '-sort']);
  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 2, maxLength: 12 }), words, async (files, chosen) => {
      const { root, weights } = write(files);
      const options = ['-J', '-R', ...chosen.flatMap((word) => (word === '-sort' ? [word, weights] : [word]))];
      const [each, once] = [await make([...options, root]), await make([...options, '-duplicates-once', root])];
      expect(each.bytes.length - once.bytes.length).toBe(toldSaving(once.log));
      const printed = await isodrop([...options, '-duplicates-once', '-print-size', root]);
      expect(Number(printed.printed) * BLOCK_BYTES).toBe(once.bytes.length);

      const disk = [...onDisk(root)].filter(([, { kind, size }]) => kind === 'file' && size > 0);
      const shown = filesOf(once.bytes);
      expect([...shown.keys()].sort()).toEqual(disk.map(([path]) => path).sort());
      const blocks = new Map<number, string>();
      const kept = new Set<string>();
      for (const [path, { content: bytes }] of disk) {
        const one = shown.get(path) as { bytes: Buffer; block: number; blocks: number };
        expect(one.bytes.equals(bytes as Buffer)).toBe(true);
        const key = hash(bytes as Buffer);
        const extent = `${one.block} ${key}`;
        for (let at = one.block; at < one.block + one.blocks; at++) {
          if (blocks.has(at)) expect(blocks.get(at)).toBe(extent);
          blocks.set(at, extent);
        }
        kept.add(key);
      }
      // Each content lies there once.
      expect(new Set(blocks.values()).size).toBe(kept.size);
    }),
    { numRuns: 25 },
  );
});

/** A folder where files are copies of others, of every size that is treated in its own way. */
function copies(): string {
  const root = join(scratch, `copies-${next++}`);
  const large = Buffer.alloc(3_000_000, 'large ');
  const other = Buffer.from(large);
  other[1_500_000] = 0;
  const files = {
    'a/1': large,
    'a/2': Buffer.from('small'),
    'b/copy': large,
    'b/other': other,
    'c/2': Buffer.from('small'),
  };
  for (const [path, bytes] of Object.entries(files)) {
    fs.mkdirSync(join(root, path, '..'), { recursive: true });
    fs.writeFileSync(join(root, path), bytes);
  }
  return root;
}

test.for([
  [
    'xorriso',
    (image: string, folder: string) => ['-osirrox', 'on', '-indev', `stdio:${image}`, '-extract', '/', folder],
  ],
  ['bsdtar', (image: string, folder: string) => ['-xpf', image, '-C', folder]],
] as const)('%s extracts every file as it is on disk', async ([program, extract], context) => {
  needs(context, program);
  const root = copies();
  const { log } = await make(['-J', '-R', '-duplicates-once', root]);
  expect(log).toContain(
    'isodrop: -duplicates-once: 2 files are equal to others, which saves 3,002,368 bytes of the image.\n',
  );
  const folder = join(scratch, `${program}-extracted`);
  fs.mkdirSync(folder);
  const { status, stderr } = spawnSync(program, extract(join(scratch, 'x.iso'), folder), { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  const contents = (at: string) =>
    [...onDisk(at)].map(([path, { content: bytes }]) => [path, bytes?.toString('latin1')]);
  expect(contents(folder).sort()).toEqual(contents(root).sort());
});

test.each([
  ['that is written', 'a/1', /“[^”]*a\/1” was changed/],
  ['whose bytes another has', 'b/copy', /“[^”]*b\/copy” was changed/],
])(
  'a file %s and that changes after it was compared ends the command without an image',
  async (_title, path, sentence) => {
    const root = copies();
    const output = join(scratch, 'never.iso');
    const io = {
      // Asked for when everything was compared.
      loadEncoder: () => {
        fs.utimesSync(join(root, path), 1, 1);
        return new WebAssembly.Module(fs.readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));
      },
    };
    const { code, logged } = await isodrop(['-R', '-duplicates-once', '-o', output, root], io);
    expect([code, logged]).toEqual([1, expect.stringMatching(sentence)]);
    expect(fs.readdirSync(scratch).filter((name) => /never|\.part$/.test(name))).toEqual([]);
  },
);

test('a file that changes before it is compared is named', () => {
  const root = copies();
  const { tree, contents } = walkPaths([root]);
  fs.utimesSync(join(root, 'b/other'), 1, 1);
  expect(() => findEqualContents(tree, contents)).toThrow(/b\/other” was changed/);
});
