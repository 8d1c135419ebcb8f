/** What can be done to what is in the image, as a person does it; what comes of it is read by other programs. */
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { expectAccessible } from './tools/accessibility';
import { download, downloadButton, downloadHash, dropReady, test, write } from './tools/page';

const ALBUM = {
  'album/2023/a.jpg': 'a',
  'album/2023/b.jpg': 'bb',
  'album/2024/raw/c.nef': 'ccc',
  'album/notes.txt': 'hello\n',
  'album/run.sh': '#!/bin/sh\n',
};

let folder: string;

test.beforeEach(async ({ page, folder: own }) => {
  folder = own;
  await write(folder, ALBUM);
  await page.goto('./');
  await dropReady(page, join(folder, 'album'));
});

const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(`^${name.replace('.', '\\.')}`) });
const toast = (page: Page, text: string | RegExp) => expect(page.locator('.toast')).toContainText(text);
const dialog = (page: Page) => page.getByRole('dialog');

/** Presses an item of a row's menu, which is opened by the right button. */
async function choose(page: Page, name: string, action: string) {
  await row(page, name).click({ button: 'right' });
  await menuItem(page, action).click();
}

function menuItem(page: Page, name: string) {
  const menu = page.getByRole('menu');
  return menu
    .getByRole('menuitem', { name, exact: true })
    .or(menu.getByRole('menuitemcheckbox', { name, exact: true }));
}

/** Paths in the image that the browser saved, as xorriso reads them from Rock Ridge, with modes. */
async function listed(page: Page): Promise<Map<string, string>> {
  const path = await (await download(page)).path();
  return listing(path);
}

