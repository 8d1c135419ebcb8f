/** The engine's promises under commands that meet: what was done is in the image, whatever else was going on. */
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Encoder } from '../image/encoder';
import { buildManifest } from '../image/manifest';
import { DEFAULT_OPTIONS } from '../image/options';
import { ImageTree } from '../image/tree';
import { PrivateFiles } from '../sinks/private-files.fixture';
import { DiskFile, Folder } from './browser.fixture';
import { EncoderHost } from './encoder-host';
import { Engine, imageOf } from './engine.fixture';
import type { SourceInfo } from './protocol';
import { wordsOf } from './sayings';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));
let engine: Engine;
beforeEach(async () => {
  engine = await Engine.open(module);
});

/** Compares as numbers: a difference is one number, not a megabyte of text. */
async function expectImage(files: Parameters<typeof imageOf>[0]) {
  const wanted = imageOf(files, module);
  const got = await engine.image();
  expect(got.length).toBe(wanted.length);
  expect(got.findIndex((byte, at) => byte !== wanted[at])).toBe(-1);
}

test('a folder becomes an image', async () => {
  await engine.add([new Folder('top', { 'a.txt': 'a', sub: { 'b.txt': 'bb', empty: {} } })]);
  await engine.settled();
  await expectImage({ 'a.txt': 'a', sub: { 'b.txt': 'bb', empty: {} } });
});

test('a dropped folder, listed twice, becomes the same image', async () => {
  await engine.add([new Folder('top', { 'a.txt': 'a', sub: { 'b.txt': 'bb' } })], { entries: true });
  await engine.settled();
  await expectImage({ 'a.txt': 'a', sub: { 'b.txt': 'bb' } });
});

describe('names that meet', () => {
  test('a file that two later ones want to replace is replaced by the last', async () => {
    await engine.addLoose([new DiskFile('x', '1')]);
    await engine.settled();
    await engine.addLoose([new DiskFile('x', '22')]);
    await engine.addLoose([new DiskFile('x', '333')]);
    const { conflict } = await engine.until(({ conflict, phase }) => phase === 'blocked' && conflict?.waiting === 1);
    await engine.tree.resolveConflict(conflict?.id as number, 'replace', true);
    await engine.settled();
    await expectImage({ x: '333' });
  });

  test('a second folder comes beside the contents of the first, which are still being listed', async () => {
    const first = new Folder('first', { 'a.txt': 'a', both: { '1.txt': '1' } });
    const release = first.file('a.txt').hold();
    await engine.add([first]);
    await engine.add([new Folder('both', { '2.txt': '2' })]);
    release();
    await engine.settled();
    await expectImage({ 'a.txt': 'a', both: { '1.txt': '1', '2.txt': '2' } });
  });

  test('what is new in the first folder meets what came later beside its contents', async () => {
    const first = new Folder('first', { 'a.txt': 'a' });
    await engine.add([first]);
    await engine.settled();
    await engine.addLoose([new DiskFile('late.txt', 'loose')]);
    await engine.settled();
    first.inside.set('late.txt', new DiskFile('late.txt', 'in the folder'));
    await engine.tree.readAgain();
    const { conflict } = await engine.until(({ conflict }) => conflict !== undefined);
    await engine.tree.resolveConflict(conflict?.id as number, 'keep-both', false);
    await engine.settled();
    await expectImage({ 'a.txt': 'a', 'late.txt': 'loose', 'late (2).txt': 'in the folder' });
  });

  test('a replaced file is not asked about again when everything is read again', async () => {
    await engine.addLoose([new DiskFile('x', '1')]);
    await engine.settled();
    await engine.addLoose([new DiskFile('x', '22')]);
    const { conflict } = await engine.until(({ conflict }) => conflict !== undefined);
    await engine.tree.resolveConflict(conflict?.id as number, 'replace', false);
    await engine.settled();
    await engine.tree.readAgain();
    expect((await engine.settled()).phase).toBe('ready');
    await expectImage({ x: '22' });
  });

  test('a question whose file was undone is not asked any more', async () => {
    await engine.addLoose([new DiskFile('x', '1')]);
    await engine.settled();
    await engine.addLoose([new DiskFile('x', '22'), new DiskFile('y', 'y')]);
    await engine.until(({ conflict }) => conflict !== undefined);
    await engine.tree.undo();
    const { conflict, phase } = await engine.settled();
    expect({ conflict, phase }).toEqual({ conflict: undefined, phase: 'ready' });
    await expectImage({ x: '1' });
  });

  test('loose files and a folder that come quickly after each other lie side by side', async () => {
    const loose = new DiskFile('loose.txt', 'l');
    const release = loose.hold();
    await engine.addLoose([loose]);
    await engine.add([new Folder('folder', { 'a.txt': 'a' })]);
    release();
    await engine.settled();
    await expectImage({ 'loose.txt': 'l', folder: { 'a.txt': 'a' } });
  });
});

