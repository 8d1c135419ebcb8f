/** From the drop to the image, against the command: the same tree gives the same bytes. */
import { execFileSync } from 'node:child_process';
import { appendFile, rm, truncate } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect } from 'playwright/test';
import {
  COMMAND,
  commandHash,
  downloadHash as download,
  downloadButton,
  drop,
  type Files,
  sha256,
  test,
  write as writeTo,
} from './tools/page';

const LARGE = 3_000_000;

// As somebody has it who comes again.
test.use({ serviceWorkers: 'allow' });

let folder: string;

test.beforeEach(({ folder: own }) => {
  folder = own;
});

const write = (root: string, files: Files) => writeTo(join(folder, root), files);
const commandImage = (...paths: string[]) => commandHash(folder, paths);

const AWKWARD: Files = {
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

test('the command in the log makes the same image of the same folders', { tag: '@thorough' }, async ({ page }) => {
  await write('all', {
    'album/2023/a.jpg': 5,
    'album/2023/left [out].jpg': 6,
    'album/note.txt': 7,
    'album/-x=1.txt': 8,
    'other=1/b.txt': 9,
    'note.txt': 10,
    'replaced/note.txt': 11,
  });
  const all = join(folder, 'all');
  const made = async () => {
    await expect(downloadButton(page)).toBeEnabled();
    const saved = await download(page);
    const line = String(await page.locator('.command').textContent());
    const command = line.replace(/^genisoimage/, `'${process.execPath}' '${COMMAND}' -quiet -portable`);
    execFileSync('sh', ['-c', command], { cwd: all });
    expect(await sha256(join(all, 'album.iso')), line).toBe(saved);
    await rm(join(all, 'album.iso'));
  };
  await page.goto('./');
  await drop(page, join(all, 'album'));
  await page.getByText('What lies where').click();
  await made();
  await page.getByRole('row', { name: /^2023/ }).dblclick();
  await page.getByRole('row', { name: /^left/ }).press('Delete');
  await made();
  // What is selected has the place of that line.
  await page.getByRole('button', { name: 'Select nothing' }).click();
  await page.getByRole('button', { name: 'Make it a folder instead' }).click();
  await made();
  await drop(page, join(all, 'other=1'), join(all, 'note.txt'));
  await made();
  await drop(page, join(all, 'replaced/note.txt'));
  await page.getByRole('button', { name: 'Keep both' }).click();
  await expect(page.getByText('renamed, merged or left out')).toBeVisible();
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
  // Where the browser tells of changes the button goes off by itself, maybe right now; elsewhere the click finds it.
  await downloadButton(page)
    .click({ timeout: 2000 })
    .catch(() => {});
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

test('a file that changes long after the drop is marked in its row, and read again there', async ({ page }) => {
  const path = await write('changing', { 'note.txt': 10, 'other.txt': 20 });
  await page.goto('./');
  test.skip(!(await page.evaluate(() => 'FileSystemObserver' in globalThis)), 'This browser tells of no changes');
  await drop(page, path);
  await expect(downloadButton(page)).toBeEnabled();
  // The preview has been drawn as the image has it: nothing else is due.
  await expect(page.getByRole('row', { name: /^note\.txt 10 bytes/ })).toBeVisible();
  const row = page.getByRole('row', { name: /^note\.txt changed since/ });
  // A browser that has just started tells of nothing for some seconds.
  await expect(async () => {
    await appendFile(join(path, 'note.txt'), ' and more');
    await expect(row).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 30_000 });
  await row.hover();
  await row.getByRole('button', { name: 'Read note.txt again' }).click();
  await expect(row).toHaveCount(0);
  expect(await download(page)).toBe(await commandImage(path));
});

test('what is cancelled leaves what was there before', async ({ page }) => {
  const before = await write('before', { 'kept.txt': 10 });
  const many: Files = {};
  for (let number = 0; number < 4000; number++) many[`folder ${number % 40}/file ${number}.txt`] = 100;
  const path = await write('many', many);
  await page.goto('./');
  await drop(page, before);
  await expect(downloadButton(page)).toBeEnabled();
  await drop(page, path);
  // At once: until a button is seen to stand still, all may have been read.
  await page.getByRole('button', { name: 'Cancel' }).dispatchEvent('click');
  await expect(downloadButton(page)).toBeEnabled();
  await expect(page.getByText(/^1 file/)).toBeVisible();
  expect(await download(page)).toBe(await commandImage(before));
  expect(basename(before)).toBe('before');
});
