/** “Store equal files once”: the command's image, what is told meanwhile, and that it is remembered. */
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { expectAccessible } from './tools/accessibility';
import { commandHash, downloadButton, downloadHash, drop, dropReady, type Files, test, write } from './tools/page';

const large = Buffer.alloc(3_000_000, 'large ');
const other = Buffer.from(large);
other[1_500_000] = 0;

const FILES: Files = {
  'a.txt': 'the same',
  'b/a copy.txt': 'the same',
  'b/another.txt': 'not same',
  'b/empty': '',
  'b/film.mkv': large,
  'empty too': '',
  'film (copy).mkv': large,
  'other film.mkv': other,
};
for (let number = 0; number < 300; number++) FILES[`many/${number}.dat`] = Buffer.alloc(5000, `${number % 50} `);

const optionsButton = (page: Page) => page.getByRole('button', { name: 'Options …' });
/** What is told beside what the disc is made for. */
const hint = (page: Page) => page.locator('#made-for-hint');

/** Opens the options, looks at the choice or makes another, and closes them. */
async function storeOnce(page: Page, was: boolean, on = was) {
  await optionsButton(page).click();
  const choice = page.getByRole('checkbox', { name: 'Store equal files once' });
  await expect(choice).toBeChecked({ checked: was });
  await choice.setChecked(on);
  await page.keyboard.press('Escape');
}

test('its image is the command’s, with the saving told, and it is remembered', { tag: '@thorough' }, async ({
  page,
  folder,
}) => {
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(...(message.type() === 'error' ? [message.text()] : [])));
  const path = await write(join(folder, 'copies'), FILES);
  await page.goto('./');
  await dropReady(page, path);
  await storeOnce(page, false);
  const before = await downloadHash(page);
  expect(before).toBe(await commandHash(folder, [path]));

  await storeOnce(page, false, true);
  const saved = 'Saved 4.54 MB: 252 files are equal to others.';
  await expect(hint(page)).toContainText(`1 option was changed since. ${saved}`);
  expect(await downloadHash(page)).toBe(await commandHash(folder, [path], ['-duplicates-once']));
  await page.getByText('What lies where').click();
  await expect(page.locator('.command')).toHaveText(/^mkisofs -duplicates-once -J -r .* copies$/);
  await expectAccessible(page);

  // What is added is compared with what was there.
  const more = await write(join(folder, 'more'), { 'film.mkv': large });
  await drop(page, more);
  await expect(hint(page)).toContainText('Saved 7.54 MB: 253 files are equal to others.');

  await page.reload();
  await dropReady(page, path);
  await expect(hint(page)).toContainText(saved);
  await storeOnce(page, true, false);
  expect(await downloadHash(page)).toBe(before);
  expect(complaints).toEqual([]);
});

test('Cancel while files are compared switches it off', { tag: '@thorough' }, async ({ page, folder }) => {
  const path = await write(join(folder, 'films'), { 'note.txt': 10 });
  for (const name of ['a.mkv', 'b.mkv']) {
    // Without taking room on the disk.
    await writeFile(join(path, name), '');
    await truncate(join(path, name), 3_000_000_000);
  }
  await page.goto('./');
  await dropReady(page, path);
  await storeOnce(page, false, true);
  await expect(page.locator('#status')).toHaveText('Looking for equal files …');
  await expect(page.locator('.size')).toContainText('about');
  await expect(downloadButton(page)).toBeDisabled();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(optionsButton(page)).toBeFocused();
  await expect(downloadButton(page)).toBeEnabled();
  await expect(page.locator('.size')).toHaveText('Size of the image: 6 GB');
  await storeOnce(page, false);
});

test.describe('without the part that compares', () => {
  test('the page says so, and without the choice there is the image', async ({ page, context, folder }) => {
    await context.route('**/digester-*.js', (route) => route.abort());
    const path = await write(join(folder, 'copies'), { 'a.txt': 'same', 'b.txt': 'same' });
    await page.goto('./');
    await dropReady(page, path);
    await storeOnce(page, false, true);
    await expect(page.getByRole('alert')).toContainText('A part of this page could not be loaded.');
    await expect(downloadButton(page)).toBeDisabled();
    await storeOnce(page, true, false);
    await expect(downloadButton(page)).toBeEnabled();
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
});
