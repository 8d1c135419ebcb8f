/** A tree of names that each name rule treats in its own way. */
import type { Entry, Tree } from './trees';

/** Later than any reading; from 2028 on genisoimage takes times for those of another zone. */
export const ACCESS_TIME = Date.UTC(2027, 11, 30) / 1000;
export const MODIFY_TIME = Date.UTC(2020, 1, 3, 4, 5, 6) / 1000;

const long = (length: number, letter = 'n') => letter.repeat(length);

/** Names by themselves. */
const NAMES = [
  'a',
  'UPPER.CASE',
  'MiXeD.CaSe',
  'plain.txt',
  'no_extension',
  'eightlet.ter',
  'ninelette.rrrr',
  '.dot',
  '.dot.txt',
  '..twodots',
  '...threedots.txt',
  '.a.b.c',
  '.longer_than_eight_letters',
  'many.dots.in.name.txt',
  'm.a.n.y.d.o.t.s.t.x.t',
  'trailing.',
  'backup~',
  'backup.c~',
  'b.~1~',
  'archive.tar.gz',
  'a_longer_archive.tar.gz',
  'paper.ps.gz',
  'dotted.archive.tar.gz',
  '.tar.gz',
  'tar.gz',
  'hash#mark',
  'minus-sign.t-x',
  'tilde~name.t~t',
  'a b c.d e',
  ' leading space',
  'trailing space ',
  'plus+equals=percent%',
  'comma,apostrophe\'quote"',
  '(round)[square]{curly}<angle>',
  'at@and&dollar$',
  'caret^grave`bar|bang!',
  'back\\slash',
  'question?star*colon:',
  'caf\u00e9.txt',
  '\u65e5\u672c\u8a9e.txt',
  '\u00e9',
  'n\u00e3o.\u00e7\u00e3o',
  `long.${long(20, 'e')}`,
  `a.${long(27, 'e')}`,
  long(30),
  long(31, 'o'),
  long(32, 'p'),
  `${long(29, 'q')}.q`,
  `${long(30, 'r')}.rr`,
  long(36, 's'),
  long(37, 't'),
  long(38, 'u'),
  `${long(40, 'v')}.${long(40, 'w')}`,
  `${long(12, 'x')}.${long(15, 'x')}`,
  `${long(12, 'y')}.${long(16, 'y')}`,
  `${long(12, 'z')}.${long(17, 'z')}`,
  `${long(20, 'A')}.${long(18, 'A')}`,
  `${long(20, 'B')}.${long(19, 'B')}`,
  `${long(20, 'C')}.${long(20, 'C')}`,
];

/** Names of one folder each that meet under some rules. */
const MEETING = [
  ['same', 'Same', 'SAME', 'sAme'],
  ['same.txt', 'Same.txt', 'SAME.TXT', 'same_txt'],
  ['longcommonprefix1', 'longcommonprefix2', 'longcommonprefix3', 'LONGC000', 'longc001'],
  ['longcommonprefix1.txt', 'longcommonprefix2.txt', 'longcommonprefix.3.txt'],
  [1, 2, 3].map((number) => `${long(40)}${number}`),
  [1, 2, 3].map((number) => `${long(40)}${number}.txt`),
  [1, 2, 3].map((number) => `${long(12)}${number}.${long(14, 'e')}`),
  [1, 2, 3].map((number) => `.${long(12)}${number}.${long(14, 'e')}`),
  [1, 2, 3].map((number) => `.dotted${number}`).concat('.dotted1.a', '.dotted2.a', '.DOTTED.a'),
  ['.a.b.c', '.A.b.c', '.A.B.c', '_a_b.c'],
  ['a.b.c', 'A.b.c', 'a.B.C', 'a_b.c', 'a_b_c'],
  ['a.tar.gz', 'A.tar.gz', 'a.tgz', 'a.tar_gz'],
  ['a#b', 'a-b', 'a~b', 'a_b', 'a b', 'a+b'],
  ['a.b', 'a', 'a.', 'A.'],
  ['caf\u00e9', 'cafe\u0301', 'caf\u00e8'],
];

/** Folders whose order as records is not that in the path table. */
const FOLDERS = ['a b', 'a.b', 'a-b', 'a#b', 'a_b', 'a!b', 'a', 'a.b.c', '.a', 'a~', 'ab', 'A+B', 'a,b'];

/** Files, and the folders that they lie in, with times that stay. */
function entriesOf(paths: readonly string[]): Entry[] {
  const times = { modifyTime: MODIFY_TIME, accessTime: ACCESS_TIME };
  const entries: Entry[] = [];
  const folders = new Set<string>();
  for (const path of paths) {
    for (let end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
      const folder = path.slice(0, end);
      if (!folders.has(folder)) entries.push({ kind: 'directory', path: folder, ...times });
      folders.add(folder);
    }
    entries.push({ kind: 'file', path, content: `content of ${path}\n`, ...times });
  }
  return entries;
}

const paths: string[] = [];
for (const name of NAMES) paths.push(`files/${name}`);
for (const name of NAMES) paths.push(`folders/${name}/${name}`);
for (const [index, names] of MEETING.entries()) {
  for (const name of names) paths.push(`meeting ${index}/${name}`);
  for (const name of names) paths.push(`meeting folders ${index}/${name}/inside`);
}
for (const name of FOLDERS) for (const inner of FOLDERS) paths.push(`orders/${name}/${inner}/${long(5)}`);
for (const length of [63, 64, 65, 66, 102, 103, 104, 105, 189, 190, 191, 192, 193, 194, 195, 206, 207, 208, 209, 255]) {
  paths.push(`very long/${length}${long(length - String(length).length)}`);
}
for (let length = 30; length <= 40; length++) paths.push(`very long/ext/${long(length, 'e')}.${long(3 * length, 'x')}`);
for (let length = 180; length <= 215; length += 2) paths.push(`meeting at the end/${long(length, 'v')}`);
for (let length = 180; length <= 215; length += 4) paths.push(`meeting folders at the end/${long(length, 'v')}/f`);

export const AWKWARD_NAMES: Tree = { name: 'awkward names', entries: entriesOf(paths) };

/**
 * Without what genisoimage has no right Joliet names for: it refuses names that are alike in their first 64 bytes, and
 * takes UTF-8 for Latin-1 at level 4.
 */
export const AWKWARD_FOR_JOLIET: Tree = {
  name: 'awkward for Joliet',
  entries: entriesOf(paths.filter((path) => !/at the end/.test(path) && /^[ -~]*$/.test(path))),
};

/** Folders far below the eighth level, which stay there with `-D` and at level 4. */
export const DEEP: Tree = {
  name: 'deep',
  entries: entriesOf(
    Array.from({ length: 15 }, (_, level) => [
      `${'d/'.repeat(level)}file`,
      `${'d/'.repeat(level)}Another/file.${level}`,
    ]).flat(),
  ),
};
