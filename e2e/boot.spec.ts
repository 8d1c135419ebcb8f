/** A disc that boots: a file is chosen for that, and what an image boots from is kept. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { expectAccessible } from './tools/accessibility';
import { COMMAND, downloadHash, dropReady, sha256, test, write } from './tools/page';

test.beforeEach(({ page }) => page.goto('./').then(() => undefined));

const entries = (page: Page) => page.getByRole('list', { name: 'Boots from' }).getByRole('listitem');

async function choose(page: Page, row: RegExp, item: string) {
  await page.getByRole('row', { name: row }).click({ button: 'right' });
  await page.getByRole('menuitemcheckbox', { name: item }).click();
}

test('the disc boots from a file: the command’s image, and undo', async ({ page, folder }) => {
  const root = await write(join(folder, 'demo'), { 'isolinux.bin': 24_577, 'efi.img': 9000, 'note.txt': 10 });
  await dropReady(page, root);
  await choose(page, /^isolinux\.bin/, 'Boot from it (BIOS)');
  await expect(entries(page)).toHaveText([/BIOS.*isolinux\.bin.*a program/]);
  await expect(page.getByRole('checkbox', { name: 'Tell it where on the disc it lies' })).toBeChecked();
  await choose(page, /^efi\.img/, 'Boot from it (UEFI)');
  await expect(entries(page)).toHaveCount(2);
  const image = join(folder, 'command.iso');
  const words = '-quiet -J -r -portable -V demo -boot-catalog-hide -b isolinux.bin -no-emul-boot -boot-load-size 4';
  const more = '-boot-info-table -eltorito-alt-boot -e efi.img -no-emul-boot';
  execFileSync(process.execPath, [COMMAND, ...words.split(' '), ...more.split(' '), '-o', image, root]);
  await page.getByRole('textbox', { name: /^Volume name/ }).fill('demo');
  expect(await downloadHash(page)).toBe(await sha256(image));
  await page.getByRole('button', { name: 'Do not boot from “isolinux.bin”' }).click();
  await expect(entries(page)).toHaveText([/UEFI.*efi\.img/]);
  await page.getByRole('button', { name: /^Undo/ }).first().click();
  await expect(entries(page)).toHaveCount(2);
});

test('an image that boots keeps what it boots from', { tag: '@thorough' }, async ({ page, folder }) => {
  const root = await write(join(folder, 'booting'), { 'boot.bin': 2048, 'note.txt': 10 });
  const image = join(folder, 'boot.iso');
  const words = ['-quiet', '-J', '-R', '-b', 'boot.bin', '-no-emul-boot', '-c', 'boot.cat', '-o', image, root];
  execFileSync(process.execPath, [COMMAND, ...words]);
  await dropReady(page, image);
  await expect(entries(page)).toHaveText([/BIOS.*boot\.bin/]);
  expect(await downloadHash(page)).toBe(await sha256(image));
  await page.getByRole('row', { name: /^boot\.bin/ }).press('Delete');
  await expect(entries(page)).toHaveText([/not in the image/]);
  await expect(page.getByText('1 item to boot from is not in the image')).toBeVisible();
  await expectAccessible(page);
});
