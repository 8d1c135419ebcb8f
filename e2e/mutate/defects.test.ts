/** The defects of `npm run mutate` still fit the sources. That the tests find them is what the command shows. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DEFECTS, withDefect } from './defects';

test('each defect can be put into its source', () => {
  const wrong = DEFECTS.flatMap((defect) => {
    const source = readFileSync(new URL(`../../${defect.file}`, import.meta.url), 'utf8');
    try {
      return withDefect(source, defect) === source ? [`“${defect.text}” is no defect`] : [];
    } catch (error) {
      return [String(error)];
    }
  });
  expect(wrong).toEqual([]);
  expect(new Set(DEFECTS.map(({ file, text, instead }) => `${file} ${text} ${instead}`)).size).toBe(DEFECTS.length);
  expect(DEFECTS.length).toBeGreaterThanOrEqual(40);
});