describe('reading again', () => {
  test('while a folder is being listed comes after it', async () => {
    const folder = new Folder('top', { 'a.txt': 'a', 'b.txt': 'b', 'c.txt': 'c' });
    const release = folder.file('b.txt').hold();
    await engine.add([folder]);
    await engine.until(({ phase }) => phase === 'listing');
    await engine.tree.readAgain();
    release();
    const { problems, phase } = await engine.settled();
    expect({ problems, phase }).toEqual({ problems: [], phase: 'ready' });
    await expectImage({ 'a.txt': 'a', 'b.txt': 'b', 'c.txt': 'c' });
  });

  test('one file that cannot be read, while the folder is being listed', async () => {
    const folder = new Folder('top', { bad: { 'x.txt': 'x' }, 'z.txt': 'z', zz: { 'y.txt': 'y' } });
    (folder.at('bad') as Folder).unreadable = true;
    const release = folder.file('zz/y.txt').hold();
    await engine.add([folder]);
    await engine.until(({ problemCount }) => problemCount === 1);
    (folder.at('bad') as Folder).unreadable = false;
    await engine.tree.resolveProblem('retry');
    release();
    const { problems, phase } = await engine.settled();
    expect({ problems, phase }).toEqual({ problems: [], phase: 'ready' });
    await expectImage({ bad: { 'x.txt': 'x' }, 'z.txt': 'z', zz: { 'y.txt': 'y' } });
  });

  test('that is cancelled leaves the problem there', async () => {
    const folder = new Folder('top', { 'a.txt': 'a', 'b.txt': 'b' });
    folder.file('b.txt').unreadable = true;
    await engine.add([folder]);
    expect((await engine.settled()).problemCount).toBe(1);
    folder.file('b.txt').hold();
    await engine.tree.resolveProblem('retry');
    await engine.until(({ phase }) => phase === 'listing');
    await engine.tree.cancel();
    const { problemCount, phase } = await engine.settled();
    expect({ problemCount, phase }).toEqual({ problemCount: 1, phase: 'blocked' });
  });

  test('everything, cancelled, leaves the known changes and the time of the reading', async () => {
    const folder = new Folder('top', { 'a.txt': 'a', 'b.txt': 'b' });
    await engine.add([folder]);
    const { readAt } = await engine.settled();
    await engine.tree.changed(1, [{ kind: 'changed', path: ['b.txt'] }]);
    folder.file('a.txt').hold();
    await engine.tree.readAgain();
    await engine.until(({ phase }) => phase === 'listing');
    await engine.tree.cancel();
    const after = await engine.settled();
    expect({ changed: after.changedCount, readAt: after.readAt }).toEqual({ changed: 1, readAt });
  });

  test('is what undo takes back while it goes on, and the folder stays', async () => {
    const folder = new Folder('top', { 'a.txt': 'a' });
    await engine.add([folder]);
    await engine.settled();
    folder.inside.set('b.txt', new DiskFile('b.txt', 'b'));
    folder.file('b.txt').hold();
    await engine.tree.readAgain();
    await engine.until(({ files }) => files === 1);
    await engine.tree.undo();
    await engine.settled();
    await expectImage({ 'a.txt': 'a' });
  });

  test('a folder that cannot be listed is one problem, not one for each file in it', async () => {
    const folder = new Folder('top', { sub: { 'a.txt': 'a', 'b.txt': 'b' } });
    await engine.add([folder]);
    await engine.settled();
    (folder.at('sub') as Folder).unreadable = true;
    await engine.tree.readAgain();
    const { problems } = await engine.settled();
    expect(problems.map(({ kind, path }) => ({ kind, path }))).toEqual([{ kind: 'folder-unreadable', path: 'sub' }]);
  });

  test('misses what is gone from its own folder, whatever comes into that meanwhile', async () => {
    const folder = new Folder('top', { 'slow.txt': 's', empty: {}, sub: { 'gone.txt': 'g' } });
    await engine.add([folder]);
    await engine.settled();
    (folder.at('sub') as Folder).inside.delete('gone.txt');
    const release = folder.file('slow.txt').hold();
    await engine.tree.readAgain();
    await engine.until(({ phase }) => phase === 'listing');
    await engine.add([new Folder('top', { empty: {}, sub: {} })], { entries: true });
    release();
    const { problems } = await engine.settled();
    expect(problems.map(({ kind, path }) => ({ kind, path }))).toEqual([{ kind: 'missing', path: 'sub/gone.txt' }]);
  });

  test('the only folder, which cannot be listed any more: it can be left out', async () => {
    const folder = new Folder('top', { 'a.txt': 'a', 'b.txt': 'b' });
    await engine.add([folder]);
    await engine.settled();
    folder.unreadable = true;
    folder.file('a.txt').text = 'more';
    await engine.tree.readAgain();
    expect((await engine.settled()).problems.map(({ path }) => path)).toEqual(['/']);
    await engine.tree.resolveProblem('leave-out');
    expect((await engine.settled()).phase).toBe('empty');
    const again = await Engine.open(module);
    await again.bringBack(engine, structuredClone(engine.steps));
    expect((await again.settled()).phase).toBe('empty');
    await engine.tree.undo();
    expect((await engine.settled()).problems.map(({ path }) => path)).toEqual(['/']);
  });

  test('at the next visit the only folder, which did not come back: one can go without it', async () => {
    const job = await engine.add([new Folder('top', { 'a.txt': 'a' })]);
    await engine.settled();
    const [{ directory: _, ...info }] = engine.jobs.get(job) as [SourceInfo];
    engine.jobs.set(job, [{ ...info, before: { files: 1, hidden: [], lost: { reason: 'gone' } } }]);
    const again = await Engine.open(module);
    await again.bringBack(engine, structuredClone(engine.steps));
    expect(await again.settled()).toMatchObject({ phase: 'blocked', losses: [{ source: info.source }] });
    await again.tree.goWithout(info.source);
    expect((await again.settled()).phase).toBe('empty');
  });

  test('and adding do not take each other for one job', async () => {
    const folder = new Folder('top', { 'a.txt': 'a' });
    await engine.add([folder]);
    await engine.settled();
    folder.inside.set('b.txt', new DiskFile('b.txt', 'b'));
    await engine.tree.readAgain();
    await engine.settled();
    await engine.add([new Folder('other', { 'c.txt': 'c' })]);
    await engine.settled();
    const added = engine.steps.flatMap((step) => (step.step === 'add' ? [step.job] : []));
    expect(added).toEqual([1, 2]);
  });
});

