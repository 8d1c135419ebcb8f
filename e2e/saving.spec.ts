/** The image written to a chosen file, and its checksums. The picker alone is played: headless Chromium shows none. */
import { execFileSync } from 'node:child_process';
import { appendFile, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { expectAccessible } from './tools/accessibility';
import {
  commandHash,
  download,
  downloadHash,
  dropReady,
  EACH_KIND,
  type Files,
  sha256,
  test,
  write,
} from './tools/page';

const FILES: Files = { 'note.txt': 10, 'film.mkv': 300_000, 'folder/inner/deep.txt': 40 };

/** Somebody chooses a file of this name: a real one, of the page's private file system, which may be there already. */
async function choosing(page: Page, before?: string): Promise<void> {
  await page.addInitScript(
    async ([text]) => {
      const made = navigator.storage.getDirectory().then(async (folder) => {
        if (text === null) return;
        const stream = await (await folder.getFileHandle('demo.iso', { create: true })).createWritable();
        await stream.write(text);
        await stream.close();
      });
      Object.assign(window, {
        showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) => {
          await made;
          return (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true });
        },
      });
    },
    [before ?? null] as const,
  );
  await page.goto('./');
}

/** Somebody chooses the file that is dropped next. */
async function choosingDropped(page: Page): Promise<void> {
  await page.evaluate(() => {
    const take = (event: DragEvent) => {
      const handle = event.dataTransfer?.items[0]?.getAsFileSystemHandle?.();
      const showSaveFilePicker = ({ suggestedName }: { suggestedName: string }) => {
        Object.assign(window, { suggested: suggestedName });
        return handle;
      };
      Object.assign(window, { showSaveFilePicker });
    };
    addEventListener('drop', take, { capture: true, once: true });
  });
}

/** SHA-256 of the file that was chosen; what it says where that is short; undefined where it is not there. */
const chosen = (page: Page) =>
  page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    const file = await folder.getFileHandle('demo.iso').then(
      (handle) => handle.getFile(),
      () => undefined,
    );
    if (!file || file.size < 100) return file?.text();
    const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  });

/** A file that takes a moment to be written, and no room. */
async function writeLong(path: string): Promise<void> {
  const file = await open(path, 'w');
  await file.truncate(400_000_000);
  await file.close();
}

const save = (page: Page) => page.getByRole('button', { name: 'Save to a file …' });
const saved = (page: Page) => page.getByRole('region', { name: 'Saved' });
const progress = (page: Page) => page.getByRole('progressbar', { name: /^Progress: Saving/ });
const sums = (page: Page) => page.getByRole('region', { name: 'Checksums' });

test('an image is saved to a chosen file, with its SHA-256', async ({ page, folder }) => {
  const path = await write(join(folder, 'demo'), EACH_KIND);
  await choosing(page, 'an older image');
  await dropReady(page, path);
  await save(page).press('Enter');
  await expect(saved(page)).toContainText('demo.iso');
  const digest = await commandHash(folder, [path]);
  expect(await chosen(page)).toBe(digest);
  await expect(saved(page)).toContainText(digest);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.getByRole('button', { name: 'Read the file back and check it' }).click();
  await expect(page.getByRole('region', { name: 'The file is good' })).toContainText('demo.iso');
  // It is of these bytes, and not of those that come after an edit.
  await page.getByRole('row', { name: /^draft\.txt/ }).press('Delete');
  await expect(saved(page)).toContainText('The disc has been changed since');
  // An image that was opened is nothing that can be saved to.
  const opened = join(folder, 'demo.iso');
  await (await download(page)).saveAs(opened);
  const before = await sha256(opened);
  await page.goto('./');
  await choosingDropped(page);
  await dropReady(page, opened);
  await expect(page.getByText('Save to another file than “demo.iso”')).toBeVisible();
  await save(page).click();
  await expect(page.getByRole('alert')).toContainText('“demo.iso” is one of the files that this disc is made of');
  expect(await page.evaluate(() => (window as unknown as { suggested: string }).suggested)).toBe('demo (new).iso');
  expect(await sha256(opened)).toBe(before);
});

