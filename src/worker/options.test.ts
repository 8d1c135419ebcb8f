/** Options and presets in the page's engine: steps that are taken back, with the name that the disc has by them. */
import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { DEFAULT_CHOICE } from '../image/choice';
import { PRESETS } from '../image/presets';
import { Folder } from './browser.fixture';
import { Engine } from './engine.fixture';
import { say } from './saying';
import { wordsOf } from './sayings';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));
const FILES = { 'user-data': '#cloud-config\n', 'A long name for a file.text': 'x' };

let engine: Engine;
beforeEach(async () => {
  engine = await Engine.open(module);
});

const make = (preset: keyof typeof PRESETS) =>
  engine.tree.do({ do: 'options', preset, options: PRESETS[preset].options });
const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

test('a preset is one step, with the name that goes with it', async () => {
  await engine.tree.do({ do: 'volume-name', name: 'MINE' });
  await engine.add([new Folder('top', FILES)]);
  expect(await engine.settled()).toMatchObject({ preset: 'universal', options: DEFAULT_CHOICE, volumeName: 'MINE' });
  const before = await engine.image();

  await make('cloud-init');
  expect(await engine.settled()).toMatchObject({
    phase: 'ready',
    preset: 'cloud-init',
    volumeName: 'cidata',
    undoLabel: say('made-for', 'cloud-init (NoCloud)', 'cloud-init'),
  });
  expect(latin(await engine.image())).toContain('cidata  ');

  await make('dos');
  const dos = await engine.settled();
  expect(dos).toMatchObject({ preset: 'dos', volumeName: 'MINE', joliet: false, rockRidge: false });
  expect(latin(await engine.image())).not.toContain('RRIP_1991A');
  expect((await engine.tree.log()).command).toMatch(/^genisoimage -f -V MINE /);

  await engine.tree.undo();
  expect(await engine.settled()).toMatchObject({ preset: 'cloud-init', volumeName: 'cidata', joliet: true });
  await engine.tree.undo();
  expect(await engine.settled()).toMatchObject({ preset: 'universal', volumeName: 'MINE' });
  expect(Buffer.compare(await engine.image(), before)).toBe(0);
  await engine.tree.redo();
  await engine.tree.redo();
  expect(await engine.settled()).toMatchObject({ preset: 'dos', volumeName: 'MINE' });
});

test('from one disc with a name of its own to another, the first name comes back', async () => {
  await engine.tree.do({ do: 'volume-name', name: 'MINE' });
  await make('cloud-init');
  await make('kickstart');
  expect((await engine.settled()).volumeName).toBe('OEMDRV');
  await make('linux');
  expect((await engine.settled()).volumeName).toBe('MINE');
});

test('single options are steps of their own, and none where nothing changes', async () => {
  await engine.tree.do({ do: 'options', title: 'Joliet', options: { joliet: false } });
  expect(await engine.settled()).toMatchObject({ preset: 'universal', joliet: false, undoLabel: 'Joliet' });
  await engine.tree.do({ do: 'options', title: 'Joliet', options: { joliet: false } });
  await make('universal');
  expect(await engine.settled()).toMatchObject({ joliet: true });
  await engine.tree.undo();
  expect(await engine.settled()).toMatchObject({ joliet: false, undoLabel: 'Joliet' });
  await engine.tree.undo();
  expect(await engine.settled()).toMatchObject({ joliet: true, canUndo: false });
});

test.each([false, true])(
  'what was done is done again to a tree that is made anew, from the last choice: %s',
  async (isLast) => {
    await engine.tree.do({ do: 'volume-name', name: 'MINE' });
    await make('kickstart');
    await engine.tree.do({ do: 'options', options: { endPadBlocks: 0 } });
    const last = await engine.settled();
    const { steps } = engine;
    engine = await Engine.open(module);
    if (isLast) {
      const made = { preset: last.preset, base: last.presetOptions, options: last.options };
      engine.tree.start({ 'volume-name': last.volumeName, 'made-for': made });
    }
    await engine.tree.replay(structuredClone(steps));
    const again = await engine.until(({ undoLabel }) => wordsOf(undoLabel ?? '') === 'Options');
    expect(again).toMatchObject({ preset: 'kickstart', options: last.options, volumeName: 'OEMDRV' });
    await engine.tree.undo();
    expect(await engine.settled()).toMatchObject({ preset: 'kickstart', volumeName: 'OEMDRV', changedOptions: [] });
    await engine.tree.undo();
    expect(await engine.settled()).toMatchObject({ preset: 'universal', volumeName: 'MINE' });
  },
);

test('a disc with a purpose is called by it', async () => {
  await make('cloud-init');
  expect((await engine.settled()).fileName).toBe('cidata.iso');
});