function listing(image: string): Map<string, string> {
  const text = execFileSync('xorriso', ['-indev', image, '-find', '/', '-exec', 'lsdl'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const paths = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^(\S+).*'(\/.*)'$/.exec(line);
    if (match && match[2] !== '/') paths.set((match[2] as string).slice(1), match[1] as string);
  }
  return paths;
}

function contentOf(image: string, path: string): string {
  return execFileSync('isoinfo', ['-R', '-i', image, '-x', `/${path}`], { encoding: 'utf8' });
}

const joliet = (image: string) =>
  execFileSync('isoinfo', ['-J', '-f', '-i', image], { encoding: 'utf8' }).trim().split('\n').sort();

test('a name is typed in its row, and undo brings back the first image to the byte', async ({ page }) => {
  const before = await downloadHash(page);
  await row(page, 'notes.txt').click();
  await page.keyboard.press('F2');
  const field = page.getByRole('textbox', { name: 'New name of “notes.txt”' });
  await expect(field).toBeFocused();
  await page.keyboard.type('read me');
  await page.keyboard.press('Enter');
  await toast(page, '“notes.txt” is called “read me.txt” now.');
  await expect(row(page, 'read me.txt')).toBeFocused();
  const paths = await listed(page);
  expect([...paths.keys()]).toContain('read me.txt');
  expect([...paths.keys()]).not.toContain('notes.txt');

  await page.keyboard.press('Control+z');
  await expect(row(page, 'notes.txt')).toBeVisible();
  expect(await downloadHash(page)).toBe(before);
  await page.keyboard.press('Control+Shift+z');
  await expect(row(page, 'read me.txt')).toBeVisible();
});

test('a name that cannot be given is refused at its field, which Escape leaves', { tag: '@thorough' }, async ({
  page,
}) => {
  await row(page, 'notes.txt').click();
  for (const [name, sentence] of [
    ['', 'A name has at least one character.'],
    ['a/b', 'A name has no slash: that parts the names of folders.'],
    ['..', 'stands for a folder itself'],
    ['é'.repeat(128), 'This name has 256 bytes, and 255 are the most: take away 1.'],
    ['run.sh', '“run.sh” is there already. Choose another name.'],
  ] as const) {
    await page.keyboard.press('F2');
    const field = page.getByRole('textbox', { name: /^New name of/ });
    await field.fill(name);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText(sentence);
    await expect(field).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(field).toHaveCount(0);
    await expect(row(page, 'notes.txt')).toBeFocused();
  }
});

test('cut and paste by keys, Move to … and Copy to … by their dialog', async ({ page }) => {
  const before = await downloadHash(page);
  await row(page, 'notes.txt').click();
  await page.keyboard.press('Control+x');
  await toast(page, 'Cut “notes.txt”.');
  await page.keyboard.press('Home');
  await page.keyboard.press('Control+v');
  await toast(page, 'Moved “notes.txt” to “2023”.');

  // To where it is nothing is moved.
  await choose(page, 'run.sh', 'Move to …');
  await expect(dialog(page).getByText('It is there already.')).toBeVisible();
  await expect(dialog(page).getByRole('button', { name: 'Move here' })).toBeDisabled();
  await dialog(page).getByRole('button', { name: '2023' }).click();
  await expect(dialog(page).getByRole('button', { name: 'Move here' })).toBeEnabled();
  await page.keyboard.press('Escape');

  // By keys alone: the menu of a row, the folder, the answer.
  await row(page, 'run.sh').click();
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menu', { name: 'Actions for run.sh' })).toBeVisible();
  await page.keyboard.press('c');
  await page.keyboard.press('c');
  await page.keyboard.press('c');
  await expect(menuItem(page, 'Copy to …')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('heading')).toHaveText('Copy “run.sh”');
  await dialog(page).getByRole('button', { name: '2024' }).press('Enter');
  await dialog(page).getByRole('button', { name: 'raw' }).press('Enter');
  await expect(dialog(page).getByText('Into 2024 / raw')).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Copy here' }).press('Enter');
  await toast(page, 'Copied “run.sh” to “raw”.');

  const paths = await listed(page);
  for (const path of ['2023/notes.txt', '2024/raw/run.sh', 'run.sh']) expect([...paths.keys()]).toContain(path);
  expect([...paths.keys()]).not.toContain('notes.txt');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(row(page, 'notes.txt')).toBeVisible();
  expect(await downloadHash(page)).toBe(before);
});

test('what is put where its name is taken is asked about', { tag: '@thorough' }, async ({ page }) => {
  await choose(page, '2023', 'New text file in it …');
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill('notes.txt');
  await dialog(page).getByRole('textbox', { name: 'Text' }).fill('other');
  await dialog(page).getByRole('button', { name: 'Make it' }).click();
  await toast(page, 'Made the file “notes.txt”.');

  await row(page, 'notes.txt').click();
  await page.keyboard.press('Control+x');
  await row(page, '2023').click();
  await page.keyboard.press('Control+v');
  await expect(dialog(page).getByRole('heading')).toHaveText('The name is there already');
  await dialog(page).getByRole('button', { name: 'Keep both' }).click();
  await toast(page, 'Moved “notes.txt” to “2023”.');
  const path = await (await download(page)).path();
  expect(contentOf(path, '2023/notes.txt')).toBe('other');
  expect(contentOf(path, '2023/notes (2).txt')).toBe('hello\n');
});

test('a folder cannot be put into itself', async ({ page }) => {
  await row(page, '2024').click();
  await page.keyboard.press('Control+x');
  await page.keyboard.press('Control+v');
  await toast(page, '“2024” cannot be put into itself. Choose another folder.');
});

test('rows are dragged onto a folder, with Ctrl as copies', async ({ page }) => {
  await row(page, 'notes.txt').dragTo(row(page, '2024'));
  await toast(page, 'Moved “notes.txt” to “2024”.');
  await page.keyboard.down('Control');
  await row(page, 'run.sh').dragTo(row(page, '2023'));
  await page.keyboard.up('Control');
  await toast(page, 'Copied “run.sh” to “2023”.');
  const paths = [...(await listed(page)).keys()];
  expect(paths).toContain('2024/notes.txt');
  expect(paths).toContain('2023/run.sh');
  expect(paths).toContain('run.sh');
});

test('files from the desktop are dropped into a folder, which is shown', async ({ page }) => {
  await write(folder, { 'more/late.txt': 'late', 'loose.txt': 'loose' });
  const box = await row(page, '2024').boundingBox();
  if (!box) throw new Error('The row is not there.');
  const at = { x: box.x + 80, y: box.y + box.height / 2 };
  const cdp = await page.context().newCDPSession(page);
  const data = { items: [], files: [join(folder, 'more'), join(folder, 'loose.txt')], dragOperationsMask: 1 };
  await cdp.send('Input.dispatchDragEvent', { type: 'dragEnter', ...at, data });
  await cdp.send('Input.dispatchDragEvent', { type: 'dragOver', ...at, data });
  await expect(page.getByText('Drop into “2024”')).toBeVisible();
  await expect(row(page, '2024')).toHaveClass(/aimed-at/);
  await cdp.send('Input.dispatchDragEvent', { type: 'drop', ...at, data });
  await expect(page.getByText('7 files')).toBeVisible();
  const paths = [...(await listed(page)).keys()];
  expect(paths).toContain('2024/more/late.txt');
  expect(paths).toContain('2024/loose.txt');
});

test('new folders, new and changed text, and other contents for a file', async ({ page }) => {
  await page.getByRole('button', { name: 'More actions' }).click();
  await menuItem(page, 'New folder …').click();
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill('notes.txt');
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('alert')).toContainText('is there already');
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill('empty');
  await page.keyboard.press('Enter');
  await toast(page, 'Made the folder “empty”.');

  await choose(page, 'notes.txt', 'Edit text …');
  const text = dialog(page).getByRole('textbox', { name: 'Text' });
  await expect(text).toHaveValue('hello\n');
  await text.fill('hello, größe\n');
  await dialog(page).getByRole('button', { name: 'Save' }).click();
  await toast(page, 'Changed the text of “notes.txt”.');

  const chooser = page.waitForEvent('filechooser');
  await choose(page, 'run.sh', 'Replace file …');
  await (await chooser).setFiles({ name: 'other.sh', mimeType: 'text/plain', buffer: Buffer.from('#!/bin/true\n') });
  await toast(page, '“run.sh” has other contents now.');

  const path = await (await download(page)).path();
  expect(contentOf(path, 'notes.txt')).toBe('hello, größe\n');
  expect(contentOf(path, 'run.sh')).toBe('#!/bin/true\n');
  expect(listing(path).get('empty')).toMatch(/^d/);
  await expect(page.getByText('Not quite: some of what was renamed')).toHaveCount(0);
});

