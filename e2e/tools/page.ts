/** What every test of the page needs: a folder, real drops, the download, and another try when the browser itself ended. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  type BrowserContext,
  test as base,
  chromium,
  type Download,
  expect,
  type LaunchOptions,
  type Page,
} from 'playwright/test';

export const COMMAND = new URL('../../build/isodrop.js', import.meta.url).pathname;

/** Content of a file to be written, or how many bytes of its own it is to have. */
type Content = string | Uint8Array | number;
/** By path below the folder; a path that ends with a slash is an empty folder. */
export type Files = Record<string, Content>;

/** A file of each kind: packed, a reference, hidden from handles. */
export const EACH_KIND: Files = {
  'note.txt': 10,
  'draft.txt': 20,
  'film.mkv': 300_000,
  'folder/what? why*.txt': 30,
  'folder/inner/deep.txt': 40,
};

interface Fixtures {
  /** A temporary folder of this test's own. */
  folder: string;
  /** Starts a browser with a profile of its own, which ends with the test. */
  launch: (profile: string, options?: LaunchOptions) => Promise<BrowserContext>;
  /** See `retries` of playwright.config.ts. */
  retryRarely: { died: boolean };
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what is needed here
  folder: async ({}, use) => {
    // Deleted after the last browser has ended (page-setup.mjs).
    await use(await mkdtemp(join(process.env.ISODROP_FOLDERS ?? tmpdir(), 'test-')));
  },

  /**
   * Chromium 156 ends, seconds later and with all its tests, when a context is disposed of in which a folder was
   * observed (`FileSystemObserver`), even if that has ended. So contexts stay until the browser ends; their pages do not.
   */
  context: async ({ browser }, use) => {
    const context = await browser.newContext();
    await use(context);
    await Promise.all(context.pages().map((page) => page.close()));
  },

  launch: async ({ launchOptions, baseURL, retryRarely }, use) => {
    const contexts: BrowserContext[] = [];
    let ending = false;
    await use(async (profile, options) => {
      const context = await chromium.launchPersistentContext(profile, {
        ...launchOptions,
        ...options,
        args: [...(launchOptions.args ?? []), ...(options?.args ?? [])],
        acceptDownloads: true,
        ...(baseURL ? { baseURL } : {}),
      });
      context.on('close', () => {
        retryRarely.died ||= !ending;
      });
      contexts.push(context);
      return context;
    });
    ending = true;
    await Promise.all(contexts.map((context) => context.close().catch(() => {})));
  },

  retryRarely: [
    async ({ browser }, use, testInfo) => {
      const sign = join(testInfo.project.outputDir, `browser-ended-${testInfo.testId}-${testInfo.retry}`);
      const signBefore = sign.replace(/\d+$/, String(testInfo.retry - 1));
      if (testInfo.retry > 1 && !existsSync(signBefore)) {
        throw new Error('It failed twice while the browser was well, so it is not tried again.');
      }
      const browsers = { died: false };
      await use(browsers);
      if (!browser.isConnected() || browsers.died) {
        await mkdir(dirname(sign), { recursive: true });
        await writeFile(sign, '');
      }
    },
    { auto: true },
  ],
});

/**
 * Writes files below a folder and returns it. Those given by size have bytes of their own; every file has a time of
 * its own, a multiple of a second.
 */
export async function write(folder: string, files: Files): Promise<string> {
  let second = 1_500_000_000;
  for (const [path, content] of Object.entries(files)) {
    const target = join(folder, path);
    await mkdir(path.endsWith('/') ? target : dirname(target), { recursive: true });
    if (path.endsWith('/')) continue;
    await writeFile(target, typeof content === 'number' ? Buffer.alloc(content, `${path}\n`) : content);
    await utimes(target, second, second);
    second += 1001;
  }
  return folder;
}

type DragStep = 'dragEnter' | 'dragOver' | 'dragCancel' | 'drop';

/** Drags files and folders over the window, as the operating system does, and drops them unless told otherwise. */
export async function drag(page: Page, paths: string[], steps: DragStep[] = ['dragEnter', 'dragOver', 'drop']) {
  const cdp = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of steps) await cdp.send('Input.dispatchDragEvent', { type, x: 200, y: 200, data });
  await cdp.detach();
}

export const drop = (page: Page, ...paths: string[]) => drag(page, paths);

export const downloadButton = (page: Page) => page.getByRole('button', { name: /^Download/ });

/** Drops and waits until the image is known. */
export async function dropReady(page: Page, ...paths: string[]) {
  await drop(page, ...paths);
  await expect(downloadButton(page)).toBeEnabled({ timeout: 40_000 });
}

/** Presses Download as soon as it is on, and waits for the browser to have saved the file. */
export async function download(page: Page): Promise<Download> {
  await expect(downloadButton(page)).toBeEnabled({ timeout: 40_000 });
  const [file] = await Promise.all([page.waitForEvent('download'), downloadButton(page).click()]);
  expect(await file.failure()).toBeNull();
  return file;
}

/** SHA-256 of what the browser saved. */
export async function downloadHash(page: Page): Promise<string> {
  return sha256(await (await download(page)).path());
}

export async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** SHA-256 of the command's image of the same folders, as a browser would see them. */
export async function commandHash(folder: string, paths: string[], options: string[] = []): Promise<string> {
  const output = join(folder, 'command.iso');
  execFileSync(process.execPath, [COMMAND, '-quiet', '-J', '-r', '-portable', ...options, '-o', output, ...paths]);
  return sha256(output);
}
