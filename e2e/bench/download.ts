/** From a drop to the complete download, on our page and on the floor. */
import type { Download, Page } from 'playwright';
import { type Visit, visit } from './browser';

const PATIENCE = 1_200_000;

/** Seconds of one run. */
export interface Parts {
  /** From the drop until the image is known. */
  known: number;
  /** From the press of Download, at once, until the file is complete. */
  click: number;
}

/** Waits until Download is on: the image is known and good. */
export async function whenKnown(page: Page): Promise<void> {
  const isOn = () => document.querySelector<HTMLButtonElement>('button#download')?.disabled === false;
  await page.waitForFunction(isOn, undefined, { polling: 20, timeout: PATIENCE });
}

/** Drops a folder and presses Download as soon as it is on. The rest of the time is `then`'s, from that press on. */
async function dropAndPress(
  { page, drop }: Pick<Visit, 'page' | 'drop'>,
  path: string,
  then: (saved: Promise<Download>) => Promise<number>,
): Promise<Parts> {
  const begun = performance.now();
  await drop(path);
  await whenKnown(page);
  const known = performance.now();
  const saved = page.waitForEvent('download', { timeout: PATIENCE });
  await page.locator('#download').click();
  return { known: (known - begun) / 1000, click: ((await then(saved)) - known) / 1000 };
}

export function dropAndDownload(visit: Pick<Visit, 'page' | 'drop'>, path: string): Promise<Parts> {
  return dropAndPress(visit, path, async (saved) => {
    await complete(await saved);
    return performance.now();
  });
}

/** The same up to the beginning of the download, which is then ended: `click` is how long that takes to begin. */
export function dropAndBegin(visit: Pick<Visit, 'page' | 'drop'>, path: string): Promise<Parts> {
  return dropAndPress(visit, path, async (saved) => {
    const download = await saved;
    const begun = performance.now();
    await download.cancel();
    return begun;
  });
}

/**
 * A drop and its download on the floor's page, which downloads by itself.
 * @param watch looks on from the drop until what it returns is called
 */
export function dropOnFloor(url: string, path: string, watch: () => () => void): Promise<number> {
  return visit(url, async ({ page, drop }) => {
    const saved = page.waitForEvent('download', { timeout: PATIENCE });
    const stop = watch();
    const begun = performance.now();
    await drop(path);
    await complete(await saved);
    const seconds = (performance.now() - begun) / 1000;
    stop();
    return seconds;
  });
}

async function complete(download: { failure(): Promise<string | null> }): Promise<void> {
  const failure = await download.failure();
  if (failure !== null) throw new Error(`The download failed: ${failure}.`);
}
