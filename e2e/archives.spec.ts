/** Archives that are dropped: their image is the command's, with all that they know, and each can stay a file instead. */
import { execFileSync } from 'node:child_process';
import { chmod, link, rename, symlink, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { expectAccessibleInBoth } from './tools/accessibility';
import {
  COMMAND,
  commandHash,
  downloadButton,
  downloadHash,
  drop,
  dropReady,
  type Files,
  sha256,
  test,
  write,
} from './tools/page';

const FILES: Files = {
  'read me.txt': 10,
  'bin/program': 5_000,
  'bin/large': 300_000,
  'private/key': 32,
  'empty/': 0,
};

/** A folder with modes and links, and an archive of it. */
async function pack(folder: string, name: string): Promise<string> {
  const top = await write(join(folder, 'packed'), FILES);
  await chmod(join(top, 'bin/program'), 0o755);
  await chmod(join(top, 'private'), 0o700);
  await chmod(join(top, 'private/key'), 0o600);
  await symlink('program', join(top, 'bin/link'));
  await link(join(top, 'bin/large'), join(top, 'hard link'));
  const archive = join(folder, name);
  const words = name.endsWith('.zip')
    ? ['zip', '-q', '-r', '-y', archive, '.']
    : name.endsWith('.7z')
      ? ['7zz', 'a', '-bso0', '-snl', archive, '.']
      : ['tar', '-caf', archive, '.'];
  execFileSync(words[0] as string, words.slice(1), { cwd: top });
  return archive;
}

/** SHA-256 of the command's image with owners and modes as they are. */
async function fullHash(folder: string, archive: string, options: string[] = []): Promise<string> {
  const output = join(folder, 'full.iso');
  execFileSync(process.execPath, [COMMAND, '-quiet', '-J', '-R', '-portable', ...options, '-o', output, archive]);
  return sha256(output);
}

const opened = (page: Page, name: string) => page.getByText(`“${name}” was opened`);

test('an archive is opened, with owners and modes where they are wanted, and can be a file instead', async ({
  page,
  folder,
}) => {
  const archive = await pack(folder, 'backup.tar.gz');
  await page.goto('./');
  await dropReady(page, archive);
  await expect(opened(page, 'backup.tar.gz')).toBeVisible();
  expect(await downloadHash(page)).toBe(await commandHash(folder, [archive]));

  await page.getByRole('button', { name: 'Keep owners and modes as they are', exact: true }).press('Enter');
  await expect(page.getByRole('button', { name: 'Keep owners and modes as they are', exact: true })).toHaveCount(0);
  expect(await downloadHash(page)).toBe(await fullHash(folder, archive));

  await page.getByRole('button', { name: 'Keep backup.tar.gz as a file instead' }).press('Enter');
  await expect(page.getByRole('row', { name: /^backup\.tar\.gz/ })).toBeVisible();
  await expect(opened(page, 'backup.tar.gz')).toHaveCount(0);
  expect(await downloadHash(page)).toBe(await fullHash(folder, archive, ['-archives-as-files']));
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(opened(page, 'backup.tar.gz')).toBeVisible();
});

for (const name of ['x.zip', 'x.7z', 'x.tar.xz', 'x.tar.zst', 'x.tar']) {
  test(`${name} is the command’s image`, { tag: '@thorough' }, async ({ page, folder }) => {
    const archive = await pack(folder, name);
    await page.goto('./');
    await dropReady(page, archive);
    await expect(opened(page, name)).toBeVisible();
    await page.getByRole('button', { name: 'Keep owners and modes as they are', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Keep owners and modes as they are', exact: true })).toHaveCount(0);
    expect(await downloadHash(page)).toBe(await fullHash(folder, archive));
    await expectAccessibleInBoth(page);
  });
}

test('a file input opens an archive, too', { tag: '@thorough' }, async ({ page, folder }) => {
  const archive = await pack(folder, 'given.tar.gz');
  await page.goto('./');
  await page.locator('input[type=file]:not([webkitdirectory])').first().setInputFiles(archive);
  await expect(opened(page, 'given.tar.gz')).toBeVisible();
  expect(await downloadHash(page)).toBe(await commandHash(folder, [archive]));
  await page.getByRole('button', { name: 'Keep given.tar.gz as a file instead' }).click();
  await expect(page.getByRole('row', { name: /^given\.tar\.gz/ })).toBeVisible();
  expect(await downloadHash(page)).toBe(await commandHash(folder, [archive], ['-archives-as-files']));
});

test('a damaged archive is told, and can be added as a file', { tag: '@thorough' }, async ({ page, folder }) => {
  const archive = await pack(folder, 'cut.tar.gz');
  await truncate(archive, 2_000);
  await page.goto('./');
  await drop(page, archive);
  const report = page.getByRole('alert').filter({ hasText: 'The archive was not opened' });
  await expect(report).toContainText('“cut.tar.gz” is damaged');
  await report.getByRole('button', { name: 'Add it as a file' }).click();
  await expect(page.getByRole('row', { name: /^cut\.tar\.gz/ })).toBeVisible();
  expect(await downloadHash(page)).toBe(await commandHash(folder, [archive], ['-archives-as-files']));
});

test('several archives at once are opened, each into a folder of its own', { tag: '@thorough' }, async ({
  page,
  folder,
}) => {
  const [a, b] = [await pack(folder, 'a.tar.gz'), await pack(join(folder, 'other'), 'b.zip')];
  const words = ['-open-archives', '-graft-points'];
  await page.goto('./');
  await dropReady(page, a, b);
  await expect(opened(page, 'a.tar.gz')).toBeVisible();
  await expect(opened(page, 'b.zip')).toBeVisible();
  await expect(page.getByRole('row', { name: /^(a|b) / })).toHaveCount(2);
  expect(await downloadHash(page)).toBe(await commandHash(folder, [`a=${a}`, `b=${b}`], words));
});

test('an archive that is a file of the image is opened in its place, and that is undone', { tag: '@thorough' }, async ({
  page,
  folder,
}) => {
  const archive = await pack(folder, 'a.tar.gz');
  const root = await write(join(folder, 'disc'), { 'note.txt': 3, 'inner/other.txt': 4 });
  await rename(archive, join(root, 'a.tar.gz'));
  await page.goto('./');
  await dropReady(page, root);
  const before = await downloadHash(page);
  await page.getByRole('row', { name: /^a\.tar\.gz/ }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Open the archive' }).click();
  await expect(opened(page, 'a.tar.gz')).toBeVisible();
  await expect(page.getByRole('row', { name: /^a\.tar\.gz/ })).toHaveCount(0);
  await expect(page.getByRole('row', { name: /^a / })).toBeVisible();
  await page.getByRole('button', { name: /^Undo/ }).first().click();
  await expect(page.getByRole('row', { name: /^a\.tar\.gz/ })).toBeVisible();
  expect(await downloadHash(page)).toBe(before);
});

test('where one of several is damaged, they can be files', { tag: '@thorough' }, async ({ page, folder }) => {
  const archives = [await pack(folder, 'a.tar.gz')];
  archives.push(await write(join(folder, 'b'), { 'b.zip': 100 }).then((place) => join(place, 'b.zip')));
  await page.goto('./');
  await drop(page, ...archives);
  await page.getByRole('button', { name: 'Add it as a file' }).click();
  await expect(page.getByRole('row', { name: /^(a\.tar\.gz|b\.zip)/ })).toHaveCount(2);
  await expect(downloadButton(page)).toBeEnabled();
});

test('opening is cancelled, and nothing of it stays', { tag: '@thorough' }, async ({ page, folder }) => {
  const archive = join(folder, 'long.tar.xz');
  // A gigabyte of zeros takes seconds to open.
  execFileSync('sh', ['-c', `truncate -s 1G zeros && tar -cf - zeros | xz -0 > "${archive}"`], { cwd: folder });
  await page.goto('./');
  await drop(page, archive);
  await expect(page.getByRole('status').first()).toHaveText('Opening the archive …');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('status').first()).toHaveText('Nothing added yet.');
  const spooled = () =>
    page.evaluate(async () => {
      const top = await (await navigator.storage.getDirectory()).getDirectoryHandle('isodrop-spool');
      const names: string[] = [];
      for await (const session of top.values()) {
        for await (const name of (session as FileSystemDirectoryHandle).keys()) names.push(name);
      }
      return names;
    });
  await expect.poll(spooled, { timeout: 10_000 }).toEqual([]);
});
