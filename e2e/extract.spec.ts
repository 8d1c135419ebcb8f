/**
 * What is extracted, to a folder and to archives. The pickers alone are played, since headless Chromium shows none: what
 * they give are real handles, of the page's private file system.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { expectAccessible } from './tools/accessibility';
import { COMMAND, drop, dropReady, EACH_KIND, type Files, test, write } from './tools/page';

/** Somebody chooses the folder or file that the private file system has of these names, with some files in it. */
async function choosing(page: Page, there: Record<string, string> = {}): Promise<void> {
  await page.addInitScript((files) => {
    const folder = async () => (await navigator.storage.getDirectory()).getDirectoryHandle('chosen', { create: true });
    const made = folder().then(async (chosen) => {
      for (const [name, text] of Object.entries(files)) {
        const stream = await (await chosen.getFileHandle(name, { create: true })).createWritable();
        await stream.write(text);
        await stream.close();
      }
    });
    Object.assign(window, {
      showDirectoryPicker: () => made.then(folder),
      showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) =>
        (await folder()).getFileHandle(suggestedName, { create: true }),
    });
  }, there);
  await page.goto('./');
}

/** What is in the chosen folder: contents by path, folders with a slash at their end. */
const chosen = (page: Page, path = ''): Promise<Record<string, string>> =>
  page.evaluate(async (from) => {
    let top = await (await navigator.storage.getDirectory()).getDirectoryHandle('chosen');
    for (const name of from.split('/').filter(Boolean)) top = await top.getDirectoryHandle(name);
    const found: Record<string, string> = {};
    const look = async (folder: FileSystemDirectoryHandle, before: string) => {
      for await (const [name, entry] of folder.entries()) {
        if (entry.kind === 'directory') {
          found[`${before}${name}/`] = '';
          await look(entry as FileSystemDirectoryHandle, `${before}${name}/`);
          continue;
        }
        const bytes = await (await (entry as FileSystemFileHandle).getFile()).arrayBuffer();
        found[before + name] = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join('');
      }
    };
    await look(top, '');
    return found;
  }, path);

/** The same of a folder on the disk. */
function onDisk(folder: string, before = ''): Record<string, string> {
  return Object.assign(
    {},
    ...fs.readdirSync(folder, { withFileTypes: true }).map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return { [`${before}${entry.name}/`]: '', ...onDisk(path, `${before}${entry.name}/`) };
      return entry.isFile() ? { [before + entry.name]: fs.readFileSync(path, 'latin1') } : {};
    }),
  );
}

/** Everything of each entry that archives keep, as lines. */
function attributesOf(folder: string, before = ''): string[] {
  return fs.readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const found = fs.lstatSync(path);
    const shown = before + name;
    if (found.isSymbolicLink()) return [`${shown} -> ${fs.readlinkSync(path)}`];
    const line = `${shown} ${(found.mode & 0o7777).toString(8)} ${found.mtimeMs / 1000} ${found.isDirectory() ? '' : found.nlink}`;
    return found.isDirectory() ? [line, ...attributesOf(path, `${shown}/`)] : [line];
  });
}

const FILES: Files = { 'note.txt': 10, 'film.mkv': 3_000_000, 'folder/inner/deep.txt': 40, 'folder/empty/': '' };

/** An image with modes and links, and what the command extracts of it. */
async function makeImage(folder: string): Promise<{ image: string; extracted: string }> {
  const root = await write(join(folder, 'root'), FILES);
  execFileSync('ln', ['-s', 'folder/inner/deep.txt', join(root, 'link')]);
  execFileSync('ln', [join(root, 'note.txt'), join(root, 'folder/same.txt')]);
  fs.chmodSync(join(root, 'note.txt'), 0o4750);
  fs.chmodSync(join(root, 'folder/inner/deep.txt'), 0o640);
  fs.utimesSync(join(root, 'folder'), 1_400_000_000, 1_400_000_000);
  const image = join(folder, 'my disc.iso');
  const options = ['-quiet', '-J', '-R', '-cache-inodes'];
  execFileSync(process.execPath, [COMMAND, ...options, '-o', image, root]);
  const extracted = join(folder, 'extracted');
  execFileSync(process.execPath, [COMMAND, 'extract', image, '--to', extracted], { stdio: 'pipe' });
  return { image, extracted };
}