describe('cancelling', () => {
  test('what has ended leaves the image that is ready', async () => {
    await engine.add([new Folder('top', { 'a.txt': 'a' })]);
    const { revision } = await engine.settled();
    expect(await engine.tree.cancel()).toBe(false);
    expect(engine.last).toMatchObject({ revision, phase: 'ready' });
    expect('blob' in (await engine.tree.image())).toBe(true);
  });

  /** Nothing of an image is rendered until it is let go. */
  function holdRendering(): () => void {
    const { encoder } = engine;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    vi.spyOn(encoder, 'render').mockImplementationOnce(async () => {
      await held;
      return encoder.render();
    });
    return release;
  }

  test('what was all read takes it back as long as its image is being prepared', async () => {
    await engine.add([new Folder('first', { 'a.txt': 'a' })]);
    expect(await engine.settled()).toMatchObject({ isJustAdded: false });
    const before = await engine.image();
    const release = holdRendering();
    await engine.add([new Folder('second', { 'b.txt': 'bb' })]);
    await engine.until(({ phase, isJustAdded }) => phase === 'preparing' && isJustAdded);
    const cancelled = engine.tree.cancel();
    release();
    await cancelled;
    expect(await engine.settled()).toMatchObject({ phase: 'ready', canRedo: false });
    expect(Buffer.compare(await engine.image(), before)).toBe(0);
    expect(engine.steps).toHaveLength(1);
  });

  test('takes back nothing once something was done to what was added, and nothing that was edited', async () => {
    await engine.add([new Folder('first', { 'a.txt': 'a' })]);
    const release = holdRendering();
    await engine.until(({ isJustAdded }) => isJustAdded);
    await engine.tree.do({ do: 'volume-name', name: 'OTHER' });
    expect(await engine.until(({ volumeName }) => volumeName === 'OTHER')).toMatchObject({ isJustAdded: false });
    const cancelled = engine.tree.cancel();
    release();
    await cancelled;
    expect(await engine.settled()).toMatchObject({ phase: 'ready', files: 1, volumeName: 'OTHER' });
  });

  test('and dropping again at once gives the second drop alone', async () => {
    const first = new Folder('first', { 'a.txt': 'a'.repeat(3000), 'b.txt': 'b' });
    first.file('b.txt').hold();
    await engine.add([first]);
    await engine.until(({ phase }) => phase === 'listing');
    const cancelled = engine.tree.cancel();
    await engine.add([new Folder('second', { 'c.txt': 'c'.repeat(3000), 'd.txt': 'd' })]);
    await cancelled;
    await engine.settled();
    await expectImage({ 'c.txt': 'c'.repeat(3000), 'd.txt': 'd' });
  });

  test('after something of it was left out: undo brings nothing of it back', async () => {
    const slow = new DiskFile('slow.txt', 's');
    slow.hold();
    await engine.add([new Folder('kept', { 'k.txt': 'k' })]);
    await engine.settled();
    await engine.addLoose([new DiskFile('gone.txt', 'g'), slow]);
    await engine.until(({ files }) => files > 1);
    await engine.tree.do({ do: 'leave-out', entries: [await engine.entry('gone.txt')] });
    await engine.tree.cancel();
    await engine.settled();
    if (wordsOf(engine.last.undoLabel ?? '').startsWith('Leave out')) await engine.tree.undo();
    await engine.settled();
    await expectImage({ 'k.txt': 'k' });
  });

  test('by undo takes back the last drop alone', async () => {
    const first = new Folder('first', { 'a.txt': 'a' });
    const release = first.file('a.txt').hold();
    await engine.add([first]);
    await engine.add([new Folder('second', { 'b.txt': 'b' })]);
    await engine.tree.undo();
    release();
    await engine.settled();
    await expectImage({ 'a.txt': 'a' });
  });
});

