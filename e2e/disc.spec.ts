/** The pictures of the disc: how it fits, what lies where, and what takes the room; by keyboard and by pointer. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { expectAccessible } from './tools/accessibility';
import { download, dropReady, type Files, test, write } from './tools/page';
import { findProgram } from './tools/programs.mjs';

const FILES: Files = {
  'films/long film.mkv': 900_000,
  'films/short.mkv': 300_000,
  'notes/note.txt': 10,
  'notes/old/deep.txt': 5000,
  'read me.txt': 3000,
};

async function open(page: Page, folder: string, files: Files = FILES): Promise<void> {
  const path = await write(join(folder, 'album'), files);
  await page.goto('./');
  await dropReady(page, path);
}

const panel = (page: Page) => page.getByRole('region', { name: 'Map and sizes' });
const map = (page: Page) => panel(page).getByRole('slider', { name: 'Map of the disc' });
const row = (page: Page, name: RegExp) => page.getByRole('treegrid').getByRole('row', { name });
const medium = (page: Page) => page.getByLabel('Fits on');
const hint = (page: Page) => page.locator('#medium-hint');

/** First block of each file, by its path, as isoinfo lists them in the Joliet tree. */
function extents(image: string): Map<string, number> {
  const found = new Map<string, number>();
  let folder = '';
  for (const line of execFileSync('isoinfo', ['-J', '-l', '-i', image], { encoding: 'utf8' }).split('\n')) {
    folder = /^Directory listing of (.*)$/.exec(line)?.[1] ?? folder;
    const [, block, name] = /^-.*\[\s*(\d+) \d+\]\s+(.+?)\s*$/.exec(line) ?? [];
    if (block && name) found.set(`${folder}${name}`.slice(1), Number(block));
  }
  return found;
}

test('the map says by keys and pointer what lies where, as isoinfo does, and leads to it', async ({ page, folder }) => {
  await open(page, folder);
  await panel(page).getByText('Map and sizes', { exact: true }).click();
  await map(page).focus();
  const says = (text: string | RegExp) => expect(map(page)).toHaveAttribute('aria-valuetext', text);
  await says('System area, empty, Blocks 0 to 15, 16 blocks');
  for (let step = 0; step < 16; step++) await page.keyboard.press('ArrowRight');
  await says(/^Primary volume descriptor, Block 16,/);
  await page.keyboard.press('End');
  await says(/^Padding at the end, .* 150 blocks$/);

  // The list says the same in words: every file where it is.
  await panel(page).getByText('The map as a list').click();
  const pieces = panel(page).getByRole('table', { name: 'What lies where, in order' }).getByRole('row');
  const image = await (await download(page)).path();
  const listed = findProgram(['isoinfo']) ? extents(image) : new Map<string, number>();
  for (const [path, block] of listed) {
    await expect(pieces.filter({ hasText: path }).getByRole('cell').first()).toHaveText(String(block));
  }
  const cells = pieces.filter({ hasText: 'notes/old/deep.txt' }).getByRole('cell');
  const block = Number(await cells.first().textContent());
  await panel(page)
    .getByLabel('From block')
    .fill(String(block + 1));
  // It is the last file: what follows is padding.
  await expect(pieces).toHaveCount(1 + 2);

  // To that block by keys, and from there into the tree.
  await row(page, /^notes/).press('ArrowRight');
  await row(page, /^old/).press('ArrowRight');
  await row(page, /^deep\.txt/).click();
  await page.getByRole('button', { name: 'Show on the map' }).click();
  await expect(page.getByRole('tab', { name: 'Map' })).toBeFocused();
  await map(page).focus();
  await says(new RegExp(`^notes/old/deep\\.txt, Blocks ${block} to ${block + 2}, 3 blocks, 5 kB$`));
  await page.keyboard.press('ArrowLeft');
  await says(/^notes\/note\.txt, Block /);
  await page.keyboard.press('Enter');
  await expect(row(page, /^note\.txt/)).toBeFocused();
  await expect(row(page, /^note\.txt/)).toHaveAttribute('aria-selected', 'true');

  // By pointer: the middle of the disc is in the long film.
  await map(page).locator('canvas').scrollIntoViewIfNeeded();
  const box = await map(page).locator('canvas').boundingBox();
  await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2);
  await expect(panel(page).locator('.map-name')).toHaveText('films/long film.mkv');
  await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2);
  await expect(row(page, /^long film\.mkv/)).toBeFocused();
});

