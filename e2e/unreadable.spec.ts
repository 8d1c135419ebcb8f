/** What cannot be read is told and waits for a choice: never silently a smaller image. */
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { commandHash, downloadButton, downloadHash, drop, dropReady, test, write } from './tools/page';
import { findProgram } from './tools/programs.mjs';

const problem = (page: Page, path: string) => page.getByRole('listitem').filter({ hasText: path });
const waits = (page: Page, count: number) =>
  expect(page.getByRole('status')).toHaveText(
    `${count} ${count === 1 ? 'item' : 'items'} could not be read. Download waits for your choice.`,
  );

/** A browser that asks for permissions although root started it: without the two capabilities that pass them by. */
async function bound(folder: string): Promise<{ executablePath?: string }> {
  if (process.getuid?.() !== 0) return {};
  const setpriv = findProgram(['setpriv']);
  const without = 'There is no setpriv here, and nothing is unreadable to root';
  if (!setpriv && process.env.ISODROP_STRICT === '1') throw new Error(without);
  test.skip(!setpriv, without);
  const script = join(folder, 'browser');
  const browser = `"${process.env.ISODROP_CHROMIUM}"`;
  await writeFile(script, `#!/bin/sh\nexec ${setpriv} --bounding-set=-dac_override,-dac_read_search ${browser} "$@"\n`);
  await chmod(script, 0o755);
  return { executablePath: script };
}

test('an unreadable folder and an unreadable file wait for Retry or Leave out', async ({ launch, folder }) => {
  const path = await write(join(folder, 'disk'), {
    'open/fine.txt': 5,
    'open/secret.txt': 6,
    'open/later/locked/inside.txt': 7,
    'sealed/inside.txt': 8,
  });
  const closed = ['open/secret.txt', 'open/later/locked', 'sealed'].map((name) => join(path, name));
  for (const one of closed) await chmod(one, 0);
  try {
    const context = await launch(join(folder, 'profile'), await bound(folder));
    const [page = await context.newPage()] = context.pages();
    await page.goto('./');
    await drop(page, path);
    await waits(page, 3);
    await expect(downloadButton(page)).toBeDisabled();
    await expect(problem(page, 'open/later/locked')).toContainText('unreadable folder');
    await expect(problem(page, 'open/later/locked')).toContainText('The browser does not allow reading it.');

    // Retrying what has not changed changes nothing.
    await page.getByRole('button', { name: 'Retry open/later/locked' }).click();
    await waits(page, 3);
    await chmod(join(path, 'open/later/locked'), 0o755);
    await page.getByRole('button', { name: 'Retry open/later/locked' }).click();
    await waits(page, 2);
    await problem(page, 'sealed').getByRole('button', { name: 'Leave out' }).click();
    await waits(page, 1);
    await problem(page, 'open/secret.txt').getByRole('button', { name: 'Leave out' }).click();
    await expect(downloadButton(page)).toHaveAccessibleName('Download without 2 unreadable items');
    await page.setViewportSize({ width: 360, height: 740 });
    const beyond = () => document.documentElement.scrollWidth - innerWidth;
    expect(await page.evaluate(beyond)).toBeLessThanOrEqual(0);
    await page.getByText('2 items left out: unreadable').click();
    await expect(page.getByText('“sealed” was left out: the browser does not allow reading it.')).toBeVisible();
    const saved = await downloadHash(page);

    await rm(join(path, 'open/secret.txt'));
    await rm(join(path, 'sealed'), { recursive: true });
    expect(saved).toBe(await commandHash(folder, [path]));
  } finally {
    for (const one of closed) await chmod(one, 0o755).catch(() => {});
  }
});

test('a folder that goes while it is being read is missed, and with it back the image is whole', {
  tag: '@thorough',
}, async ({ page, folder }) => {
  const files = Object.fromEntries(Array.from({ length: 800 }, (_, n) => [`${n % 8}/file ${n}.txt`, n]));
  const path = await write(join(folder, 'going'), files);
  await page.goto('./');
  await drop(page, path);
  await rename(join(path, '7'), join(folder, 'away'));
  await expect(page.getByRole('status')).toHaveText(/Download waits for your choice\.$|^Ready/, { timeout: 20_000 });
  const away = await commandHash(folder, [path]);
  await rename(join(folder, 'away'), join(path, '7'));
  const whole = await commandHash(folder, [path]);
  // It may have gone before anybody saw it, or after it was read: then the image is whole without it, or with it.
  if (await downloadButton(page).isEnabled()) expect([away, whole]).toContain(await downloadHash(page));
  await page
    .getByRole('button', { name: /^Read again/ })
    .first()
    .click();
  await expect(page.getByText('800 files ·')).toBeVisible();
  expect(await downloadHash(page)).toBe(whole);
});

/** Names that directory handles hide without a word (all but the first), and some that are odd in other ways. */
const ODD_NAMES = [
  ...['plain.txt', ' leading space', 'trailing space ', 'trailing dot.', '...', 'a<b', 'a>b', 'a:b', 'a"b', 'a\\b'],
  ...['a|b', 'a?b', 'a*b', 'CON', 'NUL.txt', 'COM1', 'LPT1.txt', 'x.lnk', 'x.url', 'x.scf', 'x.local', 'x.desktop'],
  ...[
    'Thumbs.db',
    'desktop.ini',
    '👨‍👩‍👧.txt',
    'line\nfeed',
    'tab\there',
    '\u0001',
    'delete\x7f',
    '\u202ebidi',
    '\u2028',
    '\uFFFF',
  ],
  ...['{x}.{20D04FE0-3AEA-1069-A2D8-08002B30309D}', '%2f', '~$x', '.DS_Store', 'é', 'e\u0301', 'x.crdownload'],
];

test('every file that is listed is in the image or asked about, whatever its name', async ({ page, folder }) => {
  test.skip(process.platform !== 'linux', 'Only Linux can have all these names');
  const path = join(folder, 'odd');
  const inFolders = ODD_NAMES.map((name): [string, number] => [`folders/${name}/${name}`, 2]);
  await write(path, Object.fromEntries([...ODD_NAMES.map((name): [string, number] => [name, 1]), ...inFolders]));
  await page.goto('./');
  await dropReady(page, path);
  expect(await downloadHash(page)).toBe(await commandHash(folder, [path]));

  // Names that are not UTF-8: a browser cannot open these.
  const bytes = (name: string) => Buffer.concat([Buffer.from(`${path}/`), Buffer.from(name, 'latin1')]);
  await writeFile(bytes('na\xefve.txt'), 'lost');
  await mkdir(bytes('Stra\xdfe'));
  await writeFile(bytes('Stra\xdfe/in.txt'), 'lost');
  await page.getByRole('button', { name: 'Start over' }).click();
  await drop(page, path);
  await waits(page, 2);
  await expect(downloadButton(page)).toBeDisabled();
  await expect(problem(page, '(not a UTF-8 name) 1')).toContainText('rename it');
  await page.getByRole('button', { name: 'Leave out all' }).click();
  await expect(downloadButton(page)).toHaveAccessibleName('Download without 2 unreadable items');
});
