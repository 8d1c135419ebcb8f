/** What the preview shows of random trees, however they are edited, sorted, filtered and opened, against a naive model. */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { compareNames, encodeName } from '../image/names';
import { type EntryId, ImageTree, Kind } from '../image/tree';
import { Origins } from './origins';
import { Preview } from './preview';
import { Problems } from './problems';
import type { Selecting, View } from './session';
import { Sources } from './sources';

type Step =
  | { do: 'folder' | 'file'; at: number; name: string; bytes: number; time: number }
  | { do: 'rename'; at: number; name: string }
  | { do: 'move'; at: number; into: number }
  | { do: 'exclude'; at: number; excluded: boolean }
  | { do: 'content'; at: number; bytes: number }
  | { do: 'dissolve'; on: boolean }
  | { do: 'expand'; at: number; expanded: boolean }
  | { do: 'siblings'; at: number }
  | { do: 'view'; view: View }
  | { do: 'select'; how: Selecting['do']; from: number; to: number; adds: boolean };

const name = fc.constantFrom('a', 'A', 'ab', 'Abc', 'b', 'é', 'É', 'zé', '🎈', 'ba.txt');
const at = fc.nat(40);
const bytes = fc.nat(3);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('folder' as const, 'folder' as const, 'file' as const),
      at,
      name,
      bytes,
      time: fc.constantFrom(Number.NaN, -5, 10, 20),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('rename' as const), at, name }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('move' as const), at, into: at }) },
  fc.record({ do: fc.constant('exclude' as const), at, excluded: fc.boolean() }),
  fc.record({ do: fc.constant('content' as const), at, bytes }),
  fc.record({ do: fc.constant('dissolve' as const), on: fc.boolean() }),
  { weight: 3, arbitrary: fc.record({ do: fc.constant('expand' as const), at, expanded: fc.boolean() }) },
  fc.record({ do: fc.constant('siblings' as const), at }),
  fc.record({
    do: fc.constant('view' as const),
    view: fc.record({
      sort: fc.record({ by: fc.constantFrom('name', 'size', 'modified'), descending: fc.boolean() }),
      filter: fc.constantFrom('', '', 'a', 'B', 'é', 'e\u0301', 'zz', '.txt'),
    }) as fc.Arbitrary<View>,
  }),
  fc.record({
    do: fc.constant('select' as const),
    how: fc.constantFrom('only', 'toggle', 'range', 'range', 'all', 'none'),
    from: at,
    to: at,
    adds: fc.boolean(),
  }),
);

/** The same, without any thought of speed. */
class Model {
  readonly tree: ImageTree;
  readonly expanded = new Set<EntryId>();
  readonly opened = new Set<EntryId>();
  readonly closed = new Set<EntryId>();
  readonly selected = new Set<EntryId>();
  view: View = { sort: { by: 'name', descending: false }, filter: '' };

  constructor(tree: ImageTree) {
    this.tree = tree;
  }

  children(folder: EntryId): EntryId[] {
    const { tree } = this;
    const included = [...tree.children(folder)].filter((entry) => !tree.isExcluded(entry));
    return included.flatMap((entry) => (entry === tree.dissolved ? this.children(entry) : [entry]));
  }

  isMatch(entry: EntryId): boolean {
    const fold = (text: string) => text.normalize('NFC').toLowerCase();
    return this.view.filter !== '' && fold(this.tree.name(entry)).includes(fold(this.view.filter));
  }

  hasMatches(folder: EntryId): boolean {
    return this.children(folder).some((entry) => this.isMatch(entry) || this.hasMatches(entry));
  }

  isOpen(folder: EntryId): boolean {
    if (this.view.filter === '') return this.expanded.has(folder);
    return this.hasMatches(folder) ? !this.closed.has(folder) : this.opened.has(folder);
  }