test('starting over is undone by an undo that follows at once', async () => {
  await engine.add([new Folder('kept', { 'k.txt': 'k' })]);
  await engine.settled();
  const slow = new DiskFile('slow.txt', 's');
  slow.hold();
  await engine.addLoose([slow]);
  await Promise.all([engine.tree.do({ do: 'start-over' }), engine.tree.undo()]);
  await engine.settled();
  await expectImage({ 'k.txt': 'k' });
});

test('to start over lets go of the image, and undo makes it anew', async () => {
  const { tree, encoder } = engine;
  await engine.add([new Folder('top', { 'a.txt': 'a' })]);
  const { revision } = await engine.settled();
  expect(await encoder.firstBlock(revision, 1)).toBeGreaterThan(0);
  await tree.do({ do: 'start-over' });
  await engine.until(({ phase }) => phase === 'empty');
  expect((await tree.log()).text).toBe('');
  expect(await encoder.firstBlock(revision, 1)).toBeUndefined();
  await tree.undo();
  await engine.settled();
  await expectImage({ 'a.txt': 'a' });
});

describe('structures that are being rendered when the tree is edited', () => {
  test('keep nobody waiting for the next image', async () => {
    const render = engine.encoder.render.bind(engine.encoder);
    engine.encoder.render = () => new Promise(() => {});
    await engine.add([new Folder('top', { 'a.txt': 'a', 'b.txt': 'b' })]);
    await engine.until(({ imageExact }) => imageExact);
    engine.encoder.render = render;
    const b = (await engine.rows()).get('b.txt')?.entry as number;
    await engine.tree.do({ do: 'leave-out', entries: [b] });
    await engine.settled();
    await expectImage({ 'a.txt': 'a' });
  });

  test('are given up when another image is laid out', async () => {
    const layout = engine.encoder.layout.bind(engine.encoder);
    let first: Uint8Array<ArrayBuffer> | undefined;
    engine.encoder.layout = (revision, manifest) => {
      first ??= manifest.slice();
      return layout(revision, manifest);
    };
    await engine.add([new Folder('top', { 'a.txt': 'a' })]);
    await engine.settled();
    const { render } = Encoder.prototype;
    const begun = new Promise<void>((resolve) => {
      vi.spyOn(Encoder.prototype, 'render').mockImplementation(function (this: Encoder, ...blocks) {
        resolve();
        return render.apply(this, blocks);
      });
    });
    const overtaken = engine.encoder.render();
    await begun;
    await layout(0, first as Uint8Array<ArrayBuffer>);
    const [given, wanted] = await Promise.all([overtaken, engine.encoder.render()]);
    vi.restoreAllMocks();
    expect(given).not.toBeInstanceOf(Blob);
    expect(wanted).toBeInstanceOf(Blob);
  });

  test('are let go before another image takes memory', async () => {
    const manifest = () => buildManifest(new ImageTree(), DEFAULT_OPTIONS).bytes;
    const host = new EncoderHost();
    await host.compile(module);
    await host.layout(1, manifest());
    const events: string[] = [];
    const { Instance } = WebAssembly;
    const { render } = Encoder.prototype;
    const begun = new Promise<void>((resolve) => {
      vi.spyOn(Encoder.prototype, 'render').mockImplementation(function (this: Encoder, ...blocks) {
        resolve();
        return render.apply(this, blocks);
      });
    });
    const overtaken = host.render().then(() => events.push('let go'));
    await begun;
    vi.spyOn(WebAssembly, 'Instance').mockImplementation(function (this: WebAssembly.Instance, ...given) {
      events.push('made');
      return new Instance(...given);
    });
    await Promise.all([overtaken, host.layout(2, manifest())]);
    vi.restoreAllMocks();
    expect(events).toEqual(['let go', 'made']);
  });

  test('do not keep edits from being laid out together', async () => {
    const { encoder } = engine;
    const layout = encoder.layout.bind(encoder);
    const render = encoder.render.bind(encoder);
    encoder.render = () => new Promise(() => {});
    await engine.add([new Folder('top', { a: 'a', b: 'b', c: 'c', d: 'd', e: 'e' })]);
    await engine.until(({ imageExact }) => imageExact);
    encoder.render = render;
    let layouts = 0;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const begun = new Promise<void>((resolve) => {
      encoder.layout = async (revision, manifest) => {
        layouts++;
        resolve();
        await held;
        return layout(revision, manifest);
      };
    });
    const rows = await engine.rows();
    for (const name of ['b', 'c', 'd', 'e']) {
      await engine.tree.do({ do: 'leave-out', entries: [rows.get(name)?.entry as number] });
      await begun;
    }
    release();
    await engine.settled();
    // That of the first edit, and one for all others.
    expect(layouts).toBeLessThanOrEqual(2);
    await expectImage({ a: 'a' });
  });
});

