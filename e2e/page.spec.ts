/** The page as people use it: real folders dropped into a real browser. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { expectAccessible } from './tools/accessibility';
import {
  downloadButton,
  download as downloadFile,
  drag,
  drop,
  dropReady,
  type Files,
  test,
  write as writeTo,
} from './tools/page';
import { DIST, serve } from './tools/serve.mjs';
import { isThorough } from './tools/thorough';

let folder: string;

test.beforeEach(async ({ page, folder: own }) => {
  folder = own;
  await page.goto('./');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

const write = (files: Files) => writeTo(folder, files);

async function download(page: Page): Promise<{ name: string; bytes: Buffer }> {
  const file = await downloadFile(page);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** The volume identifier of the primary volume descriptor (ECMA-119 8.4.7). */
const volumeId = (image: Buffer) => image.toString('latin1', 16 * 2048 + 40, 16 * 2048 + 72).trimEnd();

const first = { 'project/test_file.txt': '', 'project/test_dir/testfile.txt': '' };
const album = {
  'album/2023/a.jpg': 'a',
  'album/2023/b.jpg': 'bb',
  'album/2024/raw/c.nef': 'ccc',
  'album/readme.txt': 'hello',
};

test('the empty page says what to do, and that nothing leaves the computer', async ({ page }) => {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Drop a folder, get a disc image');
  await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Choose files' })).toBeVisible();
  await expect(page.getByText('Nothing leaves this computer.')).toBeVisible();
  await expect(page.getByText('Turn off your network and try.')).toBeVisible();
  await expect(page.getByText(/Your browser will ask/)).toBeVisible();
  await expect(page.getByRole('status')).toHaveText('Nothing added yet.');
  await expect(page.locator('input[type=file][webkitdirectory]')).toHaveCount(1);
  await expect(page.locator('input[type=file][multiple]:not([webkitdirectory])')).toHaveCount(1);
  await expect(page.locator('[style]:not(.disc-data)')).toHaveCount(0);
});

test('a dropped folder becomes an image that is known to the byte, and is handed over', async ({ page }) => {
  await write(first);
  await dropReady(page, join(folder, 'project'));
  await expect(downloadButton(page)).toHaveAccessibleName('Download 375 kB (project.iso)');
  await expect(page.getByText('2 files · 1 folder')).toBeVisible();
  await expect(page.getByText('374,784 bytes', { exact: true })).toBeVisible();
  await expect(page).toHaveTitle('project.iso, 375 kB – Isodrop');
  await expect(page.getByText('Contents of “project” are at the top of the disc.')).toBeVisible();
  await expect(page.getByText('Nothing had to be left out or changed.')).toBeVisible();

  const { name, bytes } = await download(page);
  expect(name).toBe('project.iso');
  expect(bytes.length).toBe(374_784);
  await expect(page.getByRole('status')).toHaveText('Handed to the browser: 375 kB — follow it in the downloads list.');
  await expect(page.getByRole('heading', { name: 'What next?' })).toBeVisible();
  await page.getByText('Attach it to a virtual machine').click();
  await expect(page.getByText('-cdrom project.iso')).toBeVisible();
});

test('the folder can be kept as a folder of the disc', async ({ page }) => {
  await write(first);
  await dropReady(page, join(folder, 'project'));
  await page.getByRole('button', { name: 'Make it a folder instead' }).click();
  await expect(page.getByRole('row', { name: /^project/ })).toBeVisible();
  await page.getByRole('button', { name: 'Put its contents at the top' }).click();
  await expect(page.getByRole('row', { name: /^test_file\.txt/ })).toBeVisible();
});

test('the volume name is in the image although Download is pressed at once, and is kept for the next visit', async ({
  page,
}) => {
  await write(first);
  await dropReady(page, join(folder, 'project'));
  const name = page.getByRole('textbox', { name: /^Volume name/ });
  await expect(name).toHaveValue('CDROM');
  await name.fill('Größe: a name that is too long for a disc');
  await expect(page.getByText('Windows (Joliet) will show “Größe_ a name th”')).toBeVisible();
  await name.fill('MY_DISC');
  const { bytes } = await download(page);
  expect(volumeId(bytes)).toBe('MY_DISC');

  await page.reload();
  await dropReady(page, join(folder, 'project'));
  await expect(page.getByRole('textbox', { name: /^Volume name/ })).toHaveValue('MY_DISC');
});