  ordered(folder: EntryId): EntryId[] {
    const { tree, view } = this;
    const isFile = (entry: EntryId) => Number(tree.kind(entry) !== Kind.directory);
    const byName = (a: EntryId, b: EntryId) => compareNames(encodeName(tree.name(a)), encodeName(tree.name(b)));
    const key = (entry: EntryId) => {
      if (view.sort.by === 'size') return tree.byteLength(entry);
      const { modifyTime } = tree.attributes(entry);
      return Number.isNaN(modifyTime) ? -1e9 : modifyTime;
    };
    const sign = view.sort.descending ? -1 : 1;
    const by = view.sort.by === 'name' ? byName : (a: EntryId, b: EntryId) => key(a) - key(b);
    const order = (a: EntryId, b: EntryId) =>
      view.sort.by === 'name' ? sign * (by(a, b) || a - b) : sign * by(a, b) || byName(a, b) || a - b;
    return this.children(folder).sort((a, b) => isFile(a) - isFile(b) || order(a, b));
  }

  shown(folder: EntryId): EntryId[] {
    const isFiltered = this.view.filter !== '' && (folder === 0 || this.hasMatches(folder));
    return this.ordered(folder).filter((one) => !isFiltered || this.isMatch(one) || this.hasMatches(one));
  }

  rows(folder = 0, level = 1): { entry: EntryId; level: number; position: number; setSize: number }[] {
    const shown = this.shown(folder);
    return shown.flatMap((entry, index) => [
      { entry, level, position: index + 1, setSize: shown.length },
      ...(this.tree.kind(entry) === Kind.directory && this.isOpen(entry) ? this.rows(entry, level + 1) : []),
    ]);
  }

  isEntry(entry: EntryId): boolean {
    return entry > 0 && entry < this.tree.length && this.tree.isIncluded(entry) && entry !== this.tree.dissolved;
  }

  select(selecting: Selecting): void {
    const rows = this.rows().map(({ entry }) => entry);
    const add = (entries: EntryId[]) => {
      for (const one of entries) if (this.view.filter === '' || this.isMatch(one)) this.selected.add(one);
    };
    if (selecting.do === 'toggle' && this.selected.has(selecting.entry)) {
      if (this.isEntry(selecting.entry)) this.selected.delete(selecting.entry);
    } else if (selecting.do === 'toggle' || selecting.do === 'only') {
      if (selecting.do === 'only') this.selected.clear();
      if (this.isEntry(selecting.entry)) this.selected.add(selecting.entry);
    } else if (selecting.do === 'range') {
      const to = rows.indexOf(selecting.to);
      if (to < 0) return;
      const from = rows.includes(selecting.from) ? rows.indexOf(selecting.from) : to;
      if (!selecting.adds) this.selected.clear();
      add(rows.slice(Math.min(from, to), Math.max(from, to) + 1));
    } else {
      this.selected.clear();
      if (selecting.do === 'all') add(rows);
    }
  }

  summary() {
    const there = [...this.selected].filter((entry) => this.isEntry(entry));
    const isIn = (entry: EntryId) => {
      for (let at = this.tree.parent(entry); at !== 0; at = this.tree.parent(at)) if (there.includes(at)) return true;
      return false;
    };
    const folders = there.filter((entry) => this.tree.kind(entry) === Kind.directory).length;
    const topmost = there.filter((entry) => !isIn(entry));
    return {
      count: there.length,
      folders,
      files: there.length - folders,
      bytes: topmost.reduce((sum, entry) => sum + this.tree.byteLength(entry), 0),
      ...(there.length === 1 ? { only: there[0] } : {}),
    };
  }
}

const changesTree = (one: Step) => ['folder', 'file', 'rename', 'move', 'exclude'].includes(one.do);

const CONTENT = { store: 0, offset: 0 };
const previewOf = (tree: ImageTree, told = { now() {}, later() {} }) =>
  new Preview(tree, new Problems(tree, new Origins(tree, new Sources())), told);

class Both {
  readonly tree = new ImageTree();
  readonly preview = previewOf(this.tree);
  readonly model = new Model(this.tree);
  /** Nothing but new entries since the rows were worked out. */
  #isArrival = true;

