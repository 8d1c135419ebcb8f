/** The tree as people use it: by pointer and by keys, what is selected and where the focus is. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { expectAccessible } from './tools/accessibility';
import { download, dropReady, type Files, test, write } from './tools/page';

const album = {
  'album/2023/a.jpg': 'a',
  'album/2023/b.jpg': 'bb',
  'album/2024/raw/c.nef': 'cccc',
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

test('letters lead to a name, and * opens all folders', { tag: '@thorough' }, async ({ page, folder }) => {
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
  await expect(row(page, '2023')).toHaveAttribute('aria-expanded', 'false');
  await expect(row(page, '2023')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await row(page, 'b\\.jpg').focus();
  await page.keyboard.press('Delete');
  await expect(row(page, 'b\\.jpg')).toHaveCount(0);
  await expect(focusedRow(page)).toContainText('2024');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(row(page, 'b\\.jpg')).toBeFocused();
});

const header = (page: Page, name: string) => page.getByRole('columnheader', { name, exact: true });
const filterField = (page: Page) => page.getByRole('searchbox', { name: 'Filter by name' });

test('a column sorts by it for looking only, and the focus and the selection stay with their rows', {
  tag: '@thorough',
}, async ({ page, folder }) => {
  await openAlbum(page, folder);
  const sizeBefore = await page.locator('.counts').textContent();
  await row(page, 'apricot').click();
  await expect(header(page, 'Name')).toHaveAttribute('aria-sort', 'ascending');
  await header(page, 'Size').getByRole('button').click();
  await expect(header(page, 'Size')).toHaveAttribute('aria-sort', 'descending');
  await expect(header(page, 'Name')).toHaveAttribute('aria-sort', 'none');
  await expect.poll(() => names(page)).toEqual(['2024', '2023', 'banana.txt', 'apricot.txt', 'apple.txt']);
  await header(page, 'Size').getByRole('button').press('Enter');
  await expect(header(page, 'Size')).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(() => names(page)).toEqual(['2023', '2024', 'apple.txt', 'apricot.txt', 'banana.txt']);
  await expect(header(page, 'Size').getByRole('button')).toHaveAttribute('title', /the disc keeps its own order/);
  await header(page, 'Modified').getByRole('button').click();
  await expect.poll(() => names(page)).toEqual(['2023', '2024', 'banana.txt', 'apricot.txt', 'apple.txt']);
  await header(page, 'Name').getByRole('button').click();
  await header(page, 'Name').getByRole('button').click();
  await expect.poll(() => names(page)).toEqual(['2024', '2023', 'banana.txt', 'apricot.txt', 'apple.txt']);
  await expect(selected(page)).toHaveText(['apricot.txt']);
  await expect(page.locator('.row[tabindex="0"]')).toContainText('apricot');
  expect(await page.locator('.counts').textContent()).toBe(sizeBefore);
});

test('the filter shows what is looked for as it is typed, and all again', async ({ page, folder }) => {
  await openAlbum(page, folder);
  await row(page, 'banana').click();
  await page.keyboard.press('ControlOrMeta+f');
  await expect(filterField(page)).toBeFocused();
  await page.keyboard.type('C.N');
  await expect.poll(() => names(page)).toEqual(['2024', 'raw', 'c.nef']);
  await expect(page.locator('.row mark')).toHaveText(['c.n']);
  await expect(row(page, '2024')).toHaveAttribute('aria-expanded', 'true');
  await expect(page.getByText('1 name matches')).toBeAttached();
  // A folder that was opened by the filter can be closed; the row found is reached by keys, and is all that is selected.
  await page.keyboard.press('ArrowDown');
  await expect(focusedRow(page)).toContainText('2024');
  await page.keyboard.press('ControlOrMeta+a');
  await expect(selected(page)).toHaveText(['c.nef']);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => names(page)).toEqual(['2024']);

  await page.keyboard.press('ControlOrMeta+f');
  await page.keyboard.type('nowhere');
  await expect(page.getByText('No name has “nowhere” in it.')).toBeVisible();
  await expect(page.getByText('0 names match')).toBeAttached();
  await page.locator('.no-matches').getByRole('button', { name: 'Clear the filter' }).click();
  await expect(filterField(page)).toBeFocused();
  await expect(filterField(page)).toHaveValue('');
  await expect.poll(() => names(page)).toEqual(['2023', '2024', 'apple.txt', 'apricot.txt', 'banana.txt']);
  await page.keyboard.type('jpg');
  await expect.poll(() => names(page)).toEqual(['2023', 'a.jpg', 'b.jpg']);
  await page.keyboard.press('Escape');
  await expect.poll(() => names(page)).toEqual(['2023', '2024', 'apple.txt', 'apricot.txt', 'banana.txt']);
  await expect(filterField(page)).toBeFocused();

  // What was gone to by the filter stays in sight without it.
  await page.keyboard.type('c.nef');
  await expect.poll(() => names(page)).toEqual(['2024', 'raw', 'c.nef']);
  await row(page, 'c\\.nef').focus();
  await page.keyboard.press('ControlOrMeta+f');
  await page.keyboard.press('Escape');
  await expect(filterField(page)).toHaveValue('');
  await expect(row(page, 'apple')).toBeVisible();
  await expect(row(page, 'c\\.nef')).toBeInViewport();
  await page.keyboard.press('Escape');
  await expect(row(page, 'c\\.nef')).toBeFocused();
});

test('what is selected is counted where nothing moves for it', { tag: '@thorough' }, async ({ page, folder }) => {
  await openAlbum(page, folder);
  const tree = page.getByRole('treegrid');
  const before = await tree.boundingBox();
  const bar = page.getByRole('group', { name: 'Selection' });
  await expect(bar).toBeHidden();
  await row(page, 'apple').click();
  await row(page, '2023').click({ modifiers: ['ControlOrMeta'] });
  await expect(bar).toContainText('2 selected · 7 bytes');
  expect(await tree.boundingBox()).toEqual(before);
  await bar.getByRole('button', { name: 'Move to …' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await bar.getByRole('button', { name: 'Leave out' }).click();
  await expect(row(page, 'apple')).toHaveCount(0);
  await expect(row(page, '2023')).toHaveCount(0);
  await expect(bar).toBeHidden();
  // What comes back is selected as it was.
  await page.keyboard.press('ControlOrMeta+z');
  await expect(selected(page)).toHaveText(['2023', 'apple.txt']);
  await bar.getByRole('button', { name: 'Select nothing' }).click();
  await expect(bar).toBeHidden();
  await expect(selected(page)).toHaveCount(0);
  await expect(focusedRow(page)).toContainText('2023');
  expect(await tree.boundingBox()).toEqual(before);
});

for (const scheme of ['light', 'dark', 'forced colours'] as const) {
  test(`sorted, filtered and selected it breaks no rule of accessibility, ${scheme}`, { tag: '@thorough' }, async ({
    page,
    folder,
  }) => {
    test.slow();
    await page.emulateMedia({
      reducedMotion: 'reduce',
      ...(scheme === 'forced colours' ? { forcedColors: 'active' } : { colorScheme: scheme }),
    });
    await openAlbum(page, folder);
    await chevron(page, '2023').click();
    await row(page, 'apple').click();
    await header(page, 'Size').getByRole('button').click();
    await expectAccessible(page);
    await filterField(page).fill('a');
    await expect(page.locator('.row mark').first()).toBeVisible();
    await expectAccessible(page);
    await filterField(page).fill('nowhere');
    await expect(page.locator('.no-matches')).toBeVisible();
    await expectAccessible(page);
  });
}

test('more columns are shown to those who want them, also on the next visit', { tag: '@thorough' }, async ({
  page,
  folder,
}) => {
  // Colours on their way from one to another are not what is looked at.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openAlbum(page, folder, { ...album, 'album/A very long name.text': 'seven77' });
  const cell = (name: string, column: string) => row(page, name).locator(`.cell-${column}`);
  await page.getByRole('button', { name: 'Columns' }).press('Enter');
  const menu = page.getByRole('group', { name: 'Columns' });
  for (const column of ['Mode', 'ISO 9660 name', 'Joliet name', 'Start block']) {
    await menu.getByRole('checkbox', { name: column }).check();
  }
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(header(page, 'Start block')).toBeVisible();
  await expect(cell('A very', 'iso')).toHaveText('A_VERY_L.TEX');
  await expect(cell('A very', 'joliet')).toHaveText('A very long name.text');
  await expect(cell('A very', 'mode')).toHaveText('r--r--r--');
  await expect(cell('2023', 'mode')).toHaveText('r-xr-xr-x');
  await expect(cell('2023', 'block')).toHaveText('–');
  const image = await readFile(await (await download(page)).path());
  for (const [name, content] of [
    ['A very', 'seven77'],
    ['apple', 'four'],
    ['banana', 'sixsix'],
  ] as const) {
    await expect(cell(name, 'block')).toHaveText(/^\d+$/);
    const start = Number(await cell(name, 'block').textContent()) * 2048;
    expect(image.toString('latin1', start, start + content.length)).toBe(content);
  }
  await expectAccessible(page);

  await page.reload();
  await dropReady(page, join(folder, 'album'));
  await expect(cell('apple', 'iso')).toHaveText('APPLE.TXT');
  await page.getByRole('button', { name: 'Columns' }).click();
  for (const box of await menu.getByRole('checkbox').all()) await box.uncheck();
  await expect(header(page, 'ISO 9660 name')).toHaveCount(0);
});
