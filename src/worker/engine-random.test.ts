/** Whatever is done, and whenever: there is an image of it, all of it can be undone, and done again it is the same. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DiskFile, type Files, Folder } from './browser.fixture';
import { Engine } from './engine.fixture';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));

type Doing =
  | { do: 'add'; folders: { name: string; files: Files }[]; entries: boolean }
  | { do: 'loose'; names: string[] }
  | { do: 'undo' | 'redo' | 'cancel' | 'read-again' | 'start-over' | 'crash' }
  | { do: 'dissolve'; dissolved: boolean }
  | { do: 'options'; options: { duplicatesOnce: boolean } }
  | { do: 'leave-out' | 'retry' | 'change' | 'new-file' | 'delete'; at: number }
  | { do: 'settle'; choice: 'replace' | 'keep-both' | 'leave-out'; forAll: boolean };

const name = fc.constantFrom('a', 'b', 'c', 'a (2)');
const { files } = fc.letrec<{ files: Files; file: string | Files }>((tie) => ({
  files: fc.dictionary(name, tie('file'), { maxKeys: 3 }),
  file: fc.oneof({ depthSize: 'small' }, fc.constantFrom('', 'x', 'yy', 'z'.repeat(5000)), tie('files')),
}));
const at = fc.nat(20);
const always = <T extends Doing['do']>(...names: T[]) => fc.record({ do: fc.constantFrom(...names) });
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
  { weight: 3, arbitrary: always('undo', 'redo', 'cancel', 'read-again') },
  { weight: 1, arbitrary: always('start-over', 'crash') },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('dissolve' as const), dissolved: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('options' as const),
      options: fc.record({ duplicatesOnce: fc.boolean() }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('leave-out', 'retry', 'change', 'new-file', 'delete'), at }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('settle' as const),
      choice: fc.constantFrom('replace', 'keep-both', 'leave-out'),
      forAll: fc.boolean(),
    }),
  },
) as fc.Arbitrary<Doing>;

class Person {
  readonly #engine: Engine;
  readonly #disk: Folder[] = [];
  readonly #added = new Map<number, () => Promise<number>>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  async does(doing: Doing): Promise<void> {
    const { tree, last } = this.#engine;
    switch (doing.do) {
      case 'add': {
        const folders = doing.folders.map((folder) => new Folder(folder.name, folder.files));
        this.#disk.push(...folders);
        return this.#add(() => this.#engine.add(folders, doing));
      }
      case 'loose': {
        const loose = doing.names.map((file) => new DiskFile(file, `loose ${file}`));
        return this.#add(() => this.#engine.addLoose(loose));
      }
      case 'undo':
        return void tree.undo();
      case 'redo':
        return void tree.redo();
      case 'cancel':
        return void tree.cancel();
      case 'read-again':
        return void tree.readAgain();
      case 'start-over':
        return void tree.do({ do: 'start-over' });
      case 'crash': {
        this.#engine.crashReader();
        for (const job of await this.#engine.connectReader())
          await this.#add(this.#added.get(job) as () => Promise<number>);
        return;
      }
      case 'dissolve':
        if (last?.topFolder) void tree.do({ do: 'dissolve', entry: last.topFolder.entry, dissolved: doing.dissolved });
        return;
      case 'options':
        return void tree.do(doing);
      case 'leave-out': {
        const { rows } = await tree.rows(0, 100);
        const row = rows[doing.at % Math.max(1, rows.length)];
        if (row) void tree.do({ do: 'leave-out', entries: [row.entry] });
        return;
      }
      case 'retry':
        return void tree.resolveProblem('retry');
      case 'settle':
        if (last?.conflict) await tree.resolveConflict(last.conflict.id, doing.choice, doing.forAll);
        return;
      case 'change':
      case 'new-file':
      case 'delete':
        return this.#touchDisk(doing.do, doing.at);
    }
  }

  async #add(add: () => Promise<number>): Promise<void> {
    this.#added.set(await add(), add);
  }

  #touchDisk(what: 'change' | 'new-file' | 'delete', at: number): void {
    const folder = this.#disk[at % Math.max(1, this.#disk.length)];
    if (!folder) return;
    const inside = [...folder.inside.values()];
    const one = inside[at % Math.max(1, inside.length)];
    if (what === 'new-file') folder.inside.set(`new ${at}`, new DiskFile(`new ${at}`, 'new'));
    else if (one && what === 'delete') folder.inside.delete(one.name);
    else if (one instanceof DiskFile) one.text += '+';
  }
}

/** Undoes all that was done. Returns how many steps that were, and whether a choice was asked for meanwhile. */
async function undoAll(engine: Engine): Promise<{ steps: number; isAsked: boolean }> {
  let [steps, isAsked] = [0, false];
  for (; engine.last.canUndo && steps < 50; steps++) {
    const undone = await engine.tree.undo();
    const { conflict } = await engine.until(({ revision }) => revision >= undone);
    isAsked ||= conflict !== undefined;
  }
  expect((await engine.settled()).phase).toBe('empty');
  return { steps, isAsked };
}

/** Makes the choices that are left, until the image is known. */
async function settle(engine: Engine): Promise<'ready' | 'empty'> {
  for (let choices = 0; choices < 50; choices++) {
    // What was asked for last may still be on its way.
    await new Promise((resolve) => setTimeout(resolve, 20));
    const { phase, conflict } = await engine.settled();
    if (phase === 'ready' || phase === 'empty') return phase;
    if (phase !== 'blocked') throw new Error(`The phase is ${phase}: ${engine.last.failure?.message}`);
    if (conflict) await engine.tree.resolveConflict(conflict.id, 'replace', true);
    else await engine.tree.resolveProblem('leave-out');
  }
  throw new Error(`There is no end of choices: ${JSON.stringify(engine.last)}`);
}

test('random doings', { timeout: 120_000 }, async () => {
  const pause = fc.nat(12);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(pause, doing), { maxLength: 12 }), async (doings) => {
      const engine = await Engine.open(module);
      const person = new Person(engine);
      for (const [milliseconds, one] of doings) {
        // Often at once, sometimes when part of it is done.
        if (milliseconds > 6) await new Promise((resolve) => setTimeout(resolve, milliseconds - 6));
        await person.does(one);
      }
      if ((await settle(engine)) === 'empty') return;
      const image = await engine.image();
      const { steps, isAsked } = await undoAll(engine);
      for (let step = 0; step < steps; step++) await engine.tree.redo();
      const phase = await settle(engine);
      const paths = await engine.rows();
      expect((await engine.tree.rows(0, 1e6)).rows).toHaveLength(paths.size);
      // What came in without a choice waited for one again, and what waits is taken back for good (`taking-back.test.ts`).
      if (!isAsked) expect([phase, Buffer.compare(await engine.image(), image)]).toEqual(['ready', 0]);
      await undoAll(engine);
    }),
    { numRuns: Number(process.env.RUNS ?? 25) },
  );
});