  /** @param settles false: another step follows at once */
  async take(one: Step, settles = true): Promise<void> {
    const { tree, preview, model } = this;
    const entryAt = (number: number) => number % tree.length;
    switch (one.do) {
      case 'folder':
      case 'file': {
        const place = entryAt(one.at);
        const parent = tree.kind(place) === Kind.directory ? place : tree.parent(place);
        // A folder has no two children of one name.
        if (model.children(parent === tree.dissolved ? 0 : parent).some((child) => tree.name(child) === one.name))
          break;
        const attributes = { modifyTime: one.time };
        if (one.do === 'folder') tree.addDirectory(parent, one.name, attributes);
        else tree.addFile(parent, one.name, attributes, { byteLength: one.bytes, ...CONTENT });
        break;
      }
      case 'rename':
        if (one.at % tree.length > 0) tree.rename(entryAt(one.at), one.name);
        break;
      case 'move': {
        const [entry, into] = [entryAt(one.at), entryAt(one.into)];
        const isFolder = tree.kind(into) === Kind.directory;
        if (entry !== 0 && entry !== tree.dissolved && isFolder && !tree.isIn(into, entry)) tree.move(entry, into);
        break;
      }
      case 'exclude':
        tree.exclude(entryAt(one.at), one.excluded);
        break;
      case 'content':
        if (tree.kind(entryAt(one.at)) === Kind.file)
          tree.setContent(entryAt(one.at), { byteLength: one.bytes, ...CONTENT });
        break;
      case 'dissolve': {
        const top = [...tree.children(0)].find((entry) => tree.kind(entry) === Kind.directory);
        if (tree.dissolved > 0) tree.setDissolved(tree.dissolved, false);
        if (top !== undefined && one.on) tree.setDissolved(top, true);
        break;
      }
      case 'expand': {
        const entry = entryAt(one.at);
        if (tree.kind(entry) !== Kind.directory) break;
        preview.expand(entry, one.expanded);
        this.#modelExpand(entry, one.expanded);
        break;
      }
      case 'siblings': {
        const entry = entryAt(one.at);
        if (!model.rows().some((row) => row.entry === entry)) break;
        const parent = tree.parent(entry);
        preview.expandSiblings(entry);
        for (const beside of model.shown(parent === tree.dissolved ? 0 : parent)) {
          if (tree.kind(beside) === Kind.directory) this.#modelExpand(beside, true);
        }
        break;
      }
      case 'view':
        if (model.view.filter !== one.view.filter) {
          model.opened.clear();
          model.closed.clear();
        }
        model.view = one.view;
        await preview.setView(one.view);
        break;
      case 'select': {
        const selecting = { do: one.how, entry: one.from, from: one.from, to: one.to, adds: one.adds } as Selecting;
        preview.select(selecting);
        model.select(selecting);
      }
    }
    this.#isArrival &&= one.do === 'file' || one.do === 'folder';
    if (!settles) return;
    await this.#settled(this.#isArrival);
    this.#isArrival = true;
  }

  #modelExpand(entry: EntryId, expanded: boolean): void {
    const { model } = this;
    if (model.view.filter === '') model.expanded[expanded ? 'add' : 'delete'](entry);
    else {
      model.opened[expanded ? 'add' : 'delete'](entry);
      model.closed[expanded ? 'delete' : 'add'](entry);
    }
  }

  async #settled(isArrival: boolean): Promise<void> {
    this.preview[isArrival ? 'arrived' : 'edited']();
    // Nothing else, but it tells when it is worked in.
    await this.preview.setView(this.model.view);
  }

  /** Both show the same. */
  compare(): void {
    const { preview, model, tree } = this;
    const rows = model.rows();
    const { total, rows: shown } = preview.window(0, 1000, 0);
    expect(shown.map(({ entry, level, position, setSize }) => ({ entry, level, position, setSize }))).toEqual(rows);
    expect(total).toBe(rows.length);
    for (const row of shown) {
      expect(row.name).toBe(tree.name(row.entry));
      expect(row.selected).toBe(model.selected.has(row.entry));
      if (row.kind === 'folder') expect(row.expanded).toBe(model.isOpen(row.entry));
    }
    for (let entry = 0; entry < tree.length; entry++) {
      expect(preview.indexOf(entry)).toBe(rows.findIndex((row) => row.entry === entry));
    }
    const part = preview.window(2, 3, 0).rows.map(({ entry }) => entry);
    expect(part).toEqual(rows.slice(2, 5).map(({ entry }) => entry));
    expect(preview.summary().selection).toEqual(model.summary());
    const matches = model.view.filter === '' ? 0 : countMatches(model, 0);
    expect(preview.summary().filter).toEqual({ text: model.view.filter, matches, isSearching: false });
  }
}

