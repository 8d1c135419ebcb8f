/** "Use the folder’s name", beside the volume name. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { test } from './tools/page';

let folder: string;

test.beforeEach(async ({ page }) => {
  folder = await mkdtemp(join(tmpdir(), 'isodrop-name-'));
  await mkdir(join(folder, 'holiday'));
  await writeFile(join(folder, 'holiday', 'photo.jpg'), 'x');
  await page.goto('./');
});

test.afterEach(() => rm(folder, { recursive: true, force: true }));

async function drop(page: Page, path: string) {
  const cdp = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await cdp.send('Input.dispatchDragEvent', { type, x: 200, y: 200, data });
  }
  await cdp.detach();
  await expect(page.getByRole('button', { name: /^Download/ })).toBeEnabled();
}

test('the folder’s name is one click away, and taken back as if it had been typed', async ({ page }) => {
  await drop(page, join(folder, 'holiday'));
  const name = page.getByRole('textbox', { name: 'Volume name' });
  const use = page.getByRole('button', { name: 'Use the folder’s name: holiday' });
  await name.fill('MY_DISC');
  await expect(page.getByRole('button', { name: 'Undo: Rename the disc' })).toBeEnabled();
  const before = await name.boundingBox();

  await use.press('Enter');
  await expect(name).toHaveValue('holiday');
  await expect(name).toBeFocused();
  await expect(use).toBeHidden();
  expect(await name.boundingBox()).toEqual(before);

  // The field's own undo, while it has the focus …
  await page.keyboard.press('ControlOrMeta+z');
  await expect(name).toHaveValue('MY_DISC');
  await expect(use).toBeVisible();

  // … and the page's.
  await use.click();
  await expect(name).toHaveValue('holiday');
  await name.blur();
  await expect(page.getByRole('button', { name: /^Download/ })).toBeEnabled();
  await page.getByRole('button', { name: 'Undo: Rename the disc' }).click();
  await expect(name).toHaveValue('MY_DISC');
});

test('without a folder there is no name to use', async ({ page }) => {
  await drop(page, join(folder, 'holiday', 'photo.jpg'));
  await expect(page.getByRole('textbox', { name: 'Volume name' })).toBeVisible();
  await expect(page.getByRole('button', { name: /folder’s name/ })).toHaveCount(0);
});
