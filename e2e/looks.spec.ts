/** What the page looks like, as far as that is the same with every font: nothing is cut off, and no text lies on another. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { COMMAND, drop, EACH_KIND, test, write } from './tools/page';

/** What somebody would call broken at a glance, as sentences. */
const flaws = (page: Page) =>
  page.evaluate(() => {
    const found: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`The page is ${scrollWidth} pixels wide, of ${clientWidth}.`);
    const top = document.querySelector('dialog[open]') ?? document.body;
    const texts: { text: string; element: Element; left: number; right: number; top: number; bottom: number }[] = [];
    const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (!element || text === '' || element.closest('.visually-hidden, option, select, [aria-hidden=true]')) continue;
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      if (getComputedStyle(element).clipPath === 'inset(50%)') continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      // The letters themselves are lower than their line.
      const letters = Number.parseFloat(getComputedStyle(element).fontSize) * 0.7;
      for (const { left, right, top, bottom } of range.getClientRects()) {
        const middle = (top + bottom) / 2;
        if (right - left > 1)
          texts.push({ text, element, left, right, top: middle - letters / 2, bottom: middle + letters / 2 });
      }
    }
    const shown = ({ text }: { text: string }) => `“${text.slice(0, 40)}”`;
    for (const one of texts) {
      for (let around: Element | null = one.element; around && around !== top; around = around.parentElement) {
        const { overflowX, textOverflow } = getComputedStyle(around);
        if (overflowX === 'visible') continue;
        const edge = around.getBoundingClientRect();
        const isCut = one.right > edge.right + 1 || one.left < edge.left - 1;
        one.right = Math.min(one.right, edge.right);
        one.left = Math.max(one.left, edge.left);
        // What scrolls, and what says by “…” that there is more, may be cut.
        if (overflowX === 'auto' || overflowX === 'scroll' || textOverflow === 'ellipsis') break;
        if (isCut) found.push(`${shown(one)} is cut off.`);
      }
    }
    texts.sort((a, b) => a.top - b.top);
    texts.forEach((one, at) => {
      for (const other of texts.slice(at + 1)) {
        if (other.top > one.bottom) break;
        if (other.element.contains(one.element) || one.element.contains(other.element)) continue;
        const isScrolledAway = [one, other].some(({ element, top, bottom }) => {
          const viewport = element.closest('[role=treegrid], .long-list')?.getBoundingClientRect();
          return viewport !== undefined && (bottom > viewport.bottom || top < viewport.top);
        });
        const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        if (width > 1 && !isScrolledAway) found.push(`${shown(one)} and ${shown(other)} lie on each other.`);
      }
    });
    return [...new Set(found)];
  });

type Screen = readonly [width: number, locale: string];
const SCREENS: readonly Screen[] = [
  [1280, 'en-US'],
  [360, 'de-DE'],
  [320, 'en-US'],
  [800, 'ja-JP'],
  [360, 'zh-CN'],
];

/** A test for each screen, on the empty page in its language; those that `npm test` runs are named. */
function onScreens(
  title: string,
  screens: readonly Screen[],
  run: (page: Page, folder: string) => Promise<void>,
  always: readonly string[] = [],
): void {
  test.describe(title, () => {
    for (const [width, locale] of screens) {
      const tag = always.includes(locale) ? [] : '@thorough';
      test(`${width} pixels wide, ${locale}`, { tag }, async ({ page: _, browser, folder, baseURL }) => {
        const context = await browser.newContext({ locale, viewport: { width, height: 900 }, reducedMotion: 'reduce' });
        const page = await context.newPage();
        await page.goto(baseURL as string);
        await expect(page.locator('main h1')).toBeVisible();
        await run(page, folder);
        await page.close();
      });
    }
  });
}

