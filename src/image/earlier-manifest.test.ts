import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { PLAIN_ENTRY } from './boot';
import { KeptManifest } from './earlier-manifest';
import { flatten } from './flat-tree';
import { buildManifest } from './manifest';
import { DEFAULT_OPTIONS, type ImageOptions } from './options';
import { TranslationTable } from './translation-tables';
import { type EntryId, ImageTree, Kind, Mark, NO_ENTRY } from './tree';

const MODIFIED = { modifyTime: 1_700_000_000 };

const EDITS = [
  'file',
  'folder',
  'link',
  'special',
  'hard link',
  'copy',
  'exclude',
  'include',
  'mark',
  'time',
  'weight',
  'content',
  'other content',
  'same content',
  'other place',
  'boot',
  'dissolve',
  'rename',
  'move',
] as const;

/** One edit: what is done, to which of the entries that are there, and a number to do it with. */
interface Edit {
  what: (typeof EDITS)[number];
  at: number;
  with: number;
}

/** Edits of some kinds. */
const edits = (kinds: readonly Edit['what'][], maxLength: number): fc.Arbitrary<Edit[]> =>
  fc.array(fc.record({ what: fc.constantFrom(...kinds), at: fc.nat(), with: fc.nat(2 ** 20) }), { maxLength });

const SIMPLE: readonly Edit['what'][] = ['file', 'folder', 'exclude', 'include', 'rename', 'move', 'content'];

const otherOptions: fc.Arbitrary<ImageOptions> = fc
  .record({
    rockRidgeVersion: fc.constantFrom('1.10' as const, '1.10' as const, '1.12' as const),
    rockRidge: fc.constantFrom('rationalized' as const, 'rationalized' as const, 'full' as const),
    owner: fc.constantFrom({}, {}, { fileMode: 0o640 }, { newDirectoryMode: 0o700 }),
    translationTable: fc.constantFrom(undefined, undefined, new TranslationTable('TRANS.TBL', false)),
  })
  .map((some) => ({ ...DEFAULT_OPTIONS, ...some }));
const options = fc.oneof(
  { weight: 4, arbitrary: fc.constant(DEFAULT_OPTIONS) },
  { weight: 1, arbitrary: otherOptions },
);

function entriesOf(tree: ImageTree, isWanted: (entry: EntryId) => boolean): EntryId[] {
  return Array.from({ length: tree.length }, (_, entry) => entry).filter(isWanted);
}

function doEdit(tree: ImageTree, { what, at, with: value }: Edit): void {
  const pick = (isWanted: (entry: EntryId) => boolean) => {
    const entries = entriesOf(tree, isWanted);
    return entries[at % entries.length];
  };
  const folder = pick((entry) => tree.kind(entry) === Kind.directory) ?? 0;
  const any = pick((entry) => entry > 0);
  const file = pick((entry) => tree.kind(entry) === Kind.file);
  const top = pick((entry) => entry > 0 && tree.parent(entry) === 0 && tree.kind(entry) === Kind.directory);
  const content = { byteLength: value % 32, store: 1, offset: 0 };
  // Always another name: what is excluded is not looked at when an entry is added.
  const name = `${value.toString(36)}-${tree.length}`;
  const modified = { modifyTime: value % 5 === 0 ? Number.NaN : value };
  if (what === 'file') tree.addFile(folder, name, modified, content);
  if (what === 'folder') tree.addDirectory(folder, name, { modifyTime: value % 2 === 0 ? value : Number.NaN });
  if (what === 'link') tree.addSymbolicLink(folder, name, MODIFIED, new Uint8Array([65]));
  if (what === 'special') tree.addSpecial(folder, name, modified, Kind.pipe);
  if (what === 'hard link' && file !== undefined) tree.addFile(folder, name, MODIFIED, tree.content(file).index);
  if (what === 'copy' && file !== undefined) tree.addLike(file, folder, name);
  if (what === 'other content' && file !== undefined) tree.assignContent(file, tree.addContent(content));
  if (what === 'boot') {
    const image = value % 5 < 2 || file === undefined ? { content: tree.addContent(content) } : { entry: file };
    const entries = value % 3 === 0 ? [] : [{ ...PLAIN_ENTRY, image }];
    const catalog = entriesOf(tree, (entry) => tree.kind(entry) === Kind.file && entry !== file)[0];
    tree.setBoot(entries.length === 0 ? undefined : { catalog: value % 2 === 0 ? undefined : catalog, entries });
  }
  if (what === 'dissolve' && top !== undefined) tree.setDissolved(top, tree.dissolved !== top);
  if (what === 'same content' && file !== undefined) {
    const files = entriesOf(tree, (entry) => tree.kind(entry) === Kind.file && entry !== file);
    if (files.length > 0) tree.shareContent(file, files[value % files.length] as number);
  }
  if (what === 'other place' && file !== undefined) tree.setContentPlace(tree.contentNumber(file), 2, value);
  if (what === 'content' && file !== undefined) tree.setContent(file, content);
  if (any === undefined) return;
  if (what === 'exclude' || what === 'include') tree.exclude(any, what === 'exclude');
  if (what === 'mark')
    tree.setMark(any, [Mark.hidden, Mark.notInJoliet, Mark.imageOnly][value % 3] as Mark, value % 4 > 0);
  if (what === 'rename') tree.rename(any, name);
  if (what === 'move' && any !== tree.dissolved && !tree.isIn(folder, any)) tree.move(any, folder);
  if (what === 'weight') tree.setWeight(any, value % 5);
  if (what === 'time') tree.setAttributes(any, { modifyTime: value % 7 === 0 ? Number.NaN : value, mode: 0o755 });
}

