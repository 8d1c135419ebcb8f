/** The page in other languages: the one that the browser asks for, and the one that somebody chooses. */
import { expect } from 'playwright/test';
import { expectAccessible } from './tools/accessibility';
import { downloadButton, drop, dropReady, EACH_KIND, test, write } from './tools/page';

test.describe('to somebody who reads German', () => {
  test.use({ locale: 'de-DE' });

  test('the page speaks German, and another language as soon as it is chosen, with all that is in the image', async ({
    page,
    folder,
  }) => {
    await page.goto('/');
    await expect(page).toHaveTitle('Isodrop: Ordner ablegen, Datenträgerabbild herunterladen');
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await drop(page, await write(folder, EACH_KIND));
    await expect(page.getByRole('button', { name: /^Herunterladen/ })).toBeEnabled();
    await expect(page.getByRole('status').first()).toContainText('Bereit zum Herunterladen.');

    await page.getByLabel('Sprache').selectOption('日本語');
    await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
    await expect(page.getByRole('status').first()).toContainText('ダウンロードできます。');
    await expect(page.getByRole('button', { name: /^ダウンロード/ })).toBeEnabled();

    // What was chosen counts more than what the browser asks for.
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'フォルダーをドロップして、ディスクイメージを作成',
    );
    await page.getByLabel('言語').selectOption('English');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Drop a folder, get a disc image');
  });
});

for (const [locale, heading] of [
  ['de-DE', 'Ordner ablegen, Datenträgerabbild erhalten'],
  ['ja-JP', 'フォルダーをドロップして、ディスクイメージを作成'],
  ['zh-CN', '拖入文件夹，生成光盘映像'],
] as const) {
  test.describe(`in ${locale}`, () => {
    test.use({ locale, serviceWorkers: 'allow', viewport: { width: 320, height: 740 } });

    test('@thorough the page fits a narrow window, is accessible, and starts without a network', async ({
      page,
      context,
      folder,
    }) => {
      await page.goto('/');
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      await context.setOffline(true);
      await page.reload();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
      await drop(page, await write(folder, EACH_KIND));
      await expect(page.locator('.download')).toBeEnabled();
      const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      expect(widths[0]).toBeLessThanOrEqual(widths[1] as number);
      await expectAccessible(page);
    });
  });
}

test('@thorough in a language that is not there the page speaks English', async ({ browser, folder }) => {
  const page = await (await browser.newContext({ locale: 'fr-FR' })).newPage();
  await page.goto('/');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await dropReady(page, await write(folder, EACH_KIND));
  await expect(downloadButton(page)).toBeEnabled();
  await page.close();
});

test('@thorough written from right to left, arrows open folders the way they point, and names and paths stay as they are', async ({
  page,
  folder,
}) => {
  await page.goto('/');
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
  });
  await dropReady(page, await write(folder, { 'outer/inner.txt': 'a', 'קובץ.txt': 'b' }));
  const tree = page.getByRole('treegrid');
  const outer = tree.getByRole('row', { name: /outer/ });
  await outer.click();
  await page.keyboard.press('ArrowLeft');
  await expect(outer).toHaveAttribute('aria-expanded', 'true');
  await expect(outer.locator('.icon.pointing')).toHaveCSS('scale', '-1 1');
  await page.keyboard.press('ArrowLeft');
  await expect(tree.getByRole('row', { name: /inner/ })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(outer).toHaveAttribute('aria-expanded', 'false');
  await expect(tree.getByRole('row', { name: /קובץ/ }).locator('bdi')).toHaveText('קובץ.txt');
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(widths[0]).toBeLessThanOrEqual(widths[1] as number);
});

test.describe('what the page says of itself', () => {
  test.use({ serviceWorkers: 'allow' });

  test('its version, that it works offline once it does, and the licences of its parts', { tag: '@thorough' }, async ({
    page,
    context,
  }) => {
    await page.goto('/');
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await context.setOffline(true);
    await page.getByRole('button', { name: 'About' }).click();
    const dialog = page.getByRole('dialog', { name: 'About Isodrop' });
    await expect(dialog).toContainText(/Version \d+\.\d+\.\d+/);
    await expect(dialog).toContainText('Works offline: yes');
    await dialog.getByText(/^preact \d/).click();
    await expect(dialog.getByText('Jason Miller')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'About' })).toBeFocused();
  });
});

test('@thorough where nothing is kept it says that it does not work offline', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: { getRegistration: async () => undefined } });
  });
  await page.goto('/');
  await page.getByRole('button', { name: 'About' }).click();
  await expect(page.getByRole('dialog')).toContainText('Works offline: no');
});

test('@thorough files with which the installed page is opened come into the image that is there', async ({
  page,
  folder,
}) => {
  // What a system does with an installed page; no test can install one.
  await page.addInitScript(() => {
    const queue = { consumer: undefined as unknown, setConsumer: (consumer: unknown) => (queue.consumer = consumer) };
    Object.defineProperty(window, 'launchQueue', { value: queue });
  });
  await page.goto('/');
  await dropReady(page, await write(folder, EACH_KIND));
  await page.evaluate(async () => {
    const top = await navigator.storage.getDirectory();
    const handle = await top.getFileHandle('opened.txt', { create: true });
    const writable = await handle.createWritable();
    await writable.write('opened');
    await writable.close();
    const { launchQueue } = window as unknown as { launchQueue: { consumer: (launch: object) => void } };
    launchQueue.consumer({ files: [handle] });
    launchQueue.consumer({});
  });
  await expect(page.getByRole('treegrid').getByRole('row', { name: /opened\.txt/ })).toBeVisible();
  await expect(downloadButton(page)).toBeEnabled();
});