test('the tree is used by keyboard alone', async ({ page }) => {
  await write(album);
  await dropReady(page, join(folder, 'album'));
  const tree = page.getByRole('treegrid');
  const rows = tree.getByRole('row');
  await expect(rows).toHaveCount(4);
  await rows.nth(1).focus();
  const focusedRow = page.locator('[role=row]:focus');
  await expect(focusedRow).toContainText('2023');
  await expect(focusedRow).toHaveAttribute('aria-level', '1');
  await expect(focusedRow).toHaveAttribute('aria-setsize', '3');

  await page.keyboard.press('ArrowRight');
  await expect(focusedRow).toHaveAttribute('aria-expanded', 'true');
  await expect(rows).toHaveCount(6);
  await page.keyboard.press('ArrowRight');
  await expect(focusedRow).toContainText('a.jpg');
  await expect(focusedRow).toHaveAttribute('aria-level', '2');
  await page.keyboard.press('End');
  await expect(focusedRow).toContainText('readme.txt');
  await page.keyboard.press('Home');
  await expect(focusedRow).toContainText('2023');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(focusedRow).toContainText('b.jpg');
  await page.keyboard.press('ArrowLeft');
  await expect(focusedRow).toContainText('2023');
  await page.keyboard.press('ArrowLeft');
  await expect(focusedRow).toHaveAttribute('aria-expanded', 'false');

  await page.keyboard.press('End');
  await page.keyboard.press('Delete');
  await expect(tree.getByText('readme.txt')).toHaveCount(0);
  await expect(focusedRow).toContainText('2024');
});

test('a row keeps the focus while it is scrolled away and back', { tag: '@thorough' }, async ({ page }) => {
  const many = Array.from({ length: 200 }, (_, at) => [`many/${String(at).padStart(3, '0')}.txt`, 'x']);
  await write(Object.fromEntries(many));
  await dropReady(page, join(folder, 'many'));
  const row = page.getByRole('row', { name: /^002/ });
  await row.click();
  const tree = page.locator('.tree-scroll');
  // As a wheel does it, a few rows at a time.
  const scroll = async (by: number, shown: RegExp) => {
    await tree.evaluate(async (element, step) => {
      for (let times = 0; times < 10; times++) {
        element.scrollBy({ top: step });
        for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
      }
    }, by);
    await expect(page.getByRole('row', { name: shown })).toBeInViewport();
  };
  await scroll(300, /^090/);
  await expect(row).toBeFocused();
  await scroll(-300, /^000/);
  await expect(row).toBeFocused();
});

test('what is left out comes back', async ({ page }) => {
  await write(album);
  await dropReady(page, join(folder, 'album'));
  const readme = page.getByRole('row', { name: /readme\.txt/ });
  await readme.hover();
  await page.getByRole('button', { name: 'Leave out readme.txt' }).click();
  await expect(readme).toHaveCount(0);
  await expect(page.getByText('3 files ·')).toBeVisible();
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
  await expect(readme).toBeVisible();
  await expect(page.getByText('4 files ·')).toBeVisible();

  await page.getByRole('button', { name: /^Redo/ }).click();
  await expect(readme).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(readme).toBeVisible();

  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Drop a folder/);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(readme).toBeVisible();
  await expect(downloadButton(page)).toBeEnabled();
});

test('a name that is there already is asked about', async ({ page }) => {
  await write({ 'one/same.txt': 'old', 'two/same.txt': 'newer', 'three/same.txt': 'newest' });
  await dropReady(page, join(folder, 'one', 'same.txt'));
  await drag(page, [join(folder, 'two', 'same.txt')]);
  const dialog = page.getByRole('dialog', { name: '“same.txt” is there already' });
  await expect(dialog).toBeVisible();
  await expect(downloadButton(page)).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Choose what to do' }).click();
  await dialog.getByRole('button', { name: 'Keep both' }).click();
  await expect(downloadButton(page)).toBeEnabled();
  await expect(page.getByRole('row', { name: /^same/ })).toHaveCount(2);

  await drag(page, [join(folder, 'three', 'same.txt')]);
  await dialog.getByRole('button', { name: 'Replace' }).click();
  await expect(downloadButton(page)).toBeEnabled();
  await expect(page.getByRole('row', { name: /^same\.txt 6 bytes/ })).toBeVisible();
});

