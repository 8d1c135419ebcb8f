import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flatten, KeptRows } from './flat-tree';
import { buildManifest } from './manifest';
import { DEFAULT_OPTIONS } from './options';
import { type EntryId, ImageTree, Kind, Mark, NO_ENTRY } from './tree';

const MODIFIED = { modifyTime: 1_700_000_000 };

/** One edit: what is done, to which of the entries that are there, and a number to do it with. */
interface Edit {
  what:
    | 'file'
    | 'folder'
    | 'link'
    | 'hard link'
    | 'exclude'
    | 'include'
    | 'mark'
    | 'time'
    | 'content'
    | 'dissolve'
    | 'rename'
    | 'move';
  at: number;
  with: number;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  what: fc.constantFrom(
    ...([
      'file',
      'folder',
      'link',
      'hard link',
      'exclude',
      'include',
      'mark',
      'time',
      'content',
      'dissolve',
      'rename',
      'move',
    ] as const),
  ),
  at: fc.nat(),
  with: fc.nat(2 ** 20),
});

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
  const content = { byteLength: value, store: 1, offset: 0 };
  // Always another name: what is excluded is not looked at when an entry is added.
  const name = `${value.toString(36)}-${tree.length}`;
  if (what === 'file') tree.addFile(folder, name, MODIFIED, content);
  if (what === 'folder') tree.addDirectory(folder, name, { modifyTime: value % 2 === 0 ? value : Number.NaN });
  if (what === 'link') tree.addSymbolicLink(folder, name, MODIFIED, new Uint8Array([65]));
  if (what === 'hard link' && file !== undefined) tree.addFile(folder, name, MODIFIED, tree.content(file).index);
  if (what === 'dissolve' && top !== undefined) tree.setDissolved(top, tree.dissolved !== top);
  if (what === 'content' && file !== undefined) tree.setContent(file, content);
  if (any === undefined) return;
  if (what === 'exclude' || what === 'include') tree.exclude(any, what === 'exclude');
  if (what === 'mark') tree.setMark(any, value % 2 === 0 ? Mark.hidden : Mark.notInJoliet, value % 3 > 0);
  if (what === 'rename') tree.rename(any, name);
  if (what === 'move' && any !== tree.dissolved && !tree.isIn(folder, any)) tree.move(any, folder);
  if (what === 'time') tree.setAttributes(any, { modifyTime: value, mode: 0o755 });
}

describe('KeptRows', () => {
  it('gives the manifest that a tree flattened anew gives, byte for byte, whatever was edited since', () => {
    const rounds = fc.array(fc.tuple(fc.array(edit, { maxLength: 6 }), fc.boolean()), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 40 }), rounds, (start, later) => {
        const tree = new ImageTree(MODIFIED);
        const kept = new KeptRows();
        for (const one of start) doEdit(tree, one);
        for (const [edits, isNewer] of later) {
          const options = { ...DEFAULT_OPTIONS, rockRidgeVersion: isNewer ? ('1.12' as const) : ('1.10' as const) };
          for (const one of edits) doEdit(tree, one);
          const incremental = buildManifest(tree, options, undefined, kept);
          const anew = buildManifest(tree, options);
          for (const part of ['bytes', 'entries', 'contents', 'tables'] as const) {
            expect(incremental[part].join()).toBe(anew[part].join());
          }
        }
      }),
      { numRuns: 80 },
    );
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
    const kept = new KeptRows();
    kept.update(tree, false);
    const seen: EntryId[] = [];
    const collect = tree.collectChildren.bind(tree);
    tree.collectChildren = (entry, list) => {
      seen.push(entry);
      collect(entry, list);
    };
    const [first, second] = folders as [EntryId, EntryId];
    const [child] = tree.children(second) as Iterable<EntryId> as [EntryId];
    tree.exclude(child, true);
    kept.update(tree, false);
    expect(seen.splice(0)).toEqual([second]);
    tree.exclude(first, true);
    kept.update(tree, false);
    expect(seen.splice(0)).toEqual([0]);
    tree.exclude(first, false);
    const { entries } = kept.update(tree, false);
    expect(seen.splice(0).sort((a, b) => a - b)).toEqual([0, first]);
    expect(entries).toEqual(flatten(tree, false).entries);
    expect(tree.dissolved).toBe(NO_ENTRY);
  });
});
