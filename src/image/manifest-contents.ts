/** The contents of files, as a manifest numbers them. */
import * as abi from '../../wasm/abi';
import type { EarlierManifest } from './earlier-manifest';
import { addRun, eachPart, type FlatTree, type Run, trimmed } from './flat-tree';
import { type EntryId, type ImageTree, Kind } from './tree';

export interface ManifestContents {
  /** The tree's number of each, in the order of the rows that have them. */
  contents: Uint32Array;
  /** Each row's number among them. */
  column: Uint32Array;
  /** The number of one of the tree's among them. */
  rowOf(content: number): number;
  /** Those that followed one another among earlier ones. */
  runs: readonly Run[];
  /** Whether each file has a content of its own, in the order of the rows. */
  areOwn: boolean;
}

/** What the contents of a tree depend on besides it. */
interface ContentsOf {
  sameContent: Uint32Array | undefined;
  /** A file whose content is none of these. */
  catalog: EntryId | undefined;
  /** Contents that need not be a file's. */
  alone: readonly number[];
}

/**
 * The contents of a flat tree. A number is copied where each file has a content of its own, and had one before.
 * @param earlier what was made of the tree the last time
 */
export function manifestContents(
  tree: ImageTree,
  flat: FlatTree,
  given: ContentsOf,
  earlier: EarlierManifest | undefined,
): ManifestContents {
  const { sameContent, catalog, alone } = given;
  const areOwn = !tree.hadSharedContents && !sameContent && catalog === undefined && alone.length === 0;
  if (areOwn && earlier?.made.hasOwnContents) return ownContents(tree, flat, earlier);
  const { entries } = flat;
  const column = new Uint32Array(entries.length).fill(abi.NO_CONTENT);
  const contents = new Uint32Array(tree.contentCount);
  // by the tree's content number: one more than its row here, 0 where it has none yet
  const rows = new Uint32Array(tree.contentCount);
  let count = fillContents(tree, entries, sameContent, { contents, rows, column }, catalog);
  const same = (content: number) => sameContent?.[content] ?? content;
  for (const content of alone.map(same)) {
    if (rows[content] !== 0) continue;
    contents[count++] = content;
    rows[content] = count;
  }
  const rowOf = (content: number) => (rows[same(content)] as number) - 1;
  return { contents: trimmed(contents, count), column, rowOf, runs: [], areOwn };
}

/** Returns how many contents there are. The loop is a function of its own, which stays optimised. */
function fillContents(
  tree: ImageTree,
  entries: Uint32Array,
  sameContent: Uint32Array | undefined,
  { contents, rows: contentRow, column }: Record<'contents' | 'rows' | 'column', Uint32Array>,
  catalog: EntryId | undefined,
): number {
  const { kind, content, contentBytes } = tree.columns();
  let count = 0;
  for (let row = 0; row < entries.length; row++) {
    const entry = entries[row] as number;
    if (kind[entry] !== Kind.file || entry === catalog) continue;
    const own = content[entry] as number;
    const same = sameContent?.[own] ?? own;
    if (same !== own && contentBytes[same] !== contentBytes[own]) {
      throw new TypeError(`Contents ${own} and ${same} cannot be the same (this is a defect of Isodrop).`);
    }
    if (contentRow[same] === 0) {
      contents[count++] = same;
      contentRow[same] = count;
    }
    column[row] = (contentRow[same] as number) - 1;
  }
  return count;
}

/** As `manifestContents`, where each file has a content of its own, and had one: numbers follow one another with the files. */
function ownContents(tree: ImageTree, { entries, runs }: FlatTree, earlier: EarlierManifest): ManifestContents {
  const { kind, content } = tree.columns();
  const { contentColumn: from, made } = earlier;
  const column = new Uint32Array(entries.length);
  const contents = new Uint32Array(Math.min(tree.contentCount, entries.length));
  const contentRuns: Run[] = [];
  let count = 0;
  eachPart(runs, entries.length, {
    kept: ({ row, before, length }) => {
      const first = firstContent(from, before, before + length);
      const end = endOfContents(from, before, before + length);
      shiftContents(column.subarray(row, row + length), from.subarray(before, before + length), count - first);
      contents.set(made.contents.subarray(first, end), count);
      addRun(contentRuns, count, first, end - first);
      count += end - first;
    },
    others: (first, end) => {
      for (let row = first; row < end; row++) {
        const entry = entries[row] as number;
        column[row] = kind[entry] === Kind.file ? count : abi.NO_CONTENT;
        if (kind[entry] === Kind.file) contents[count++] = content[entry] as number;
      }
    },
  });
  // Nobody asks for what no file has.
  const rowOf = (wanted: number) => contents.indexOf(wanted);
  return { contents: trimmed(contents, count), column, rowOf, runs: contentRuns, areOwn: true };
}

/** The first content of rows that follow one another; 0 where they have none. */
function firstContent(column: Uint32Array, first: number, end: number): number {
  for (let row = first; row < end; row++) if (column[row] !== abi.NO_CONTENT) return column[row] as number;
  return 0;
}

/** The number behind the last content of rows that follow one another; 0 where they have none. */
function endOfContents(column: Uint32Array, first: number, end: number): number {
  for (let row = end - 1; row >= first; row--) if (column[row] !== abi.NO_CONTENT) return (column[row] as number) + 1;
  return 0;
}

function shiftContents(into: Uint32Array, from: Uint32Array, distance: number): void {
  if (distance === 0) into.set(from);
  else {
    for (let row = 0; row < into.length; row++) {
      const content = from[row] as number;
      into[row] = content === abi.NO_CONTENT ? content : content + distance;
    }
  }
}
