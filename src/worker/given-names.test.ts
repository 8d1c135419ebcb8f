/** Which of those that meet has which number does not depend on what is listed first. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DiskFile, type Files, Folder, MODIFIED } from './browser.fixture';
import { Engine } from './engine.fixture';
import type { ConflictChoice } from './session';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));

async function seen(engine: Engine): Promise<string[]> {
  await engine.settled();
  return [...(await engine.rows())].map(([path, { kind, byteLength }]) => `${path} ${kind} ${byteLength}`).sort();
}

async function keptBoth(engine: Engine): Promise<string[]> {
  const notices = await engine.tree.notices('kept-both', 0, 100);
  return notices.map(({ path, before }) => `${before} > ${path}`).sort();
}

/** What is there at the next visit, where handles list names in their order. */
async function atNextVisit(engine: Engine): Promise<Engine> {
  const steps = structuredClone(engine.steps);
  const again = await Engine.open(module);
  await again.bringBack(engine, steps);
  return again;
}

const folder = (...entries: [string, string | Files][]) => new Folder('top', Object.fromEntries(entries));

test.each([
  ['a file', 'yy'],
  ['a folder', { inside: 'yy' }],
])('%s has its own name, whatever met something and would be called so', async (_, own) => {
  const met: [string, Files] = ['a', { x: 'x' }];
  for (const entries of [
    [met, ['a (2)', own]],
    [['a (2)', own], met],
  ] as [string, string | Files][][]) {
    const engine = await Engine.open(module);
    await engine.add([folder(['a', 'file'])]);
    await engine.settled();
    await engine.add([folder(...entries)], { entries: true });
    const rows = await seen(engine);
    expect(engine.last.conflict).toBeUndefined();
    expect(rows).toContain('a file 4');
    expect(rows).toContain('a (3)/x file 1');
    expect(rows).toContain(typeof own === 'string' ? 'a (2) file 2' : 'a (2)/inside file 2');
    expect(await keptBoth(engine)).toEqual(['a > a (3)']);
    const again = await atNextVisit(engine);
    expect(await seen(again)).toEqual(rows);
    expect(await keptBoth(again)).toEqual(['a > a (3)']);
    await again.tree.undo();
    expect(await seen(again)).toEqual(['a file 4']);
    await again.tree.redo();
    expect(await seen(again)).toEqual(rows);
  }
});

test('a folder has its name, and a file that came in the same drop a number', async () => {
  const [one, other]: [[string, string], [string, Files]] = [
    ['a', 'file'],
    ['a', { x: 'x' }],
  ];
  for (const inOrder of [
    [one, other],
    [other, one],
  ]) {
    const engine = await Engine.open(module);
    await engine.add(inOrder.map((entry) => folder(entry)));
    const rows = ['top folder 5', 'top/a folder 1', 'top/a (2) file 4', 'top/a/x file 1'];
    expect(await seen(engine)).toEqual(rows.sort());
    expect(await keptBoth(engine)).toEqual(['top/a > top/a (2)']);
    await engine.tree.readAgain();
    expect(await seen(engine)).toEqual(rows);
    expect(engine.last.problems).toEqual([]);
  }
});

test('folders that need another name are one where they have the same, and notices are of the last names', async () => {
  const engine = await Engine.open(module);
  await engine.add([folder(['a', 'file'])]);
  await engine.settled();
  const first = folder(['a', { x: 'x' }]);
  await engine.add([first, folder(['a', { x: { y: 'y' } }], ['a (2)', 'own'])]);
  expect(await seen(engine)).toEqual(
    ['a file 4', 'a (2) file 3', 'a (3) folder 2', 'a (3)/x folder 1', 'a (3)/x (2) file 1', 'a (3)/x/y file 1'].sort(),
  );
  expect(await keptBoth(engine)).toEqual(['a (3)/x > a (3)/x (2)', 'a > a (3)']);
});

