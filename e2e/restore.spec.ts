/** What was done survives a reload; what the browser does not give back is asked for, and two tabs keep out of each other's way. */
import { execFileSync } from 'node:child_process';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserContext, expect, type Page } from 'playwright/test';
import { expectAccessibleInBoth } from './tools/accessibility';
import { downloadButton, downloadHash, drop, dropReady, EACH_KIND, type Files, test, write } from './tools/page';

/** Those that handles show. */
const PLAIN: Files = { 'note.txt': 10, 'draft.txt': 20, 'film.mkv': 300_000, 'folder/inner/deep.txt': 40 };

type Answer = 'allow' | 'block';

/**
 * Writes down in a browser's profile what somebody has answered to the browser's question whether the page may read
 * folders, once and for all: headless Chromium never asks, and never answers.
 */
async function answer(profile: string, url: string, given: Answer): Promise<void> {
  const { origin } = new URL(url);
  const exceptions =
    given === 'allow'
      ? { file_system_access_extended_permission: { [`${origin},*`]: { setting: 1 } } }
      : { file_system_read_guard: { [`${origin},*`]: { setting: 2 } } };
  await mkdir(join(profile, 'Default'), { recursive: true });
  const preferences = { profile: { content_settings: { exceptions } } };
  await writeFile(join(profile, 'Default/Preferences'), JSON.stringify(preferences));
}

const kept = (page: Page) => page.getByRole('region', { name: 'Recent discs' });
const losses = (page: Page) => page.getByRole('region', { name: 'Drop it again to complete the disc' });
const takeUp = (page: Page) => page.getByRole('button', { name: /^Continue with/ });

/** Drops a folder, gives the disc a name, makes the folder one on the disc and leaves a file out. */
async function edit(page: Page, path: string): Promise<void> {
  await page.goto('./');
  await dropReady(page, path);
  await page.getByRole('button', { name: 'Make it a folder instead' }).click();
  await page.getByRole('textbox', { name: /^Volume name/ }).fill('CAME_BACK');
  await page.getByRole('row', { name: /^demo/ }).dblclick();
  await page.getByRole('row', { name: /^draft\.txt/ }).press('Delete');
  await expect(page.getByRole('row', { name: /^draft\.txt/ })).toHaveCount(0);
  await expect(downloadButton(page)).toBeEnabled();
}

/** Waits until the browser has written what was done. */
const written = (page: Page, changes: number) => expect.poll(() => stored(page, 'changes')).toContain(changes);

/** Files of the sources that are kept. */
const counted = (page: Page) => stored(page, 'count');

/** What is kept, of that name. */
const stored = (page: Page, name: string): Promise<(number | string)[]> =>
  page.evaluate(
    (wanted) =>
      new Promise<(number | string)[]>((resolve, reject) => {
        const request = indexedDB.open('isodrop-sessions');
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const all = request.result.transaction('parts').objectStore('parts').getAll();
          all.onsuccess = () => resolve(all.result.flatMap((part) => part[wanted] ?? []));
        };
      }),
    name,
  );

async function first(context: BrowserContext): Promise<Page> {
  return context.pages()[0] ?? (await context.newPage());
}

test('a folder with edits comes back after a reload, and makes the same image', async ({ folder, launch, baseURL }) => {
  const path = await write(join(folder, 'demo'), PLAIN);
  const profile = join(folder, 'profile');
  await answer(profile, baseURL as string, 'allow');
  const page = await first(await launch(profile));
  await edit(page, path);
  const before = await downloadHash(page);
  await written(page, 3);
  await page.reload();
  await expect(kept(page)).toContainText('demo.iso');
  await expect(kept(page)).toContainText(/3 files · (?:[^·]+ kB · )?3 changes · this minute/);
  await expectAccessibleInBoth(page);
  await takeUp(page).click();
  await expect(downloadButton(page)).toBeEnabled();
  expect(await downloadHash(page)).toBe(before);
  // Each of the edits can be undone.
  await page.getByRole('button', { name: 'Undo: Leave out “draft.txt”' }).click();
  await expect(page.getByText('4 files ·')).toBeVisible();
});

