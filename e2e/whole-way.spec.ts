/** From the drop to the image, against the command: the same tree gives the same bytes. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, mkdir, mkdtemp, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { expect, type Page, test } from 'playwright/test';

const COMMAND = new URL('../build/isodrop.js', import.meta.url).pathname;
const LARGE = 3_000_000;

let folder: string;

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'isodrop-way-'));
});

test.afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Writes files of the given bytes, each with a time of its own; a path that ends with a slash is an empty folder. */
async function write(root: string, files: Record<string, number>): Promise<string> {
  let second = 1_500_000_000;
  for (const [path, byteLength] of Object.entries(files)) {
    const target = join(folder, root, path);
    await mkdir(path.endsWith('/') ? target : dirname(target), { recursive: true });
    if (path.endsWith('/')) continue;
    await writeFile(target, Buffer.alloc(byteLength, `${path}\n`));
    await utimes(target, second, second);
    second += 1001;
  }
  return join(folder, root);
}

async function drop(page: Page, ...paths: string[]) {
  const cdp = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await cdp.send('Input.dispatchDragEvent', { type, x: 200, y: 200, data });
  }
  await cdp.detach();
}

const downloadButton = (page: Page) => page.getByRole('button', { name: /^Download/ });

/** SHA-256 of what the browser saved. */
async function download(page: Page): Promise<string> {
  await expect(downloadButton(page)).toBeEnabled({ timeout: 40_000 });
  const [file] = await Promise.all([page.waitForEvent('download'), downloadButton(page).click()]);
  expect(await file.failure()).toBeNull();
  return sha256(await file.path());
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** SHA-256 of the command's image of the same folders, as a browser would see them. */
async function commandImage(...paths: string[]): Promise<string> {
  const output = join(folder, 'command.iso');
  execFileSync(process.execPath, [COMMAND, '-quiet', '-J', '-r', '-portable', '-o', output, ...paths]);
  return sha256(output);
}

const AWKWARD: Record<string, number> = {
  'empty.txt': 0,
  'sizes/1': 1,
  'sizes/2047': 2047,
  'sizes/2048': 2048,
  'sizes/2049': 2049,
  'sizes/large.bin': LARGE,
  'sizes/larger.bin': LARGE + 1,
  'no files in here/': 0,
  'nested/empty/folders/': 0,
  '.hidden/.file': 3,
  'names/Größe – naïve.txt': 4,
  'names/Gro\u0308ße.txt': 4,
  'names/日本語のファイル名.txt': 5,
  'names/👩‍👩‍👧 family.txt': 6,
  'names/a<b>c:d"e|f?g*.txt': 7,
  'names/ leading and trailing ': 8,
  'names/trailing dot.': 9,
  'names/CON': 10,
  'names/shortcut.lnk': 11,
  'names/Thumbs.db': 12,
  'names/back\\slash': 13,
  'names/semi;colon': 14,
  'names/<img src=x onerror=alert(1)>': 15,
  [`names/${'long '.repeat(50)}.txt`]: 16,
  [`${Array.from({ length: 20 }, (_, level) => `level ${level + 1}`).join('/')}/deep.txt`]: 17,
};
for (let number = 0; number < 300; number++) AWKWARD[`alike/a long common prefix ${number}.txt`] = number;

test('page and command give the same bytes for the same awkward folder', async ({ page }) => {
  const path = await write('awkward', AWKWARD);
  await page.goto('./');
  await drop(page, path);
  expect(await download(page)).toBe(await commandImage(path));
});

test('several items of one drop lie side by side, and a second drop adds to them', async ({ page }) => {
  await write('all', { 'one/a.txt': 5, 'two/b.txt': 6, 'c.txt': 7, 'three/d.txt': 8 });
  const all = join(folder, 'all');
  await page.goto('./');
  await drop(page, join(all, 'one'), join(all, 'two'), join(all, 'c.txt'));
  await expect(downloadButton(page)).toBeEnabled();
  await drop(page, join(all, 'three'));
  await expect(page.getByText('4 files · 3 folders')).toBeVisible();
  expect(await download(page)).toBe(await commandImage(all));
});

test('without a network, and without handles, the bytes are the same', async ({ page, context }) => {
  const path = await write('plain', { 'a/b.txt': 10, 'a/c?.txt': 20, 'large.bin': LARGE, 'empty/': 0 });
  await page.addInitScript(() => {
    Reflect.deleteProperty(DataTransferItem.prototype, 'getAsFileSystemHandle');
  });
  await page.goto('./');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await context.setOffline(true);
  await page.reload();
  await drop(page, path);
  expect(await download(page)).toBe(await commandImage(path));
});

test('a large file that changed after the drop is named at the click, and can be read again', async ({ page }) => {
  const path = await write('changing', { 'film.mkv': LARGE, 'note.txt': 10 });
  await page.goto('./');
  await drop(page, path);
  await expect(downloadButton(page)).toBeEnabled();
  await truncate(join(path, 'film.mkv'), LARGE - 5);
  // where the browser tells of changes the button is off by itself, elsewhere the click finds it
  if (await downloadButton(page).isEnabled()) await downloadButton(page).click();
  await expect(
    page
      .getByRole('alert')
      .or(page.getByText(/film\.mkv.*(changed|shorter)/i))
      .first(),
  ).toBeVisible();
  await expect(downloadButton(page)).toBeDisabled();
  await page
    .getByRole('button', { name: /retry|read again/i })
    .first()
    .click();
  expect(await download(page)).toBe(await commandImage(path));
});

test('a small file that changed after the drop is not silently old', async ({ page }) => {
  const path = await write('changing', { 'note.txt': 10, 'other.txt': 20 });
  await page.goto('./');
  await drop(page, path);
  await expect(downloadButton(page)).toBeEnabled();
  await appendFile(join(path, 'note.txt'), ' and more');
  await page
    .getByRole('button', { name: /read again/i })
    .first()
    .click();
  await expect(page.getByText('39 bytes').or(page.getByText('19 bytes')).first()).toBeVisible();
  expect(await download(page)).toBe(await commandImage(path));
});

test('what is cancelled leaves what was there before', async ({ page }) => {
  const before = await write('before', { 'kept.txt': 10 });
  const many: Record<string, number> = {};
  for (let number = 0; number < 1500; number++) many[`folder ${number % 40}/file ${number}.txt`] = 100;
  const path = await write('many', many);
  await page.goto('./');
  await drop(page, before);
  await expect(downloadButton(page)).toBeEnabled();
  await drop(page, path);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(downloadButton(page)).toBeEnabled();
  await expect(page.getByText(/^1 file/)).toBeVisible();
  expect(await download(page)).toBe(await commandImage(before));
  expect(basename(before)).toBe('before');
});
