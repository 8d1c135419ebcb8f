/** Equal files stored once, in the page's engine: whatever happens meanwhile, every file has its own bytes. */
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type Files, Folder } from './browser.fixture';
import { Engine, imageOf } from './engine.fixture';
import type { Reader } from './reader';
import { isPacked } from './stores';

const module = new WebAssembly.Module(readFileSync(new URL('../../build/encoder.wasm', import.meta.url)));

/** Beyond what is packed; the second has another byte in its middle, the third at its end. */
const LARGE = 'large '.repeat(50_000);
const OTHER = `${LARGE.slice(0, 150_000)}*${LARGE.slice(150_001)}`;
const LAST = `${LARGE.slice(0, -1)}*`;
const FILES: Files = {
  'a.txt': 'same',
  'b.txt': 'same',
  'c.txt': 'else',
  empty: '',
  sub: { 'a.txt': 'same', empty: '', 'large.bin': LARGE, 'other.bin': OTHER },
  'large.bin': LARGE,
  'last.bin': LAST,
};
const BLOCK = 2048;
const LARGE_BLOCKS = Math.ceil(LARGE.length / BLOCK);

let engine: Engine;
beforeEach(async () => {
  engine = await Engine.open(module);
});

const storeOnce = (on: boolean) => engine.tree.do({ do: 'options', options: { duplicatesOnce: on } });

async function expectImage(files: Files, once: boolean) {
  const wanted = imageOf(files, module, once);
  const got = await engine.image();
  expect(got.length).toBe(wanted.length);
  expect(got.findIndex((byte, at) => byte !== wanted[at])).toBe(-1);
  expect(engine.last.imageBytes).toBe(wanted.length);
}

/** Counts the contents that are read from now on. */
function countDigests(reader: Reader = engine.reader) {
  const digest = vi.spyOn(reader, 'digest');
  return () => digest.mock.calls.reduce((sum, [, { stores }]) => sum + stores.length, 0);
}

/** Has the next digest wait. Returns what lets it go on, and a promise of its beginning. */
function holdDigest() {
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { digest } = engine.reader;
  const begun = new Promise<void>((begin) => {
    vi.spyOn(engine.reader, 'digest').mockImplementationOnce(async (...given) => {
      begin();
      await gate;
      return digest.apply(engine.reader, given);
    });
  });
  return { begun, release };
}

test('equal files share their place, and the saving is told; without it all is as before', async () => {
  await storeOnce(true);
  await engine.add([new Folder('top', FILES)]);
  const once = await engine.settled();
  expect(once).toMatchObject({ phase: 'ready', options: { duplicatesOnce: true }, isComparing: false });
  expect(once.saved).toEqual({ files: 3, bytes: (2 + LARGE_BLOCKS) * BLOCK });
  await expectImage(FILES, true);
  expect((await engine.tree.log()).command).toMatch(/^mkisofs -duplicates-once -J -r /);

  await storeOnce(false);
  const each = await engine.settled();
  expect(each.saved).toBeUndefined();
  expect(each.imageBytes - once.imageBytes).toBe(once.saved?.bytes);
  await expectImage(FILES, false);
  expect((await engine.tree.log()).command).toMatch(/^genisoimage -J -r /);
});

test('while files are compared the size is an estimate, progress is told, and there is no image', async () => {
  const { begun, release } = holdDigest();
  await engine.add([new Folder('top', FILES)]);
  await engine.settled();
  await storeOnce(true);
  await begun;
  const summary = await engine.until(({ isComparing }) => isComparing);
  expect(summary).toMatchObject({ phase: 'preparing', imageExact: false });
  expect(summary.progress?.files).toBeGreaterThan(0);
  expect(summary.saved).toBeUndefined();
  expect(await engine.tree.image()).toMatchObject({ failure: { code: 'not-ready' } });
  release();
  await engine.settled();
  await expectImage(FILES, true);
});

test('it is cancelled by being switched off, and goes on with what is not known yet', async () => {
  const { begun, release } = holdDigest();
  await engine.add([new Folder('top', FILES)]);
  await engine.settled();
  await storeOnce(true);
  await begun;
  await storeOnce(false);
  release();
  const { isComparing, phase } = await engine.settled();
  expect({ isComparing, phase }).toEqual({ isComparing: false, phase: 'ready' });
  await expectImage(FILES, false);
  await storeOnce(true);
  await engine.settled();
  await expectImage(FILES, true);
});

