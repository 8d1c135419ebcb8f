/** A worker that ends is told of and started again; the tree comes back, and the image with it. */
import { join } from 'node:path';
import { expect, type Page, type Worker } from 'playwright/test';
import { downloadButton, downloadHash, drop, dropReady, EACH_KIND, test, write } from './tools/page';

const NAMES = ['tree', 'read', 'encode'] as const;
type Name = (typeof NAMES)[number];

async function worker(page: Page, wanted: Name): Promise<Worker> {
  for (const one of page.workers()) if ((await one.evaluate(() => self.name)) === wanted) return one;
  throw new Error(`There is no ${wanted} worker.`);
}

/** Takes the memory that WebAssembly may have, until there is no more. */
const takeMemory = () => {
  const taken: WebAssembly.Memory[] = [];
  Object.assign(self, { taken });
  for (;;) taken.push(new WebAssembly.Memory({ initial: 65_536, maximum: 65_536 }));
};

/** Ways in which a worker really ends, each later than the call that asks for it. */
const ENDS = {
  'is closed': (one: Worker) => one.evaluate(() => void setTimeout(() => self.close())),
  'runs out of memory': (one: Worker) => one.evaluate(`setTimeout(${takeMemory})`),
};

/** Two drops and three edits. Returns the hash of the image. */
async function build(page: Page, folder: string): Promise<string> {
  await write(join(folder, 'first'), EACH_KIND);
  await write(join(folder, 'second'), { 'more.txt': 50, 'loose.txt': 60 });
  await page.goto('./');
  await dropReady(page, join(folder, 'first'));
  await page.getByRole('button', { name: 'Make it a folder instead' }).click();
  await page.getByRole('textbox', { name: /^Volume name/ }).fill('CAME_BACK');
  await page.getByRole('row', { name: /^first/ }).dblclick();
  await page.getByRole('row', { name: /^draft\.txt/ }).press('Delete');
  await expect(page.getByText('4 files ·')).toBeVisible();
  await drop(page, join(folder, 'second'), join(folder, 'second/loose.txt'));
  await expect(page.getByText('7 files ·')).toBeVisible();
  return downloadHash(page);
}

const alert = (page: Page) => page.getByRole('alert');

for (const how of ['is closed', 'runs out of memory'] as const) {
  for (const name of how === 'is closed' ? NAMES : (['encode'] as const)) {
    const tag = name === 'tree' ? [] : '@thorough';
    test(`when the ${name} worker ${how} the tree comes back, and the same image`, { tag }, async ({
      page,
      folder,
    }) => {
      const before = await build(page, folder);
      await ENDS[how](await worker(page, name));
      await expect(alert(page)).toContainText(`A part of this page (the ${name} worker) stopped`);
      await expect(alert(page)).toContainText('It was started again, and the image is made anew.');
      await expect(page.getByText('7 files ·')).toBeVisible();
      await expect(page.getByRole('textbox', { name: /^Volume name/ })).toHaveValue('CAME_BACK');
      expect(await downloadHash(page)).toBe(before);
      // The next thing done is an answer to what was told.
      await page.getByRole('button', { name: 'Read again' }).click();
      await expect(alert(page)).toHaveCount(0);
      expect(await downloadHash(page)).toBe(before);
    });
  }
}

test('a worker that ends while it is reading is started again, and reads all of it', { tag: '@thorough' }, async ({
  page,
  folder,
}) => {
  const many = Object.fromEntries(Array.from({ length: 3000 }, (_, n) => [`${n % 40}/file ${n}.txt`, 100]));
  const path = await write(join(folder, 'many'), many);
  await page.goto('./');
  await dropReady(page, path);
  const before = await downloadHash(page);
  await page.reload();
  for (const name of NAMES) {
    await drop(page, path);
    await expect(page.getByRole('progressbar')).toBeVisible();
    await ENDS['is closed'](await worker(page, name));
    await expect(alert(page)).toContainText(`(the ${name} worker) stopped`);
    await expect(page.getByText('3,000 files ·')).toBeVisible();
    expect(await downloadHash(page)).toBe(before);
    await page.getByRole('button', { name: 'Start over' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Drop a folder/);
  }
});

test('what was done while it was reading comes back when the read worker ends, however often', {
  tag: '@thorough',
}, async ({ page, folder }) => {
  const many = Object.fromEntries(Array.from({ length: 8000 }, (_, n) => [`${n % 40}/file ${n}.txt`, 100]));
  const path = await write(join(folder, 'many'), { ...many, '!early/a.txt': 5, '!late/a.txt': 5 });
  await page.goto('./');
  await drop(page, path);
  await page.getByRole('row', { name: /^!early/ }).press('Delete');
  await expect(page.getByRole('row', { name: /^!early/ })).toHaveCount(0);
  for (let time = 1; time <= 2; time++) {
    await expect(page.getByRole('progressbar')).toBeVisible();
    // One of those before may just be ended.
    await expect(async () => ENDS['is closed'](await worker(page, 'read'))).toPass();
    await expect(alert(page)).toContainText('(the read worker) stopped');
    if (time > 1) continue;
    // Something else is done while all of it is made anew, when the new tree is shown.
    await expect(page.getByRole('button', { name: 'Undo: Add “many”' })).toBeVisible();
    await page.getByRole('row', { name: /^!late/ }).press('Delete');
    await expect(page.getByRole('button', { name: 'Undo: Leave out “!late”' })).toBeVisible();
  }
  await expect(downloadButton(page)).toBeEnabled();
  await expect(page.getByText('8,000 files ·')).toBeVisible();
  await expect(page.getByRole('row', { name: /^!early/ })).toHaveCount(0);
  await expect(page.getByRole('row', { name: /^!late/ })).toHaveCount(0);
  for (const _ of ['!early', '!late']) await page.getByRole('button', { name: /^Undo: Leave out “!/ }).click();
  await expect(page.getByRole('row', { name: /^!early/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /^!late/ })).toBeVisible();
});

test('a worker that goes on failing is given up, and that is told', { tag: '@thorough' }, async ({ page, folder }) => {
  const path = await write(join(folder, 'few'), { 'a.txt': 1 });
  await page.goto('./');
  await dropReady(page, path);
  for (let time = 1; time <= 4; time++) {
    await ENDS['is closed'](await worker(page, 'encode'));
    if (time < 4) await expect(downloadButton(page)).toBeEnabled();
    await expect(alert(page)).toContainText(
      time < 4 ? 'It was started again, and the image is made anew.' : 'It goes on failing. Reload the page.',
    );
    if (time < 4) await page.getByRole('button', { name: 'Read again' }).click();
    if (time < 4) await expect(alert(page)).toHaveCount(0);
  }
  await expect(downloadButton(page)).toBeDisabled();
});

test('workers that cannot even be loaded are told of', async ({ page }) => {
  await page.addInitScript(() => {
    const { createObjectURL } = URL;
    const source = `import('${location.origin}/no-such-script.js').catch((error) => setTimeout(() => { throw error; }))`;
    URL.createObjectURL = (blob: Blob) =>
      createObjectURL(blob.type === 'text/javascript' ? new Blob([source], { type: blob.type }) : blob);
  });
  await page.goto('./');
  await expect(alert(page)).toContainText('It goes on failing. Reload the page.');
});