test('what handles hide is asked for; the same folder dropped again completes the disc, with all edits', {
  tag: '@thorough',
}, async ({ folder, launch, baseURL }) => {
  const path = await write(join(folder, 'demo'), { ...EACH_KIND, 'con:sole/inside.txt': 70, 'con:sole/other.txt': 80 });
  const profile = join(folder, 'profile');
  await answer(profile, baseURL as string, 'allow');
  const page = await first(await launch(profile));
  await edit(page, path);
  const before = await downloadHash(page);
  await written(page, 3);
  await page.reload();
  await takeUp(page).click();
  await expect(losses(page)).toContainText('“demo”: 3 files missing');
  await expect(losses(page)).toContainText('The browser shows these only when the folder is dropped.');
  await expect(losses(page)).toContainText('con:sole');
  await expect(losses(page)).toContainText('folder/what? why*.txt');
  await expectAccessibleInBoth(page);
  await expect(downloadButton(page)).toBeDisabled();
  await expect(page.getByRole('status').first()).toHaveText(
    'Something has to be dropped again. Download waits for it.',
  );
  await drop(page, path);
  await expect(losses(page)).toHaveCount(0);
  expect(await downloadHash(page)).toBe(before);
  // It is remembered with that: after another reload the same is asked for again, and can be left out instead.
  await written(page, 3);
  await page.reload();
  await takeUp(page).click();
  await losses(page).getByRole('button', { name: 'Go on without demo' }).click();
  await expect(losses(page)).toHaveCount(0);
  await expect(page.getByText('3 files ·')).toBeVisible();
  await expect(downloadButton(page)).toContainText('without 2 unreadable items');
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(losses(page)).toContainText('“demo”: 3 files missing');
});

test('a folder that changed meanwhile comes back as it is now, and what no longer applies is told', {
  tag: '@thorough',
}, async ({ folder, launch, baseURL }) => {
  const path = await write(join(folder, 'demo'), PLAIN);
  const profile = join(folder, 'profile');
  await answer(profile, baseURL as string, 'allow');
  const page = await first(await launch(profile));
  await edit(page, path);
  await written(page, 3);
  await page.goto('about:blank');
  await rm(join(path, 'draft.txt'));
  await write(path, { 'new.txt': 90 });
  await page.goto('./');
  await takeUp(page).click();
  await expect(page.getByText('4 files ·')).toBeVisible();
  await expect(page.getByRole('textbox', { name: /^Volume name/ })).toHaveValue('CAME_BACK');
  await expect(page.getByText('1 item gone since you changed something about them')).toBeVisible();
  // The file that comes back is left out again at the next visit: the edit is not forgotten.
  await written(page, 3);
  await page.goto('about:blank');
  await write(path, { 'draft.txt': 20 });
  await page.goto('./');
  await takeUp(page).click();
  await expect(page.getByText('4 files ·')).toBeVisible();
  await expect(page.getByText('gone since you changed')).toHaveCount(0);
  await expect.poll(() => counted(page)).toEqual([5]);
  await page.goto('about:blank');
  await rm(join(path, 'note.txt'));
  await page.goto('./');
  await takeUp(page).click();
  await expect(page.getByText('1 item with fewer files than at your last visit')).toBeVisible();
});

test('a folder that was moved is asked for, and taken from where it is now', { tag: '@thorough' }, async ({
  folder,
  launch,
  baseURL,
}) => {
  const path = await write(join(folder, 'demo'), PLAIN);
  const profile = join(folder, 'profile');
  await answer(profile, baseURL as string, 'allow');
  const page = await first(await launch(profile));
  await edit(page, path);
  const before = await downloadHash(page);
  await written(page, 3);
  await page.goto('about:blank');
  await mkdir(join(folder, 'elsewhere'));
  await rename(path, join(folder, 'elsewhere/demo'));
  await page.goto('./');
  await takeUp(page).click();
  await expect(losses(page)).toContainText('“demo”: 4 files missing');
  await expect(losses(page)).toContainText('It is not where it was.');
  await drop(page, join(folder, 'elsewhere/demo'));
  await expect(losses(page)).toHaveCount(0);
  expect(await downloadHash(page)).toBe(before);
});

