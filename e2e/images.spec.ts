/** Checking and comparing images that nobody opens, and the disc with them. */
import { execFileSync } from 'node:child_process';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { expectAccessible } from './tools/accessibility';
import { COMMAND, drop, dropReady, type Files, test, write } from './tools/page';

const FILES: Files = { 'note.txt': 10, 'film.mkv': 300_000, 'folder/inner/deep.txt': 40, 'empty/': '' };

async function makeImage(folder: string, name: string, root: string): Promise<string> {
  const image = join(folder, name);
  execFileSync(process.execPath, [COMMAND, '-quiet', '-J', '-R', '-o', image, root]);
  return image;
}

/** The image with a byte that is another. */
async function damage(image: string, find: string): Promise<string> {
  const bytes = await readFile(image);
  const at = bytes.indexOf(find);
  bytes[at] = (bytes[at] as number) ^ 1;
  await writeFile(image, bytes);
  return image;
}

test.beforeEach(({ page }) => page.goto('./').then(() => undefined));

const dialog = (page: Page) => page.getByRole('dialog');
const differences = (page: Page) => page.getByRole('region', { name: 'Differences', exact: true });
const side = (page: Page, which: 'First' | 'Second') => page.getByRole('region', { name: which, exact: true });
const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test('an image is checked without being opened: every rule with its section', async ({ page, folder, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const root = await write(join(folder, 'root'), { 'a.txt': 10, 'b.txt': 20 });
  const image = await damage(await makeImage(folder, 'theirs.iso', root), 'A.TXT;1');
  await page.getByRole('button', { name: 'Check an image …' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Choose an image …' })).toBeFocused();
  await drop(page, image);
  const rule = page.getByRole('listitem').filter({ hasText: 'Plain identifiers keep to their interchange level.' });
  await expect(rule).toContainText('[ECMA-119 7.5, 7.6 and 10]');
  await expect(rule).toContainText('Warning: ');
  await page.getByRole('combobox', { name: 'Show' }).selectOption('absent');
  await expect(rule).toHaveCount(0);
  await expect(page.getByRole('listitem').filter({ hasText: 'The boot catalog is valid.' })).toBeVisible();
  await page.getByRole('button', { name: 'Copy as text' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await copied(page)).toContain(
    '  broken     Plain identifiers keep to their interchange level. [ECMA-119 7.5, 7.6 and 10]',
  );
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Check an image …' })).toBeFocused();
  // It was for the check, and nothing was opened.
  await expect(page.getByRole('treegrid')).toHaveCount(0);
});

test('two images are compared, and what differs is a list to copy', { tag: '@thorough' }, async ({
  page,
  folder,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const root = await write(join(folder, 'root'), FILES);
  const before = await makeImage(folder, 'before.iso', root);
  await rm(join(root, 'note.txt'));
  await write(root, { 'folder/new.txt': 5, 'film.mkv': 'other '.repeat(50_000) });
  const after = await makeImage(folder, 'after.iso', root);
  await page.getByRole('button', { name: 'Compare two images …' }).click();
  await expect(dialog(page).getByRole('button', { name: 'Compare', exact: true })).toBeDisabled();
  await drop(page, before, after);
  await expect(side(page, 'First')).toContainText('before.iso');
  await expect(side(page, 'Second')).toContainText('after.iso');
  await dialog(page).getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(differences(page).getByRole('listitem').filter({ hasText: 'note.txt' })).toContainText(
    'Only in “before.iso”',
  );
  await expect(differences(page).getByRole('listitem').filter({ hasText: 'film.mkv' })).toContainText('Other contents');
  await page.getByRole('button', { name: /^Other contents/ }).click();
  await page.getByRole('searchbox', { name: 'Search the paths' }).fill('.TXT');
  await expect(differences(page).getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', { name: 'Copy the list' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await copied(page)).toBe('+ folder/new.txt\n- note.txt\n');
});

test('the disc is compared with a folder and with its own image', { tag: '@thorough' }, async ({ page, folder }) => {
  const root = await write(join(folder, 'project'), FILES);
  const image = await makeImage(folder, 'project.iso', root);
  const copy = join(folder, 'copy');
  await cp(root, copy, { recursive: true, preserveTimestamps: true });
  await writeFile(join(copy, 'note.txt'), 'another text');
  await dropReady(page, image);
  await page.getByRole('button', { name: 'Compare …' }).click();
  await expect(side(page, 'First')).toContainText('this disc');
  await drop(page, copy);
  await expect(side(page, 'Second')).toContainText('copy (folder)');
  const compare = dialog(page).getByRole('button', { name: 'Compare', exact: true });
  await compare.click();
  await expect(page.getByRole('heading', { name: '1 difference' })).toBeVisible();
  await expect(differences(page).getByRole('listitem')).toContainText('note.txt');
  await expect(dialog(page)).toContainText('1 such entry was left out.');
  await page.getByLabel('Second image to compare').setInputFiles(image);
  await compare.click();
  await expect(page.getByRole('heading', { name: 'Both hold the same' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('row', { name: /^note\.txt/ }).press('Delete');
  await page.getByRole('button', { name: 'Compare …' }).click();
  await page.getByLabel('Second folder to compare').setInputFiles(root);
  await compare.click();
  await expect(differences(page).getByRole('listitem')).toContainText('Only in “project”');
});

test('an opened image is checked as it is, and what is none is told of', { tag: '@thorough' }, async ({
  page,
  folder,
}) => {
  const root = await write(join(folder, 'project'), FILES);
  await dropReady(page, await makeImage(folder, 'project.iso', root));
  await page.getByRole('button', { name: 'Check “project.iso”' }).click();
  await expect(page.getByRole('heading', { name: 'The image keeps to every rule' })).toBeFocused();
  await page.keyboard.press('Escape');
  // The image that would be made is held to the same rules.
  await page.getByRole('button', { name: 'Check the image' }).click();
  await page.getByRole('button', { name: 'Every rule …' }).click();
  await expect(dialog(page)).toContainText('project.iso');
  await expect(page.getByRole('heading', { name: 'The image keeps to every rule' })).toBeFocused();
  await dialog(page).getByLabel('Image to check').setInputFiles(join(root, 'film.mkv'));
  await expect(page.getByRole('alert')).toContainText('It is no disc image');
});

test('checking and comparing have no axe violations, in light, dark and forced colours', { tag: '@thorough' }, async ({
  page,
  folder,
}) => {
  const root = await write(join(folder, 'root'), FILES);
  const before = await makeImage(folder, 'before.iso', root);
  await rm(join(root, 'note.txt'));
  const after = await damage(await makeImage(folder, 'after.iso', root), 'FILM.MKV;1');
  const looks = [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }] as const;
  await page.getByRole('button', { name: 'Check an image …' }).click();
  await page.getByLabel('Image to check').setInputFiles(after);
  await page.getByRole('combobox', { name: 'Show' }).selectOption('all');
  for (const look of looks) {
    await page.emulateMedia(look);
    await expectAccessible(page, 'dialog[open]');
  }
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Compare two images …' }).click();
  await page.getByLabel('First image to compare').setInputFiles(before);
  await page.getByLabel('Second image to compare').setInputFiles(after);
  await dialog(page).getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(differences(page).getByRole('listitem').first()).toBeVisible();
  for (const look of looks) {
    await page.emulateMedia(look);
    await expectAccessible(page, 'dialog[open]');
  }
});

test('a hundred thousand differences are a list like any other', { tag: '@thorough' }, async ({ page, folder }) => {
  test.setTimeout(120_000);
  const list = Array.from({ length: 100_000 }, (_, at) => `folder ${at % 100}/file ${at}.txt=${join(folder, 'one')}`);
  await write(folder, { one: 3, other: 4 });
  await writeFile(join(folder, 'list'), list.join('\n'));
  const made = [COMMAND, '-quiet', '-R', '-graft-points', '-path-list', join(folder, 'list'), '-o'];
  execFileSync(process.execPath, [...made, join(folder, 'many.iso')]);
  const few = await makeImage(folder, 'few.iso', await write(join(folder, 'root'), FILES));
  await page.getByRole('button', { name: 'Compare two images …' }).click();
  await expect(dialog(page)).toBeVisible();
  await drop(page, join(folder, 'many.iso'), few);
  await expect(side(page, 'Second')).toContainText('few.iso');
  await dialog(page).getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(page.getByRole('heading', { name: /^100,1\d\d differences$/ })).toBeVisible({ timeout: 60_000 });
  await differences(page).press('End');
  await expect(differences(page).getByRole('listitem').last()).toContainText('note.txt');
  expect(await differences(page).getByRole('listitem').count()).toBeLessThan(150);
});
