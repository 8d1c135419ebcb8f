import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DIST } from './tools/serve.mjs';
import { BUDGET, builtFiles, total } from './tools/size.mjs';

test('script, style and WASM of the first load keep within their budget, compressed', () => {
  const first = builtFiles().filter(({ isLater }) => !isLater);
  for (const part of [/^assets.index-.+\.js$/, /^assets.index-.+\.css$/, /^assets.encoder-.+\.wasm$/, /^sw\.js$/]) {
    expect(first.map(({ file }) => file)).toContainEqual(expect.stringMatching(part));
  }
  expect(total('first load', first).gzip).toBeLessThan(BUDGET);
});

test('what counts as later is one script and one style, which the page does not begin with', () => {
  const later = builtFiles().filter(({ isLater }) => isLater);
  expect(later.map(({ file }) => file.replace(/.*\./, '')).sort()).toEqual(['css', 'js']);
  expect(readFileSync(join(DIST, 'index.html'), 'utf8')).not.toContain('later-');
});