test('where reading is not allowed the folder is asked for; another one that is dropped is another', {
  tag: '@thorough',
}, async ({ folder, launch, baseURL }) => {
  const path = await write(join(folder, 'demo'), PLAIN);
  const other = await write(join(folder, 'other'), { 'other.txt': 5 });
  const profile = join(folder, 'profile');
  await answer(profile, baseURL as string, 'allow');
  const context = await launch(profile);
  const before = await first(context);
  await edit(before, path);
  const hash = await downloadHash(before);
  await written(before, 3);
  await context.close();
  await answer(profile, baseURL as string, 'block');
  const page = await first(await launch(profile));
  await page.goto('./');
  await takeUp(page).click();
  await expect(losses(page)).toContainText('“demo”: 4 files missing');
  await expect(losses(page)).toContainText('Reading it again was not allowed.');
  await losses(page).getByRole('button', { name: 'Allow reading demo' }).click();
  await expect(losses(page)).toContainText('Reading it again was not allowed.');
  await drop(page, other);
  await expect(page.getByRole('row', { name: /^other/ })).toBeVisible();
  await expect(losses(page)).toContainText('“demo”: 4 files missing');
  await page.getByRole('button', { name: 'Undo: Add “other”' }).click();
  await drop(page, path);
  await expect(losses(page)).toHaveCount(0);
  expect(await downloadHash(page)).toBe(hash);
});

test('loose files, a folder from an input and a sample come back or are asked for', { tag: '@thorough' }, async ({
  folder,
  launch,
  baseURL,
}) => {
  await write(folder, { 'loose/a.txt': 1, 'loose/b.txt': 2, 'chosen/in.txt': 3, 'chosen/deep/down.txt': 4 });
  const profile = join(folder, 'profile');
  await answer(profile, baseURL as string, 'allow');
  const page = await first(await launch(profile));
  await page.goto('./');
  await page.getByRole('button', { name: 'Try with a sample' }).click();
  await expect(downloadButton(page)).toBeEnabled();
  await dropReady(page, join(folder, 'loose/a.txt'), join(folder, 'loose/b.txt'));
  await page.getByLabel('Folder to add').setInputFiles(join(folder, 'chosen'));
  await expect(page.getByText('8 files ·')).toBeVisible();
  await page.getByLabel('Files to add').setInputFiles([join(folder, 'loose/a.txt')]);
  await page.getByRole('button', { name: 'Keep both' }).click();
  await page.getByRole('row', { name: /^b\.txt/ }).press('Delete');
  await expect(page.getByText('8 files ·')).toBeVisible();
  const before = await downloadHash(page);
  await written(page, 1);
  await page.reload();
  await takeUp(page).click();
  await expect(losses(page)).toContainText('“chosen”: 2 files missing');
  await expect(losses(page)).toContainText('1 file missing');
  await expect(losses(page)).toContainText('a.txt');
  await page.getByLabel('Folder to add').setInputFiles(join(folder, 'chosen'));
  await expect(losses(page)).not.toContainText('chosen');
  await page.getByLabel('Files to add').setInputFiles([join(folder, 'loose/a.txt')]);
  await expect(losses(page)).toHaveCount(0);
  expect(await downloadHash(page)).toBe(before);
});

test('what is open in another tab is left alone, and can be taken up when that is closed', {
  tag: '@thorough',
}, async ({ folder, launch, baseURL }) => {
  const path = await write(join(folder, 'demo'), PLAIN);
  const other = await write(join(folder, 'other'), { 'other.txt': 5 });
  const profile = join(folder, 'profile');
  await answer(profile, baseURL as string, 'allow');
  const context = await launch(profile);
  const one = await context.newPage();
  await edit(one, path);
  const before = await downloadHash(one);
  await written(one, 3);
  const two = await context.newPage();
  await two.goto('./');
  await expect(kept(two)).toContainText('This disc is open in another tab.');
  await expect(takeUp(two)).toHaveCount(0);
  await dropReady(two, other);
  await written(two, 0);
  await two.getByRole('button', { name: 'Start over' }).click();
  // Each has its own.
  await one.getByRole('button', { name: 'Undo: Leave out “draft.txt”' }).click();
  await expect(one.getByText('4 files ·')).toBeVisible();
  await one.getByRole('button', { name: /^Redo/ }).click();
  await written(one, 3);
  await one.close();
  await takeUp(two).click();
  await expect(two.getByRole('textbox', { name: /^Volume name/ })).toHaveValue('CAME_BACK');
  expect(await downloadHash(two)).toBe(before);
});

