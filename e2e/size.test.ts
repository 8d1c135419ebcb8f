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

test('what counts as later is a style and three scripts, which neither the page nor its script begins with', () => {
  const files = builtFiles();
  const later = files.filter(({ isLater }) => isLater);
  expect(later.map(({ file }) => file.replace(/.*\./, '')).sort()).toEqual(['css', 'js', 'js', 'js']);
  const html = readFileSync(join(DIST, 'index.html'), 'utf8');
  for (const { file } of later) expect(html).not.toContain(file.replace(/.*[/\\]/, ''));
  for (const { file } of files.filter(({ file, isLater }) => file.endsWith('.js') && !isLater)) {
    expect(readFileSync(join(DIST, file), 'utf8')).not.toMatch(/(^|[;}\n])(import|export)\b(?!\()[^;(]*["']\.\//);
  }
});