test('files that are read before they are named are counted as well', async () => {
  const folder = new Folder('top', { 'a.txt': 'a', 'b.txt': 'b', 'c.txt': 'c' });
  const drop = await engine.addHeld([folder]);
  await engine.reader.addFiles(1, [0], ['a.txt'], [await folder.file('a.txt').getFile()]);
  await engine.until(({ progress }) => progress?.filesDone === 1);
  await engine.tree.filesFailed(1, [{ parent: 0, name: 'b.txt', error: 'NotReadableError' }]);
  await drop.list(0);
  await engine.until(({ progress }) => progress?.files === 3);
  await drop.end();
});

test('files that are there already are counted as well, once for each reading', async () => {
  const files = { 'a.txt': 'a', 'b.txt': 'b', 'c.txt': 'c' };
  const [folder, again] = [new Folder('top', files), new Folder('top', { ...files, 'd.txt': 'd' })];
  /** Files in all, when all but the last one are read. */
  const counted = async (read: number, slow: DiskFile, begin: () => Promise<unknown>) => {
    const release = slow.hold();
    await begin();
    const { progress } = await engine.until(({ progress }) => progress?.filesDone === read);
    release();
    const { conflict } = await engine.settled();
    return { files: progress?.files, conflict: conflict?.id ?? 0 };
  };
  const readAgain = () => engine.tree.readAgain();
  await engine.add([folder], { entries: true });
  await engine.settled();
  expect((await counted(2, folder.file('c.txt'), readAgain)).files).toBe(3);
  const last = again.file('d.txt');
  expect((await counted(3, last, () => engine.add([again], { entries: true }))).files).toBe(4);
  // Those that wait for a choice.
  const { files: read, conflict } = await counted(6, last, readAgain);
  expect(read).toBe(7);
  // Those that are left out.
  await engine.tree.resolveConflict(conflict, 'leave-out', true);
  expect((await counted(6, last, readAgain)).files).toBe(7);
});

