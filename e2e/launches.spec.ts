/** Files that the system opens the installed page with: really installed, and really launched. */
import { execFileSync } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserContext, expect, type LaunchOptions, type Page } from 'playwright/test';
import { COMMAND, downloadButton, downloadHash, sha256, test, write } from './tools/page';

/** Installs the page in a browser of its own. Returns it, and what opens it with files as the system does. */
async function install(
  launch: (profile: string, options: LaunchOptions) => Promise<BrowserContext>,
  folder: string,
  address: string,
) {
  const context = await launch(join(folder, 'profile'), { headless: false, args: ['--headless=new'] });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto('./');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const cdp = await context.newCDPSession(page);
  const manifestId = new URL('./', address).href;
  await cdp.send('PWA.install', { manifestId, installUrlOrBundleUrl: manifestId });
  return { page, open: (...files: string[]) => cdp.send('PWA.launchFilesInApp', { manifestId, files }) };
}

const row = (page: Page, name: RegExp) => page.getByRole('row', { name });

test('an image and then another file are opened with the page that is there', { tag: '@thorough' }, async ({
  launch,
  folder,
  baseURL,
}) => {
  const root = await write(join(folder, 'root'), { 'note.txt': 10, 'film.mkv': 300_000 });
  const image = join(folder, 'disc.iso');
  execFileSync(process.execPath, [COMMAND, '-quiet', '-J', '-R', '-o', image, root]);
  const { page, open } = await install(launch, folder, baseURL ?? '');
  await open(image);
  await expect(page.getByText('“disc.iso” was opened')).toBeVisible();
  expect(await downloadHash(page)).toBe(await sha256(image));

  // What is there stays, as beside a drop.
  await copyFile(image, join(folder, 'other.iso'));
  await open(join(folder, 'other.iso'));
  await expect(row(page, /^other\.iso/)).toBeVisible();
  await expect(row(page, /^note\.txt/)).toBeVisible();
  await expect(downloadButton(page)).toBeEnabled();
});