test('to start over forgets nothing: the disc is offered after a reload, until it is discarded', {
  tag: '@thorough',
}, async ({ folder, launch, baseURL }) => {
  const path = await write(join(folder, 'demo'), PLAIN);
  const other = await write(join(folder, 'other'), { 'other.txt': 5 });
  const profile = join(folder, 'profile');
  await answer(profile, baseURL as string, 'allow');
  const page = await first(await launch(profile));
  await edit(page, path);
  await written(page, 3);
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Drop a folder/);
  // It can be undone here: that is nearer.
  await expect(kept(page)).toHaveCount(0);
  await page.reload();
  await expect(kept(page)).toContainText('demo.iso');
  await dropReady(page, other);
  await written(page, 0);
  await page.reload();
  await expect(kept(page).getByRole('listitem')).toHaveText([/^other\.iso/, /^demo\.iso/]);
  await page.getByRole('button', { name: 'Discard demo.iso' }).click();
  await expect(kept(page).getByRole('listitem')).toHaveText([/^other\.iso/]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(kept(page).getByRole('listitem')).toHaveText([/^other\.iso/, /^demo\.iso/]);
  await page.getByRole('button', { name: 'Discard demo.iso' }).click();
  // It is gone from the list when that is written.
  await expect(kept(page).getByRole('listitem')).toHaveText([/^other\.iso/]);
  await page.reload();
  await expect(kept(page).getByRole('listitem')).toHaveText([/^other\.iso/]);
  // What is cancelled as it comes back stays kept.
  await takeUp(page).click();
  await expect(downloadButton(page)).toBeEnabled();
});

test('recent discs have their room from the first moment: nothing moves under a pointer', { tag: '@thorough' }, async ({
  folder,
  launch,
}) => {
  const path = await write(join(folder, 'demo'), PLAIN);
  const page = await first(await launch(join(folder, 'profile')));
  await page.addInitScript(() => {
    const look = () => {
      const button = document.querySelector('.choose button');
      if (button) Object.assign(window, { place: button.getBoundingClientRect().top });
      else requestAnimationFrame(look);
    };
    look();
  });
  await page.goto('./');
  await dropReady(page, path);
  await written(page, 0);
  // Nobody has seen the list yet, and then somebody has.
  for (const _ of [1, 2]) {
    await page.reload();
    await expect(kept(page)).toContainText(/demo\.iso4 files · .*this minute/);
    const [before, now] = await page.evaluate(() => [
      (window as unknown as { place: number }).place,
      document.querySelector('.choose button')?.getBoundingClientRect().top,
    ]);
    expect(now).toBe(before);
  }
});

test('several recent discs are told apart, and all of them can be discarded and had back', {
  tag: '@thorough',
}, async ({ folder, launch }) => {
  const page = await first(await launch(join(folder, 'profile')));
  await page.goto('./');
  for (const [at, name] of ['one', 'two', 'three', 'four'].entries()) {
    await dropReady(page, await write(join(folder, name), { [`${name}.txt`]: 5 + at }));
    await expect.poll(() => stored(page, 'fileName')).toContain(`${name}.iso`);
    await page.reload();
  }
  const rows = kept(page).getByRole('listitem');
  await expect(rows).toHaveText([/^four\.iso/, /^three\.iso/, /^two\.iso/]);
  await page.getByRole('button', { name: 'Show all 4' }).press('Enter');
  await expect(rows).toHaveCount(4);
  await expectAccessibleInBoth(page);
  await page.getByRole('button', { name: 'Discard all' }).press('Enter');
  await expect(kept(page)).toHaveCount(0);
  await expect(page.getByText('Discarded: 4 discs')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(kept(page).getByRole('listitem')).toHaveCount(4);
  await page.getByRole('button', { name: 'Discard all' }).press('Enter');
  await expect(kept(page)).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
  await expect.poll(() => stored(page, 'fileName')).toEqual([]);
  await expect(kept(page)).toHaveCount(0);
});

test('what is cancelled as it comes back stays kept', { tag: '@thorough' }, async ({ folder, launch, baseURL }) => {
  const many = Object.fromEntries(Array.from({ length: 3000 }, (_, n) => [`${n % 40}/file ${n}.txt`, 100]));
  const path = await write(join(folder, 'many'), many);
  const profile = join(folder, 'profile');
  await answer(profile, baseURL as string, 'allow');
  const page = await first(await launch(profile));
  await page.goto('./');
  await dropReady(page, path);
  const before = await downloadHash(page);
  await written(page, 0);
  await page.reload();
  await takeUp(page).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(kept(page)).toContainText('many.iso');
  await expect(kept(page)).toContainText('3,000 files');
  await takeUp(page).click();
  expect(await downloadHash(page)).toBe(before);
});

test('while the browser asks something else can be dropped', { tag: '@thorough' }, async ({ folder, launch }) => {
  const profile = join(folder, 'profile');
  const before = await launch(profile);
  const path = await write(join(folder, 'demo'), PLAIN);
  const other = await write(join(folder, 'other'), { 'other.txt': 5 });
  await edit(await first(before), path);
  await written(await first(before), 3);
  // The browser allows a reload as it is; when it was closed it asks, and without a window it never answers.
  await before.close();
  const page = await first(await launch(profile));
  await page.goto('./');
  await takeUp(page).click();
  await expect(kept(page).getByRole('status')).toHaveText(/^Your browser may ask/);
  await dropReady(page, other);
  await expect(page.getByText('1 file ·')).toBeVisible();
  // The question that is still open takes the pointer.
  await page.getByRole('button', { name: 'Start over' }).dispatchEvent('click');
  await expect(kept(page)).toContainText('demo.iso');
  await expect(kept(page).getByRole('status')).toHaveCount(0);
});

test('where the browser keeps nothing the page works, and says so', { tag: '@thorough' }, async ({ page, folder }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('No.', 'SecurityError');
    };
  });
  const path = await write(join(folder, 'demo'), PLAIN);
  await page.goto('./');
  await dropReady(page, path);
  await expect(page.getByText('Nothing is remembered here')).toBeVisible();
  await expectAccessibleInBoth(page);
  await downloadHash(page);
});

