import { expect, test } from 'vitest';
import { firstLoad } from './tools/size.mjs';

test('all script, style and WASM of the first load stay under 60 KB compressed', () => {
  const files = firstLoad().filter(({ first }) => first);
  for (const kind of ['.js', '.css']) expect(files.map(({ file }) => file).join()).toContain(kind);
  expect(files.reduce((total, { gzip }) => total + gzip, 0)).toBeLessThan(60_000);
});