test('files that are read once more after they failed are counted', async () => {
  const folder = new Folder('top', { 'a.txt': 'a', 'b.txt': 'b' });
  const files = ['a.txt', 'b.txt'].map((name) => folder.file(name));
  for (const file of files) file.unreadable = true;
  await engine.add([folder], { entries: true });
  await engine.settled();
  for (const file of files) file.unreadable = false;
  const release = folder.file('b.txt').hold();
  await engine.tree.resolveProblem('retry');
  const { progress } = await engine.until(({ progress }) => progress?.filesDone === 1);
  expect(progress?.files).toBe(2);
  release();
  await engine.settled();
  await expectImage({ 'a.txt': 'a', 'b.txt': 'b' });
});

describe('a read worker that ends', () => {
  test('while an image is being checked does not keep it from being asked for again', async () => {
    const folder = new Folder('top', { 'large.bin': 'x'.repeat(200_000) });
    await engine.add([folder]);
    await engine.settled();
    const release = folder.file('large.bin').hold();
    const asked = engine.tree.image();
    await new Promise((resolve) => setTimeout(resolve, 50));
    engine.crashReader();
    await engine.connectReader();
    release();
    const answer = await Promise.race([asked, new Promise<'none'>((resolve) => setTimeout(resolve, 500, 'none'))]);
    expect(answer).toMatchObject({ failure: { code: 'not-ready' } });
    await engine.settled();
    await expectImage({ 'large.bin': 'x'.repeat(200_000) });
  });

  test('while files are read again leaves none with bytes that are lost', async () => {
    const folder = new Folder('top', { 'a.txt': 'a', 'b.txt': 'b' });
    await engine.add([folder]);
    await engine.settled();
    folder.file('a.txt').text = 'new a';
    folder.file('b.txt').hold();
    await engine.tree.readAgain();
    await engine.until(({ progress }) => progress?.filesDone === 1);
    engine.crashReader();
    await engine.connectReader();
    folder.file('b.txt').gate = undefined;
    await engine.add([new Folder('other', { 'c.txt': 'another' })]);
    const { phase } = await engine.settled();
    expect(phase).toBe('blocked');
    await engine.tree.resolveProblem('retry');
    await engine.settled();
    await expectImage({ 'a.txt': 'new a', 'b.txt': 'b', other: { 'c.txt': 'another' } });
  });

  test('loses what was done to what is being added, and nothing else', async () => {
    const { tree } = engine;
    await engine.add([new Folder('done', { 'a.txt': 'a' })]);
    await engine.settled();
    await tree.do({ do: 'leave-out', entries: [await engine.entry('a.txt')] });
    expect(await tree.losesEdits()).toBe(false);
    const folder = new Folder('slow', { 'b.txt': 'b', 'c.txt': 'c' });
    const release = folder.file('c.txt').hold();
    await engine.add([folder], { entries: true });
    await engine.until(({ files }) => files === 2);
    await tree.do({ do: 'volume-name', name: 'NAMED' });
    expect(await tree.losesEdits()).toBe(false);
    await tree.do({ do: 'leave-out', entries: [await engine.entry('slow/b.txt')] });
    expect(await tree.losesEdits()).toBe(true);
    release();
    await engine.settled();
    expect(await tree.losesEdits()).toBe(false);
  });

  test('loses nothing that a person did where two files of one name only came in another order', async () => {
    const { tree } = engine;
    await engine.add([new Folder('other', {})]);
    await engine.settled();
    const job = await engine.addHeld([new Folder('top', { a: '1' }), new Folder('top', { a: '2' })]);
    await job.list(1);
    await tree.do({ do: 'rename', entry: await engine.entry('top/a'), name: 'z' });
    await job.list(0);
    await tree.undo();
    expect(await tree.losesEdits()).toBe(false);
    await job.end();
    await engine.settled();
    const noted = engine.steps.flatMap((step) => (step.step === 'add' ? (step.choices ?? []) : []));
    expect(noted.map(({ choice }) => choice)).toEqual(['behind']);
  });

  test('brings back loose files whose names had met others', async () => {
    await engine.addLoose([new DiskFile('x', '1')]);
    await engine.settled();
    const slow = new DiskFile('slow', 's');
    const release = slow.hold();
    // The folder's name is a file's already: it is renamed to keep both.
    const job = await engine.add([new Folder('x', { 'in.txt': 'i' }), new Folder('y', { slow: 's' })]);
    await engine.until(({ folders }) => folders > 0);
    engine.crashReader();
    const lost = await engine.connectReader();
    release();
    if (lost.includes(job)) await engine.add([new Folder('x', { 'in.txt': 'i' }), new Folder('y', { slow: 's' })]);
    await engine.settled();
    await expectImage({ x: '1', 'x (2)': { 'in.txt': 'i' }, y: { slow: 's' } });
  });
});