test('a part of the page that a newer version took away is told, and the page works without', {
  tag: '@thorough',
}, async ({ page, folder }) => {
  await page.route('**/keeping-*.js', (route) => route.abort());
  const path = await write(join(folder, 'demo'), PLAIN);
  await page.goto('./');
  await expect(page.getByText('A part of the page could not be loaded')).toBeVisible();
  await dropReady(page, path);
  await downloadHash(page);
});

test('what is renamed, moved and written here comes back as well', { tag: '@thorough' }, async ({
  folder,
  launch,
  baseURL,
}) => {
  const path = await write(join(folder, 'demo'), PLAIN);
  const profile = join(folder, 'profile');
  await answer(profile, baseURL as string, 'allow');
  const page = await first(await launch(profile));
  await page.goto('./');
  await dropReady(page, path);
  const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) });
  await row('folder').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'New text file in it …' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('made.txt');
  await page.getByRole('textbox', { name: 'Text' }).fill('These bytes are on no disk.');
  await page.getByRole('button', { name: 'Make it' }).click();
  await row('note').click();
  await page.keyboard.press('F2');
  await page.keyboard.type('renamed');
  await page.keyboard.press('Enter');
  await row('renamed').click();
  await page.keyboard.press('Control+x');
  await row('folder').click();
  await page.keyboard.press('Control+v');
  await expect(page.locator('.toast')).toContainText('Moved “renamed.txt” to “folder”.');
  const before = await downloadHash(page);
  await written(page, 3);
  await page.reload();
  await expect(kept(page)).toContainText(/5 files · (?:[^·]+ · )?3 changes/);
  await takeUp(page).click();
  expect(await downloadHash(page)).toBe(before);
  await page.getByRole('button', { name: /^Undo: Move/ }).click();
  await expect(row('renamed')).toHaveAttribute('aria-level', '1');
});

test('an archive comes back opened, and as a file where it was kept as one', { tag: '@thorough' }, async ({
  folder,
  launch,
  baseURL,
}) => {
  const top = await write(join(folder, 'demo'), PLAIN);
  const archive = join(folder, 'demo.tar.gz');
  execFileSync('tar', ['-czf', archive, '.'], { cwd: top });
  const profile = join(folder, 'profile');
  await answer(profile, baseURL as string, 'allow');
  const page = await first(await launch(profile));
  await page.goto('./');
  await dropReady(page, archive);
  await page.getByRole('row', { name: /^draft\.txt/ }).press('Delete');
  await expect(page.getByRole('row', { name: /^draft\.txt/ })).toHaveCount(0);
  const before = await downloadHash(page);
  await written(page, 1);
  await page.reload();
  await takeUp(page).click();
  await expect(downloadButton(page)).toBeEnabled();
  await expect(page.getByText('“demo.tar.gz” was opened')).toBeVisible();
  expect(await downloadHash(page)).toBe(before);

  await page.getByRole('button', { name: 'Keep demo.tar.gz as a file instead' }).click();
  await expect(page.getByRole('row', { name: /^demo\.tar\.gz/ })).toBeVisible();
  const asFile = await downloadHash(page);
  await expect.poll(() => stored(page, 'insteadOf')).toHaveLength(1);
  await page.reload();
  await takeUp(page).click();
  await expect(page.getByRole('row', { name: /^demo\.tar\.gz/ })).toBeVisible();
  expect(await downloadHash(page)).toBe(asFile);
});
