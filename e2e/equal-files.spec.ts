/** “Store equal files once”: the command's image, what is told meanwhile, and that it is remembered. */
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from 'playwright/test';
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

const choice = (page: Page) => page.getByRole('checkbox', { name: 'Store equal files once' });

test('its image is the command’s, with the saving told, and it is remembered', async ({ page, folder }) => {
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(...(message.type() === 'error' ? [message.text()] : [])));
  const path = await write(join(folder, 'copies'), FILES);
  await page.goto('./');
  await dropReady(page, path);
  await expect(choice(page)).not.toBeChecked();
  const before = await downloadHash(page);
  expect(before).toBe(await commandHash(folder, [path]));

  await choice(page).check();
  const saved = 'Saved 4.54 MB: 252 files are equal to others.';
  await expect(choice(page)).toHaveAccessibleDescription(saved);
  expect(await downloadHash(page)).toBe(await commandHash(folder, [path], ['-duplicates-once']));
  await page.getByText('What lies where').click();
  await expect(page.locator('.command')).toHaveText(/^mkisofs -duplicates-once -J -r .* copies$/);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);

  // What is added is compared with what was there.
  const more = await write(join(folder, 'more'), { 'film.mkv': large });
  await drop(page, more);
  await expect(choice(page)).toHaveAccessibleDescription('Saved 7.54 MB: 253 files are equal to others.');

  await page.reload();
  await dropReady(page, path);
  await expect(choice(page)).toBeChecked();
  await expect(choice(page)).toHaveAccessibleDescription(saved);
  await choice(page).uncheck();
  expect(await downloadHash(page)).toBe(before);
  expect(complaints).toEqual([]);
});

test('Cancel while files are compared switches it off', async ({ page, folder }) => {
  const path = await write(join(folder, 'films'), { 'note.txt': 10 });
  for (const name of ['a.mkv', 'b.mkv']) {
    // Without taking room on the disk.
    await writeFile(join(path, name), '');
    await truncate(join(path, name), 3_000_000_000);
  }
  await page.goto('./');
  await dropReady(page, path);
  await choice(page).check();
  await expect(page.getByRole('status')).toHaveText('Looking for equal files …');
  await expect(page.locator('.size')).toContainText('about');
  await expect(downloadButton(page)).toBeDisabled();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(choice(page)).not.toBeChecked();
  await expect(choice(page)).toBeFocused();
  await expect(downloadButton(page)).toBeEnabled();
  await expect(page.locator('.size')).toHaveText('Size of the image: 6 GB');
});

test.describe('without the part that compares', () => {
  test.use({ serviceWorkers: 'block' });

  test('the page says so, and without the choice there is the image', async ({ page, context, folder }) => {
    await context.route('**/digester-*.js', (route) => route.abort());
    const path = await write(join(folder, 'copies'), { 'a.txt': 'same', 'b.txt': 'same' });
    await page.goto('./');
    await dropReady(page, path);
    await choice(page).check();
    await expect(page.getByRole('alert')).toContainText('What compares files could not be loaded.');
    await expect(downloadButton(page)).toBeDisabled();
    await choice(page).uncheck();
    await expect(downloadButton(page)).toBeEnabled();
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
});
