/** The page's first load. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findChromium } from '../tools/programs.mjs';
import { serve } from '../tools/serve.mjs';
import { BUDGET, firstLoad } from '../tools/size.mjs';
import { withBrowser } from './browser';
import type { Case } from './cases';
import { limited, showBytes, showMilliseconds, spread } from './measure';

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

/** With its 200 packages it is none of the project's own: installed by whoever wants its opinion. */
const LIGHTHOUSE = 'lighthouse@12.8.2';

/** What Lighthouse says of the page's performance, of 100, with its slow telephone. Undefined: it is not installed. */
async function lighthouseScore(url: string): Promise<number | undefined> {
  const flags = ['--only-categories=performance', '--output=json', '--quiet'];
  const chromium = `--chrome-flags=--headless=new --no-first-run${process.getuid?.() === 0 ? ' --no-sandbox' : ''}`;
  const env = { ...process.env, CHROME_PATH: findChromium() ?? '' };
  try {
    const options = { env, maxBuffer: 2 ** 27 };
    const { stdout } = await promisify(execFile)('lighthouse', [url, ...flags, chromium], options);
    const report: { categories: { performance: { score: number } } } = JSON.parse(stdout);
    return report.categories.performance.score * 100;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
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
  {
    name: 'page-lighthouse',
    async *rows({ runs }) {
      const what = 'Lighthouse, performance of the first load';
      const site = await serve();
      const scores: number[] = [];
      for (let run = 0; run < runs; run++) {
        const score = await lighthouseScore(site.url);
        if (score !== undefined) scores.push(score);
      }
      await site.close();
      if (scores.length === 0) {
        yield { what, ours: `not measured: npm install --no-save ${LIGHTHOUSE}` };
        return;
      }
      const show = (score: number) => score.toFixed(0);
      yield { what, ours: spread(scores, show), target: '100', met: Math.max(...scores) >= 99.5 };
    },
  },
];