function countMatches(model: Model, folder: EntryId): number {
  return model
    .children(folder)
    .reduce((sum, entry) => sum + Number(model.isMatch(entry)) + countMatches(model, entry), 0);
}

test('rows are those of a naive model, whatever is done', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
      const both = new Both();
      for (const [at, one] of steps.entries()) {
        const next = steps[at + 1];
        const settles = !changesTree(one) || next === undefined || !changesTree(next);
        await both.take(one, settles);
        if (settles) both.compare();
      }
    }),
    { numRuns: 100 },
  );
}, 60_000);

test('whatever is hidden is revealed, and its focus is that of the folder around it until then', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), at, async (steps, wanted) => {
      const both = new Both();
      for (const one of steps) await both.take(one);
      const { tree, preview, model } = both;
      const entry = wanted % tree.length;
      const { focus } = preview.window(0, 0, 0, entry);
      const rows = model.rows().map((row) => row.entry);
      if (!model.isEntry(entry)) {
        expect(focus).toBeUndefined();
        expect(await preview.reveal(entry)).toBe(-1);
        return;
      }
      let nearest = entry;
      while (nearest !== 0 && !rows.includes(nearest)) nearest = tree.parent(nearest);
      const index = rows.indexOf(nearest);
      expect(focus).toEqual(index < 0 ? undefined : { entry, index, isShown: nearest === entry });
      const revealed = await preview.reveal(entry);
      expect(preview.window(revealed, 1, 0).rows[0]?.entry).toBe(entry);
    }),
    { numRuns: 100 },
  );
}, 60_000);

test('typed letters find the next name that begins so, and begin again at the top', async () => {
  const tree = new ImageTree();
  for (const name of ['Apple', 'apricot', 'Ébène', 'banana']) {
    tree.addFile(0, name, { modifyTime: 0 }, { byteLength: 0, ...CONTENT });
  }
  const preview = previewOf(tree);
  preview.edited();
  const { rows } = preview.window(0, 10, 0);
  const nameAt = async (index: Promise<number> | number) => rows[await index]?.name;
  expect(rows.map(({ name }) => name)).toEqual(['Apple', 'apricot', 'banana', 'Ébène']);
  expect(await nameAt(preview.find('a', 0))).toBe('Apple');
  expect(await nameAt(preview.find('A', 1))).toBe('apricot');
  expect(await nameAt(preview.find('app', 1))).toBe('Apple');
  expect(await nameAt(preview.find('e\u0301b', 0))).toBe('Ébène');
  expect(await preview.find('x', 0)).toBe(-1);
});

test('rows that came in are told in good time, and what a person does at once', async () => {
  const tree = new ImageTree();
  const told = { now: vi.fn(), later: vi.fn() };
  const preview = previewOf(tree, told);
  const folder = tree.addDirectory(0, 'folder', { modifyTime: 0 });
  preview.arrived();
  await vi.waitFor(() => expect(told.later).toHaveBeenCalled());
  expect(told.now).not.toHaveBeenCalled();
  expect(preview.summary()).toMatchObject({ view: 0, arrivals: 1 });
  preview.arrived();
  await preview.expand(folder, true);
  expect(told.now).toHaveBeenCalled();
  expect(preview.summary()).toMatchObject({ view: 1, arrivals: 1 });
});
