import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright';
import { findChromium } from '../tools/programs.mjs';
import { serve } from '../tools/serve.mjs';
import { compare, median } from './measure';
import { makeFiles, makeLarge, temporaryFolder } from './trees';

const FLOOR = fileURLToPath(new URL('floor', import.meta.url));

/** Drop to complete download, against a bare page that does the least that any page must. */
export async function* cases(): AsyncGenerator<string> {
  const folder = temporaryFolder();
  const floor = await serve({ root: FLOOR, headers: false });
  const page = await serve();
  const rows = [
    { name: '10,000 files of 3 KB, page', path: makeFiles(join(folder, 'small'), 10_000, 100, 3000) },
    { name: '2 GB in four files, page', path: makeLarge(join(folder, 'large'), 4, 500_000_000) },
  ];
  for (const { name, path } of rows) {
    const parts: { known: number; click: number }[] = [];
    yield await compare({
      name,
      ours: async () => {
        const { known, total } = await dropOnPage(page.url, path);
        parts.push({ known, click: total - known });
        return total;
      },
      other: () => dropOnFloor(floor.url, path),
      otherName: 'browser floor',
      target: 1.25,
    });
    const counted = parts.slice(1);
    const of = (part: 'known' | 'click') => `${median(counted.map((run) => run[part])).toFixed(2)} s`;
    yield `| ${name}: drop to image known, click to complete | ${of('known')}, ${of('click')} | | | |`;
  }
  await Promise.all([floor.close(), page.close()]);
}

/** Seconds from the drop until the image is known, and until it is saved when Download is pressed at once. */
async function dropOnPage(url: string, path: string): Promise<{ known: number; total: number }> {
  return withPage(url, path, dropAndDownload);
}

export async function dropAndDownload(
  page: Page,
  drop: () => Promise<void>,
): Promise<{ known: number; total: number }> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  const begun = performance.now();
  await drop();
  const button = page.getByRole('button', { name: /^Download/ });
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll('button')].some(
        (one) => /^Download .*\.iso/.test(one.textContent ?? '') && !one.disabled,
      ),
    undefined,
    { polling: 20, timeout: 120_000 },
  );
  const known = (performance.now() - begun) / 1000;
  const saved = page.waitForEvent('download', { timeout: 120_000 });
  await button.click();
  await (await saved).path();
  return { known, total: (performance.now() - begun) / 1000 };
}

async function dropOnFloor(url: string, path: string): Promise<number> {
  return withPage(url, path, async (page, drop) => {
    const saved = page.waitForEvent('download', { timeout: 120_000 });
    const begun = performance.now();
    await drop();
    await (await saved).path();
    return (performance.now() - begun) / 1000;
  });
}

type Page = Awaited<ReturnType<Browser['newPage']>>;

/** Opens a page in a fresh browser, so that no run profits from the one before. */
export async function withPage<T>(
  url: string,
  path: string,
  work: (page: Page, drop: () => Promise<void>, browser: Browser) => Promise<T>,
): Promise<T> {
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-background-networking', '--no-first-run'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.waitForLoadState('networkidle');
    const session = await page.context().newCDPSession(page);
    const data = { items: [], files: [path], dragOperationsMask: 1 };
    const drop = async () => {
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
        await session.send('Input.dispatchDragEvent', { type, x: 100, y: 100, data });
      }
    };
    return await work(page, drop, browser);
  } finally {
    await browser.close();
  }
}
