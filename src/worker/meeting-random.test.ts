/** Names that meet in one drop: what becomes of them does not depend on what is listed first, here and at the next visit. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Files, Folder } from './browser.fixture';
import { Engine } from './engine.fixture';
import type { Command, ConflictChoice } from './session';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));

const name = fc.constantFrom('a', 'a', 'a (2)', 'b');
const numRuns = Number(process.env.RUNS ?? 10);

/** Of each folder that is dropped, which of its names are folders. */
type Dropped = Record<string, boolean>[];
const dropped: fc.Arbitrary<Dropped> = fc.array(fc.dictionary(name, fc.boolean(), { minKeys: 1, maxKeys: 3 }), {
  minLength: 2,
  maxLength: 3,
});

/** Every file has a length of its own, by which it is known. */
function foldersOf(all: Dropped): Folder[] {
  let length = 0;
  const text = () => 'x'.repeat(++length);
  return all.map((names) => {
    const inside = Object.entries(names).map(([one, isFolder]): [string, string | Files] => [
      one,
      isFolder ? { inside: text() } : text(),
    ]);
    return new Folder('top', Object.fromEntries(inside));
  });
}

/** What is listed one after the other: which name of which folder. */
const listingsOf = (all: Dropped) => all.flatMap((names, at) => Object.keys(names).map((one) => ({ at, name: one })));
const dropAndOrders = dropped.chain((all) => {
  const order = fc.shuffledSubarray(listingsOf(all), { minLength: listingsOf(all).length });
  return fc.tuple(fc.constant(all), order, order);
});

async function seen(engine: Engine): Promise<string[]> {
  await engine.settled();
  return [...(await engine.rows())].map(([path, { kind, byteLength }]) => `${path} ${kind} ${byteLength}`).sort();
}

/** Answers all that is asked. */
async function answer(engine: Engine, choiceOf: (incoming: number) => ConflictChoice): Promise<void> {
  for (let { conflict } = await engine.settled(); conflict; { conflict } = await engine.settled()) {
    await engine.tree.resolveConflict(conflict.id, choiceOf(conflict.incoming.byteLength), false);
  }
}

/** The next visit, where the folders are listed in another order. */
async function atNextVisit(engine: Engine, isReversed: boolean): Promise<Engine> {
  const steps = structuredClone(engine.steps);
  if (isReversed) for (const [job, sources] of engine.jobs) engine.jobs.set(job, sources.toReversed());
  const again = await Engine.open(module);
  await again.bringBack(engine, steps);
  return again;
}

const choices = fc.array(fc.constantFrom<ConflictChoice>('replace', 'keep-both', 'leave-out'), {
  minLength: 9,
  maxLength: 9,
});

test('whatever is listed first, the same is asked, and the same answers give the same image', async () => {
  await fc.assert(
    fc.asyncProperty(dropAndOrders, choices, async ([all, ...orders], chosen) => {
      const found: string[][] = [];
      for (const order of orders) {
        const engine = await Engine.open(module);
        const job = await engine.addHeld(foldersOf(all));
        for (const { at, name: one } of order) await job.list(at, one);
        await job.end();
        await answer(engine, (incoming) => chosen[incoming % chosen.length] as ConflictChoice);
        found.push(await seen(engine));
        expect(await seen(await atNextVisit(engine, order !== orders[0]))).toEqual(found.at(-1));
      }
      expect(found[1]).toEqual(found[0]);
    }),
    { numRuns },
  );
});

type Edit =
  | { do: 'rename' | 'new-file'; at: number; name: string }
  | { do: 'leave-out' | 'move'; at: number }
  | { do: 'undo' };
const at = fc.nat(9);
const edit = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('rename' as const, 'new-file' as const), at, name }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('leave-out' as const, 'move' as const), at }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('undo' as const) }) },
) as fc.Arbitrary<Edit>;

async function does(engine: Engine, one: Edit, other: number): Promise<void> {
  if (one.do === 'undo') {
    // What is undone is never what was dropped.
    if (engine.steps.at(-1)?.step !== 'add') await engine.tree.undo();
    return;
  }
  const paths = [...(await engine.rows())].filter(([path]) => path.startsWith('top/'));
  const entry = paths[one.at % Math.max(1, paths.length)]?.[1].entry;
  if (entry === undefined) return;
  const command: Command =
    one.do === 'rename'
      ? { do: 'rename', entry, name: one.name }
      : one.do === 'new-file'
        ? { do: 'new-file', into: await engine.entry('top'), name: one.name, text: 'n'.repeat(100 + one.at) }
        : one.do === 'move'
          ? { do: 'move', entries: [entry], into: other }
          : { do: 'leave-out', entries: [entry] };
  await engine.tree.do(command);
}

test('whatever is done while names come in, the next visit has the same image', async () => {
  await fc.assert(
    fc.asyncProperty(
      dropAndOrders,
      fc.array(fc.tuple(fc.nat(8), edit), { minLength: 1, maxLength: 4 }),
      choices,
      async ([all, order], edits, chosen) => {
        const engine = await Engine.open(module);
        await engine.add([new Folder('other', {}), new Folder('else', {})]);
        await engine.settled();
        const other = await engine.entry('other');
        const job = await engine.addHeld(foldersOf(all));
        for (const [turn, { at: folder, name: one }] of order.entries()) {
          await job.list(folder, one);
          for (const [when, what] of edits) if (when % order.length === turn) await does(engine, what, other);
        }
        await job.end();
        await answer(engine, (incoming) => chosen[incoming % chosen.length] as ConflictChoice);
        const rows = await seen(engine);
        const again = await atNextVisit(engine, true);
        expect(await seen(again)).toEqual(rows);
        expect(again.steps).toEqual(engine.steps);
        while (engine.last.canUndo) {
          await engine.tree.undo();
          await again.tree.undo();
          expect(await seen(again)).toEqual(await seen(engine));
        }
      },
    ),
    { numRuns },
  );
});
