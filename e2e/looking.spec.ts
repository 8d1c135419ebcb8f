/** Looking into files: as text, as pictures, byte by byte, wherever they come from. */
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from 'playwright/test';
import { expectAccessible } from './tools/accessibility';
import { drop, dropReady, type Files, test, write } from './tools/page';

/** A picture of one red point. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><script>parent.ran = true; document.title = 'ran'</script><rect width="40" height="30" fill="teal"/></svg>`;
const FILES: Files = {
  'bytes.bin': Buffer.from([0, 1, 2, 3, 0xff, 0x43, 0x44]),
  'dos.txt': Buffer.from([0x47, 0x72, 0x81, 0xe1, 0x65, 0x20, 0x61, 0x75, 0x73, 0x20, 0x4b, 0x94, 0x6c, 0x6e, 13, 10]),
  'note.txt': 'First line\nSecond line\n\nFourth line\n',
  'point.png': PNG,
  'vector.svg': SVG,
};

const look = (page: Page) => page.getByRole('dialog');
const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) });

test.beforeEach(({ page }) => page.goto('./').then(() => undefined));

test('the text and the bytes of a file in an image are looked at', async ({ page, folder }) => {
  const root = await write(join(folder, 'root'), FILES);
  const image = join(folder, 'disc.iso');
  execFileSync('xorriso', ['-as', 'mkisofs', '-quiet', '-J', '-R', '-o', image, root], { stdio: 'ignore' });
  await dropReady(page, image);
  await row(page, 'note.txt').click();
  await page.keyboard.press('Enter');
  await expect(look(page).getByRole('heading', { name: 'note.txt' })).toBeVisible();
  await expect(look(page).getByText('Fourth line')).toHaveAttribute('data-line', '4');
  await look(page).getByRole('radio', { name: 'Hex' }).check();
  await expect(look(page).getByRole('row', { name: /^00000000 46 69 72 73 74/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(row(page, 'note.txt')).toBeFocused();
});

test('pictures are shown, and no script in them runs', { tag: '@thorough' }, async ({ page, folder }) => {
  await dropReady(page, await write(join(folder, 'files'), FILES));
  await row(page, 'point.png').dblclick();
  await expect(look(page).getByText('PNG1 × 1 pixels')).toBeVisible();
  await expect(look(page).getByRole('img', { name: 'point.png' })).toHaveJSProperty('naturalWidth', 1);
  await page.keyboard.press('ArrowRight');
  await expect(look(page).getByRole('heading', { name: 'vector.svg' })).toBeVisible();
  await expect(look(page).getByRole('img', { name: 'vector.svg' })).toHaveJSProperty('naturalWidth', 40);
  expect(await page.evaluate(() => 'ran' in globalThis || document.title === 'ran')).toBe(false);
  await expectAccessible(page);
  // What was looked into last is what the tree shows.
  await page.keyboard.press('Escape');
  await expect(row(page, 'vector.svg')).toBeFocused();
});

test('a drawing that would never be ready is shown as text', { tag: '@thorough' }, async ({ page, folder }) => {
  const groups = Array.from(
    { length: 11 },
    (_, level) => `<g id="g${level}">${`<use href="#g${level - 1}"/>`.repeat(10)}</g>`,
  );
  const bomb = `<svg xmlns="http://www.w3.org/2000/svg"><g id="g-1"><circle r="9"/></g>${groups.join('')}</svg>`;
  await dropReady(page, await write(join(folder, 'files'), { ...FILES, 'bomb.svg': bomb }));
  await row(page, 'bomb.svg').press('Enter');
  await expect(look(page).getByText(bomb.slice(0, 60))).toBeVisible();
  await look(page).getByRole('radio', { name: 'Picture' }).check();
  await expect(look(page).getByRole('alert')).toHaveText(/^This drawing is not shown/);
  await expect(look(page).getByRole('img')).toHaveCount(0);
});

test('a text is read in its encoding, or in another that is chosen', { tag: '@thorough' }, async ({ page, folder }) => {
  await dropReady(page, await write(join(folder, 'files'), FILES));
  await row(page, 'dos.txt').press('Enter');
  await expect(look(page).getByText('Grüße aus Köln')).toBeVisible();
  await look(page).getByLabel('Encoding').selectOption('windows-1252');
  await expect(look(page).getByText('Gr\u0081áe aus K”ln')).toBeVisible();
  await page.keyboard.press('Escape');
  // Who copies lines has none of their numbers.
  await row(page, 'note.txt').press('Enter');
  await look(page).getByRole('region', { name: 'Text' }).press('Control+a');
  expect(await page.evaluate(() => String(getSelection()).trimEnd())).toBe('First line\nSecond line\n\nFourth line');
  await page.keyboard.press('Escape');
  await row(page, 'bytes.bin').press('Enter');
  await expect(look(page).getByRole('row', { name: '00000000 00 01 02 03 FF 43 44 ·····CD' })).toBeVisible();
  await look(page).getByLabel('Go to byte').fill('9');
  await page.keyboard.press('Enter');
  await expect(look(page).getByText('The file has 7 bytes.')).toBeVisible();
  await expectAccessible(page);
});

test('a long file is shown where it is looked at alone', { tag: '@thorough' }, async ({ page, folder }) => {
  const root = await write(join(folder, 'files'), { 'short.txt': 'short\n' });
  const lines = Array.from({ length: 200_000 }, (_, at) => `line ${at + 1} of the log\n`);
  await writeFile(join(root, 'long.log'), lines.join(''));
  await dropReady(page, root);
  await row(page, 'long.log').press('Enter');
  const text = look(page).getByRole('region', { name: 'Text' });
  await expect(text.getByText('line 1 of the log', { exact: true })).toHaveAttribute('data-line', '1');
  await text.focus();
  await page.keyboard.press('Control+End');
  await expect(text.getByText('line 200000 of the log', { exact: true })).toBeVisible();
  await expect(text.getByText('line 200000 of the log', { exact: true })).toHaveAttribute('data-line', '200000');
  // Upwards the lines go on without a gap.
  for (let times = 0; times < 40; times++) await page.keyboard.press('PageUp');
  await expect
    .poll(() =>
      text.evaluate((element) => {
        const shown = [...element.querySelectorAll<HTMLElement>('[data-line]')].map(({ dataset }) =>
          Number(dataset.line),
        );
        return (
          shown.every((line, at) => at === 0 || line === (shown[at - 1] as number) + 1) &&
          (shown[0] as number) < 197_000
        );
      }),
    )
    .toBe(true);
  await look(page).getByRole('radio', { name: 'Hex' }).check();
  await look(page).getByLabel('Go to byte').fill('0x200000');
  await page.keyboard.press('Enter');
  await expect(look(page).getByRole('row', { name: /^00200000/ })).toBeVisible();
});

test('what an opened image is like itself', { tag: '@thorough' }, async ({ page, folder }) => {
  const root = await write(join(folder, 'root'), { ...FILES, 'boot.bin': 4096 });
  const image = join(folder, 'disc.iso');
  const boot = ['-b', 'boot.bin', '-no-emul-boot', '-boot-load-size', '4', '-c', 'boot.cat'];
  execFileSync('genisoimage', ['-quiet', '-J', '-R', '-V', 'Own', '-publisher', 'ME', ...boot, '-o', image, root]);
  await dropReady(page, image);
  await page.getByRole('button', { name: 'Details of the image' }).first().click();
  const panel = page.getByRole('region', { name: 'The opened image' });
  await expect(panel.getByText('El Torito, with one boot entry')).toBeVisible();
  await expect(panel.getByRole('region', { name: 'Primary volume descriptor' })).toContainText('PublisherME');
  await expect(panel.getByRole('region', { name: 'Boot entries' })).toContainText('Loads4 sectors of 512 bytes');
  await row(page, 'note.txt').click();
  await page.getByText('In the opened image').click();
  const entry = page.getByRole('region', { name: 'On the disc' });
  await expect(entry).toContainText('ISO 9660 nameNOTE.TXT;1');
  await expect(entry).toContainText('Joliet namenote.txt');
  await expectAccessible(page);
});

test('another session of an image is opened, and that is undone', { tag: '@thorough' }, async ({ page, folder }) => {
  const [one, two] = [join(folder, 'one'), join(folder, 'two')];
  await write(one, { 'one.txt': 'one\n' });
  await write(two, { 'two.txt': 'two\n' });
  const image = join(folder, 'sessions.iso');
  const maps = ['-map', one, '/', '-commit', '-map', two, '/', '-commit'];
  execFileSync('xorriso', ['-outdev', image, ...maps], { stdio: 'ignore' });
  await dropReady(page, image);
  await expect(row(page, 'two.txt')).toBeVisible();
  await page.getByRole('button', { name: 'Details of the image' }).first().click();
  await page.getByRole('button', { name: 'Open session 1' }).click();
  await expect(row(page, 'two.txt')).toHaveCount(0);
  await expect(row(page, 'one.txt')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Open session 2' })).toBeVisible();
  await page
    .getByRole('button', { name: /^Undo: Open session 1/ })
    .first()
    .click();
  await expect(row(page, 'two.txt')).toBeVisible();
});

test('what cannot be read any more is said', { tag: '@thorough' }, async ({ page, folder }) => {
  const root = await write(join(folder, 'files'), { 'film.mkv': 300_000 });
  await dropReady(page, root);
  await writeFile(join(root, 'film.mkv'), 'another');
  await row(page, 'film.mkv').press('Enter');
  await expect(look(page).getByText(/^It cannot be read/)).toBeVisible();
  await page.keyboard.press('Escape');
  await drop(page, await write(join(folder, 'more'), { 'note.txt': 'more\n' }));
  await expect(row(page, 'note.txt').or(row(page, 'more'))).toBeVisible();
});
