/** By keyboard and with a screen reader: where the focus is after each thing that happens, and what axe says of problems and failures. */
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { expectAccessible } from './tools/accessibility';
import { downloadButton, drop, dropReady, test, write } from './tools/page';

test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: 'reduce' }));

const volumeName = (page: Page) => page.getByRole('textbox', { name: /^Volume name/ });

test('a question takes the focus, is answered by keys, and gives the focus back', async ({ page, folder }) => {
  await write(folder, { 'one/same.txt': 1, 'two/same.txt': 2, 'three/same.txt': 3 });
  await page.goto('./');
  await dropReady(page, join(folder, 'one/same.txt'));
  const dialog = page.getByRole('dialog');
  const heading = dialog.getByRole('heading', { level: 2 });

  await volumeName(page).focus();
  await drop(page, join(folder, 'two/same.txt'));
  await expect(heading).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(volumeName(page)).toBeFocused();
  const decide = page.getByRole('button', { name: 'Choose what to do' });
  await decide.press('Enter');
  await expect(heading).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(dialog.getByRole('button', { name: 'Replace' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  // The button that asked is gone: the focus goes to the image.
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.getByRole('row', { name: /^same/ })).toHaveCount(2);

  // Nothing had the focus before.
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await drop(page, join(folder, 'three/same.txt'));
  await dialog.getByRole('button', { name: 'Leave the new one out' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

test('a file that changed takes the focus from Download, and gives it back', { tag: '@thorough' }, async ({
  page,
  folder,
}) => {
  const film = join(folder, 'album/film.mkv');
  await write(folder, { 'album/film.mkv': 300_000, 'album/note.txt': 10 });
  // Without it the click finds out.
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'FileSystemObserver'));
  await page.goto('./');
  await dropReady(page, join(folder, 'album'));
  await truncate(film, 299_999);
  await downloadButton(page).press('Enter');
  const heading = page.getByRole('heading', { name: /^1 item changed/ });
  await expect(heading).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Read film.mkv again' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(heading).toBeHidden();
  await expect(downloadButton(page)).toBeFocused();
});

test('a failure leaves the focus where it is, and is read out', { tag: '@thorough' }, async ({ page, folder }) => {
  await write(folder, { 'album/note.txt': 10 });
  await page.goto('./');
  await dropReady(page, join(folder, 'album'));
  const places = [volumeName(page), page.getByRole('row', { name: /^note\.txt/ }), downloadButton(page)];
  for (const place of places) {
    await place.focus();
    const [encode] = (
      await Promise.all(
        page.workers().map(async (one) => ((await one.evaluate(() => self.name)) === 'encode' ? one : [])),
      )
    ).flat();
    await encode?.evaluate(() => void setTimeout(() => self.close()));
    const alert = page.getByRole('alert');
    await expect(alert).toHaveAccessibleName('A part of this page stopped');
    await expect(downloadButton(page)).toBeEnabled();
    await expect(place).toBeFocused();
    if (place === places[0]) await expectAccessible(page);
    // The next thing done is an answer to it.
    await page.getByRole('button', { name: 'Read again' }).press('Enter');
    await expect(alert).toHaveCount(0);
    await expect(downloadButton(page)).toBeEnabled();
  }
});

test('the log opens and closes by keys, and keeps the focus', async ({ page, folder }) => {
  await write(folder, { 'album/note.txt': 10 });
  await page.goto('./');
  await dropReady(page, join(folder, 'album'));
  const summary = page.locator('summary', { hasText: 'Log' });
  await summary.press('Enter');
  await expect(page.getByText('Total rockridge attributes bytes')).toBeVisible();
  await expect(summary).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('region', { name: 'Log' }).locator(':focus')).toHaveCount(1);
  await summary.press('Enter');
  await expect(page.getByText('Total rockridge attributes bytes')).toBeHidden();
  await expect(summary).toBeFocused();
});

test('a problem that is not solved keeps the focus', async ({ page, folder }) => {
  const path = await write(join(folder, 'album'), { 'note.txt': 10 });
  await writeFile(Buffer.concat([Buffer.from(`${path}/`), Buffer.from([0xe9])]), 'no browser can open it');
  test.skip(process.platform !== 'linux', 'Only Linux has names that are not UTF-8');
  await page.goto('./');
  await drop(page, path);
  const heading = page.getByRole('heading', { name: '1 item could not be read' });
  await expect(heading).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await page.getByRole('button', { name: /^Retry/ }).press('Enter');
  await expect(heading).toBeFocused();
});
