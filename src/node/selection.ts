import type { FileOptions, GivenPattern } from '../command/command-options';
import { UsageError } from '../command/usage-error';
import { readWeight } from '../command/values';
import { type EntryId, type ImageTree, Kind, Mark } from '../image/tree';
import { filePattern, type Matcher } from '../sources/file-pattern';
import type { Selection } from '../sources/node-walk-options';
import { readTextLines } from './list-files';

/** A pattern of paths and the weight of what it matches. */
interface SortRule {
  matches: Matcher;
  weight: number;
}

/**
 * What options say about which files are taken, hidden and put first; undefined: nothing. A pattern is compared with a
 * file's name and with its path in the file system, a sort rule with the path alone; the last rule that matches holds.
 * Reads the lists. Throws a `UsageError`.
 */
export function makeSelection(files: FileOptions): Selection | undefined {
  const patterns = (option: string, given: readonly GivenPattern[]): Matcher[] =>
    given
      .flatMap((one) => ('list' in one ? readTextLines(`-${option}-list`, one.list) : [one.pattern]))
      .map((pattern) => filePattern(pattern, files.ignoreCase));
  const excluded = patterns('exclude', files.excluded);
  const marked: [Mark, Matcher[]][] = [
    [Mark.notInIso, patterns('hide', files.hiddenFromIso)],
    [Mark.notInJoliet, patterns('hide-joliet', files.hiddenFromJoliet)],
    [Mark.hidden, patterns('hidden', files.hidden)],
  ];
  const rules = files.sortLists.flatMap((list) => readSortRules(list, files.sortIgnoresCase)).reverse();
  if (files.backups && excluded.length + rules.length === 0 && marked.every(([, matchers]) => matchers.length === 0)) {
    return undefined;
  }
  const anyMatches = (matchers: Matcher[], name: string, path: string) =>
    matchers.some((matches) => matches(name) || matches(path));
  return {
    isExcluded: (name, path) => (!files.backups && /[~#]|\.bak$/.test(name)) || anyMatches(excluded, name, path),
    marks: (name, path) =>
      marked.reduce((bits, [mark, matchers]) => (anyMatches(matchers, name, path) ? bits | mark : bits), 0),
    weight: (path, inherited) => rules.find(({ matches }) => matches(path))?.weight ?? inherited,
  };
}

/** The rules of a list for `-sort`: a pattern and, behind the last blank or tab, its weight. */
function readSortRules(list: string, ignoreCase: boolean): SortRule[] {
  return readTextLines('-sort', list, true).map((line) => {
    const [, pattern, text] = /^(.*)[ \t]([+-]?\d+)\s*$/.exec(line) ?? [];
    const weight = text === undefined ? undefined : readWeight(text);
    if (pattern === undefined || weight === undefined) {
      throw new UsageError(`-sort ${list}: “${line}” is not a pattern, a blank and a weight.`);
    }
    return { matches: filePattern(pattern, ignoreCase), weight };
  });
}

/** Gives files of the image the weights that xorriso's options name them with. Reads the lists. */
export function setImageWeights(tree: ImageTree, { imageWeights }: FileOptions): void {
  for (const given of imageWeights) {
    if ('weight' in given) {
      const entry = findPath(tree, given.path);
      if (entry === undefined) {
        throw new UsageError(`--sort-weight ${given.weight} ${given.path}: the image has no such file.`);
      }
      setWeights(tree, entry, given.weight);
      continue;
    }
    const option = given.patterns ? '--sort-weight-patterns' : '--sort-weight-list';
    for (const line of readTextLines(option, given.list)) {
      const [, text = '', path] = /^\s*(\S+)[ \t](.*)$/.exec(line) ?? [];
      const weight = readWeight(text);
      if (path === undefined || weight === undefined) {
        throw new UsageError(`${option} ${given.list}: “${line}” is not a weight, a blank and a path.`);
      }
      const entries = given.patterns ? matchingPaths(tree, path) : [findPath(tree, path)];
      // As in xorriso, a list may speak of more than the image has.
      for (const entry of entries) if (entry !== undefined) setWeights(tree, entry, weight);
    }
  }
}

function findPath(tree: ImageTree, path: string): EntryId | undefined {
  let entry = 0;
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue;
    entry = tree.kind(entry) === Kind.directory ? tree.find(entry, name) : -1;
    if (entry < 0) return undefined;
  }
  return entry;
}

/** The entries whose paths, from the root with a slash, match a pattern. */
function matchingPaths(tree: ImageTree, pattern: string): EntryId[] {
  const matches = filePattern(pattern.startsWith('/') ? pattern : `/${pattern}`);
  const found: EntryId[] = [];
  for (let entry = 0; entry < tree.length; entry++) if (matches(`/${tree.path(entry)}`)) found.push(entry);
  return found;
}

function setWeights(tree: ImageTree, entry: EntryId, weight: number): void {
  if (tree.kind(entry) === Kind.file) tree.setWeight(entry, weight);
  else if (tree.kind(entry) === Kind.directory) {
    for (const child of tree.sortedChildren(entry)) setWeights(tree, child, weight);
  }
}
