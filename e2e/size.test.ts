import { expect, test } from 'vitest';
import { BUDGET, builtFiles, total } from './tools/size.mjs';

test('all script, style and WASM of the built page together keep within their budget, compressed', () => {
  const files = builtFiles();
  const names = files.map(({ file }) => file);
  for (const part of [/^assets.index-.+\.js$/, /\.css$/, /\.wasm$/, /^sw\.js$/]) {
    expect(names).toContainEqual(expect.stringMatching(part));
  }
  expect(total(files).gzip).toBeLessThan(BUDGET);
});
