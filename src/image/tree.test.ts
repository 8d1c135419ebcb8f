import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type EntryId, ImageTree, Kind, NO_ENTRY, NO_MODE } from './tree';

const UNKNOWN = { modifyTime: Number.NaN };

/** The same tree as plain objects, for comparison. */
interface Model {
  entry: EntryId;
  name: string;
  bytes: number;
  excluded: boolean;
  children?: Model[];
}

type Step =
  | { do: 'folder' | 'file'; at: number; name: string; bytes: number }
  | { do: 'exclude'; at: number; excluded: boolean }
  | { do: 'content'; at: number; bytes: number };

const name = fc.constantFrom('a', 'b', 'c', 'é', '🎈');
const at = fc.nat(30);
const bytes = fc.nat(5000);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('folder' as const, 'file' as const), at, name, bytes }),
  fc.record({ do: fc.constant('exclude' as const), at, excluded: fc.boolean() }),
  fc.record({ do: fc.constant('content' as const), at, bytes }),
);

function included(model: Model): Model[] {
  return (model.children ?? []).filter((child) => !child.excluded);
}

function totals(model: Model): { files: number; folders: number; bytes: number } {
  const sum = { files: 0, folders: 0, bytes: 0 };
  for (const child of included(model)) {
    if (!child.children) {
      sum.files++;
      sum.bytes += child.bytes;
      continue;
    }
    const below = totals(child);
    sum.files += below.files;
    sum.folders += below.folders + 1;
    sum.bytes += below.bytes;
  }
  return sum;
}

test('totals, children and look-ups agree with a tree of plain objects after any steps', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const tree = new ImageTree();
      const root: Model = { entry: 0, name: '', bytes: 0, excluded: false, children: [] };
      const all = [root];
      for (const doing of steps) {
        const target = all[doing.at % all.length] as Model;
        if (doing.do === 'exclude') {
          if (target === root) continue;
          const folder = tree.find(tree.parent(target.entry), target.name);
          if (!doing.excluded && folder !== NO_ENTRY) continue; // the name is taken by then
          tree.exclude(target.entry, doing.excluded);
          target.excluded = doing.excluded;
        } else if (doing.do === 'content') {
          if (target.children) continue;
          tree.setContent(target.entry, { byteLength: doing.bytes, store: 1, offset: 0 });
          target.bytes = doing.bytes;
        } else {
          if (!target.children || tree.find(target.entry, doing.name) !== NO_ENTRY) continue;
          const isFile = doing.do === 'file';
          const entry = isFile
            ? tree.addFile(target.entry, doing.name, UNKNOWN, { byteLength: doing.bytes, store: 0, offset: 0 })
            : tree.addDirectory(target.entry, doing.name, UNKNOWN);
          const made: Model = { entry, name: doing.name, bytes: isFile ? doing.bytes : 0, excluded: false };
          if (!isFile) made.children = [];
          target.children.push(made);
          all.push(made);
        }
      }
      expect({ files: tree.fileCount, folders: tree.directoryCount, bytes: tree.contentBytes }).toEqual(totals(root));
      for (const model of all) {
        expect(tree.name(model.entry)).toBe(model.name);
        expect(tree.kind(model.entry)).toBe(model.children ? Kind.directory : Kind.file);
        expect(tree.byteLength(model.entry)).toBe(model.children ? totals(model).bytes : model.bytes);
        if (!model.children) continue;
        const names = included(model).map((child) => child.name);
        expect([...tree.sortedChildren(model.entry)].map((child) => tree.name(child))).toEqual(names.sort());
        expect(tree.childCount(model.entry)).toBe(names.length);
        for (const child of included(model)) expect(tree.find(model.entry, child.name)).toBe(child.entry);
      }
    }),
  );
});

test('a dissolved folder gives its place to its contents', () => {
  const tree = new ImageTree();
  const photos = tree.addDirectory(0, 'photos', UNKNOWN);
  const cat = tree.addFile(photos, 'cat.jpg', UNKNOWN, { byteLength: 5, store: 0, offset: 0 });
  const readme = tree.addFile(0, 'readme', UNKNOWN, { byteLength: 1, store: 0, offset: 0 });
  tree.setDissolved(photos, true);
  expect([...tree.sortedChildren(0)]).toEqual([cat, readme]);
  expect(tree.find(0, 'cat.jpg')).toBe(cat);
  expect(tree.path(cat)).toBe('cat.jpg');
  expect(tree.directoryCount).toBe(0);
  tree.setDissolved(photos, false);
  expect([...tree.sortedChildren(0)]).toEqual([photos, readme]);
  expect(tree.find(0, 'cat.jpg')).toBe(NO_ENTRY);
  expect(tree.path(cat)).toBe('photos/cat.jpg');
  expect(tree.directoryCount).toBe(1);
});

test.each([
  ['is empty', ''],
  ['has a slash in it', 'a/b'],
  ['has a zero byte in it', 'a\0b'],
  ['has 4097 bytes, and 4096 are the most', 'a'.repeat(4097)],
])('a name is refused: it %s', (reason, bad) => {
  expect(() => new ImageTree().addDirectory(0, bad, UNKNOWN)).toThrow(`cannot be the name of a file: it ${reason}`);
});

test.each([
  ['is empty', ''],
  ['has a zero byte in it', 'a\0b'],
  ['has 16385 bytes, and 16384 are the most', 'a'.repeat(16_385)],
])('the target of a link is refused: it %s', (reason, bad) => {
  const target = new TextEncoder().encode(bad);
  const add = () => new ImageTree().addSymbolicLink(0, 'link', UNKNOWN, target);
  expect(add).toThrow(`The target of the link “link” cannot be recorded: it ${reason}`);
});

test('columns have a number for each entry, also where none was ever set', () => {
  const tree = new ImageTree();
  for (let folder = 0; folder < 200; folder++) tree.addDirectory(0, `folder${folder}`, UNKNOWN);
  const { mode, flags, content, target, firstChild, modifyTime } = tree.columns();
  for (const [column, unset] of [
    [mode, NO_MODE],
    [flags, 0],
    [content, NO_ENTRY],
    [target, NO_ENTRY],
    [firstChild, NO_ENTRY],
    [modifyTime, Number.NaN],
  ] as const) {
    expect(new Set(column.subarray(1, tree.length))).toEqual(new Set([unset]));
    expect(column.length).toBeGreaterThanOrEqual(tree.length);
  }
});
