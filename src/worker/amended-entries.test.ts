/** Rows of an image are shown before all is known of them: what is set of them meanwhile stays, and can be taken back. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Kind, Mark } from '../image/tree';
import { columnsOf } from './archive-columns';
import { Engine } from './engine.fixture';
import { LARGE } from './protocol';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));
const NAMES = ['done', 'undone', 'shown', 'weighed', 'untouched'];

test('what an image says of its entries in the end does not undo what was set of them', async () => {
  const engine = await Engine.open(module);
  const never = new Promise<File>(() => {});
  const job = await engine.addArchive({ name: 'disc.iso', getFile: () => never }, 'disc');
  const { source } = engine.jobs.get(job)?.[0] ?? { source: 0 };
  const rows = NAMES.map((name) => {
    const content = { byteLength: 1, store: LARGE, offset: 0 };
    return { parent: -1, name, kind: Kind.file, attributes: { modifyTime: 0 }, content };
  });
  await engine.tree.archive({ source, first: 0, rows: columnsOf(rows), file: new File(['x'], 'disc.iso') });
  const hide = async (name: string, hidden: boolean) => {
    const entries = [await engine.entry(name)];
    await engine.tree.do({ do: 'hide', entries, from: 'joliet', hidden });
  };
  const state = async (name: string) => {
    const { hidden, weight } = (await engine.tree.entry(await engine.entry(name))) ?? {};
    return [hidden?.joliet, weight];
  };
  await hide('shown', true);
  await hide('shown', false);
  await hide('done', true);
  await engine.tree.do({ do: 'weight', entries: [await engine.entry('weighed')], weight: 5 });
  await hide('undone', true);
  await engine.tree.undo();
  const each = (number: number) => ({ rows: Uint32Array.from(NAMES.keys()), numbers: new Int32Array(5).fill(number) });
  const end = { notices: [], marks: each(Mark.notInJoliet), weights: each(3), stores: [] };
  await engine.tree.archive({ source, first: NAMES.length, rows: columnsOf([]), end });
  expect(await state('untouched')).toEqual([true, 3]);
  expect(await state('weighed')).toEqual([true, 5]);
  expect(await state('done')).toEqual([true, 3]);
  expect(await state('undone')).toEqual([true, 3]);
  expect(await state('shown')).toEqual([false, 3]);
  await engine.tree.redo();
  await engine.tree.undo();
  expect(await state('undone')).toEqual([true, 3]);
  await engine.tree.undo();
  expect(await state('weighed')).toEqual([true, 3]);
  await engine.tree.undo();
  expect(await state('done')).toEqual([true, 3]);
  await engine.tree.undo();
  await engine.tree.undo();
  expect(await state('shown')).toEqual([true, 3]);
});