test('several names that are there are asked about one by one', { tag: '@thorough' }, async ({ page }) => {
  const names = ['a', 'b', 'c', 'd'];
  for (const side of ['one', 'two']) {
    await write(Object.fromEntries(names.map((name) => [`${side}/x/${name}.txt`, `${side} ${name}`])));
  }
  await dropReady(page, join(folder, 'one/x'));
  await drag(page, [join(folder, 'two/x')]);
  const ask = (name: string) => page.getByRole('dialog', { name: `“${name}.txt” is there already` });
  await ask('a').getByRole('button', { name: 'Keep both' }).click();
  await ask('b').getByRole('button', { name: 'Replace' }).click();
  // Whichever way a dialog is closed, the question comes back.
  for (const _ of [1, 2]) {
    await expect(ask('c')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(ask('c')).toBeHidden();
    await page.getByRole('button', { name: 'Choose what to do' }).click();
  }
  await page.evaluate(() => document.querySelector('dialog')?.close());
  await page.getByRole('button', { name: 'Choose what to do' }).click();
  await ask('c').getByRole('checkbox').check();
  await ask('c').getByRole('button', { name: 'Leave the new one out' }).click();
  await expect(page.getByText('5 files ·')).toBeVisible();
  await expect(downloadButton(page)).toBeEnabled();
});

test('the log shows the stages, and each of its parts can be copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await write(first);
  await dropReady(page, join(folder, 'project'));
  await page.locator('summary', { hasText: 'Log' }).click();
  const padding = page.getByRole('row', { name: 'Ending Padblock 33 150' });
  await expect(padding).toBeVisible();
  await expect(page.getByRole('row', { name: 'Total 374,784 bytes 183' })).toBeVisible();

  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole('button', { name: 'Copy the command' }).click();
  expect(await clipboard()).toMatch(/^genisoimage .*-J .*-r .*project/);
  await page.getByRole('button', { name: 'Copy the table' }).click();
  expect(await clipboard()).toContain('Ending Padblock\t33\t150');
  await page.getByRole('button', { name: 'Copy the log' }).click();
  expect(await clipboard()).toContain('183 extents written');
});

test('names with HTML in them are only names', async ({ page }) => {
  const hostile = '<img src=x onerror="document.title=1">.txt';
  await write({ [`bad/${hostile}`]: '1', 'bad/<script>alert(1)<⁄script>': '2', 'bad/\u202egnp.exe': '3' });
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await dropReady(page, join(folder, 'bad'));
  await expect(page.getByRole('row', { name: hostile })).toBeVisible();
  await expect(page.getByText('⟨U+202E⟩gnp.exe')).toBeVisible();
  for (const summary of await page.locator('.notices summary').all()) await summary.click();
  await expect(page.locator('.sentences').first()).toContainText('onerror');
  await expect(page.locator('#app img, #app script')).toHaveCount(0);
  await expect(page).toHaveTitle(/^bad\.iso/);
  expect(dialogs).toEqual([]);
});

test('while files hover over the window it says that they can be dropped', async ({ page }) => {
  await write(first);
  const overlay = page.getByText('Drop to make an image');
  await expect(overlay).toBeHidden();
  await drag(page, [join(folder, 'project')], ['dragEnter', 'dragOver']);
  await expect(overlay).toBeVisible();
  await drag(page, [join(folder, 'project')], ['dragCancel']);
  await expect(overlay).toBeHidden();
  await expect(page.getByRole('status')).toHaveText('Nothing added yet.');
});

test('both file inputs add', async ({ page }) => {
  await write(album);
  await page.locator('input[type=file]:not([webkitdirectory])').setInputFiles([join(folder, 'album/readme.txt')]);
  await expect(downloadButton(page)).toBeEnabled();
  await page.locator('input[type=file][webkitdirectory]').setInputFiles(join(folder, 'album/2023'));
  await expect(page.getByRole('row', { name: /^2023/ })).toBeVisible();
  await expect(page.getByText('3 files ·')).toBeVisible();
});

test.describe('with a service worker', () => {
  test.use({ serviceWorkers: 'allow' });

  test('after the load nothing is asked of the network', async ({ page }) => {
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForLoadState('networkidle');
    const asked: string[] = [];
    page.context().on('request', (request) => asked.push(request.url()));
    await write(album);
    await dropReady(page, join(folder, 'album'));
    await page.locator('summary', { hasText: 'Log' }).click();
    await expect(page.getByText('Total rockridge attributes bytes')).toBeVisible();
    await download(page);
    await expect(page.getByRole('heading', { name: 'What next?' })).toBeVisible();
    expect(asked.filter((url) => !url.startsWith('blob:'))).toEqual([]);
  });

  test('after one visit the page works without a network', async ({ page, context }) => {
    await page.evaluate(() => navigator.serviceWorker.ready);
    await context.setOffline(true);
    await page.reload();
    await page.getByRole('button', { name: 'Try with a sample' }).click();
    await expect(downloadButton(page)).toBeEnabled();
    const { bytes } = await download(page);
    expect(bytes.toString('latin1', 16 * 2048 + 1, 16 * 2048 + 6)).toBe('CD001');
  });

  test('a new version is offered, and taken only when somebody agrees', { tag: '@thorough' }, async ({ page }) => {
    const root = join(folder, 'site');
    await cp(DIST, root, { recursive: true });
    const site = await serve({ root, base: '/some/path/' });
    try {
      await page.goto(site.url);
      await page.evaluate(() => navigator.serviceWorker.ready);
      await page.reload();
      const worker = join(root, 'sw.js');
      await writeFile(worker, `${await readFile(worker, 'utf8')}\n// another version\n`);
      await page.reload();
      await expect(page.getByText('A new version is ready')).toBeVisible();
      await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Reload' }).click()]);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByText('A new version is ready')).toHaveCount(0);
    } finally {
      await site.close();
    }
  });
});