test('a large file that is being read is let go when it is not wanted any more', async () => {
  await engine.add([new Folder('top', FILES)]);
  await engine.settled();
  const { digest } = engine.reader;
  let isSwitchedOff = false;
  const endless = () =>
    new ReadableStream({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        if (!isSwitchedOff) void storeOnce(false);
        isSwitchedOff = true;
        controller.enqueue(new Uint8Array(1000));
      },
    });
  vi.spyOn(engine.reader, 'digest').mockImplementation((stores, places, endBytes) => {
    for (const store of stores.keys()) {
      if (!isPacked(store)) stores.set(store, Object.assign(new File([LARGE], 'endless'), { stream: endless }));
    }
    return digest.call(engine.reader, stores, places, endBytes);
  });
  await storeOnce(true);
  await engine.until(() => isSwitchedOff, 'the reading');
  expect(await engine.settled()).toMatchObject({ phase: 'ready', isComparing: false });
  await expectImage(FILES, false);
  vi.mocked(engine.reader.digest).mockRestore();
  await storeOnce(true);
  await engine.settled();
  await expectImage(FILES, true);
});

describe('only what is new is read', () => {
  test('after more was added, and after a file was read again', async () => {
    await storeOnce(true);
    const top = new Folder('top', { 'a.txt': 'same', 'b.txt': 'same', 'd.txt': 'alone!' });
    await engine.add([top]);
    await engine.settled();
    const count = countDigests();
    await engine.add([new Folder('more', { 'c.txt': 'same', 'd.txt': 'new' })]);
    await engine.settled();
    expect(count()).toBe(1);
    await engine.tree.do({ do: 'dissolve', entry: await engine.entry('more'), dissolved: false });
    await engine.tree.do({ do: 'volume-name', name: 'X' });
    await engine.settled();
    expect(count()).toBe(1);

    top.file('b.txt').text = 'SAME';
    await engine.tree.readAgain(await engine.entry('b.txt'));
    await engine.settled();
    expect(count()).toBe(2);
    expect(engine.last.saved).toEqual({ files: 1, bytes: BLOCK });
    const image = Buffer.from(await engine.image()).toString('latin1');
    expect(image).toContain('SAME');
  });

  test('a name that is typed meanwhile does not make it begin again', async () => {
    const { begun, release } = holdDigest();
    await engine.add([new Folder('top', FILES)]);
    await engine.settled();
    await storeOnce(true);
    await begun;
    const stop = vi.spyOn(engine.reader, 'stopDigesting');
    const count = countDigests();
    await engine.tree.do({ do: 'volume-name', name: 'X' });
    release();
    await engine.settled();
    expect(stop).not.toHaveBeenCalled();
    // The ends of four large files, then four small ones and the three that may be equal.
    expect(count()).toBe(4 + 4 + 3);
    expect(engine.last.saved?.files).toBe(3);
  });
});

test('large files that cannot be read while they are compared are problems, and no one’s equals', async () => {
  await engine.add([new Folder('top', { 'one.bin': LARGE, 'two.bin': LARGE, 'three.bin': OTHER })]);
  await engine.settled();
  const { digest } = engine.reader;
  const broken = () =>
    new ReadableStream({ pull: (controller) => controller.error(new DOMException('No.', 'NotReadableError')) });
  vi.spyOn(engine.reader, 'digest').mockImplementation((stores, places, endBytes) => {
    const isWhole = endBytes === undefined;
    for (const store of isWhole ? stores.keys() : []) {
      stores.set(store, Object.assign(new File([LARGE], 'broken'), { stream: broken }));
    }
    return digest.call(engine.reader, stores, places, endBytes);
  });
  await storeOnce(true);
  const { problems } = await engine.until(({ problemCount, saved }) => problemCount === 3 && saved?.files === 0);
  expect(problems.map(({ kind }) => kind)).toEqual(['changed', 'changed', 'changed']);
  vi.mocked(engine.reader.digest).mockRestore();
  await engine.tree.resolveProblem('retry');
  const { phase, saved } = await engine.settled();
  expect({ phase, files: saved?.files }).toEqual({ phase: 'ready', files: 1 });
});

test.each(['large.bin', 'sub/large.bin'])(
  'a large file whose equal may be the stored one and that changes is named: %s',
  async (name) => {
    const top = new Folder('top', FILES);
    await storeOnce(true);
    await engine.add([top]);
    await engine.settled();
    top.file(name).text += '+';
    expect(await engine.tree.image()).toMatchObject({ failure: { code: 'file-changed' } });
    const { problems } = await engine.until(({ problemCount }) => problemCount > 0);
    expect(problems).toMatchObject([{ path: name, kind: 'changed' }]);
    await engine.tree.resolveProblem('retry');
    expect((await engine.settled()).saved?.files).toBe(2);
  },
);

test('a read worker that ends meanwhile is started again, and the files are compared', async () => {
  const { begun } = holdDigest();
  await engine.add([new Folder('top', FILES)]);
  await engine.settled();
  await storeOnce(true);
  await begun;
  engine.crashReader();
  await engine.connectReader();
  await engine.settled();
  expect(engine.last.saved?.files).toBe(3);
});
