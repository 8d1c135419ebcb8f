/** Commands that meet: dropped, cancelled, undone and read again while something else goes on. */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { test } from './tools/page';

const COMMAND = new URL('../build/isodrop.js', import.meta.url).pathname;
const MANY = 1200;

let folder: string;

test.beforeEach(async ({ page }) => {
  folder = await mkdtemp(join(tmpdir(), 'isodrop-meeting-'));
  await page.goto('./');
});

test.afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function write(root: string, files: Record<string, string>): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    const target = join(folder, root, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content);
    await utimes(target, 1_600_000_000, 1_600_000_000);
  }
  return join(folder, root);
}

/** A folder that takes a while to be listed and read. */
const many = (text: string, count = MANY) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`folder ${at % 30}/file ${at}.txt`, `${text} ${at}`]));

async function drop(page: Page, ...paths: string[]) {
  const cdp = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await cdp.send('Input.dispatchDragEvent', { type, x: 200, y: 200, data });
  }
  await cdp.detach();
}

const downloadButton = (page: Page) => page.getByRole('button', { name: /^Download/ });

async function expectImage(page: Page, ...paths: string[]) {
  await expect(downloadButton(page)).toBeEnabled({ timeout: 30_000 });
  const [file] = await Promise.all([page.waitForEvent('download'), downloadButton(page).click()]);
  const output = join(folder, 'command.iso');
  execFileSync(process.execPath, [COMMAND, '-quiet', '-J', '-r', '-portable', '-o', output, ...paths]);
  expect(Buffer.compare(await readFile(await file.path()), await readFile(output))).toBe(0);
}

test('a folder that is dropped while another is being listed is merged with it', async ({ page }) => {
  const [first, second] = [await write('first', many('one')), await write('all/folder 3', { 'new.txt': 'new' })];
  await drop(page, first);
  await drop(page, second);
  await expect(page.getByText(`${(MANY + 1).toLocaleString('en')} files · 30 folders`)).toBeVisible();
  await expectImage(page, first, join(folder, 'all'));
});

test('a folder that is dropped right after another was cancelled is alone', { tag: '@thorough' }, async ({ page }) => {
  // Long enough for a slow machine's click on Cancel to come in time.
  const [first, second] = [await write('first', many('one', 8 * MANY)), await write('second', many('other'))];
  await drop(page, first);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await drop(page, second);
  // More would be of the first: cancelled too late.
  await expect(page.getByText(`${MANY.toLocaleString('en')} files · 30 folders`)).toBeVisible({ timeout: 30_000 });
  await expectImage(page, second);
});

test('undo takes back the drop that is being listed, and leaves the one before', { tag: '@thorough' }, async ({
  page,
}) => {
  const [first, second] = [await write('first', { 'kept.txt': 'kept' }), await write('second', many('two'))];
  await drop(page, first);
  await expect(downloadButton(page)).toBeEnabled();
  await drop(page, second);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByText(/^1 file/)).toBeVisible();
  await expectImage(page, first);
});

test('reading again that is cancelled leaves the changed file to be read', { tag: '@thorough' }, async ({ page }) => {
  const first = await write('first', { ...many('one'), 'changed.txt': 'before' });
  await drop(page, first);
  await expect(downloadButton(page)).toBeEnabled({ timeout: 30_000 });
  await writeFile(join(first, 'changed.txt'), 'after it was read');
  const again = page.getByRole('button', { name: /read again/i }).first();
  await again.click();
  const cancel = page.getByRole('button', { name: 'Cancel' });
  // It may be over before it could be cancelled.
  if (await cancel.isVisible()) await cancel.click({ timeout: 2000 }).catch(() => {});
  await again.click();
  await expectImage(page, first);
});
