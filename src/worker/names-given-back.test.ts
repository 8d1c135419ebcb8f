/** What has another name since an edit needed its own has it no longer than the edit does, and a person is told of it. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Folder } from './browser.fixture';
import { Engine } from './engine.fixture';
import type { ConflictChoice } from './session';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));

async function seen(engine: Engine): Promise<string[]> {
  await engine.settled();
  const rows = [...(await engine.rows())].map(([path, { kind, byteLength }]) => `${path} ${kind} ${byteLength}`);
  const notices = await engine.tree.notices('kept-both', 0, 100);
  return [...rows, ...notices.map(({ path, before }) => `${before} > ${path}`)].sort();
}

/** @param counted with what was counted of each source, which tells of files that are gone */
async function atNextVisit(engine: Engine, counted = false): Promise<Engine> {
  const steps = structuredClone(engine.steps);
  const census = (counted && (await engine.tree.census())) || [];
  for (const sources of engine.jobs.values()) {
    for (const info of sources) {
      const before = census.find(({ source }) => source === info.source);
      if (before) info.before = before;
    }
  }
  const again = await Engine.open(module);
  await again.bringBack(engine, steps);
  return again;
}

test('a later drop has its names, whatever was taken back for those of one before', async () => {
  const engine = await Engine.open(module);
  await engine.add([new Folder('X', { f: 'f' }), new Folder('m', { a: 'aa' })]);
  await engine.settled();
  const first = await engine.addHeld([new Folder('m', { a: { x: 'xxx' } })]);
  await first.list(0);
  await engine.tree.do({ do: 'leave-out', entries: [await engine.entry('X')] });
  const second = await engine.addHeld([new Folder('X', { g: 'gggg' })]);
  await second.list(0);
  await first.end();
  await second.end();
  const rows = await seen(engine);
  expect(rows.filter((row) => row.startsWith('X'))).toEqual(['X folder 4', 'X/g file 4']);
  expect(await seen(await atNextVisit(engine))).toEqual(rows);
  await engine.tree.readAgain();
  expect(await seen(engine)).toEqual(rows);
  expect(engine.last.problems).toEqual([]);
});

test('a number that a person gave to something while names came in is given to nothing else', async () => {
  const engine = await Engine.open(module);
  await engine.add([new Folder('m', { a: 'aa', b: 'b' }), new Folder('o', {})]);
  await engine.settled();
  const job = await engine.addHeld([new Folder('m', { a: { x: 'xxx' } })]);
  await engine.tree.do({ do: 'rename', entry: await engine.entry('m/b'), name: 'a (2)' });
  await job.list(0);
  await job.end();
  const rows = await seen(engine);
  expect(rows).toEqual(
    [
      'o folder 0',
      'm folder 6',
      'm/a file 2',
      'm/a (2) file 1',
      'm/a (3) folder 3',
      'm/a (3)/x file 3',
      'm/a > m/a (3)',
    ].sort(),
  );
  const again = await atNextVisit(engine);
  expect(await seen(again)).toEqual(rows);
  const wanted = [
    'o folder 0',
    'm folder 6',
    'm/a file 2',
    'm/b file 1',
    'm/a (2) folder 3',
    'm/a (2)/x file 3',
    'm/a > m/a (2)',
  ].sort();
  for (const one of [engine, again]) {
    await one.tree.undo();
    expect(await seen(one)).toEqual(wanted);
    expect(await seen(await atNextVisit(one))).toEqual(wanted);
    await one.tree.redo();
    expect(await seen(one)).toEqual(rows);
  }
});

test.each<ConflictChoice>(['leave-out', 'replace', 'keep-both'])(
  'of files that met none is told to be gone that was there: %s',
  async (choice) => {
    const engine = await Engine.open(module);
    await engine.add([new Folder('other', {})]);
    await engine.settled();
    const job = await engine.addHeld([new Folder('top', { a: 'file' }), new Folder('top', { a: 'other one', b: 'b' })]);
    await job.list(1);
    await job.list(0);
    await job.end();
    const { conflict } = await engine.settled();
    await engine.tree.resolveConflict(conflict?.id ?? 0, choice, false);
    await engine.settled();
    const again = await atNextVisit(engine, true);
    expect(await seen(again)).toEqual(await seen(engine));
    expect(await again.tree.notices('fewer-files', 0, 9)).toEqual([]);
    expect(await again.tree.census()).toEqual(await engine.tree.census());
    // One that is gone is told of.
    const census = (await engine.tree.census()) ?? [];
    expect(census.map(({ files }) => files)).toEqual([0, 1, choice === 'leave-out' ? 1 : 2]);
    const [, sources] = [...engine.jobs].at(-1) as [number, [unknown, { directory: unknown }]];
    sources[1].directory = new Folder('top', { a: 'other one' }).asHandle;
    const later = await atNextVisit(engine, true);
    await later.settled();
    expect(await later.tree.notices('fewer-files', 0, 9)).toEqual([{ code: 'fewer-files', path: 'top', before: '1' }]);
  },
);
