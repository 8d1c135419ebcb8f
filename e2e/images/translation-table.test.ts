/**
 * Folders that have the name of their translation table already, by the built command: against genisoimage's image byte
 * for byte, its log, and what readers see. `entries.test.ts` and `names.test.ts` compare tables of everything else.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scene } from './comparison';
import { BLOCK_BYTES, parseImage } from './iso-fields';
import { COMMAND, genisoimage, isodrop } from './makers';
import { judge } from './meant-differences';
import { identifierTree } from './namespaces';
import { needs } from './programs';
import { type Entry, listsCanonically, makeTree, removeTree, scratchDirectory, type Tree } from './trees';

const file = (path: string): Entry => ({ kind: 'file', path, content: `content of ${path}\n` });

const TAKEN: Tree = {
  name: 'taken',
  entries: [
    file('a/TRANS.TBL'),
    file('a/file'),
    file('b/trans.tbl'),
    file('b/file'),
    file('c/trans.tblong'),
    file('d/trans.tbl/file'),
    file('d/file'),
    file('f/trans_tbl'),
    file('f/trans.tb1l'),
    { kind: 'directory', path: 'empty' },
    { kind: 'directory', path: 'g/empty' },
    { kind: 'link', path: 'links/link', target: '../a/file' },
    file('TRANS.TBL'),
  ],
};
/** What genisoimage leaves out without a word. */
const KEPT: Tree = {
  name: 'kept',
  entries: ['a/TRANS.TBL', 'b/TRANS.TBL/file', 'b/file', 'c/TRANS.TBL', 'c/trans.tbl'].map(file),
};

let scratch: string;
let taken: string;
beforeAll(() => {
  scratch = scratchDirectory();
  taken = makeTree(TAKEN, scratch);
});
afterAll(() => removeTree(scratch));

/** What the command says. */
function said(words: readonly string[]): string {
  const { stderr, status } = spawnSync(process.execPath, [COMMAND, ...words], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return stderr;
}

describe('where a folder has the name of its table', () => {
  test('the folders list in canonical order, without which there is nothing to compare', () => {
    expect(listsCanonically(Buffer.from(taken))).toEqual({ canonical: true });
  });

  test.for([['-J', '-R'], ['-J'], [], ['-r', '-allow-lowercase'], ['-U'], ['-J', '-hide-joliet-trans-tbl']])(
    'with %s the image has the bytes of genisoimage',
    (words, context) => {
      needs(context, 'genisoimage');
      const [ours, theirs] = [join(scratch, 'isodrop.iso'), join(scratch, 'genisoimage.iso')];
      expect(genisoimage(taken, theirs, ['-T', ...words])).toBeUndefined();
      isodrop(taken, ours, ['-T', ...words]);
      const images = [readFileSync(ours), readFileSync(theirs)] as const;
      const seen = scene(...images, ['-T', ...words], TAKEN.entries);
      expect(judge(seen, images[1]).unexplained).toEqual([]);
    },
  );

  test('a file that gives way, and a folder that has no table, are told', () => {
    const log = said(['-T', '-J', '-r', '-v', '-o', join(scratch, 'told.iso'), taken]);
    const lines = log.split('\n').filter((line) => /^isodrop: .* translation table/.test(line));
    expect(lines.sort()).toEqual(
      [
        ...['TRANS.TBL', 'a/TRANS.TBL'].map(
          (path) =>
            `isodrop: “${path}” was left out: the translation table of its folder has its name. Another -table-name keeps both.`,
        ),
        ...['b/trans.tbl', 'c/trans.tblong', 'd/trans.tbl'].map(
          (path) =>
            `isodrop: The folder of “${path}” has no translation table, since that has the table's name in plain ISO 9660. Another -table-name avoids this.`,
        ),
      ].sort(),
    );
  });

  test('a folder stays, and so does a file whose folder has no table', () => {
    const image = join(scratch, 'kept.iso');
    isodrop(makeTree(KEPT, scratch), image, ['-T', '-J', '-r']);
    const { joliet } = parseImage(readFileSync(image));
    const paths = [...identifierTree(joliet as NonNullable<typeof joliet>).keys()];
    const kept = KEPT.entries.map(({ path }) => path);
    expect(paths.sort()).toEqual([...kept, 'a', 'b', 'b/TRANS.TBL', 'b/TRANS.TBL/TRANS.TBL', 'c', 'TRANS.TBL'].sort());
  });
});

test.for([['-T'], ['-T', '-r'], ['-table-name', 'List of names.txt', '-J', '-R']])(
  'the log of %s tells what genisoimage tells',
  (words, context) => {
    needs(context, 'genisoimage');
    const told = (stderr: string) =>
      stderr.split('\n').filter((line) => /^(Total|Path|Writing|Done|\d+ ext)/.test(line));
    const theirs = spawnSync('genisoimage', [...words, '-v', '-o', join(scratch, 'g.iso'), taken], {
      encoding: 'utf8',
    });
    const ours = told(said([...words, '-v', '-o', join(scratch, 'i.iso'), taken]));
    expect(ours.join()).toMatch(/Total translation table size: [1-9]/);
    expect(ours).toEqual(told(theirs.stderr));
    const size = execFileSync(process.execPath, [COMMAND, ...words, '-quiet', '-print-size', taken], {
      encoding: 'utf8',
    });
    expect(Number(size) * BLOCK_BYTES).toBe(readFileSync(join(scratch, 'i.iso')).length);
  },
);

test('a table is listed with its blocks and named where its name is too long', () => {
  const log = said(['-table-name', 'List of names.txt', '-r', '-v', '-v', '-o', join(scratch, 'i.iso'), taken]);
  expect(log).toMatch(/^ +\d+ +\d+ \/a\/List of names\.txt$/m);
  expect(log).toContain('The translation table “List of names.txt” is LIST_OF_.TXT in plain ISO 9660');
});

test.for([
  {
    program: 'xorriso',
    words: (image: string, to: string) => ['-osirrox', 'on', '-indev', `stdio:${image}`, '-extract', '/', to],
  },
  { program: 'bsdtar', words: (image: string, to: string) => ['-xpf', image, '-C', to] },
])('$program extracts the tables', ({ program, words }, context) => {
  needs(context, program);
  const image = join(scratch, 'read.iso');
  const folder = join(scratch, program);
  mkdirSync(folder);
  isodrop(taken, image, ['-T', '-J', '-R']);
  expect(spawnSync(program, words(image, folder)).status).toBe(0);
  const line = (letter: string, identifier: string, name: string) => `${letter} ${identifier.padEnd(208)}\t${name}\n`;
  expect(readFileSync(join(folder, 'links/TRANS.TBL'), 'utf8')).toBe(line('L', 'LINK.;1', 'link\t../a/file'));
  expect(readFileSync(join(folder, 'f/TRANS.TBL'), 'utf8')).toBe(
    line('F', 'TRANS.TB1;1', 'trans.tb1l') + line('F', 'TRANS_TB.;1', 'trans_tbl'),
  );
});
