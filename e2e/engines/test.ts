/** The test function of what every engine must do: a browser for each project, a site and a folder for each test. */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from 'playwright/test';
import { findFirefox, findWebKitGtk } from '../tools/programs.mjs';
import { serve } from '../tools/serve.mjs';
import { type Engine, type Places, until } from './engine';
import { openFirefox } from './firefox';
import { openPlaywright } from './playwright';
import { openWebKitGtk } from './webkitgtk';

/** Who drives the browser: Playwright, or for browsers as they are installed the drivers beside this file. */
export type Driver = 'playwright' | 'firefox' | 'webkitgtk';

interface WorkerFixtures {
  driver: Driver;
  engine: Engine;
}
interface Fixtures {
  folder: string;
  /** The built page at an origin of this test's own, which nobody has visited. No header adds to the page's policy. */
  site: { url: string; close(): Promise<void> };
}

const newFolder = () => mkdtemp(join(process.env.ISODROP_FOLDERS ?? tmpdir(), 'engine-'));

export const test = base.extend<Fixtures, WorkerFixtures>({
  driver: ['playwright', { option: true, scope: 'worker' }],

  engine: [
    async ({ driver, playwright, browserName, launchOptions }, use) => {
      const root = await newFolder();
      const places: Places = { profile: join(root, 'profile'), downloads: join(root, 'downloads') };
      const open: Record<Driver, () => Promise<Engine>> = {
        playwright: () => openPlaywright(playwright[browserName], launchOptions, places),
        firefox: () => openFirefox(findFirefox() ?? 'firefox', places),
        webkitgtk: () => openWebKitGtk(findWebKitGtk() ?? { driver: '', browser: '' }, places),
      };
      const engine = await open[driver]();
      await use(engine);
      await engine.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what is needed here
  folder: async ({}, use) => {
    await use(await newFolder());
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what is needed here
  site: async ({}, use) => {
    const site = await serve({ headers: false, base: '/some/path/' });
    await use(site);
    await site.close();
  },
});

/** What somebody sees and does, in any engine. */
export class Visit {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** The text of the page. */
  text(): Promise<string> {
    return this.#engine.evaluate(() => document.body.textContent ?? '');
  }

  shows(text: string | RegExp) {
    return expect.poll(() => this.text(), { timeout: 30_000 }).toMatch(text);
  }

  button(name: string): string {
    return `//button[starts-with(normalize-space(.), "${name}") or starts-with(@aria-label, "${name}")]`;
  }

  click(name: string) {
    return this.#engine.click(this.button(name));
  }

  canDownload(): Promise<boolean> {
    return this.#engine.evaluate(() => !(document.getElementById('download') as HTMLButtonElement | null)?.disabled);
  }

  /** Presses Download when it is on. Returns where the browser saved the image; rejects when the page refuses. */
  async download(): Promise<string> {
    const { downloads } = this.#engine;
    const saved = async () =>
      (existsSync(downloads) ? await readdir(downloads) : []).filter((name) => /\.iso$/.test(name));
    for (const name of await saved()) await rm(join(downloads, name));
    await expect.poll(() => this.canDownload(), { timeout: 40_000 }).toBe(true);
    await this.#engine.click('//*[@id="download"]');
    const handed = await until('the image is handed over', async () => {
      if ((await this.text()).includes('Download waits for your choice')) return 'no';
      return (await this.text()).includes('Handed to the browser') && 'yes';
    });
    if (handed === 'no') throw new Error('The page did not hand the image over.');
    const byteLength = await this.#engine.evaluate(() => {
      const [, figure = ''] = /([\d,]+) bytes/.exec(document.querySelector('.counts')?.textContent ?? '') ?? [];
      return Number(figure.replaceAll(',', ''));
    });
    return until('the image is saved', async () => {
      const [name] = await saved();
      // Browsers make the file before it has all of its bytes.
      const path = join(downloads, name ?? '');
      return name !== undefined && (await stat(path)).size === byteLength && path;
    });
  }
}