test('of two files that were both kept each has its number again, though the other one is listed first', async () => {
  const engine = await Engine.open(module);
  await engine.add([folder(['a', 'file']), folder(['a', 'other one'])]);
  const { conflict } = await engine.settled();
  await engine.tree.resolveConflict(conflict?.id ?? 0, 'keep-both', false);
  const rows = await seen(engine);
  expect(rows).toEqual(['top folder 13', 'top/a (2) file 9', 'top/a file 4']);
  for (const [job, sources] of engine.jobs) engine.jobs.set(job, sources.toReversed());
  const again = await atNextVisit(engine);
  expect(await seen(again)).toEqual(rows);
  expect(again.steps).toEqual(engine.steps);
  await again.tree.readAgain();
  expect(await seen(again)).toEqual(rows);
});

test('what a person renamed while names came in has its last number where that is taken back', async () => {
  const engine = await Engine.open(module);
  await engine.addLoose([new DiskFile('a', 'file')]);
  await engine.settled();
  engine.skipTo(2);
  const source = { source: 2, way: 'drop' as const, entries: true, pushed: false, readAt: MODIFIED };
  await engine.tree.addJob(2, [source]);
  const names = (name: string, number: number) =>
    engine.tree.names({ source: 2, numbering: 'page', parents: [0], names: [name], folders: [number] });
  await names('a', 1);
  const entry = await engine.entry('a (2)');
  await engine.tree.do({ do: 'rename', entry, name: 'z' });
  await engine.tree.undo();
  await names('a (2)', 2);
  await engine.tree.pageDone(2);
  expect(await seen(engine)).toEqual(['a (2) folder 0', 'a (3) folder 0', 'a file 4']);
  expect((await engine.tree.entry(entry))?.name).toBe('a (3)');
  await engine.tree.redo();
  expect(await seen(engine)).toEqual(['a (2) folder 0', 'a file 4', 'z folder 0']);
  await engine.tree.undo();
  expect(await seen(engine)).toEqual(['a (2) folder 0', 'a (3) folder 0', 'a file 4']);
});

const edits = ['rename', 'rename and undo', 'leave-out', 'move'] as const;
test.each(
  [true, false].flatMap((isFileFirst) =>
    ['file', 'folder'].flatMap((edited) =>
      ([...edits, 'rename between'] as const)
        // Between, there is only what came first.
        .filter((edit) => edit !== 'rename between' || isFileFirst === (edited === 'file'))
        .map((edit) => ({ isFileFirst, edited, edit })),
    ),
  ),
)('of two that met one was edited while names came in: $edited, $edit, file first: $isFileFirst', async (one) => {
  const { isFileFirst, edited, edit } = one;
  const engine = await Engine.open(module);
  await engine.add([new Folder('other', {}), new Folder('else', {})]);
  await engine.settled();
  const other = await engine.entry('other');
  const folders = [folder(['a', 'file']), folder(['a', { x: 'x' }])];
  if (!isFileFirst) folders.reverse();
  const job = await engine.addHeld(folders);
  const editsIt = async () => {
    const entry = await engine.entry(isFileFirst === (edited === 'file') ? 'top/a' : 'top/a (2)');
    if (edit === 'leave-out') await engine.tree.do({ do: 'leave-out', entries: [entry] });
    else if (edit === 'move') await engine.tree.do({ do: 'move', entries: [entry], into: other });
    else await engine.tree.do({ do: 'rename', entry, name: 'z' });
    if (edit === 'rename and undo') await engine.tree.undo();
  };
  await job.list(0);
  if (edit === 'rename between') await editsIt();
  await job.list(1);
  if (edit !== 'rename between') await editsIt();
  await job.end();
  const rows = await seen(engine);
  const files = rows.filter((row) => row.includes(' file ')).map((row) => row.slice(row.lastIndexOf(' ')));
  const left = { file: [' 1'], folder: [' 4'] }[edited];
  expect(files.sort()).toEqual(edit === 'leave-out' ? left : [' 1', ' 4']);
  expect(engine.last.problems).toEqual([]);
  const again = await atNextVisit(engine);
  expect(await seen(again)).toEqual(rows);
  expect(again.steps).toEqual(engine.steps);
});

