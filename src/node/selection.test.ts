import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultCommand } from '../command/arguments';
import type { FileOptions } from '../command/command-options';
import { Mark } from '../image/tree';
import { makeSelection } from './selection';

let base: string;
beforeEach(() => {
  base = fs.mkdtempSync(join(tmpdir(), 'isodrop-selection-'));
});
afterEach(() => fs.rmSync(base, { recursive: true, force: true }));

const list = (text: string) => {
  const file = join(base, `list${fs.readdirSync(base).length}`);
  fs.writeFileSync(file, text);
  return file;
};

/** What options select, asked by path. */
function select(options: Partial<FileOptions>) {
  const selection = makeSelection({ ...defaultCommand().files, ...options });
  if (!selection) return undefined;
  const name = (path: string) => path.replace(/.*\//, '');
  return {
    isExcluded: (path: string) => selection.isExcluded(name(path), path),
    marks: (path: string) => selection.marks(name(path), path),
    weight: (path: string, inherited = 0) => selection.weight(path, inherited),
  };
}

describe('a selection', () => {
  it('is none where nothing is asked for', () => {
    expect(select({})).toBeUndefined();
  });

  it('leaves out what a pattern or a line of a list matches, by name or by path', () => {
    const excluded = [{ pattern: '*.o' }, { pattern: 'tree/[ab]/x' }, { list: list('one\n\ntree/*/two\nlast') }];
    const { isExcluded } = select({ excluded }) as NonNullable<ReturnType<typeof select>>;
    expect(['tree/d/a.o', 'tree/a/x', 'tree/d/one', 'tree/d/two', 'last'].map(isExcluded)).not.toContain(false);
    expect(['tree/a.oo', 'tree/c/x', 'tree/d/e/two', 'tree/a', ''].map(isExcluded)).not.toContain(true);
  });

  it('leaves out backups', () => {
    const files = ['a~b', 'a#', 'a.bak', 'a.bak.txt', 'a'];
    expect(files.map((path) => select({ backups: false })?.isExcluded(path))).toEqual([true, true, true, false, false]);
  });

  it('marks by each kind of pattern', () => {
    const selection = select({
      hiddenFromIso: [{ pattern: 'a*' }],
      hiddenFromJoliet: [{ pattern: '*b' }],
      hidden: [{ list: list('ab\nc') }],
    });
    const marks = ['a', 'b', 'c', 'ab', 'd'].map((path) => selection?.marks(path));
    const { notInIso, notInJoliet, hidden } = Mark;
    expect(marks).toEqual([notInIso, notInJoliet, hidden, notInIso | notInJoliet | hidden, 0]);
  });

  it('ignores the case of letters where that is asked for', () => {
    const excluded = [{ pattern: '*.TXT' }];
    expect([false, true].map((ignoreCase) => select({ excluded, ignoreCase })?.isExcluded('a.txt'))).toEqual([
      false,
      true,
    ]);
    const sortLists = [list('A 5\n')];
    expect([false, true].map((sortIgnoresCase) => select({ sortLists, sortIgnoresCase })?.weight('a'))).toEqual([0, 5]);
  });

  it('weighs by path alone, by the last rule that matches, and else as the folder', () => {
    const sortLists = [list('d/* 1\nd/a\t+2\n'), list('d/b* -3\nwith blanks 4\r\nleast -2147483648\n')];
    const weight = (path: string, inherited?: number) => select({ sortLists })?.weight(path, inherited);
    expect(['d/x', 'd/a', 'd/b', 'with blanks', 'e/d/a'].map((path) => weight(path))).toEqual([1, 2, -3, 4, 0]);
    expect(weight('e/a', 7)).toBe(7);
    // A 32-bit number, of which genisoimage has kept the least one for itself.
    expect(weight('least')).toBe(-2147483647);
  });

  it.each(['a', 'a b', 'a 1x', 'a 3000000000', '5'])('wants a pattern and a weight in each line, not “%s”', (line) => {
    expect(() => select({ sortLists: [list(`fine 1\n${line}\n`)] })).toThrow(
      `“${line}” is not a pattern, a blank and a weight.`,
    );
  });
});