/** Methods of a tree that change nothing. */
const READING: readonly (keyof ImageTree)[] = [
  ...(['attributes', 'byteLength', 'childCount', 'children', 'collectChildren', 'columns', 'content'] as const),
  ...(['contentAt', 'contentNumber', 'contentVersion', 'countsOf', 'editOf', 'filesOf', 'find', 'hasMark'] as const),
  ...(['isExcluded', 'isIn', 'isIncluded', 'kind', 'name', 'nameBytes', 'parent', 'path', 'sortedChildren'] as const),
  ...(['targetBytes', 'weight'] as const),
];

/** Contents of one length stand for one another. */
function sameLengths(tree: ImageTree): Uint32Array {
  const first = new Map<number, number>();
  return Uint32Array.from({ length: tree.contentCount }, (_, content) => {
    const { byteLength } = tree.contentAt(content);
    if (!first.has(byteLength)) first.set(byteLength, content);
    return first.get(byteLength) as number;
  });
}

describe('KeptManifest', () => {
  it('gives the manifest that is made of a tree anew, byte for byte, whatever was edited since', () => {
    // Of few kinds besides the simple ones: each keeps something from being copied.
    const run = fc.subarray([...EDITS], { maxLength: 3 }).chain((few) => {
      const some = [...SIMPLE, ...few, ...few];
      const round = fc.record({ edits: edits(some, 6), options, comesBack: fc.nat(3), isShared: fc.nat(9) });
      return fc.record({
        start: edits(['file', 'folder', ...some], 40),
        rounds: fc.array(round, { minLength: 1, maxLength: 12 }),
      });
    });
    fc.assert(
      fc.property(run, ({ start, rounds }) => {
        const tree = new ImageTree(MODIFIED);
        const kept = new KeptManifest();
        for (const one of start) doEdit(tree, one);
        for (const round of rounds) {
          for (const one of round.edits) doEdit(tree, one);
          const same = round.isShared === 0 ? sameLengths(tree) : undefined;
          const incremental = buildManifest(tree, round.options, same, kept);
          const anew = buildManifest(tree, round.options, same);
          for (const part of ['bytes', 'entries', 'contents', 'tables', 'catalog'] as const) {
            expect(String(incremental[part])).toBe(String(anew[part]));
          }
          // The encoder that has it may have ended.
          if (round.comesBack > 0) kept.giveBack(incremental);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is tried with every method that changes a tree', () => {
    const all = Object.entries(Object.getOwnPropertyDescriptors(ImageTree.prototype));
    const methods = all.flatMap(([name, { get }]) => (get || name === 'constructor' ? [] : [name as keyof ImageTree]));
    const changing = methods.filter((name) => !READING.includes(name));
    const tree = new ImageTree(MODIFIED);
    const spies = changing.map((name) => [name, vi.spyOn(tree, name as 'exclude')] as const);
    for (let turn = 0; turn < 20; turn++) for (const what of EDITS) doEdit(tree, { what, at: turn, with: turn });
    expect(spies.flatMap(([name, spy]) => (spy.mock.calls.length === 0 ? [name] : []))).toEqual([]);
    expect(changing.length).toBeGreaterThan(15);
  });

  it('looks only through folders in which something changed', () => {
    const tree = new ImageTree(MODIFIED);
    const folders = Array.from({ length: 50 }, (_, folder) => {
      const parent = tree.addDirectory(0, `folder${folder}`, MODIFIED);
      for (let file = 0; file < 20; file++) {
        tree.addFile(parent, `file${file}`, MODIFIED, { byteLength: 1, store: 1, offset: 0 });
      }
      return parent;
    });
    const kept = new KeptManifest();
    const make = () => {
      const made = buildManifest(tree, DEFAULT_OPTIONS, undefined, kept);
      kept.giveBack(made);
      return made;
    };
    make();
    const seen: EntryId[] = [];
    const collect = tree.collectChildren.bind(tree);
    tree.collectChildren = (entry, list) => {
      seen.push(entry);
      collect(entry, list);
    };
    const [first, second] = folders as [EntryId, EntryId];
    const [child] = tree.children(second) as Iterable<EntryId> as [EntryId];
    tree.exclude(child, true);
    make();
    expect(seen.splice(0)).toEqual([second]);
    tree.exclude(first, true);
    make();
    expect(seen.splice(0)).toEqual([0]);
    tree.exclude(first, false);
    const { entries } = make();
    expect(seen.splice(0).sort((a, b) => a - b)).toEqual([0, first]);
    expect(entries).toEqual(flatten(tree, false).entries);
    expect(tree.dissolved).toBe(NO_ENTRY);
  });
});