test('a file that is no text is not edited', { tag: '@thorough' }, async ({ page }) => {
  await write(folder, { 'bin.dat': Buffer.from([0xff, 0xfe, 0, 1]) });
  await dropReady(page, join(folder, 'bin.dat'));
  await choose(page, 'bin.dat', 'Edit text …');
  await toast(page, '“bin.dat” is not text in UTF-8.');
});

test('what is left out by pattern is found in the list and brought back', { tag: '@thorough' }, async ({ page }) => {
  const before = await downloadHash(page);
  await page.getByRole('button', { name: 'More actions' }).click();
  await menuItem(page, 'Leave out by pattern …').click();
  await expect(dialog(page).getByText('none here').first()).toBeVisible();
  await dialog(page).getByRole('textbox', { name: 'Patterns' }).fill('*.jpg\n!b.jpg\n/2024/');
  await expect(dialog(page).getByText('2 items would be left out: 2 files, 4 bytes.')).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await toast(page, 'Left out what matches.');
  expect([...(await listed(page)).keys()].sort()).toEqual(['2023', '2023/b.jpg', 'notes.txt', 'run.sh']);

  await row(page, 'notes.txt').click();
  await page.keyboard.press('Delete');
  await toast(page, 'Left out: “notes.txt”');
  await page.getByRole('button', { name: 'More actions' }).click();
  await menuItem(page, 'What was left out (3) …').click();
  await dialog(page).getByRole('button', { name: 'Bring back 2024' }).click();
  await dialog(page).getByRole('button', { name: 'Bring back notes.txt' }).click();
  await dialog(page).getByRole('button', { name: 'Bring back 2023/a.jpg' }).click();
  await expect(dialog(page).getByText('Nothing is left out.')).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  expect(await downloadHash(page)).toBe(before);
});