test('the browser is asked for the file, and to close its question changes nothing', async ({ page, folder }) => {
  const path = await write(join(folder, 'demo'), FILES);
  await page.goto('./');
  await dropReady(page, path);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Page.enable');
  // The browser tells of its question and takes it for closed: it cannot be answered in this way.
  await cdp.send('Page.setInterceptFileChooserDialog', { enabled: true });
  const asked = new Promise((resolve) => {
    cdp.once('Page.fileChooserOpened', resolve);
  });
  await save(page).click();
  await asked;
  await expect(progress(page)).toHaveCount(0);
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(await downloadHash(page)).toBe(await commandHash(folder, [path]));
});

test('checksum files are what the programs read', { tag: '@thorough' }, async ({ page, folder }) => {
  const path = await write(join(folder, 'demo disc'), FILES);
  await page.goto('./');
  await dropReady(page, path);
  const image = await download(page);
  await image.saveAs(join(folder, image.suggestedFilename()));
  await page.getByRole('button', { name: 'Checksums' }).press('Enter');
  await expect(sums(page)).toContainText(await sha256(join(folder, 'demo disc.iso')));
  for (const [kind, program] of [
    ['SHA-256', 'sha256sum'],
    ['SHA-512', 'sha512sum'],
    ['MD5', 'md5sum'],
  ] as const) {
    const workOut = sums(page).getByRole('button', { name: `Work out ${kind}` });
    if ((await workOut.count()) > 0) await workOut.click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: `Save the checksum file for ${kind}` }).click(),
    ]);
    const name = file.suggestedFilename();
    await file.saveAs(join(folder, name));
    const check = () => execFileSync(program, ['--strict', '-c', name], { cwd: folder, encoding: 'utf8' });
    expect(check()).toBe('demo disc.iso: OK\n');
  }
  await sums(page).getByRole('button', { name: 'Work out BLAKE3' }).click();
  await expect(page.getByRole('button', { name: 'Save the checksum file for BLAKE3' })).toBeVisible();
  await expectAccessible(page);
  // They are of the image as it was.
  await page.getByRole('row', { name: /^note\.txt/ }).press('Delete');
  await expect(sums(page)).toContainText('The disc has been changed since');
});

test('the image is checked before it is downloaded, and what was downloaded after it', { tag: '@thorough' }, async ({
  page,
  folder,
}) => {
  const path = await write(join(folder, 'demo'), EACH_KIND);
  await page.goto('./');
  await dropReady(page, path);
  const report = page.getByRole('region', { name: /^The (image|file) is good$|found$/ });
  await page.getByRole('button', { name: 'Check the image' }).press('Enter');
  await expect(report).toHaveAccessibleName('The image is good');
  await expect(report).toContainText('5 files and 2 folders were read back');
  const image = await (await download(page)).path();
  const good = await readFile(image);
  const input = page.getByLabel('Image to check');
  const choose = async (name: string, at?: number) => {
    const bytes = Buffer.from(good);
    if (at !== undefined) bytes[at] = (bytes[at] as number) ^ 1;
    await writeFile(join(folder, name), bytes);
    await input.setInputFiles(join(folder, name));
    await expect(report).toContainText(name);
  };
  await choose('good.iso');
  await expect(report).toHaveAccessibleName('The file is good');
  // In the contents of a file, which is its path over and over.
  await choose('content.iso', good.indexOf('film.mkv\nfilm.mkv\nfilm.mkv\n') + 200_000);
  await expect(report).toHaveAccessibleName('1 error was found');
  await expect(report).toContainText('“film.mkv” holds other bytes than it should, from byte 200000 of it on.');
  await expectAccessible(page);
  // The length in the directory record of a file, 23 bytes before its identifier (ECMA-119 9.1.4).
  await choose('record.iso', good.indexOf('FILM.MKV;1') - 23);
  await expect(report).toHaveAccessibleName(/errors were found/);
  await expect(
    report
      .getByRole('listitem')
      .filter({ hasText: /FILM\.MKV|film\.mkv/ })
      .first(),
  ).toBeVisible();
});