const dialog = (page: Page) => page.getByRole('dialog');
const result = (page: Page) => page.getByRole('region', { name: /^Extracted/ });

async function askEverything(page: Page) {
  await page.getByRole('button', { name: 'Extract everything …' }).click();
  await expect(dialog(page)).toContainText('Extract everything');
}

test('what is selected is extracted to a chosen folder', async ({ page, folder }) => {
  const path = await write(join(folder, 'demo'), EACH_KIND);
  await choosing(page, { 'what? why*.txt': 'older' });
  await dropReady(page, path);
  await page.getByRole('row', { name: /^folder/ }).press('Space');
  await page.getByRole('row', { name: /^film/ }).press('Control+Space');
  await page.getByRole('button', { name: 'Extract …' }).press('Enter');
  await expect(dialog(page)).toContainText('Extract 2 items');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(result(page)).toContainText('3 files');
  expect(await chosen(page)).toEqual({
    'what? why*.txt': 'older',
    'film.mkv': onDisk(path)['film.mkv'],
    ...onDisk(join(path, 'folder'), 'folder/'),
    'folder/': '',
  });
});

test('everything in an image is extracted as the command does it', { tag: '@thorough' }, async ({ page, folder }) => {
  const { image, extracted } = await makeImage(folder);
  await choosing(page, { 'my disc': 'a file' });
  await dropReady(page, image);
  await askEverything(page);
  await expect(dialog(page).getByRole('checkbox')).toBeChecked();
  await page.getByRole('button', { name: 'Choose the folder …' }).click();
  await expect(result(page)).toContainText('Extracted, but not everything');
  await expect(result(page)).toContainText('link: is a symbolic link');
  await expectAccessible(page);
  // A folder of its own, beside what has that name.
  expect(await chosen(page, 'my disc (2)')).toEqual(onDisk(extracted));
  await result(page).getByRole('button', { name: 'Copy the list' }).click();
  await result(page)
    .getByRole('button', { name: /^Dismiss/ })
    .click();
  await expect(result(page)).toHaveCount(0);
});

test('what is there already is asked about once', { tag: '@thorough' }, async ({ page, folder }) => {
  const path = await write(join(folder, 'demo'), EACH_KIND);
  await choosing(page, { 'note.txt': 'older', 'draft.txt': 'older' });
  await dropReady(page, path);
  const extract = async (answer: string) => {
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Extract everything …' }).click();
    await dialog(page).getByRole('checkbox').uncheck();
    await page.getByRole('button', { name: 'Choose the folder …' }).click();
    await expect(dialog(page)).toContainText('note.txt');
    await dialog(page).getByRole('button', { name: answer, exact: true }).click();
    await expect(page.getByRole('region', { name: /^(Extracted|Ended)/ })).toBeVisible();
    return chosen(page);
  };
  expect(await extract('Cancel')).toEqual({ 'note.txt': 'older', 'draft.txt': 'older' });
  const files = onDisk(path);
  expect(await extract('Leave them as they are')).toEqual({ ...files, 'note.txt': 'older', 'draft.txt': 'older' });
  await expect(result(page)).toContainText('note.txt: was there already, and stays as it was');
  const both = await extract('Keep both');
  expect(both).toMatchObject({
    'note.txt': 'older',
    'note (2).txt': files['note.txt'],
    'film (2).mkv': files['film.mkv'],
  });
  expect(await extract('Replace')).toMatchObject(files);
});