onScreens(
  'nothing is cut off, and no text lies on another',
  SCREENS,
  async (page, folder) => {
    const album = await write(join(folder, 'album'), { ...EACH_KIND, [`${'a long name '.repeat(18)}.txt`]: 3 });
    expect(await flaws(page), 'empty').toEqual([]);
    await dropped(page, album);
    expect(await flaws(page), 'ready').toEqual([]);
    await page
      .getByRole('treegrid')
      .getByRole('row', { name: /note\.txt/ })
      .click({ button: 'right' });
    await page.getByRole('menuitemcheckbox', { name: /BIOS/ }).click();
    await expect(page.locator('.boot li')).toBeVisible();
    // What was done is told over the page, on purpose.
    await page.locator('.toast .row-button').click();
    expect(await flaws(page), 'what it boots from').toEqual([]);
    await page.locator('#open-options').click();
    await expect(page.locator('dialog[open] input').first()).toBeVisible();
    expect(await flaws(page), 'options').toEqual([]);
    await page.keyboard.press('Escape');
    const note = page.getByRole('treegrid').getByRole('row', { name: /note\.txt/ });
    await note.press(' ');
    await page.locator('.selection-bar .button').nth(2).click();
    await expect(page.locator('dialog[open] input').first()).toBeVisible();
    expect(await flaws(page), 'extracting').toEqual([]);
    await page.keyboard.press('Escape');
    await note.press('Enter');
    for (const look of [0, 1]) {
      await page.locator('.look-as input').nth(look).check();
      await expect(page.locator('dialog[open] section')).toBeVisible();
      expect(await flaws(page), 'looking inside').toEqual([]);
    }
    await page.keyboard.press('Escape');
    await note.press('Delete');
    await drop(page, join(album, 'draft.txt'));
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await flaws(page), 'a question').toEqual([]);
  },
  ['de-DE'],
);

onScreens(
  'nothing is cut off of what an opened image is like',
  [
    [1280, 'en-US'],
    [360, 'de-DE'],
    [320, 'ja-JP'],
    [360, 'zh-CN'],
  ],
  async (page, folder) => {
    const root = await write(join(folder, 'root'), { 'note.txt': 10, 'boot.bin': 4096 });
    const image = join(folder, 'disc.iso');
    const boot = ['-b', 'boot.bin', '-no-emul-boot', '-c', 'boot.cat'];
    const words = ['-J', '-R', '-publisher', 'A PUBLISHER WITH A LONG NAME'.repeat(4), ...boot];
    execFileSync('genisoimage', ['-quiet', ...words, '-o', image, root]);
    await dropped(page, image);
    await page.getByRole('row', { name: /^note\.txt/ }).click();
    await page.locator('.recorded summary').click();
    await page.locator('#volume-panel summary').click();
    await expect(page.locator('.volume')).toBeVisible();
    await expect(page.locator('.recorded .fact-list')).toBeVisible();
    expect(await flaws(page)).toEqual([]);
  },
);

onScreens('nothing is cut off in what checks and compares images', SCREENS, async (page, folder) => {
  const images: string[] = [];
  for (const [name, files] of [
    ['a rather long name of an image.iso', { 'note.txt': 10, 'film.mkv': 3000 }],
    ['other.iso', { ...EACH_KIND, [`${'a long name '.repeat(18)}.txt`]: 3 }],
  ] as const) {
    const image = join(folder, name);
    const root = await write(join(folder, `of ${name}`), files);
    execFileSync(process.execPath, [COMMAND, '-quiet', '-J', '-R', '-o', image, root]);
    images.push(image);
  }
  const desk = page.locator('.image-desk button');
  await desk.first().click();
  await page.locator('#check-any').setInputFiles(images[1] as string);
  await expect(page.locator('#rules-heading')).toBeFocused();
  expect(await flaws(page), 'check').toEqual([]);
  await page.keyboard.press('Escape');
  await desk.nth(1).click();
  await page.locator('#compared-first-image').setInputFiles(images[0] as string);
  await page.locator('#compared-second-image').setInputFiles(images[1] as string);
  expect(await flaws(page), 'compare').toEqual([]);
  await page.locator('dialog[open] .primary').click();
  await expect(page.locator('.difference').first()).toBeVisible();
  expect(await flaws(page), 'compared').toEqual([]);
});

/** The button is known by its place: it speaks another language. */
async function dropped(page: Page, path: string) {
  await drop(page, path);
  await expect(page.locator('#download')).toBeEnabled({ timeout: 40_000 });
  await expect(page.getByRole('treegrid')).toBeVisible();
}