describe('files of the private file system', () => {
  let files: PrivateFiles;
  beforeEach(async () => {
    files = new PrivateFiles();
    engine = await Engine.open(module, files);
  });

  test('hold what is packed, and no more of it however often it is made anew', async () => {
    const folder = new Folder('top', { 'a.txt': 'a', sub: { 'b.txt': 'bb' } });
    await engine.add([folder]);
    await engine.settled();
    const { length } = files.names;
    expect(length).toBeGreaterThan(0);
    for (let round = 0; round < 5; round++) {
      folder.file('a.txt').text += '+';
      await engine.tree.readAgain();
      await engine.settled();
      await engine.tree.do({ do: 'volume-name', name: `Disc ${round}` });
      await engine.settled();
    }
    await engine.until(() => files.names.length <= length);
  });

  test('stay as long as an image that was handed over may be read', async () => {
    const folder = new Folder('top', { 'a.txt': 'a' });
    await engine.add([folder]);
    await engine.settled();
    await expectImage({ 'a.txt': 'a' });
    const handed = new Set(files.names);
    folder.file('a.txt').text = 'another';
    await engine.tree.readAgain();
    await engine.settled();
    await expectImage({ 'a.txt': 'another' });
    expect(files.names).toEqual(expect.arrayContaining([...handed]));
  });
});