test('what is cancelled, or fails, leaves the earlier file as it was', { tag: '@thorough' }, async ({
  page,
  folder,
}) => {
  const path = await write(join(folder, 'demo'), FILES);
  await writeLong(join(path, 'long.bin'));
  await choosing(page, 'an older image');
  await dropReady(page, path);
  await save(page).click();
  await expect(progress(page)).toBeVisible();
  await expect(page).toHaveTitle(/^(\d+\s?%|Working …) – Isodrop$/);
  await page.getByRole('button', { name: /^Cancel: Saving/ }).click();
  await expect(page.getByText('Cancelled: “demo.iso” was not saved.').last()).toBeVisible();
  await expect(progress(page)).toHaveCount(0);
  await expect(page).toHaveTitle(/^demo\.iso/);
  expect(await chosen(page)).toBe('an older image');
  // Something else has it open.
  await page.evaluate(async () => {
    const source = `onmessage = async () => {
      const folder = await navigator.storage.getDirectory();
      const handle = await folder.getFileHandle('demo.iso');
      self.access = await handle.createSyncAccessHandle();
      postMessage('open');
    };`;
    const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
    Object.assign(window, { worker });
    await new Promise((resolve) => {
      worker.onmessage = resolve;
      worker.postMessage('');
    });
  });
  await save(page).click();
  await expect(page.getByRole('alert')).toContainText('“demo.iso” was not saved: another program or tab is using');
  await page.evaluate(() => (window as unknown as { worker: Worker }).worker.terminate());
  // The disk is full.
  const cdp = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 50_000_000 });
  await save(page).click();
  await expect(page.getByRole('alert')).toContainText('“demo.iso” was not saved: there is no room for it');
  await expectAccessible(page);
  await cdp.send('Storage.overrideQuotaForOrigin', { origin });
  expect(await chosen(page)).toBe('an older image');
  await save(page).click();
  await expect(saved(page)).toContainText('demo.iso', { timeout: 40_000 });
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(await chosen(page)).toBe(await downloadHash(page));
});

test('a file that changes while it is written is named, and there is no image', { tag: '@thorough' }, async ({
  page,
  folder,
}) => {
  const path = await write(join(folder, 'demo'), FILES);
  await writeLong(join(path, 'long.bin'));
  await choosing(page);
  await dropReady(page, path);
  await save(page).click();
  await expect(progress(page)).toBeVisible();
  await appendFile(join(path, 'long.bin'), 'more');
  const problems = page.getByRole('region', { name: /changed since the folder was read/ });
  await expect(problems).toContainText('long.bin', { timeout: 20_000 });
  await expect(page.getByText('Not saved: “demo.iso”').last()).toBeVisible();
  await expect(progress(page)).toHaveCount(0);
  await expect(saved(page)).toHaveCount(0);
  await expect.poll(() => chosen(page)).toBeUndefined();
});

test('long work is told of, keeps the screen on, and is taken back', { tag: '@thorough' }, async ({
  page,
  folder,
  context,
  baseURL,
}) => {
  await context.grantPermissions(['notifications', 'screen-wake-lock'], { origin: new URL(baseURL as string).origin });
  const path = await write(join(folder, 'demo'), FILES);
  await writeLong(join(path, 'long.bin'));
  await page.addInitScript(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    const note = (what: string) => told.push(what);
    Object.assign(Navigator.prototype, {
      setAppBadge: async (count: number) => note(count > 0 ? 'badge' : 'no number'),
      clearAppBadge: async () => note('badge cleared'),
    });
    const request = WakeLock.prototype.request;
    WakeLock.prototype.request = async function (type) {
      const sentinel = await request.call(this, type);
      note('awake');
      sentinel.addEventListener('release', () => note('released'));
      return sentinel;
    };
    window.Notification = class extends Notification {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        note(title);
      }
    };
  });
  await page.clock.install();
  await choosing(page);
  await dropReady(page, path);
  const told = () => page.evaluate(() => (window as unknown as { told: string[] }).told);
  await page.evaluate(() => (window as unknown as { told: string[] }).told.splice(0));
  await expect(page.getByRole('button', { name: 'Tell me when it is done' })).toHaveCount(0);
  await save(page).click();
  await expect(progress(page)).toBeVisible();
  await page.clock.fastForward(5000);
  // Somebody who closes the page is asked first.
  const leave = () => page.evaluate(() => dispatchEvent(new Event('beforeunload', { cancelable: true })));
  expect(await leave()).toBe(false);
  await page.getByRole('button', { name: 'Tell me when it is done' }).click();
  await expect(page.getByText('Your browser will tell you')).toBeVisible();
  await expect.poll(told).toContain('awake');
  await expect(saved(page)).toBeVisible({ timeout: 30_000 });
  await expect.poll(told).toContain('Saved: “demo.iso”');
  await expect.poll(told).toContain('released');
  expect(await leave()).toBe(true);
  expect(await told()).toContain('badge');
  expect((await told()).filter((what) => what.startsWith('badge')).at(-1)).toBe('badge cleared');
  await expect(page).toHaveTitle(/^demo\.iso/);
});
