/** Whatever is edited: it can be undone and done again, counts are right, and the journal brings back the same image. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DiskFile, type Files, Folder } from './browser.fixture';
import { Engine } from './engine.fixture';
import type { Origin } from './protocol';
import type { Command, Row } from './session';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));

/** Whom a doing is about, by turn. */
type Doing =
  | { do: 'rename' | 'new-folder' | 'new-file'; at: number; name: string }
  | { do: 'move' | 'copy'; at: number[]; into: number; ifTaken: 'replace' | 'keep-both' | 'skip' | undefined }
  | { do: 'edit-text' | 'replace-file'; at: number; text: string }
  | { do: 'leave-out'; at: number[] }
  | { do: 'bring-back'; at: number; ifTaken: 'replace' | 'keep-both' | 'skip' | undefined }
  | { do: 'leave-out-matching'; pattern: string }
  | { do: 'hide'; at: number[]; from: 'joliet' | 'iso'; on: boolean }
  | { do: 'executable'; at: number[]; on: boolean }
  | { do: 'weight'; at: number[]; weight: number }
  | { do: 'add'; name: string; files: Files; into: number }
  | { do: 'dissolve'; on: boolean }
  | { do: 'undo' | 'redo' | 'read-again' };

const name = fc.constantFrom('a', 'b', 'c', 'd', 'a (2)', 'top');
const { files } = fc.letrec<{ files: Files; file: string | Files }>((tie) => ({
  files: fc.dictionary(name, tie('file'), { maxKeys: 4 }),
  file: fc.oneof({ depthSize: 'small' }, fc.constantFrom('', 'x', 'yy', '#!/bin/sh', 'z'.repeat(5000)), tie('files')),
}));
const at = fc.nat(20);
const some = fc.uniqueArray(at, { minLength: 1, maxLength: 3 });
const ifTaken = fc.constantFrom('replace' as const, 'keep-both' as const, 'skip' as const, undefined);
const of = <T extends Doing['do']>(...names: T[]) => fc.constantFrom(...names);
const doing: fc.Arbitrary<Doing> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: of('rename', 'new-folder', 'new-file'), at, name }) },
  { weight: 6, arbitrary: fc.record({ do: of('move', 'copy'), at: some, into: at, ifTaken }) },
  { weight: 2, arbitrary: fc.record({ do: of('edit-text', 'replace-file'), at, text: fc.constantFrom('', 'new') }) },
  { weight: 2, arbitrary: fc.record({ do: of('leave-out'), at: some }) },
  { weight: 2, arbitrary: fc.record({ do: of('bring-back'), at, ifTaken }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: of('leave-out-matching'), pattern: fc.constantFrom('a', '/b', '*d', 'c/', '*\n!a') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: of('hide'), at: some, from: fc.constantFrom('joliet', 'iso'), on: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: of('executable'), at: some, on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: of('weight'), at: some, weight: fc.integer({ min: -2, max: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ do: of('add'), name: fc.constantFrom('top', 'more'), files, into: at }) },
  { weight: 1, arbitrary: fc.record({ do: of('dissolve'), on: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: of('undo', 'redo', 'read-again') }) },
);

/** What was added, to be added again. */
interface Added {
  folder: Folder;
  into: Origin | undefined;
}

async function does(engine: Engine, doing: Doing, added: Added[]): Promise<void> {
  const rows = [...(await engine.rows()).values()];
  const row = (turn: number): Row | undefined => rows[turn % Math.max(1, rows.length)];
  const entries = (turns: number[]) => turns.flatMap((turn) => row(turn)?.entry ?? []);
  const folders = [0, ...rows.filter(({ kind }) => kind === 'folder').map(({ entry }) => entry)];
  const folder = (turn: number) => folders[turn % folders.length] as number;
  const taken = (choice: 'replace' | 'keep-both' | 'skip' | undefined) => (choice ? { ifTaken: choice } : {});
  const command = async (): Promise<Command | undefined> => {
    switch (doing.do) {
      case 'rename':
        return { do: doing.do, entry: row(doing.at)?.entry ?? 0, name: doing.name };
      case 'new-folder':
        return { do: doing.do, into: folder(doing.at), name: doing.name };
      case 'new-file':
        return { do: doing.do, into: folder(doing.at), name: doing.name, text: doing.name };
      case 'move':
      case 'copy':
        return { do: doing.do, entries: entries(doing.at), into: folder(doing.into), ...taken(doing.ifTaken) };
      case 'edit-text':
      case 'replace-file': {
        const file = rows.filter(({ kind }) => kind === 'file').at(doing.at % Math.max(1, rows.length));
        if (!file) return undefined;
        if (doing.do === 'edit-text') return { do: doing.do, entry: file.entry, text: doing.text };
        return { do: doing.do, entry: file.entry, file: new File([doing.text, 'file'], 'x', { lastModified: 1e12 }) };
      }
      case 'leave-out':
        return { do: doing.do, entries: entries(doing.at) };
      case 'bring-back': {
        const { entries: out } = await engine.tree.leftOut(0, 100);
        const one = out[doing.at % Math.max(1, out.length)];
        return one && { do: doing.do, entries: [one.entry], ...taken(doing.ifTaken) };
      }
      case 'leave-out-matching':
        return { do: doing.do, patterns: doing.pattern.split('\n') };
      case 'hide':
        return { do: doing.do, entries: entries(doing.at), from: doing.from, hidden: doing.on };
      case 'executable':
        return { do: doing.do, entries: entries(doing.at), executable: doing.on };
      case 'weight':
        return { do: doing.do, entries: entries(doing.at), weight: doing.weight };
      case 'dissolve': {
        const { topFolder } = engine.last;
        return topFolder && { do: doing.do, entry: topFolder.entry, dissolved: doing.on };
      }
    }
    return undefined;
  };
  // The first folder stays.
  if (doing.do === 'undo' && engine.steps.length < 2) return;
  if (doing.do === 'undo' || doing.do === 'redo') await engine.tree[doing.do]();
  else if (doing.do === 'read-again') await engine.tree.readAgain();
  else if (doing.do === 'add') {
    const into = folder(doing.into);
    const one = {
      folder: new Folder(doing.name, doing.files),
      into: into === 0 ? undefined : await engine.tree.originOf(into),
    };
    added.push(one);
    await engine.add([one.folder], one.into ? { into: one.into } : {});
    await answerAll(engine);
  } else {
    const one = await command();
    if (one) await engine.tree.do(one);
  }
  // What a command is about is looked up in what is there.
  await answerAll(engine);
}

