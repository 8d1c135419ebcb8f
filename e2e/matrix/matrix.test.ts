/**
 * Isodrop against genisoimage, byte for byte, over trees and options: every difference is a row of a table, with its
 * reason, and every row is needed.
 */
import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MEANT } from '../images/meant-differences';
import { needs } from '../images/programs';
import { REFUSALS, refusalOf } from '../images/refusals';
import { disagreements, ruleDisagreements } from '../reader/agreement';
import { needsAll, rowsOf } from '../tools/thorough';
import { MATRIX_TREES, matrix } from './cases';
import { compareCase } from './compare';
import { openWithPycdlib } from './pycdlib';
import { readWithAll } from './readers';
import { unsound } from './soundness';
import { Workshop } from './workshop';

const ALL = matrix();
const CASES = MATRIX_TREES.flatMap(({ name }) =>
  rowsOf(
    ALL.filter(({ tree }) => tree === name),
    4,
  ),
);
const met = new Set<string>();
/** One image in four, for the reader that is slow; `npm run compare` has it read all. */
const KEEP_EVERY = 4;
/** Of those, the ones that all other readers read. */
const READ_EVERY = 6;
const kept: { file: string; line: string }[] = [];
let workshop: Workshop;
beforeAll(() => {
  workshop = new Workshop();
  for (const tree of MATRIX_TREES) workshop.add(tree);
});
afterAll(() => workshop.close());

test('there are at least 300 cases, each once', () => {
  const lines = new Set(ALL.map(({ tree, line }) => `${tree} ${line}`));
  expect(lines.size).toBeGreaterThanOrEqual(300);
});

describe.each(MATRIX_TREES)('$name', (tree) => {
  test.for(CASES.filter((one) => one.tree === tree.name))('$line', { timeout: 60_000 }, async (one, context) => {
    needs(context, 'genisoimage');
    const outcome = await compareCase(workshop, tree, one);
    for (const id of outcome.met) met.add(id);
    if (outcome.image && CASES.indexOf(one) % KEEP_EVERY === 0) {
      const file = join(workshop.scratch, `kept ${kept.length}.iso`);
      writeFileSync(file, outcome.image);
      kept.push({ file, line: one.line });
    }
    expect(outcome.unexplained.join('\n')).toBe('');
  });
});

test('genisoimage refuses a file over 4 GiB', (context) => {
  needs(context, 'genisoimage');
  const folder = join(workshop.scratch, 'large');
  mkdirSync(folder);
  const file = openSync(join(folder, 'file'), 'w');
  ftruncateSync(file, 2 ** 32);
  closeSync(file);
  const { image, said } = workshop.theirs(['-print-size', folder]);
  expect(image).toBeUndefined();
  const refusal = refusalOf(said, []);
  if (refusal) met.add(refusal.id);
  expect(refusal?.id).toBe('large-file');
});

test('the images keep the rules', () => {
  expect(kept.length).toBeGreaterThan(CASES.length / KEEP_EVERY - 10);
  const broken = kept.flatMap(({ file, line }) =>
    unsound(readFileSync(file), line.split(' ')).map((one) => `${line}: ${one}`),
  );
  expect(broken).toEqual([]);
});

test('Isodrop’s reader shows what the tests’ parser shows', { timeout: 60_000 }, async () => {
  const wrong: string[] = [];
  for (const { file, line } of kept) {
    for (const one of await disagreements(readFileSync(file))) wrong.push(`${line}: ${one}`);
  }
  expect(wrong.slice(0, 20)).toEqual([]);
});

test('Isodrop’s check finds what the tests’ rules find', { timeout: 60_000 }, async () => {
  const wrong: string[] = [];
  for (const { file, line } of kept) {
    const level = Number(/-iso-level (\d)/.exec(line)?.[1] ?? 1);
    const found = await ruleDisagreements(readFileSync(file), level > 2 ? 3 : level === 2 ? 2 : 1);
    for (const one of found) wrong.push(`${line}: ${one}`);
  }
  expect(wrong.slice(0, 20)).toEqual([]);
});

test('readers show the names and contents of the images', { timeout: 60_000 }, () => {
  const some = kept.filter((_, index) => index % READ_EVERY === 0);
  expect(some.flatMap(({ file, line }) => readWithAll(file).map((one) => `${line}: ${one}`))).toEqual([]);
});

test('pycdlib opens the images', { timeout: 120_000 }, (context) => {
  needs(context, 'genisoimage');
  needs(context, 'pycdlib-explorer');
  expect(openWithPycdlib(kept.map(({ file }) => file))).toEqual([]);
});

test('no row of the tables is without a case', (context) => {
  needsAll(context);
  needs(context, 'genisoimage');
  expect(
    [...MEANT, ...REFUSALS]
      .map(({ id }) => id)
      .filter((id) => !met.has(id))
      .join(),
  ).toBe('');
});
