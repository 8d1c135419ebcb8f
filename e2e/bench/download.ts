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

/** Drops a folder, and the page presses Download as soon as it is on. The rest of the time is `then`'s. */
async function dropAndPress(
  { page, drop }: Pick<Visit, 'page' | 'drop'>,
  path: string,
  then: (saved: Promise<Download>) => Promise<number>,
): Promise<Parts> {
  await page.evaluate(pressWhenOn);
  const saved = page.waitForEvent('download', { timeout: PATIENCE });
  const begun = performance.now();
  await drop(path);
  const ended = await then(saved);
  const known = (await page.evaluate(() => (globalThis as unknown as Pressing).pressedAt)) - performance.timeOrigin;
  return { known: (known - begun) / 1000, click: (ended - known) / 1000 };
}

/** Milliseconds since 1970 at which the page pressed Download. */
interface Pressing {
  pressedAt: number;
}

/**
 * Runs in the page, as the floor's page downloads by itself: a driver that looks every 20 ms whether the button is on, and
 * then where it is, took 0.3 of 2.8 s.
 */
function pressWhenOn(): void {
  const press = () => {
    const button = document.querySelector<HTMLButtonElement>('button#download');
    if (!button || button.disabled) return;
    observer.disconnect();
    Object.assign(globalThis, { pressedAt: performance.timeOrigin + performance.now() } satisfies Pressing);
    button.click();
  };
  const observer = new MutationObserver(press);
  observer.observe(document.body, { subtree: true, childList: true, attributeFilter: ['disabled'] });
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