/** Keeps both of what met, until nothing waits. */
async function answerAll(engine: Engine): Promise<void> {
  for (let { conflict } = await engine.settled(); conflict; { conflict } = await engine.settled()) {
    await engine.tree.resolveConflict(conflict.id, 'keep-both', true);
  }
}

/** Everything in the image: paths with what is known of each. */
async function seen(engine: Engine): Promise<unknown> {
  const rows = [...(await engine.rows())].map(([path, row]) => [path, row.kind, row.byteLength, row.modified]);
  const { files: count, folders, contentBytes } = engine.last;
  return { rows, count, folders, contentBytes };
}

function recount(rows: Map<string, Row>) {
  const all = [...rows.values()];
  const counted = all.filter(({ kind }) => kind === 'file');
  return {
    files: counted.length,
    folders: all.length - counted.length,
    contentBytes: counted.reduce((sum, { byteLength }) => sum + byteLength, 0),
  };
}

/** The digest of its bytes. */
async function imageOf(engine: Engine): Promise<string | undefined> {
  const { phase } = await engine.settled();
  if (phase === 'empty') return undefined;
  expect({ phase, failure: engine.last.failure, problems: engine.last.problems }).toMatchObject({ phase: 'ready' });
  return createHash('sha256')
    .update(await engine.image())
    .digest('hex');
}

test('random edits', { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(files, fc.array(doing, { maxLength: 14 }), async (first, doings) => {
      const engine = await Engine.open(module);
      const added: Added[] = [{ folder: new Folder('top', first), into: undefined }];
      await engine.add([(added[0] as Added).folder], { entries: true });
      await engine.settled();
      const before = await seen(engine);
      const imageBefore = await imageOf(engine);
      for (const one of doings) {
        await does(engine, one, added);
        const { files: count, folders, contentBytes } = engine.last;
        expect({ files: count, folders, contentBytes }).toEqual(recount(await engine.rows()));
      }
      const after = await seen(engine);
      const imageAfter = await imageOf(engine);
      const journal = engine.steps;

      let steps = 0;
      for (; steps < 100 && engine.last.canUndo; steps++) {
        const undone = await engine.tree.undo();
        await engine.until(({ revision }) => revision >= undone);
      }
      expect((await engine.settled()).phase).toBe('empty');
      await engine.tree.redo();
      await engine.settled();
      expect(await seen(engine)).toEqual(before);
      expect(await imageOf(engine)).toBe(imageBefore);
      for (; steps > 1; steps--) await engine.tree.redo();
      await engine.settled();
      expect(await seen(engine)).toEqual(after);
      expect(await imageOf(engine)).toBe(imageAfter);

      // Numbers of jobs are given in the order of adding, which is that of the journal.
      const again = await Engine.open(module);
      for (const step of journal) {
        if (step.step !== 'add') await again.tree.replay([step]);
        else {
          const { folder, into } = added[step.job - 1] as Added;
          again.skipTo(step.job);
          await again.add([folder], { entries: step.job === 1, ...(into ? { into } : {}) });
        }
        await answerAll(again);
      }
      await again.settled();
      expect(await seen(again)).toEqual(after);
      expect(await imageOf(again)).toBe(imageAfter);
    }),
    { numRuns: Number(process.env.RUNS ?? 10) },
  );
});

test('a loose file dropped into a folder lies in it, and is found there again', async () => {
  const engine = await Engine.open(module);
  await engine.add([new Folder('top', { sub: { a: 'a' } })]);
  await engine.settled();
  const into = await engine.tree.originOf(await engine.entry('sub'));
  await engine.addLoose([new DiskFile('b', 'loose')], into);
  await engine.settled();
  await engine.tree.do({ do: 'rename', entry: await engine.entry('sub/b'), name: 'c' });
  await engine.tree.readAgain();
  await engine.settled();
  expect([...(await engine.rows()).keys()]).toEqual(['sub', 'sub/a', 'sub/c']);
});