test('a medium that is too small is told, and the largest is found and left out', { tag: '@thorough' }, async ({
  page,
  folder,
}) => {
  await open(page, folder);
  await expect(hint(page)).toHaveText('The smallest disc for it: CD-R 650 MB (74 minutes).');
  await medium(page).selectOption('floppy');
  await expect(hint(page)).toContainText(/too much for the 1\.47 MB/);
  await expect(page.getByRole('meter', { name: 'How full it gets' })).toHaveAttribute('aria-valuenow', '1474560');
  await hint(page).getByRole('button', { name: 'See what takes the room' }).click();
  await expect(page.getByRole('tab', { name: 'Sizes' })).toBeFocused();
  const largest = panel(page).getByRole('group', { name: 'What takes the room on the disc' }).getByRole('button');
  await expect(largest.first()).toHaveAccessibleName('films, 1.2 MB, 99%');
  await largest.first().focus();
  await page.keyboard.press('Enter');
  const inFilms = panel(page).getByRole('group', { name: 'What takes the room in “films”' }).getByRole('button');
  await expect(inFilms.first()).toBeFocused();
  await expect(inFilms.first()).toHaveAccessibleName('long film.mkv, 900 kB, 75%');
  await page.keyboard.press('ArrowRight');
  await expect(inFilms.nth(1)).toBeFocused();
  await page.keyboard.press('Backspace');
  await expect(largest.first()).toBeFocused();
  // The list leads there too, by pointer.
  const list = panel(page).getByRole('table', { name: 'As a list, the largest first' });
  await list.getByRole('button', { name: 'films', exact: true }).click();
  await list.getByRole('button', { name: 'long film.mkv' }).click();
  await expect(row(page, /^long film\.mkv/)).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(hint(page)).toContainText(/of 1\.47 MB are left/);
  await expect(inFilms).toHaveCount(1);
  // It is a choice of this computer's, and no part of the image.
  await page.reload();
  await page.getByRole('button', { name: 'Try with a sample' }).click();
  await expect(medium(page)).toHaveValue('floppy');
  await medium(page).selectOption('usb');
  await page.getByLabel('Size of the stick, in GB').fill('64');
  await expect(hint(page)).toContainText('of 64 GB are left');
});

for (const [name, media] of [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['forced colours', { forcedColors: 'active' }],
] as const) {
  test(`the pictures have no accessibility violations: ${name}`, { tag: '@thorough' }, async ({ page, folder }) => {
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
    await open(page, folder);
    await panel(page).getByText('Map and sizes', { exact: true }).click();
    await panel(page).getByText('The map as a list').click();
    await map(page).focus();
    await expect(map(page)).toHaveAttribute('aria-valuetext', /^System area/);
    await expectAccessible(page);
    for (const id of ['dvd', 'floppy']) {
      await medium(page).selectOption(id);
      await expectAccessible(page);
    }
    await page.getByRole('tab', { name: 'Map' }).press('ArrowRight');
    await expect(panel(page).getByRole('group', { name: 'What takes the room on the disc' })).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 700 });
    await expectAccessible(page);
    const isWider = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(await isWider()).toBe(false);
    await page.getByRole('tab', { name: 'Sizes' }).press('ArrowLeft');
    await expect(map(page)).toBeVisible();
    expect(await isWider()).toBe(false);
  });
}

test('a large disc is zoomed into by keys, wheel and buttons, and out again', { tag: '@thorough' }, async ({
  page,
  folder,
}) => {
  await open(page, folder, { 'a/large.bin': 60_000_000, 'b/small.txt': 4 });
  await panel(page).getByText('Map and sizes', { exact: true }).click();
  const scale = panel(page).locator('.map-tools p');
  await expect(scale).toHaveText(/^A square is \d+ blocks · [\d,]+ blocks in all$/);
  await map(page).focus();
  for (let step = 0; step < 12; step++) await page.keyboard.press('+');
  await expect(scale).toHaveText(/^A square is one block · /);
  await page.keyboard.press('End');
  await expect(map(page)).toHaveAttribute('aria-valuetext', /^Padding/);
  await page.keyboard.press('0');
  await expect(scale).toHaveText(/in all$/);
  await map(page)
    .locator('canvas')
    .hover({ position: { x: 40, y: 40 } });
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -120);
  await page.keyboard.up('Control');
  await expect(scale).toHaveText(/ of [\d,]+ blocks$/);
  await panel(page).getByRole('button', { name: 'Whole disc' }).click();
  await expect(scale).toHaveText(/in all$/);
  await panel(page).getByRole('button', { name: 'Zoom in' }).click();
  const position = panel(page).getByRole('slider', { name: /^Part that is shown/ });
  await position.press('End');
  await expect(position).toHaveValue((await position.getAttribute('max')) as string);
  await map(page).focus();
  await page.keyboard.press('End');
  await expect(map(page)).toHaveAttribute('aria-valuetext', /^Padding/);
});

test.describe('by touch', () => {
  test.use({ hasTouch: true, viewport: { width: 400, height: 800 } });

  test('two fingers zoom into the map, and one says what lies there', { tag: '@thorough' }, async ({
    page,
    folder,
  }) => {
    await open(page, folder, { 'a/large.bin': 60_000_000 });
    await panel(page).getByText('Map and sizes', { exact: true }).click();
    const scale = panel(page).locator('.map-tools p');
    await expect(scale).toHaveText(/in all$/);
    await map(page).locator('canvas').scrollIntoViewIfNeeded();
    const box = (await map(page).locator('canvas').boundingBox()) as { x: number; y: number };
    const cdp = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...places: [number, number][]) =>
      cdp.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: places.map(([x, y], id) => ({ x: box.x + x, y: box.y + y, id })),
      });
    await touch('touchStart', [100, 50], [140, 50]);
    for (const apart of [50, 70, 90, 120]) await touch('touchMove', [120 - apart, 50], [120 + apart, 50]);
    await touch('touchEnd');
    await expect(scale).toHaveText(/ of [\d,]+ blocks$/);
    await page.touchscreen.tap(box.x + 100, box.y + 100);
    await expect(panel(page).locator('.map-name')).toHaveText('a/large.bin');
    await panel(page).locator('.map-name').getByRole('button').tap();
    await expect(row(page, /^large\.bin/)).toHaveAttribute('aria-selected', 'true');
  });
});