/** Brings the page through its states and looks at each. */
async function throughAllStates(page: Page, look: (state: string) => Promise<void>) {
  const openAll = async () => {
    const closed = page.locator('details:not([name]):not([open]) > summary');
    // In some there are others.
    while ((await closed.count()) > 0) await closed.first().click();
  };
  await look('empty');
  await write({ ...album, [`album/${'a long name '.repeat(18)}.txt`]: 'x', 'album/what? why*.txt': 'y' });
  await drag(page, [join(folder, 'album')], ['dragEnter', 'dragOver']);
  await expect(page.getByText('Drop to make an image')).toBeVisible();
  await look('dragging');
  await dropReady(page, join(folder, 'album'));
  await look('ready');
  await page.getByRole('row', { name: /^2023/ }).dblclick();
  await expect(page.getByRole('row', { name: /^a\.jpg/ })).toBeVisible();
  await openAll();
  await expect(page.getByText('Total rockridge attributes bytes')).toBeVisible();
  await look('everything open');
  await page
    .getByRole('treegrid')
    .getByRole('row', { name: /^readme/ })
    .press('Delete');
  await expect(page.locator('.toast')).toBeVisible();
  await look('left out');
  await download(page);
  await page.getByText('Open it here').click();
  await look('handed over');
  await drag(page, [join(folder, 'album')]);
  await drag(page, [join(folder, 'album/what? why*.txt')]);
  await expect(page.getByRole('dialog')).toBeVisible();
  await look('conflict');
}

for (const colorScheme of ['light', 'dark'] as const) {
  const tag = colorScheme === 'light' ? [] : '@thorough';
  test(`no state breaks a rule of accessibility, ${colorScheme}`, { tag }, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await throughAllStates(page, async (state) => {
      // A look at so much takes a second.
      if (!isThorough && ['left out', 'handed over'].includes(state)) return;
      await test.step(state, () => expectAccessible(page));
    });
  });
}

test('what fails as it is drawn is told in place of a page that does nothing', async ({ page }) => {
  await write(first);
  await page.evaluate(() => {
    Intl.DateTimeFormat.prototype.formatRange = () => {
      throw new Error('there are no dates today');
    };
  });
  await drop(page, join(folder, 'project'));
  const alert = page.getByRole('alert', { name: 'The page could not go on' });
  await expect(alert).toContainText(
    'Something in it failed: there are no dates today. Nothing on your disk was changed.',
  );
  await alert.getByRole('button', { name: 'Reload' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Drop a folder/);
});

test.describe('with parts that are late or missing', () => {
  test('a drop before the engine is there waits for it', async ({ page, context }) => {
    await write(album);
    let goOn = () => {};
    const isTaken = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let isAsked = false;
    await context.route('**/engine-*.js', async (route) => {
      isAsked = true;
      await isTaken;
      await route.continue();
    });
    await page.reload();
    await drop(page, join(folder, 'album'));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Drop a folder/);
    await expect.poll(() => isAsked).toBe(true);
    goOn();
    await expect(page.getByText('4 files ·')).toBeVisible();
    await expect(downloadButton(page)).toBeEnabled();
  });

  test('the page says what failed, and breaks no rule of accessibility', async ({ page, context }) => {
    await context.route('**/*.wasm', (route) => route.abort());
    await page.reload();
    await page.getByRole('button', { name: 'Try with a sample' }).click();
    const alert = page.getByRole('alert');
    await expect(alert.getByRole('heading')).toHaveText('The image could not be made');
    await expect(alert).toContainText('A part of this page could not be loaded.');
    await expect(alert).toBeInViewport();
    await expect(alert.getByRole('button', { name: 'Copy the report' })).toBeVisible();
    await expect(downloadButton(page).and(page.locator(':enabled'))).toHaveCount(0);
    await expectAccessible(page);
  });
});

for (const width of [360, 768, 1920]) {
  test(`nothing needs sideways scrolling at ${width} pixels`, { tag: '@thorough' }, async ({ page }) => {
    await page.setViewportSize({ width, height: 740 });
    await throughAllStates(page, async (state) => {
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(beyond, state).toBeLessThanOrEqual(0);
    });
  });
}
