import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type EntryId, ImageTree, Kind, NO_ENTRY, NO_MODE } from './tree';

const UNKNOWN = { modifyTime: Number.NaN };

/** The same tree as plain objects, for comparison. */
interface Model {
  entry: EntryId;
  name: string;
  /** Of a file: those who share it have the same one. */
  content: { bytes: number; index: number };
  excluded: boolean;
  parent?: Model;
  children?: Model[];
}

type Step =
  | { do: 'folder' | 'file'; at: number; name: string; bytes: number }
  | { do: 'exclude'; at: number; excluded: boolean }
  | { do: 'rename'; at: number; name: string }
  | { do: 'move' | 'like'; at: number; into: number }
  | { do: 'content' | 'assign'; at: number; bytes: number };

const name = fc.constantFrom('a', 'b', 'c', 'é', '🎈');
const at = fc.nat(30);
const bytes = fc.nat(5000);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('folder' as const, 'file' as const), at, name, bytes }),
  fc.record({ do: fc.constant('exclude' as const), at, excluded: fc.boolean() }),
  fc.record({ do: fc.constant('rename' as const), at, name }),
  fc.record({ do: fc.constantFrom('move' as const, 'like' as const), at, into: at }),
  fc.record({ do: fc.constantFrom('content' as const, 'assign' as const), at, bytes }),
);

function included(model: Model): Model[] {
  return (model.children ?? []).filter((child) => !child.excluded);
}

function totals(model: Model): { files: number; folders: number; bytes: number } {
  const sum = { files: 0, folders: 0, bytes: 0 };
  for (const child of included(model)) {
    if (!child.children) {
      sum.files++;
      sum.bytes += child.content.bytes;
      continue;
    }
    const below = totals(child);
    sum.files += below.files;
    sum.folders += below.folders + 1;
    sum.bytes += below.bytes;
  }
  return sum;
}

function isIn(model: Model | undefined, folder: Model): boolean {
  return model !== undefined && (model === folder || isIn(model.parent, folder));
}

function isFree(folder: Model, name: string): boolean {
  return included(folder).every((child) => child.name !== name);
}

/** Does a step to a tree and its model, if it can be done. */
function does(tree: ImageTree, all: Model[], doing: Step): void {
  const target = all[doing.at % all.length] as Model;
  const { parent } = target;
  if (doing.do === 'folder' || doing.do === 'file') {
    if (!target.children || !isFree(target, doing.name)) return;
    const isFile = doing.do === 'file';
    const entry = isFile
      ? tree.addFile(target.entry, doing.name, UNKNOWN, { byteLength: doing.bytes, store: 0, offset: 0 })
      : tree.addDirectory(target.entry, doing.name, UNKNOWN);
    const content = isFile ? { bytes: doing.bytes, index: tree.content(entry).index } : { bytes: 0, index: 0 };
    const made: Model = { entry, name: doing.name, content, excluded: false, parent: target };
    if (!isFile) made.children = [];
    target.children.push(made);
    all.push(made);
  }
  if (!parent) return;
  if (doing.do === 'exclude') {
    // The name may be taken by then.
    if (target.excluded && !doing.excluded && !isFree(parent, target.name)) return;
    tree.exclude(target.entry, doing.excluded);
    target.excluded = doing.excluded;
  } else if (doing.do === 'rename') {
    if (!target.excluded && !isFree(parent, doing.name)) return;
    tree.rename(target.entry, doing.name);
    target.name = doing.name;
  } else if (doing.do === 'move') {
    const into = all[doing.into % all.length] as Model;
    expect(tree.isIn(into.entry, target.entry)).toBe(isIn(into, target));
    if (!into.children || isIn(into, target) || !(target.excluded || isFree(into, target.name))) return;
    tree.move(target.entry, into.entry);
    parent.children?.splice(parent.children.indexOf(target), 1);
    into.children.push(target);
    target.parent = into;
  } else if (doing.do === 'like') {
    const into = all[doing.into % all.length] as Model;
    if (!into.children || !isFree(into, target.name)) return;
    const entry = tree.addLike(target.entry, into.entry, target.name);
    const made: Model = { entry, name: target.name, content: target.content, excluded: false, parent: into };
    if (target.children) made.children = [];
    into.children.push(made);
    all.push(made);
  } else if (!target.children && doing.do === 'content') {
    tree.setContent(target.entry, { byteLength: doing.bytes, store: 1, offset: 0 });
    target.content.bytes = doing.bytes;
  } else if (!target.children && doing.do === 'assign') {
    // A new one, or one that another file has: a copy of that has it known as shared.
    const other = all.find((model) => !model.children && model.content.bytes > doing.bytes);
    target.content = other?.content ?? {
      bytes: doing.bytes,
      index: tree.addContent({ byteLength: doing.bytes, store: 1, offset: 0 }),
    };
    if (other) tree.addLike(other.entry, 0, `kept ${tree.length}`);
    if (other) tree.exclude(tree.length - 1, true);
    tree.assignContent(target.entry, target.content.index);
  }
}

test('totals, children and look-ups agree with a tree of plain objects after any steps', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const tree = new ImageTree();
      const root: Model = { entry: 0, name: '', content: { bytes: 0, index: 0 }, excluded: false, children: [] };
      const all = [root];
      for (const doing of steps) does(tree, all, doing);
      expect({ files: tree.fileCount, folders: tree.directoryCount, bytes: tree.contentBytes }).toEqual(totals(root));
      for (const model of all) {
        expect(tree.name(model.entry)).toBe(model.name);
        expect(tree.kind(model.entry)).toBe(model.children ? Kind.directory : Kind.file);
        expect(tree.byteLength(model.entry)).toBe(model.children ? totals(model).bytes : model.content.bytes);
        if (!model.children) continue;
        const names = included(model).map((child) => child.name);
        expect([...tree.sortedChildren(model.entry)].map((child) => tree.name(child))).toEqual(names.sort());
        expect(tree.childCount(model.entry)).toBe(names.length);
        const inside = [...tree.children(model.entry)].filter((child) => !tree.isExcluded(child));
        expect(inside.sort()).toEqual(
          included(model)
            .map(({ entry }) => entry)
            .sort(),
        );
        for (const child of included(model)) expect(tree.find(model.entry, child.name)).toBe(child.entry);
        for (const absent of ['a', 'b', 'c', 'é', '🎈'].filter((one) => isFree(model, one))) {
          expect(tree.find(model.entry, absent)).toBe(NO_ENTRY);
        }
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
  const { mode, flags, content, target, modifyTime } = tree.columns();
  for (const [column, unset] of [
    [mode, NO_MODE],
    [flags, 0],
    [content, NO_ENTRY],
    [target, NO_ENTRY],
    [modifyTime, Number.NaN],
  ] as const) {
    expect(new Set(column.subarray(1, tree.length))).toEqual(new Set([unset]));
    expect(column.length).toBeGreaterThanOrEqual(tree.length);
  }
});