test('common junk is left out by one press', { tag: '@thorough' }, async ({ page }) => {
  await write(folder, {
    'site/.DS_Store': 'x',
    'site/node_modules/one/index.js': 'xx',
    'site/sub/thumbs.DB': 'x',
    'site/index.html': 'x',
  });
  await dropReady(page, join(folder, 'site'));
  await page.getByRole('button', { name: 'More actions' }).click();
  await menuItem(page, 'Leave out by pattern …').click();
  for (const name of ['.DS_Store', 'node_modules', 'Thumbs.db']) {
    await dialog(page)
      .getByRole('button', { name: `Leave out ${name}` })
      .click();
    await expect(dialog(page).getByRole('button', { name: `Leave out ${name}` })).toBeDisabled();
  }
  await page.keyboard.press('Escape');
  const paths = [...(await listed(page)).keys()].filter((path) => path.startsWith('site'));
  expect(paths.sort()).toEqual(['site', 'site/index.html', 'site/sub']);
});

test('hidden from Windows, executable, and placed first on the disc', { tag: '@thorough' }, async ({ page }) => {
  await choose(page, 'notes.txt', 'Hide from Windows (Joliet)');
  await toast(page, 'Windows (Joliet) will not see “notes.txt”.');
  await expect(row(page, 'notes.txt').getByText('not for Windows')).toBeVisible();
  await row(page, 'notes.txt').click({ button: 'right' });
  await expect(menuItem(page, 'Hide from Windows (Joliet)')).toHaveAttribute('aria-checked', 'true');
  await page.keyboard.press('Escape');
  await expect(row(page, 'notes.txt')).toBeFocused();

  await page.getByRole('button', { name: 'More actions' }).click();
  await menuItem(page, 'Mark programs as executable').click();
  await toast(page, 'Made one program executable.');
  await choose(page, 'run.sh', 'Place on disc …');
  await dialog(page).getByRole('radio', { name: 'Near the beginning' }).check();
  await dialog(page).getByRole('button', { name: 'Place' }).click();
  await toast(page, 'Placed “run.sh” on the disc.');

  const path = await (await download(page)).path();
  const paths = listing(path);
  expect(paths.get('run.sh')).toBe('-r-xr-xr-x');
  expect(paths.get('notes.txt')).toBe('-r--r--r--');
  expect(joliet(path)).not.toContain('/notes.txt');
  expect(joliet(path)).toContain('/run.sh');
  // The first of the files' blocks.
  const image = await readFile(path);
  expect(image.indexOf('#!/bin/sh\n')).toBeLessThan(image.indexOf('hello\n'));
  const text = page.getByText('Not quite: some of what was renamed');
  await page.getByText('What lies where, and the same image by command').click();
  await expect(text).toBeVisible();
});

test('menus and dialogs have no accessibility violations, and give the focus back', { tag: '@thorough' }, async ({
  page,
}) => {
  test.slow();
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await row(page, '2023').click({ button: 'right' });
    await expect(page.getByRole('menu')).toBeVisible();
    await expectAccessible(page, '[role=menu]');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect(row(page, '2023')).toBeFocused();
    await page.keyboard.press('F2');
    await expectAccessible(page, '.contents');
    await page.keyboard.press('Escape');
    for (const action of ['New text file in it …', 'Move to …', 'Place on disc …']) {
      await choose(page, '2023', action);
      await expect(dialog(page)).toBeVisible();
      await expectAccessible(page, 'dialog');
      await page.keyboard.press('Escape');
      await expect(dialog(page)).toHaveCount(0);
    }
    for (const action of ['Leave out by pattern …', 'What was left out (0) …']) {
      await page.getByRole('button', { name: 'More actions' }).click();
      await menuItem(page, action).click();
      await expect(dialog(page)).toBeVisible();
      await expectAccessible(page, 'dialog');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('button', { name: 'More actions' })).toBeFocused();
    }
  }
});

test('the download stays possible whatever is edited while it is made', async ({ page }) => {
  await row(page, 'notes.txt').click();
  await page.keyboard.press('F2');
  await page.keyboard.type('x');
  await page.keyboard.press('Enter');
  await expect(downloadButton(page)).toBeEnabled();
  expect([...(await listed(page)).keys()]).toContain('x.txt');
});
