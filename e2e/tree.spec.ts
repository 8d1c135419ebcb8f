/** The tree as people use it: by pointer and by keys, what is selected and where the focus is. */
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { dropReady, type Files, test, write } from './tools/page';

const album = {
  'album/2023/a.jpg': 'a',
  'album/2023/b.jpg': 'bb',
  'album/2024/raw/c.nef': 'ccc',
  'album/apple.txt': 'four',
  'album/apricot.txt': 'fives',
  'album/banana.txt': 'sixsix',
};

async function openAlbum(page: Page, folder: string, files: Files = album) {
  await write(folder, files);
  await page.goto('./');
  await dropReady(page, join(folder, 'album'));
}

const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) });
const chevron = (page: Page, name: string) => row(page, name).locator('.chevron');
const focusedRow = (page: Page) => page.locator('[role=row]:focus');

/** The names of all rows in order. */
const names = (page: Page) => page.locator('.row .name').allInnerTexts();
const selected = (page: Page) => page.locator('.row[aria-selected=true] .name');

test('a press selects, the chevron or two presses open', async ({ page, folder }) => {
  await openAlbum(page, folder);
  await expect(page.getByRole('treegrid')).toHaveAttribute('aria-multiselectable', 'true');
  await row(page, '2023').click();
  await expect(selected(page)).toHaveText(['2023']);
  await expect(row(page, '2023')).toBeFocused();
  await expect(row(page, '2023')).toHaveAttribute('aria-expanded', 'false');
  await chevron(page, '2023').click();
  await expect(row(page, 'a\\.jpg')).toBeVisible();
  await chevron(page, '2023').click();
  await expect(row(page, 'a\\.jpg')).toHaveCount(0);
  await row(page, '2024').dblclick();
  await expect(row(page, 'raw')).toBeVisible();
  await expect(selected(page)).toHaveText(['2024']);
  await row(page, '2024').press('Enter');
  await expect(row(page, 'raw')).toHaveCount(0);
  const size = await chevron(page, '2023').boundingBox();
  expect(Math.min(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThanOrEqual(24);
});

test('rows are selected by pointer: one, more, and all between', async ({ page, folder }) => {
  await openAlbum(page, folder);
  await row(page, 'apple').click();
  await row(page, '2023').click({ modifiers: ['ControlOrMeta'] });
  await expect(selected(page)).toHaveText(['2023', 'apple.txt']);
  await row(page, 'apple').click({ modifiers: ['ControlOrMeta'] });
  await expect(selected(page)).toHaveText(['2023']);
  await row(page, 'apple').click();
  await row(page, 'banana').click({ modifiers: ['Shift'] });
  await expect(selected(page)).toHaveText(['apple.txt', 'apricot.txt', 'banana.txt']);
  await row(page, '2024').click({ modifiers: ['Shift'] });
  await expect(selected(page)).toHaveText(['2024', 'apple.txt']);
  // A folder that closes keeps what is selected in it.
  await chevron(page, '2023').click();
  await row(page, 'a\\.jpg').click();
  await chevron(page, '2023').click();
  await expect(selected(page)).toHaveCount(0);
  await chevron(page, '2023').click();
  await expect(selected(page)).toHaveText(['a.jpg']);
});

test('rows are selected by keys', async ({ page, folder }) => {
  await openAlbum(page, folder);
  await row(page, 'apple').focus();
  await page.keyboard.press('Space');
  await expect(selected(page)).toHaveText(['apple.txt']);
  await page.keyboard.press('ArrowDown');
  await expect(focusedRow(page)).toContainText('apricot');
  await expect(selected(page)).toHaveText(['apple.txt']);
  await page.keyboard.press('Control+Space');
  await expect(selected(page)).toHaveText(['apple.txt', 'apricot.txt']);
  await page.keyboard.press('Space');
  await expect(selected(page)).toHaveText(['apricot.txt']);
  await page.keyboard.press('Shift+ArrowDown');
  await expect(selected(page)).toHaveText(['apricot.txt', 'banana.txt']);
  await page.keyboard.press('Shift+Home');
  await expect(selected(page)).toHaveText(['2023', '2024', 'apple.txt', 'apricot.txt']);
  await expect(focusedRow(page)).toContainText('2023');
  await page.keyboard.press('ControlOrMeta+a');
  await expect(selected(page)).toHaveCount(5);
  await page.keyboard.press('Escape');
  await expect(selected(page)).toHaveCount(0);
});

test('letters lead to a name, and * opens all folders', async ({ page, folder }) => {
  await openAlbum(page, folder);
  await row(page, '2023').focus();
  await page.keyboard.press('a');
  await expect(focusedRow(page)).toContainText('apple');
  await page.keyboard.type('pr');
  await expect(focusedRow(page)).toContainText('apricot');
  // Later it is another name; the same letter again leads on, and around.
  await page.waitForTimeout(800);
  await page.keyboard.press('b');
  await expect(focusedRow(page)).toContainText('banana');
  await page.waitForTimeout(800);
  await page.keyboard.press('a');
  await expect(focusedRow(page)).toContainText('apple');
  await page.keyboard.press('a');
  await expect(focusedRow(page)).toContainText('apricot');
  await page.keyboard.press('*');
  await expect
    .poll(() => names(page))
    .toEqual(['2023', 'a.jpg', 'b.jpg', '2024', 'raw', 'apple.txt', 'apricot.txt', 'banana.txt']);
  // It is still the same entry that has the focus.
  await expect(focusedRow(page)).toContainText('apricot');
  await page.keyboard.press('ArrowUp');
  await expect(focusedRow(page)).toContainText('apple');
});

test('the focus is an entry: it comes back with it', async ({ page, folder }) => {
  await openAlbum(page, folder);
  await chevron(page, '2023').click();
  await row(page, 'b\\.jpg').click();
  // Its folder closes: the folder has the focus as long as it is closed.
  await chevron(page, '2023').click();
  await expect(row(page, '2023')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await row(page, 'b\\.jpg').focus();
  await page.keyboard.press('Delete');
  await expect(row(page, 'b\\.jpg')).toHaveCount(0);
  await expect(focusedRow(page)).toContainText('2024');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(row(page, 'b\\.jpg')).toBeFocused();
});
