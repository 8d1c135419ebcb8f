/** What each reader sees of the image: names of an entry, the tree as a reader, who can read it, and notices that lead to it. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { expectAccessibleInBoth } from './tools/accessibility';
import { download, dropReady, type Files, test, write } from './tools/page';
import { findProgram } from './tools/programs.mjs';

const FILES: Files = {
  'plain.txt': 1,
  'A long name that is cut 1.text': 2,
  'A long name that is cut 2.text': 3,
  'what? why*.txt': 4,
  'a b/in it.txt': 5,
  'a-b': 6,
  'l1/l2/l3/l4/l5/l6/l7/l8/bottom.txt': 7,
};

async function open(page: Page, folder: string, files: Files = FILES): Promise<void> {
  const path = await write(join(folder, 'album'), files);
  await page.goto('./');
  await dropReady(page, path);
}

const row = (page: Page, name: string | RegExp) => page.getByRole('row', { name });
const onDisc = (page: Page) => page.getByRole('region', { name: 'On the disc' });
const readers = (page: Page) => page.getByRole('region', { name: 'Who can read this?' });
const reader = (page: Page, name: string) => readers(page).locator(`[data-reader="${name}"]`);

test(
  'the selected entry tells its names and paths, which are those of the image',
  { tag: '@thorough' },
  async ({ page, folder }, testInfo) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await open(page, folder);
    await expect(onDisc(page)).toContainText('Select one item');
    await row(page, /^a b/).click();
    await page.keyboard.press('ArrowRight');
    await row(page, /^in it\.txt/).click();
    const names = onDisc(page).getByRole('row');
    await expect(names.filter({ hasText: 'Linux, macOS' })).toContainText('/a b/in it.txt');
    await expect(names.filter({ hasText: 'Windows' })).toContainText('\\a b\\in it.txt');
    await expect(names.filter({ hasText: 'DOS' })).toContainText('\\A_B\\IN_IT.TXT');
    await onDisc(page).getByRole('button', { name: 'Copy the path for DOS' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('\\A_B\\IN_IT.TXT');
    await expect(onDisc(page)).toContainText('“a b/in it.txt” is IN_IT.TXT in plain ISO 9660');
    await expectAccessibleInBoth(page);
    // Another selection, another entry; two at once are none.
    await row(page, /^what\? why/).click();
    await expect(names.filter({ hasText: 'Windows' })).toContainText('\\what_ why_.txt');
    await row(page, /^plain/).click({ modifiers: ['Control'] });
    await expect(onDisc(page)).toContainText('2 items are selected.');

    testInfo.skip(!findProgram(['isoinfo']), 'isoinfo is not installed');
    const image = await (await download(page)).path();
    const listed = execFileSync('isoinfo', ['-f', '-i', image], { encoding: 'utf8' });
    expect(listed).toContain('/A_B/IN_IT.TXT;1\n');
    expect(execFileSync('isoinfo', ['-J', '-f', '-i', image], { encoding: 'utf8' })).toContain('/what_ why_.txt\n');
  },
);

test('the tree is shown as a reader shows it, by keyboard', { tag: '@thorough' }, async ({ page, folder }) => {
  await open(page, folder);
  const given = page.getByRole('radio', { name: 'As given' });
  await expect(given).toBeChecked();
  await given.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'Windows' })).toBeChecked();
  await expect(row(page, /^what_ why_\.txt/)).toBeVisible();
  await expect(row(page, /^plain\.txt/)).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(row(page, /^A_LONG_N\.TEX/)).toBeVisible();
  await expect(row(page, /^A_LON000\.TEX/)).toBeVisible();
  await expect(row(page, /^PLAIN\.TXT/)).toBeVisible();
  await expectAccessibleInBoth(page);
  // Folders that are opened, and edits, are shown so as well.
  await row(page, /^A_B/).first().dblclick();
  await expect(row(page, /^IN_IT\.TXT/)).toBeVisible();
  await row(page, /^A_LONG_N\.TEX/).press('Delete');
  await expect(row(page, /^A_LONG_N\.TEX/)).toHaveCount(1);
  await expect(row(page, /^A_LON000/)).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(row(page, /^A_LON000\.TEX/)).toBeVisible();
  await given.click({ force: true });
  await expect(row(page, /^A long name that is cut 1\.text/)).toBeVisible();
});

test('a folder that DOS finds elsewhere is shown by where it is', { tag: '@thorough' }, async ({ page, folder }) => {
  await open(page, folder);
  await page.getByRole('radio', { name: 'DOS' }).click({ force: true });
  for (let level = 1; level <= 7; level++) await row(page, new RegExp(`^L${level} `)).dblclick();
  await expect(row(page, /^\\RR_MOVED\\L8/)).toBeVisible();
});

test('who can read it is counted, and each finding leads to its entries', async ({ page, folder }) => {
  await open(page, folder);
  await expect(reader(page, 'linux')).toHaveAttribute('data-verdict', 'all');
  await expect(reader(page, 'windows')).toHaveAttribute('data-verdict', 'differs');
  await expect(reader(page, 'dos')).toHaveAttribute('data-verdict', 'differs');
  await expect(reader(page, 'firmware')).toContainText('Nothing starts from this disc');
  await expect(reader(page, 'cloud-init')).toContainText('Not meant for it');
  await reader(page, 'dos').locator('summary').first().press('Enter');
  await expect(reader(page, 'dos')).toContainText('1 folder lies deeper than eight levels and is found in RR_MOVED.');
  await expect(reader(page, 'dos')).toContainText('1 file has the name of a folder beside it.');
  await expect(reader(page, 'dos')).toContainText('6 items have another, short name.');
  const moved = reader(page, 'dos').locator('[data-finding="moved"]');
  await moved.locator('summary').click();
  await expectAccessibleInBoth(page);
  await moved.getByRole('button', { name: 'l1/l2/l3/l4/l5/l6/l7/l8' }).click();
  // The folders around it are open, it is selected and has the focus.
  await expect(row(page, /^l8/)).toBeFocused();
  await expect(row(page, /^l8/)).toHaveAttribute('aria-selected', 'true');
  await expect(onDisc(page)).toContainText('\\RR_MOVED\\L8');
});

test('a seed for cloud-init is named by one press, and says what it lacks', async ({ page, folder }) => {
  await open(page, folder, { 'user-data': '#cloud-config\n' });
  const seed = reader(page, 'cloud-init');
  await expect(seed).toHaveAttribute('data-verdict', 'lost');
  await seed.locator('summary').click();
  await expect(seed).toContainText('“meta-data” is missing at the top');
  await seed.getByRole('button', { name: 'Call the disc cidata' }).click();
  await expect(seed).toContainText('The disc is called cidata, as it should be.');
  await expect(page.getByRole('textbox', { name: /^Volume name/ })).toHaveValue('cidata');
  await page.getByRole('button', { name: /^Undo/ }).first().click();
  await expect(seed).toContainText('The disc has to be called “cidata”');
});

test('a notice leads to its entry', async ({ page, folder }) => {
  await open(page, folder);
  const group = page.locator('.notices [data-code="joliet-characters"]');
  await group.locator('summary').click();
  await group.getByRole('button', { name: /^“what\? why\*\.txt” is/ }).press('Enter');
  await expect(row(page, /^what\? why/)).toBeFocused();
  await expect(row(page, /^what\? why/)).toHaveAttribute('aria-selected', 'true');
});

test('a notice is put right by one press, and undone by one', async ({ page, folder }) => {
  await open(page, folder, { [`${'n'.repeat(70)}.txt`]: 1, 'short.txt': 2 });
  const group = page.locator('.notices [data-code="joliet-length"]');
  await group.locator('summary').click();
  await group.getByRole('button', { name: 'Allow 103 characters' }).press('Enter');
  await expect(group).toHaveCount(0);
  await expect(reader(page, 'windows')).toHaveAttribute('data-verdict', 'all');
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
  await expect(group).toHaveCount(1);
  await expect(reader(page, 'windows')).toHaveAttribute('data-verdict', 'differs');
});

test('all that a reader cannot open is left out by one press, and comes back by one', async ({ page, folder }) => {
  const around = Array.from({ length: 4 }, (_, level) => `${level}${'d'.repeat(60)}`).join('/');
  await open(page, folder, {
    [`${around}/${'a'.repeat(60)}`]: 1,
    [`${around}/${'b'.repeat(60)}`]: 2,
    [`${around}/c`]: 3,
  });
  const windows = reader(page, 'windows');
  await expect(windows).toHaveAttribute('data-verdict', 'lost');
  await windows.locator('summary').first().click();
  await expect(windows).toContainText('2 items have a longer path than most programs open: 259 characters');
  await windows.getByRole('button', { name: 'Leave out all 2' }).click();
  await expect(windows).toHaveAttribute('data-verdict', 'all');
  await expect(page.getByText('1 file ·')).toBeVisible();
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('3 files ·')).toBeVisible();
  await expect(windows).toHaveAttribute('data-verdict', 'lost');
});

test('without Joliet Windows has short names, and one press turns it on', { tag: '@thorough' }, async ({
  page,
  folder,
}) => {
  await open(page, folder);
  // The preset for Linux has no Joliet.
  await page.getByLabel('Made for').selectOption({ label: 'Linux' });
  const windows = reader(page, 'windows');
  await windows.locator('summary').first().click();
  await expect(windows).toContainText('It reads the plain ISO 9660 names.');
  await windows.getByRole('button', { name: 'Turn on Joliet' }).click();
  await expect(windows).toContainText('It reads the Joliet names.');
});

test('a name that Windows does not allow is given another one from its notice', { tag: '@thorough' }, async ({
  page,
  folder,
}) => {
  await open(page, folder, { 'folder/what? why*.txt': 1, 'other.txt': 2 });
  const group = page.locator('.notices [data-code="joliet-characters"]');
  await group.locator('summary').click();
  await group.getByRole('button', { name: 'Rename folder/what? why*.txt' }).press('Enter');
  await expect(page.locator('.row input:focus')).toHaveCount(1);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('why.txt');
  await page.keyboard.press('Enter');
  await expect(row(page, /^why\.txt/)).toBeVisible();
  await expect(group).toHaveCount(0);
});
