/** The cases of the matrix: a tree and an option line each, the same in every run. */
import { AWKWARD_FOR_JOLIET, AWKWARD_NAMES } from '../images/name-tree';
import { TREES, type Tree } from '../images/trees';
import { anyLine, coveringLines } from './options';
import { Random } from './random';
import { type Alphabet, randomTree } from './random-tree';

export interface Case {
  tree: string;
  /** Options as a person would type them; see `workshop.ts` for what `@` stands for. */
  line: string;
  /** Milliseconds that genisoimage may take. */
  limit?: number;
}

/** What the usual images are made with. */
const USUAL = ['', '-J -r', '-J -R', '-r -iso-level 2', '-J -iso-level 3'];
const ALPHABETS: readonly Alphabet[] = ['plain', 'ascii', 'ascii', 'unicode', 'hostile'];
/** What shows a defect of genisoimage that the others may miss. */
const TELLING: readonly Case[] = [
  { tree: 'deep', line: '-r -hidden *' },
  { tree: 'deep', line: '-r -hide level9' },
  { tree: 'deep', line: '-r -new-dir-mode 0711' },
  { tree: 'unicode', line: '-J -r -iso-level 4' },
  { tree: 'long-names', line: '-r -iso-level 4' },
  { tree: 'long-names', line: '-R -J -iso-level 4 -allow-lowercase' },
  { tree: 'odd-names', line: '-R -max-iso9660-filenames -L -allow-multidot -relaxed-filenames -d -no-iso-translate' },
  { tree: 'odd-names', line: '-iso-level 2 -R -J -D -max-iso9660-filenames -L -relaxed-filenames' },
  { tree: 'many-components', line: '-r', limit: 1500 },
  { tree: 'defects', line: '-R -relaxed-filenames' },
  { tree: 'defects', line: '-hide-joliet a*' },
  { tree: 'deep', line: '-hide-joliet *' },
];
/** genisoimage never ends at it. */
const ENDLESS = 'many-components';
/** 5,000 files take too long for a covering set of options. */
const TOO_LARGE = 'many-files';
const SEED = 1991;

const isRoot = process.getuid?.() === 0;

/** Links that stay within the tree, so that they can be followed. */
const FOLLOWED: Tree = {
  name: 'followed',
  entries: [
    { kind: 'file', path: 'folder/file', content: 'one' },
    { kind: 'file', path: 'folder/inner/a.txt', content: 'two' },
    { kind: 'link', path: 'folder/to file', target: 'file' },
    { kind: 'link', path: 'folder/to folder', target: 'inner' },
    { kind: 'link', path: 'to nothing', target: 'nothing' },
    { kind: 'link', path: 'to file', target: 'folder/file' },
    { kind: 'hardLink', path: 'same file', to: 'folder/file' },
  ],
};

/** Names that Joliet's forbidden characters make alike. */
const ALIKE_IN_JOLIET: Tree = {
  name: 'alike-in-joliet',
  entries: ['a;b', 'a:b', 'c*d', 'c?d', 'e\\f'].map((path) => ({ kind: 'file', path, content: path })),
};

/** Links of short targets with names of every length, so that their entries begin at every place of a record. */
const LINK_NAMES: Tree = {
  name: 'link-names',
  entries: ['name', '..', 'folder/name'].flatMap((target, row) =>
    Array.from({ length: 60 }, (_, more) => ({
      kind: 'link',
      path: `${row}${String(more).padStart(2, '0')}${'n'.repeat(65 + more)}`,
      target,
    })),
  ),
};

/** A name that sorts before `.` as genisoimage compares them, and one beyond UCS-2. */
const DEFECTS: Tree = {
  name: 'defects',
  entries: [
    { kind: 'directory', path: ';1' },
    { kind: 'file', path: 'x\u{1f600}y', content: 'pair' },
  ],
};

/** Awkward trees, and some at random. */
export const MATRIX_TREES: readonly Tree[] = [
  ...TREES,
  FOLLOWED,
  ALIKE_IN_JOLIET,
  LINK_NAMES,
  DEFECTS,
  { ...AWKWARD_NAMES, name: 'awkward-names' },
  { ...AWKWARD_FOR_JOLIET, name: 'awkward-for-joliet' },
  ...ALPHABETS.map((alphabet, index) => randomTree(`random-${index}`, alphabet, new Random(SEED + index), isRoot)),
];

/** Every tree with the usual options, and every value of every option with every tree and every other value. */
export function matrix(): Case[] {
  const names = MATRIX_TREES.map(({ name }) => name).filter(
    (name) => ![TOO_LARGE, ENDLESS, DEFECTS.name].includes(name),
  );
  const usual = names.flatMap((tree) => USUAL.map((line) => ({ tree, line })));
  const large = { tree: TOO_LARGE, line: '-J -r' };
  return [...usual, large, ...TELLING, ...coveringLines(names, new Random(SEED))].map((one) => ({
    ...one,
    line: one.tree === FOLLOWED.name ? one.line : unfollowed(one.line),
  }));
}

/** Without -f, with which links would lead to the whole disk. */
const unfollowed = (line: string) => line.replace(/(^| )-f(ollow-links)?(?= |$)/, '');

/** Trees and cases at random, for as long as they are asked for; a few cases for each tree. */
export function* randomCases(seed: number): Generator<{ tree: Tree; lines: string[] }> {
  for (let index = 0; ; index++) {
    const random = new Random(seed + index);
    const tree = randomTree(`seed-${seed + index}`, random.pick(ALPHABETS), random, isRoot);
    yield { tree, lines: Array.from({ length: 5 }, () => unfollowed(anyLine(random))) };
  }
}
