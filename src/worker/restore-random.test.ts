/** What is kept of a session brings it back: random doings, the same steps in another tree, the same image. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DiskFile, type Files, Folder } from './browser.fixture';
import { Engine } from './engine.fixture';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));

type Doing =
  | { do: 'add'; folders: { name: string; files: Files }[]; entries: boolean }
  | { do: 'loose'; names: string[] }
  | { do: 'undo' | 'redo' | 'start-over' }
  | { do: 'dissolve'; dissolved: boolean }
  | { do: 'name'; name: string }
  | { do: 'leave-out'; at: number };

const name = fc.constantFrom('a', 'b', 'a (2)');
const { files } = fc.letrec<{ files: Files; file: string | Files }>((tie) => ({
  files: fc.dictionary(name, tie('file'), { maxKeys: 3 }),
  file: fc.oneof({ depthSize: 'small' }, fc.constantFrom('', 'x', 'yy', 'z'.repeat(5000)), tie('files')),
}));
const doing = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      folders: fc.array(fc.record({ name, files }), { minLength: 1, maxLength: 2 }),
      entries: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('loose' as const), names: fc.uniqueArray(name, { minLength: 1 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('undo', 'redo') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('start-over') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('name'), name: fc.constantFrom('ONE', 'TWO') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('dissolve'), dissolved: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('leave-out'), at: fc.nat(20) }) },
) as fc.Arbitrary<Doing>;
const choice = fc.constantFrom('replace', 'keep-both', 'leave-out');

async function does(engine: Engine, doing: Doing): Promise<void> {
  const { tree, last } = engine;
  switch (doing.do) {
    case 'add': {
      const folders = doing.folders.map((folder) => new Folder(folder.name, folder.files));
      return void (await engine.add(folders, doing));
    }
    case 'loose':
      return void (await engine.addLoose(doing.names.map((file) => new DiskFile(file, `loose ${file}`))));
    case 'undo':
      return void (await tree.undo());
    case 'redo':
      return void (await tree.redo());
    case 'start-over':
      return void (await tree.do({ do: 'start-over' }));
    case 'name':
      return void (await tree.do({ do: 'volume-name', name: doing.name }));
    case 'dissolve':
      if (last.topFolder) await tree.do({ do: 'dissolve', entry: last.topFolder.entry, dissolved: doing.dissolved });
      return;
    case 'leave-out': {
      const { rows } = await tree.rows(0, 100);
      const row = rows[doing.at % Math.max(1, rows.length)];
      if (row) await tree.do({ do: 'leave-out', entries: [row.entry] });
      return;
    }
  }
}

test('a tree that is made anew of what was kept has the same image, and the same is kept of it', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(doing, choice), { maxLength: 10 }), async (doings) => {
      const engine = await Engine.open(module);
      for (const [one, chosen] of doings) {
        await does(engine, one);
        // A person waits for what is shown, and answers what is asked.
        for (let { conflict } = await engine.settled(); conflict; { conflict } = await engine.settled()) {
          await engine.tree.resolveConflict(conflict.id, chosen, false);
        }
      }
      const { phase } = await engine.settled();
      const image = phase === 'empty' ? undefined : await engine.image();
      const steps = structuredClone(engine.steps);
      const again = await Engine.open(module);
      await again.bringBack(engine, steps);
      expect((await again.settled()).phase).toBe(phase);
      expect(again.steps).toEqual(steps);
      expect(again.last.noticeGroups.map(({ code }) => code)).not.toContain('nothing-to-change');
      if (image) expect(Buffer.compare(await again.image(), image)).toBe(0);
    }),
    { numRuns: Number(process.env.RUNS ?? 15) },
  );
});
