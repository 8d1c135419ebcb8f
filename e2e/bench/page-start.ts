/** The page's first load. */
import { serve } from '../tools/serve.mjs';
import { BUDGET, firstLoad } from '../tools/size.mjs';
import { withBrowser } from './browser';
import type { Case } from './cases';
import { limited, showBytes, showMilliseconds } from './measure';

declare global {
  interface Window {
    /** When the page could take a drop: milliseconds since the navigation began. */
    readyAt: number | undefined;
  }
}

/** Runs before the page's script. The empty page is drawn after everything was made ready to take a drop. */
function watchStart(): void {
  new MutationObserver(() => {
    if (document.querySelector('.page.empty')) window.readyAt ??= performance.now();
  }).observe(document, { subtree: true, childList: true });
}

/** Milliseconds in a browser that was just started, with a processor slowed to a quarter. */
function coldStart(url: string): Promise<number> {
  return withBrowser(async (context) => {
    const page = await context.newPage();
    await page.addInitScript(watchStart);
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.goto(url);
    const handle = await page.waitForFunction(() => window.readyAt);
    return Number(await handle.jsonValue());
  });
}

export const pageStartCases: readonly Case[] = [
  {
    name: 'page-size',
    async *rows() {
      yield limited('first load, each file compressed by gzip', [firstLoad().gzip], showBytes, BUDGET);
    },
  },
  {
    name: 'page-start',
    async *rows({ runs }) {
      const site = await serve();
      const starts: number[] = [];
      for (let run = 0; run < runs; run++) starts.push(await coldStart(site.url));
      await site.close();
      yield limited('navigation → ready for a drop, processor at a quarter', starts, showMilliseconds, 300);
    },
  },
];