test('archives hold modes, times and links, saved to a file or downloaded', { tag: '@thorough' }, async ({
  page,
  folder,
}) => {
  const { image, extracted } = await makeImage(folder);
  const wanted = attributesOf(extracted).sort();
  expect(wanted.join('\n')).toMatch(/note\.txt 750 \d+ 2/);
  await choosing(page);
  await dropReady(page, image);
  const unpack = async (kind: 'tar' | 'zip', bytes: Buffer, name: string) => {
    const to = join(folder, name);
    fs.mkdirSync(to);
    await writeFile(join(folder, `${name}.${kind}`), bytes);
    if (kind === 'tar') execFileSync('tar', ['-xpf', `../${name}.tar`, '--no-same-owner'], { cwd: to });
    else execFileSync('unzip', ['-qq', `../${name}.zip`], { cwd: to });
    // The command takes no setuid bit from an image; a zip archive has no hard links, and unzip gives links no time.
    const found = attributesOf(to).map((line) => line.replace(/ 4(\d{3}) /, ' $1 '));
    expect(found.sort()).toEqual(kind === 'tar' ? wanted : wanted.map((line) => line.replace(/ 2$/, ' 1')));
    expect(onDisk(to)).toEqual(onDisk(extracted));
  };
  for (const kind of ['zip', 'tar'] as const) {
    await askEverything(page);
    await page.getByRole('radio', { name: `As a .${kind} file` }).check();
    await page.getByRole('button', { name: 'Choose the file …' }).click();
    await expect(page.getByRole('region', { name: 'Extracted', exact: true })).toContainText(`my disc.${kind}`);
    const files = await chosen(page);
    await unpack(kind, Buffer.from(files[`my disc.${kind}`] as string, 'latin1'), `saved-${kind}`);
  }
  // Where nobody can choose a file it is a download.
  await page.evaluate(() => Object.assign(window, { showSaveFilePicker: undefined, showDirectoryPicker: undefined }));
  for (const kind of ['zip', 'tar'] as const) {
    await askEverything(page);
    await expect(dialog(page)).toContainText('This browser cannot write into a folder');
    await page.getByRole('radio', { name: `As a .${kind} file` }).check();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download', exact: true }).click(),
    ]);
    expect(file.suggestedFilename()).toBe(`my disc.${kind}`);
    await unpack(kind, fs.readFileSync(await file.path()), `downloaded-${kind}`);
  }
});

test('what the browser fails at only when it writes gets another name, or is written alone', {
  tag: '@thorough',
}, async ({ page, folder }) => {
  const files = { 'b\\c': 'way', a: '1', 'a.crswap': '2', 'a.crswap.crswap': '3', 'd\\e/x': 'inside' };
  const image = join(folder, 'odd.iso');
  execFileSync(process.execPath, [
    COMMAND,
    '-quiet',
    '-R',
    '-V',
    'odd',
    '-o',
    image,
    await write(join(folder, 'odd'), files),
  ]);
  await choosing(page);
  await dropReady(page, image);
  await page.getByRole('button', { name: 'Extract everything …' }).click();
  await page.getByRole('button', { name: 'Choose the folder …' }).click();
  await expect(result(page)).toContainText('b_c');
  expect(await chosen(page, 'odd')).toEqual({
    ...{ b_c: 'way', a: '1', 'a.crswap': '2', 'a.crswap.crswap': '3' },
    ...{ 'd_e/': '', 'd_e/x': 'inside' },
  });
});

test('an image that was cut off gives what is whole', { tag: '@thorough' }, async ({ page, folder }) => {
  const { image } = await makeImage(folder);
  fs.truncateSync(image, 2_000_000);
  await choosing(page);
  await drop(page, image);
  await askEverything(page);
  await page.getByRole('button', { name: 'Choose the folder …' }).click();
  await expect(result(page)).toContainText('cannot be read, or not to its end');
  for (const text of Object.values(await chosen(page, 'my disc'))) expect(text.length).toBeLessThan(2_000_000);
});

test('who cancels keeps what is complete', { tag: '@thorough' }, async ({ page, folder }) => {
  const path = await write(join(folder, 'demo'), { 'a.txt': 'first' });
  fs.truncateSync(join(await write(path, { 'b.bin': 1 }), 'b.bin'), 900_000_000);
  await choosing(page);
  await dropReady(page, path);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Extract everything …' }).click();
  await page.getByRole('button', { name: 'Choose the folder …' }).click();
  await expect(page.getByRole('region', { name: /^Extracting/ })).toContainText('1 of 2 files');
  await page.getByRole('button', { name: /^Cancel: Extracting/ }).click();
  await expect(page.getByRole('region', { name: 'Ended before everything was extracted' })).toContainText('1 file');
  expect(await chosen(page)).toEqual({ 'demo/': '', 'demo/a.txt': 'first' });
});