test.each([
  { first: { x: 'x' }, second: 'file', left: 'top/a (2) file 4' },
  { first: 'file', second: { x: 'x' }, left: 'top/a/x file 1' },
])(
  'what meets a thing that was left out before it came has the number that it has at the next visit: $left',
  async (one) => {
    for (const isOfEarlierJob of [false, true]) {
      const engine = await Engine.open(module);
      await engine.add([new Folder('other', {})]);
      if (isOfEarlierJob) await engine.add([folder(['a', one.first])]);
      await engine.settled();
      const job = await engine.addHeld([
        folder(...(isOfEarlierJob ? [] : [['a', one.first] as [string, Files]])),
        folder(['a', one.second]),
      ]);
      await job.list(0);
      await engine.tree.do({ do: 'leave-out', entries: [await engine.entry('top/a')] });
      await job.list(1);
      await job.end();
      const rows = await seen(engine);
      if (!isOfEarlierJob) expect(rows).toContain(one.left);
      const again = await atNextVisit(engine);
      expect(await seen(again)).toEqual(rows);
      await engine.tree.undo();
      await again.tree.undo();
      expect(await seen(again)).toEqual(await seen(engine));
    }
  },
);

test.each([
  ['leave-out', ['top/a file 4']],
  ['rename', ['top/z file 4']],
  ['new file in its place', ['top/a file 4', 'top/z file 9']],
] as const)(
  'of two files of one name the first was edited before the other came, which is of a source before it: %s',
  async (edit, wanted) => {
    const engine = await Engine.open(module);
    await engine.add([new Folder('other', {})]);
    await engine.settled();
    const job = await engine.addHeld([folder(['a', 'file']), folder(['a', 'other one'])]);
    await job.list(1);
    const entry = await engine.entry('top/a');
    if (edit === 'leave-out') await engine.tree.do({ do: 'leave-out', entries: [entry] });
    else await engine.tree.do({ do: 'rename', entry, name: 'z' });
    if (edit === 'new file in its place') {
      await engine.tree.do({ do: 'new-file', into: await engine.entry('top'), name: 'a', text: 'typed in' });
    }
    await job.list(0);
    await job.end();
    const { conflict } = await engine.settled();
    if (conflict) await engine.tree.resolveConflict(conflict.id, 'replace', false);
    const rows = await seen(engine);
    expect(rows.filter((row) => row.startsWith('top/'))).toEqual(wanted);
    const again = await atNextVisit(engine);
    expect(await seen(again)).toEqual(rows);
    while (engine.last.canUndo) {
      await engine.tree.undo();
      await again.tree.undo();
      expect(await seen(again)).toEqual(await seen(engine));
    }
  },
);

test.each(
  ['leave-out', 'replace', 'keep-both'].flatMap((choice) => [
    { choice, edit: 'rename' },
    { choice, edit: 'new-file' },
  ]),
)('a file that meets what a person called so while names came in: $edit, $choice', async ({ choice, edit }) => {
  const engine = await Engine.open(module);
  await engine.add([new Folder('other', {})]);
  await engine.settled();
  const job = await engine.addHeld([folder(['a', 'file']), folder(['b', 'other one'])]);
  await job.list(0);
  if (edit === 'rename') await engine.tree.do({ do: 'rename', entry: await engine.entry('top/a'), name: 'b' });
  else await engine.tree.do({ do: 'new-file', into: await engine.entry('top'), name: 'b', text: 'typed in' });
  await job.list(1);
  await job.end();
  const { conflict } = await engine.settled();
  await engine.tree.resolveConflict(conflict?.id ?? 0, choice as ConflictChoice, false);
  // By their lengths: at the next visit the file comes first, and what was made has the number.
  const files = async (of: Engine) => {
    await of.settled();
    return [...(await of.rows()).values()]
      .flatMap(({ kind, byteLength }) => (kind === 'file' ? [byteLength] : []))
      .sort();
  };
  const there = await files(engine);
  const own = edit === 'rename' ? [4] : [4, 8];
  expect(there).toEqual({ 'leave-out': own, 'keep-both': [...own, 9], replace: [...own.slice(0, -1), 9] }[choice]);
  const again = await atNextVisit(engine);
  expect(await files(again)).toEqual(there);
});
