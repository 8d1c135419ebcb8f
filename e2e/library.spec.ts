/** The built library in a real browser, by README's example. */
import { readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect } from 'playwright/test';
import { test } from './tools/page';
import { readmeExample } from './tools/readme';

const LIBRARY = fileURLToPath(new URL('../build/library/', import.meta.url));
const SITE = 'https://library.test';

test('README’s example makes the image in the browser that Node makes of the same files', async ({ page, folder }) => {
  await page.route(`${SITE}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname !== '/') return route.fulfill({ path: join(LIBRARY, pathname) });
    const imports = JSON.stringify({ imports: { isodrop: '/browser.js' } });
    const body = `<input type="file" multiple><script type="importmap">${imports}</script>
      <script type="module">${readmeExample('example for a browser')}\ndocument.title = 'ready';</script>`;
    return route.fulfill({ contentType: 'text/html', body });
  });
  const files = [
    { name: 'small.txt', bytes: Buffer.from('a small one') },
    { name: 'häßlich: 漢?.bin', bytes: Buffer.alloc(300_000, 'copied by reference, since it is large') },
    { name: 'empty', bytes: Buffer.alloc(0) },
  ];
  const paths = files.map(({ name }) => join(folder, name));
  for (const [index, { bytes }] of files.entries()) {
    await writeFile(paths[index] as string, bytes);
    await utimes(paths[index] as string, 1e9 + index, 1e9 + index);
  }

  await page.goto(SITE);
  await expect(page).toHaveTitle('ready');
  const downloading = page.waitForEvent('download');
  await page.locator('input').setInputFiles(paths);
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('holidays.iso');
  const made = await readFile(await download.path());

  const { buildImage } = await import(`${LIBRARY}node.js`);
  const entries = files.map(({ name, bytes }, index) => {
    return { path: name, content: bytes, modifyTime: new Date((1e9 + index) * 1000) };
  });
  const image = await buildImage(entries, { volumeName: 'HOLIDAYS' });
  expect(made.equals(await buffer(image.stream()))).toBe(true);
});
