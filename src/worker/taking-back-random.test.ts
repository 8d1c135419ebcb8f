/** Random doings with names that meet, choices that come late, and cancels: undo, redo and the next visit are exact. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DiskFile, Folder } from './browser.fixture';
import { Engine } from './engine.fixture';
import { wordsOf } from './sayings';
import type { Command, ConflictChoice, IfTaken } from './session';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));

type Doing =
  | { do: 'add'; name: string; files: string[]; sub: string[]; entries: boolean }
  | { do: 'loose'; names: string[] }
  | { do: 'answer'; choice: ConflictChoice; forAll: boolean }
  | { do: 'rename' | 'new-folder' | 'new-file'; at: number; name: string }
  | { do: 'move' | 'copy'; at: number; into: number; ifTaken: IfTaken | undefined }
  | { do: 'leave-out' | 'edit-text'; at: number }
  | { do: 'bring-back'; at: number; ifTaken: IfTaken | undefined }
  | { do: 'undo' | 'redo' | 'cancel' };

const name = fc.constantFrom('a', 'b', 'c', 'a (2)');
const names = fc.uniqueArray(name, { minLength: 1, maxLength: 3 });
const at = fc.nat(20);
const ifTaken = fc.constantFrom('replace' as const, 'keep-both' as const, undefined);
const choice = fc.constantFrom<ConflictChoice>('replace', 'replace', 'keep-both', 'leave-out');
const of = <T extends Doing['do']>(...all: T[]) => fc.constantFrom(...all);
const doing: fc.Arbitrary<Doing> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: of('add'), name, files: names, sub: names, entries: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: of('loose'), names }) },
  { weight: 5, arbitrary: fc.record({ do: of('answer'), choice, forAll: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ do: of('rename', 'new-folder', 'new-file'), at, name }) },
  { weight: 5, arbitrary: fc.record({ do: of('move', 'copy'), at, into: at, ifTaken }) },
  { weight: 2, arbitrary: fc.record({ do: of('leave-out', 'edit-text'), at }) },
  { weight: 2, arbitrary: fc.record({ do: of('bring-back'), at, ifTaken }) },
  { weight: 4, arbitrary: fc.record({ do: of('undo', 'redo', 'cancel') }) },
);

/** Files have different lengths, so that each is known by it. */
let lengths = 0;
const text = () => 'x'.repeat(++lengths);

async function command(engine: Engine, one: Doing): Promise<Command | undefined> {
  const rows = [...(await engine.rows()).values()];
  const row = (turn: number) => rows[turn % Math.max(1, rows.length)];
  const folders = [0, ...rows.filter(({ kind }) => kind === 'folder').map(({ entry }) => entry)];
  const folder = (turn: number) => folders[turn % folders.length] as number;
  const taken = (given: IfTaken | undefined) => (given ? { ifTaken: given } : {});
  const entry = 'at' in one ? row(one.at)?.entry : undefined;
  switch (one.do) {
    case 'new-folder':
      return { do: one.do, into: folder(one.at), name: one.name };
    case 'new-file':
      return { do: one.do, into: folder(one.at), name: one.name, text: text() };
    case 'bring-back': {
      const { entries } = await engine.tree.leftOut(0, 100);
      const out = entries[one.at % Math.max(1, entries.length)];
      return out && { do: one.do, entries: [out.entry], ...taken(one.ifTaken) };
    }
  }
  if (entry === undefined) return undefined;
  if (one.do === 'rename') return { do: one.do, entry, name: one.name };
  if (one.do === 'edit-text') return { do: one.do, entry, text: text() };
  if (one.do === 'leave-out') return { do: one.do, entries: [entry] };
  if (one.do !== 'move' && one.do !== 'copy') return undefined;
  return { do: one.do, entries: [entry], into: folder(one.into), ...taken(one.ifTaken) };
}

/** Everything in the image. */
async function seen(engine: Engine): Promise<string[]> {
  await engine.settled();
  return [...(await engine.rows())].map(([path, { kind, byteLength }]) => `${path} ${kind} ${byteLength}`);
}

async function does(engine: Engine, one: Doing): Promise<void> {
  switch (one.do) {
    case 'add': {
      const inside = (all: string[]) => Object.fromEntries(all.map((file) => [file, text()]));
      await engine.add([new Folder(one.name, { ...inside(one.files), d: inside(one.sub) })], one);
      return;
    }
    case 'loose':
      await engine.addLoose(one.names.map((file) => new DiskFile(file, text())));
      return;
    case 'answer': {
      const { conflict, undoLabel } = engine.last;
      const labelBefore = wordsOf(undoLabel ?? '');
      if (!conflict) return;
      const before = await seen(engine);
      await engine.tree.resolveConflict(conflict.id, one.choice, one.forAll);
      const after = await seen(engine);
      const label = wordsOf(engine.last.undoLabel ?? '');
      if (!/^(Replace|Keep both)/.test(label) || label === labelBefore) return;
      await engine.tree.undo();
      expect(await seen(engine)).toEqual(before);
      await engine.tree.redo();
      expect(await seen(engine)).toEqual(after);
      return;
    }
    case 'undo':
    case 'redo':
    case 'cancel':
      await engine.tree[one.do]();
      return;
    default: {
      const asked = await command(engine, one);
      if (!asked) return;
      const before = await seen(engine);
      const done = await engine.tree.do(asked);
      if ('refusal' in done || !done.isDone) return;
      const after = await seen(engine);
      await engine.tree.undo();
      expect(await seen(engine)).toEqual(before);
      await engine.tree.redo();
      expect(await seen(engine)).toEqual(after);
    }
  }
}

test('what was done is taken back and done again to the letter, here and at the next visit', {
  timeout: 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(doing, { minLength: 5, maxLength: 14 }), choice, async (doings, last) => {
      lengths = 0;
      const engine = await Engine.open(module);
      let isTakenBack = false;
      for (const one of doings) {
        if (one.do === 'cancel' || one.do === 'undo') isTakenBack ||= engine.last.conflict !== undefined;
        await does(engine, one);
        await engine.settled();
      }
      for (let { conflict } = await engine.settled(); conflict; { conflict } = await engine.settled()) {
        await engine.tree.resolveConflict(conflict.id, last, true);
      }
      const states = [await seen(engine)];
      const steps = structuredClone(engine.steps);
      const again = await Engine.open(module);
      await again.bringBack(engine, steps);
      const replayed = await seen(again);
      // A number behind a name may have been given since what was taken back had the name.
      const isNumbered = isTakenBack && states[0]?.some((row) => row.includes(' ('));
      if (!isNumbered) expect(replayed).toEqual(states[0]);
      expect(again.steps).toEqual(steps);

      let isAskedAgain = false;
      while (engine.last.canUndo) {
        await engine.tree.undo();
        states.push(await seen(engine));
        isAskedAgain ||= engine.last.conflict !== undefined;
      }
      expect(engine.last.phase).toBe('empty');
      for (const state of isNumbered ? [] : states) {
        expect(await seen(again)).toEqual(state);
        await again.tree.undo();
      }
      // What waits for a choice again is taken back as a whole, and does not come again.
      if (isAskedAgain) return;
      for (const state of states.toReversed().slice(1)) {
        await engine.tree.redo();
        expect(await seen(engine)).toEqual(state);
      }
    }),
    { numRuns: Number(process.env.RUNS ?? 3) },
  );
});
