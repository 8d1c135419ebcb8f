/** Images of other projects' tests: the reader shows what it showed when all other programs agreed, and they do. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { needs } from '../../images/programs';
import { removeTree, scratchDirectory } from '../../images/trees';
import { needsAll } from '../../tools/thorough';
import { type Comparison, compareImage } from './compare';
import { EXPLAINED, type Explained, explanation } from './explained';
import { FIXTURES } from './fixtures';

const IMAGES = fileURLToPath(new URL('images', import.meta.url));
let scratch: string;
beforeAll(() => {
  scratch = scratchDirectory();
});
afterAll(() => removeTree(scratch));

/** An image as a file. */
function unpacked(name: string): string {
  const file = join(scratch, name);
  writeFileSync(file, gunzipSync(readFileSync(join(IMAGES, `${name}.gz`))));
  return file;
}

/** What the reader shows, short enough for a table. */
function shortOf({ ours, findings }: Comparison) {
  if (typeof ours === 'string') return { shows: ours, findings };
  const lines = [...ours].flatMap(([kind, shown]) => [...shown].map(([path, is]) => `${kind}\t${path}\t${is}`));
  const digest = createHash('sha256').update(lines.sort().join('\n')).digest('hex').slice(0, 16);
  const counts = [...ours].map(([kind, shown]) => `${kind} ${shown.size}`).join(', ');
  return { shows: `${counts}: ${digest}`, findings: findings.map((finding) => finding.split(':')[0]) };
}

test('each image that is kept is in the table, and no other', () => {
  const kept = readdirSync(IMAGES).filter((name) => name.endsWith('.gz'));
  expect(kept.map((name) => basename(name, '.gz')).sort()).toEqual(FIXTURES.map(({ name }) => name).sort());
});

test.for(FIXTURES)('$name: $about', async ({ name, shows, findings = [] }) => {
  expect(shortOf(await compareImage(unpacked(name), []))).toEqual({ shows, findings });
});

test('other programs show the same, and each difference has its reason', { timeout: 300_000 }, async (context) => {
  needsAll(context);
  for (const program of ['xorriso', '7zz', 'bsdtar', 'isoinfo']) needs(context, program);
  const used = new Set<Explained>();
  const unexplained: unknown[] = [];
  for (const { name } of FIXTURES) {
    for (const difference of (await compareImage(unpacked(name))).differences) {
      const row = explanation(name, difference);
      if (row) used.add(row);
      else unexplained.push({ name, ...difference });
    }
  }
  expect(unexplained.slice(0, 5)).toEqual([]);
  expect(EXPLAINED.filter((row) => !used.has(row))).toEqual([]);
});
