/** The core of the page in every engine that can be driven here: ways in, edits, the way out, offline, the policy. */
import { truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import { commandHash, type Files, sha256, write } from '../tools/page';
import { serve } from '../tools/serve.mjs';
import { test, Visit } from './test';

const FILES_INPUT = '//input[@type="file" and not(@webkitdirectory)]';
const VOLUME_NAME = '//input[@id="volume-name"]';
/** More than what is packed: a reference to where the file lies. */
const LARGE = 70 * 2 ** 20;

/** Names that are hard for somebody: browsers, Windows, readers of images. */
const HOSTILE: Files = {
  'empty.txt': 0,
  'Größe – naïve.txt': 1,
  'Gro\u0308ße.txt': 2,
  '日本語のファイル名.txt': 3,
  '👩‍👩‍👧 family.txt': 4,
  'a<b>c:d"e|f?g*.txt': 5,
  'trailing dot.': 6,
  ' leading and trailing ': 7,
  CON: 8,
  'shortcut.lnk': 9,
  'semi;colon': 10,
  '<img src=x onerror=alert(1)>': 11,
  [`${'long '.repeat(50)}.txt`]: 2049,
  'note.txt': 12,
};

const TREE: Files = {
  ...HOSTILE,
  'back\\slash': 13,
  '.hidden/.file': 14,
  [`${Array.from({ length: 12 }, (_, level) => `level ${level + 1}`).join('/')}/deep.txt`]: 15,
};
for (let number = 0; number < 300; number++) TREE[`alike/a long common prefix ${number}.txt`] = number;

/** A file without content of its own, which costs no room on disk. */
async function writeLarge(path: string) {
  await writeFile(path, 'large');
  await truncate(path, LARGE);
  await utimes(path, 1_600_000_000, 1_600_000_000);
}

// A failure is the page's, or this test's: it is not tried again.
test.describe.configure({ retries: 0 });

test.beforeEach(({ engine }, testInfo) => {
  engine.errors?.splice(0);
  testInfo.annotations.push({ type: 'engine', description: engine.name });
});

test.afterEach(({ engine }) => {
  expect(engine.errors ?? [], 'errors on the console').toEqual([]);
});

test('a chosen folder, its volume named: the bytes of the command', async ({ engine, site, folder }) => {
  test.skip(!engine.chooseFolder, `The folder dialog of ${engine.name} cannot be driven`);
  const path = await write(join(folder, 'chosen'), TREE);
  await writeLarge(join(path, 'large.bin'));
  await engine.goto(site.url);
  const visit = new Visit(engine);
  await engine.chooseFolder?.(visit.button('Choose a folder'), path);
  await visit.shows('Ready to download');
  await visit.shows('Empty folders may be missing');
  await engine.fill(VOLUME_NAME, 'Größe 💿');
  expect(await sha256(await visit.download())).toBe(await commandHash(folder, [path], ['-V', 'Größe 💿']));
});

test('chosen files, one of them left out and taken back: the bytes of the command', async ({
  engine,
  site,
  folder,
}) => {
  const path = await write(join(folder, 'chosen'), HOSTILE);
  await writeLarge(join(path, 'large.bin'));
  const names = [...Object.keys(HOSTILE), 'large.bin'];
  await engine.goto(site.url);
  const visit = new Visit(engine);
  await engine.chooseFiles(
    FILES_INPUT,
    names.map((name) => join(path, name)),
  );
  await visit.shows(`${names.length} files`);
  await visit.click('Leave out note.txt');
  await visit.shows(`${names.length - 1} files`);
  await visit.click('Undo');
  await visit.shows(`${names.length} files`);
  expect(await sha256(await visit.download())).toBe(await commandHash(folder, [path]));
});

test('a dropped folder, its empty folders too: the bytes of the command', async ({ engine, site, folder }) => {
  test.skip(!engine.drop, `A drop on ${engine.name} cannot be driven here`);
  const path = await write(join(folder, 'dropped'), { ...TREE, 'no files/in here/': 0 });
  await writeLarge(join(path, 'large.bin'));
  await engine.goto(site.url);
  await engine.drop?.(path);
  const visit = new Visit(engine);
  await visit.shows('Ready to download');
  expect(await visit.text()).not.toContain('may be missing');
  expect(await sha256(await visit.download())).toBe(await commandHash(folder, [path]));
});

for (const [change, byteLength] of [
  ['shorter', LARGE - 5],
  ['longer', LARGE + 5],
] as const) {
  test(`a large file that became ${change} is named, or the image is as it was known`, async ({
    engine,
    site,
    folder,
  }) => {
    const path = join(folder, 'film.mkv');
    await writeLarge(path);
    const before = await commandHash(folder, [path]);
    await engine.goto(site.url);
    await engine.chooseFiles(FILES_INPUT, [path]);
    const visit = new Visit(engine);
    await visit.shows('Ready to download');
    await truncate(path, byteLength);
    const saved = await visit.download().catch(() => undefined);
    if (saved === undefined) {
      expect(await visit.text()).toMatch(/film\.mkv.*changed/);
      expect(await visit.canDownload()).toBe(false);
    } else {
      expect(await sha256(saved)).toBe(before);
    }
  });
}

test('a large file of a dropped folder that changed is named before the image is handed over', async ({
  engine,
  site,
  folder,
}) => {
  test.skip(!engine.drop, `A drop on ${engine.name} cannot be driven here`);
  const path = await write(join(folder, 'dropped'), { 'small.txt': 1 });
  await writeLarge(join(path, 'film.mkv'));
  await engine.goto(site.url);
  await engine.drop?.(path);
  const visit = new Visit(engine);
  await visit.shows('Ready to download');
  // Only Gecko delivers what changed, and only there is it said.
  expect((await visit.text()).includes('does not notice when one changes')).toBe(engine.name.startsWith('Firefox'));
  // Of the same length: only its time tells.
  await utimes(join(path, 'film.mkv'), 1_700_000_000, 1_700_000_000);
  await expect(visit.download()).rejects.toThrow();
  expect(await visit.text()).toMatch(/film\.mkv.*changed/);
  expect(await visit.canDownload()).toBe(false);
});

test('after one visit it starts without a network, as it was left', async ({ engine, site }) => {
  await engine.goto(site.url);
  const visit = new Visit(engine);
  await visit.click('Try with a sample');
  await engine.fill(VOLUME_NAME, 'KEPT');
  const before = await sha256(await visit.download());
  await engine.evaluate(async () => void (await navigator.serviceWorker.ready));
  await site.close();
  await engine.restart?.();
  await engine.goto(site.url);
  await visit.click('Try with a sample');
  await visit.shows('Ready to download');
  expect(await engine.evaluate(() => (document.getElementById('volume-name') as HTMLInputElement).value)).toBe('KEPT');
  expect(await sha256(await visit.download())).toBe(before);
});

test('after a reload what was chosen or dropped is asked for, and what was done to it is there again', async ({
  engine,
  site,
  folder,
}) => {
  const chosen = await write(join(folder, 'chosen'), { 'note.txt': 1, 'draft.txt': 2 });
  const names = ['note.txt', 'draft.txt'].map((name) => join(chosen, name));
  const dropped = await write(join(folder, 'dropped'), { 'a.txt': 3, 'deep/b.txt': 4, 'deep/c.lnk': 5 });
  await engine.goto(site.url);
  const visit = new Visit(engine);
  await engine.chooseFiles(FILES_INPUT, names);
  await visit.shows('2 files');
  await visit.click('Leave out draft.txt');
  await visit.shows('1 file');
  if (engine.drop) {
    await engine.drop(dropped);
    await visit.shows('4 files');
  }
  await engine.fill(VOLUME_NAME, 'CAME_BACK');
  await visit.shows('Ready to download');
  const before = await sha256(await visit.download());
  await engine.goto(site.url);
  await visit.shows('Recent discs');
  await visit.click('Continue with');
  await visit.shows('Drop it again to complete the disc');
  expect(await visit.canDownload()).toBe(false);
  await engine.chooseFiles(FILES_INPUT, names);
  await engine.drop?.(dropped);
  await visit.shows('Ready to download');
  expect(await sha256(await visit.download())).toBe(before);
});

test('a worker from a blob is bound by the policy in the page alone', async ({ engine, site }) => {
  // Another origin that would answer: only the policy stands in the way.
  const outside = await serve({ headers: false });
  try {
    await engine.goto(site.url);
    const tried = await engine.evaluate((address: string) => {
      const source = `
        const tried = (work) => Promise.resolve().then(work).then(() => 'allowed', () => 'refused');
        Promise.all([tried(() => eval('1')), tried(() => fetch(${JSON.stringify(address)}, { mode: 'no-cors' }))])
          .then((results) => postMessage(results));`;
      const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
      const worker = new Worker(url, { type: 'module' });
      return new Promise<string[]>((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
      });
    }, outside.url);
    expect(tried).toEqual(['refused', 'refused']);
    // What was refused is told on the console.
    engine.errors?.splice(0);
  } finally {
    await outside.close();
  }
});
