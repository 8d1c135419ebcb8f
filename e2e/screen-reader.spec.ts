/** The main path as a screen reader tells it: what each stop is called, and what is announced, in order. */
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { download, dropReady, EACH_KIND, test, write } from './tools/page';

/** Notes what live regions say from now on. */
async function listen(page: Page) {
  await page.addInitScript(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const regions = '[role=status], [role=alert], [aria-live]:not([aria-live=off])';
    new MutationObserver((changes) => {
      const spoken = changes.map(({ target }) => (target instanceof Element ? target : target.parentElement));
      for (const region of new Set(spoken.map((element) => element?.closest(regions)))) {
        const text = region?.textContent?.trim();
        if (text && said.at(-1) !== text) said.push(text);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
}

const said = (page: Page) => page.evaluate(() => (window as unknown as { said: string[] }).said);

/** Role and name of what has the focus, as the browser gives them to a screen reader. */
async function focused(page: Page): Promise<string> {
  const cdp = await page.context().newCDPSession(page);
  const { result } = await cdp.send('Runtime.evaluate', { expression: 'document.activeElement' });
  const { nodes } = await cdp.send('Accessibility.getPartialAXTree', {
    objectId: result.objectId as string,
    fetchRelatives: false,
  });
  await cdp.detach();
  return `${nodes[0]?.role?.value}: ${nodes[0]?.name?.value}`;
}

/** The next stops of the Tab key. */
async function stops(page: Page, count: number): Promise<string[]> {
  const names: string[] = [];
  while (names.length < count) {
    await page.keyboard.press('Tab');
    names.push(await focused(page));
  }
  return names;
}

test('from the empty page to the download, by ear @thorough', async ({ page, folder }) => {
  await listen(page);
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'About' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveAccessibleName('Drop a folder, get a disc image');
  expect(await stops(page, 6)).toEqual([
    'combobox: Language',
    'button: About',
    'button: Choose a folder',
    'button: Choose files',
    'button: Try with a sample',
    'button: Make a disc for cloud-init',
  ]);

  await dropReady(page, await write(join(folder, 'album'), EACH_KIND));
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  expect(await focused(page)).toMatch(/^heading: .+\.iso$/);
  expect(await stops(page, 5)).toEqual([
    'button: Use the folder’s name: album',
    'textbox: Volume name',
    'button: Options …',
    'combobox: Made for',
    'combobox: Fits on',
  ]);
  const tree = page.getByRole('treegrid', { name: 'Contents of the image' });
  await tree.getByRole('row').nth(1).focus();
  expect(await focused(page)).toMatch(/^row: /);
  await page.keyboard.press('Delete');
  await expect(page.getByText(/^Left out: /).first()).toBeVisible();
  await page.keyboard.press('Control+z');
  await download(page);
  await expect.poll(async () => (await said(page)).at(-1)).toMatch(/^Handed to the browser: /);

  const told = await said(page);
  const at = (text: RegExp) => told.findIndex((one) => text.test(one));
  const order = [/^Ready to download\.$/, /^Left out: /, /^Handed to the browser: /].map(at);
  expect(order, told.join('\n')).toEqual([...order].sort((one, other) => one - other));
  expect(Math.min(...order), told.join('\n')).toBeGreaterThanOrEqual(0);
});
