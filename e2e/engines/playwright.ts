/** Playwright's own builds of the three engines, and the Chromium that is installed. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, BrowserType, LaunchOptions, Page } from 'playwright/test';
import { drop } from '../tools/page';
import type { Engine, Places } from './engine';

class PlaywrightEngine implements Engine {
  name: string;
  readonly errors: string[] = [];
  readonly downloads: string;
  readonly drop?: (path: string) => Promise<void>;
  readonly #browser: BrowserType;
  readonly #options: LaunchOptions;
  readonly #profile: string;
  #context!: BrowserContext;
  #page!: Page;

  constructor(browser: BrowserType, options: LaunchOptions, { profile, downloads }: Places) {
    this.name = browser.name();
    this.#browser = browser;
    this.#options = options;
    this.#profile = profile;
    this.downloads = downloads;
    if (browser.name() === 'chromium') this.drop = (path) => drop(this.#page, path);
  }

  async start() {
    this.#context = await this.#browser.launchPersistentContext(this.#profile, {
      ...this.#options,
      serviceWorkers: 'allow',
    });
    this.#page = this.#context.pages()[0] ?? (await this.#context.newPage());
    this.name = `${this.#browser.name()} ${this.#context.browser()?.version() ?? ''}`;
    this.#page.on('console', (message) => message.type() === 'error' && this.errors.push(message.text()));
    this.#page.on('pageerror', (error) => this.errors.push(String(error)));
    this.#page.on('download', async (download) => {
      const path = join(this.downloads, download.suggestedFilename());
      await mkdir(this.downloads, { recursive: true });
      await download.saveAs(path);
    });
  }

  async goto(url: string) {
    await this.#page.goto(url);
  }

  async evaluate<T, A>(work: (argument: A) => T | Promise<T>, argument?: A): Promise<T> {
    return this.#page.evaluate(work as (argument: unknown) => T | Promise<T>, argument);
  }

  async click(xpath: string) {
    await this.#page.locator(`xpath=${xpath}`).first().click();
  }

  async fill(xpath: string, text: string) {
    await this.#page.locator(`xpath=${xpath}`).fill(text);
  }

  async chooseFiles(xpath: string, paths: string[]) {
    await this.#page.locator(`xpath=${xpath}`).setInputFiles(paths);
  }

  /** Chromium's own picker cannot be driven: the input that every browser has takes the folder. */
  async chooseFolder(_: string, path: string) {
    await this.#page.locator('input[webkitdirectory]').setInputFiles(path);
  }

  async screenshot() {
    return this.#page.screenshot();
  }

  async restart() {
    await this.close();
    await this.start();
  }

  async close() {
    await this.#context.close();
  }
}

/** Starts a browser of Playwright's with a profile of its own. */
export async function openPlaywright(browser: BrowserType, options: LaunchOptions, places: Places): Promise<Engine> {
  const engine = new PlaywrightEngine(browser, options, places);
  await engine.start();
  return engine;
}
