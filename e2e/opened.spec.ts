/** A disc image that is dropped: opened, changed, saved again, or kept as a file. */
import { execFileSync } from 'node:child_process';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { rawSectors } from './reader/raw-sectors';
import { COMMAND, downloadButton, downloadHash, drop, dropReady, type Files, sha256, test, write } from './tools/page';

const FILES: Files = { 'note.txt': 10, 'film.mkv': 300_000, 'folder/inner/deep.txt': 40 };

/** An image with what no browser sees of a folder: modes, owners, links. */
async function makeImage(folder: string, name = 'my disc.iso'): Promise<string> {
  const root = await write(join(folder, 'root'), FILES);
  execFileSync('ln', ['-s', 'folder/inner/deep.txt', join(root, 'link')]);
  const image = join(folder, name);
  execFileSync(process.execPath, [COMMAND, '-quiet', '-J', '-R', '-V', 'My Disc', '-o', image, root]);
  return image;
}

test.beforeEach(({ page }) => page.goto('./').then(() => undefined));

const opened = (page: Page) => page.getByText('“my disc.iso” was opened');

test('an image is opened, and saved without an edit it is the same file', async ({ page, folder }) => {
  const image = await makeImage(folder);
  await dropReady(page, image);
  await expect(opened(page)).toBeVisible();
  await expect(page.getByRole('row', { name: /^link/ })).toBeVisible();
  await expect(page.getByRole('textbox', { name: /^Volume name/ })).toHaveValue('My Disc');
  await expect(page.getByLabel('Made for')).toHaveValue('opened');
  expect(await downloadHash(page)).toBe(await sha256(image));
});

test('a cue sheet and its file, or the parts of an image, are one image', { tag: '@thorough' }, async ({
  page,
  folder,
}) => {
  const image = await makeImage(folder);
  const bytes = await readFile(image);
  const at = async (name: string, content: string | Uint8Array) => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };
  const cue = 'FILE "my disc.bin" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n';
  const sheet = await at('my disc.cue', cue);
  await drop(page, sheet);
  await expect(page.getByRole('alert')).toContainText('It names “my disc.bin”, which was not added with it');
  await dropReady(page, sheet, await at('my disc.bin', rawSectors(bytes, 1)));
  await expect(page.getByText('“my disc.cue” was opened')).toBeVisible();
  expect(await downloadHash(page)).toBe(await sha256(image));

  await page.reload();
  const parts = [await at('d.iso.001', bytes.subarray(0, 200_001)), await at('d.iso.002', bytes.subarray(200_001))];
  await dropReady(page, ...parts);
  await expect(page.getByText('“d.iso.001” was opened')).toBeVisible();
  expect(await downloadHash(page)).toBe(await sha256(image));
});

test('it is kept as a file instead, and that is undone', { tag: '@thorough' }, async ({ page, folder }) => {
  const image = await makeImage(folder);
  await dropReady(page, image);
  await page.getByRole('button', { name: /as a file instead$/ }).click();
  await expect(page.getByRole('row', { name: /^my disc\.iso/ })).toBeVisible();
  await expect(opened(page)).toHaveCount(0);
  await expect(page.getByLabel('Made for')).toHaveValue('universal');
  await page.getByRole('button', { name: /^Undo/ }).first().click();
  await expect(page.getByRole('row', { name: /^note\.txt/ })).toBeVisible();
  expect(await downloadHash(page)).toBe(await sha256(image));
});

test('beside other things an image is a file', { tag: '@thorough' }, async ({ page, folder }) => {
  const image = await makeImage(folder);
  await dropReady(page, await write(join(folder, 'demo'), { 'one.txt': 1 }));
  await drop(page, image);
  await expect(page.getByRole('row', { name: /^my disc\.iso/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /^note\.txt/ })).toHaveCount(0);
});

test('what is named as an image and is none is a file', { tag: '@thorough' }, async ({ page, folder }) => {
  const path = join(folder, 'firmware.bin');
  await writeFile(path, 'no disc at all');
  await dropReady(page, path);
  await expect(page.getByRole('row', { name: /^firmware\.bin/ })).toBeVisible();
});

test('an image that changed on the disk is told of', { tag: '@thorough' }, async ({ page, folder }) => {
  const image = await makeImage(folder);
  await dropReady(page, image);
  const other = await makeImage(join(folder, 'other'), 'other.iso');
  await copyFile(other, image);
  await writeFile(image, 'x', { flag: 'a' });
  await downloadButton(page).click();
  await expect(page.getByText(/changed on disk/).first()).toBeVisible();
});
