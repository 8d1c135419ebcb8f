import { existsSync } from 'node:fs';
import { defineConfig, devices, firefox, webkit } from 'playwright/test';
import type { Driver } from './engines/test';
import { findChromium, findFirefox, findWebKitGtk } from './tools/programs.mjs';
import { isThorough } from './tools/thorough';

/** Set once, so that the test processes need not look again. */
process.env.ISODROP_CHROMIUM ??= findChromium() ?? '';

/** What every engine must do; all other tests of the page drop through Chromium's own protocol. */
const CORE = 'engines/**/*.spec.ts';

/** Playwright's own builds, where they are installed. */
const others = [
  { name: 'firefox', path: firefox.executablePath(), use: devices['Desktop Firefox'] },
  { name: 'webkit', path: webkit.executablePath(), use: devices['Desktop Safari'] },
];

/** Browsers as they are installed, which Playwright cannot drive. */
const installed: { name: Driver; found: unknown }[] = [
  { name: 'firefox', found: findFirefox() },
  // `npm test` leaves it out: it takes as long as the other two together.
  { name: 'webkitgtk', found: process.env.ISODROP_WEBKITGTK !== '0' && findWebKitGtk() },
];

/** Tests of the built page in real browsers. `baseURL` is dist, served with its headers. */
export default defineConfig<object, { driver: Driver }>({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results/page',
  globalSetup: './tools/page-setup.mjs',
  reporter: [['list'], ['json', { outputFile: '../test-results/page.json' }]],
  forbidOnly: Boolean(process.env.CI),
  ...(isThorough ? {} : { grepInvert: /@thorough/ }),
  // Once for any test, which `npm test` tells, and more often where Chromium itself ended: tools/page.ts.
  retries: 3,
  // More than there are processors on a small machine: a test waits for the page a good part of its time.
  workers: 3,
  timeout: 60_000,
  // A machine may be slow, and what is waited for comes.
  expect: { timeout: 15_000 },
  // A service worker fetches the whole page for each test anew; the tests that need one say so.
  use: { baseURL: process.env.ISODROP_URL, actionTimeout: 15_000, trace: 'off', serviceWorkers: 'block' },
  projects: [
    {
      name: 'chromium',
      // What every engine must do, its other tests do too.
      ...(isThorough ? {} : { testIgnore: CORE }),
      use: {
        ...devices['Desktop Chrome'],
        launchOptions: {
          executablePath: process.env.ISODROP_CHROMIUM,
          args: [
            ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-dev-shm-usage',
            '--disable-sync',
            '--no-first-run',
            '--no-pings',
          ],
        },
      },
    },
    ...others
      .filter(({ path }) => existsSync(path))
      .map(({ name, use }) => ({ name: `playwright-${name}`, use, testMatch: CORE })),
    ...installed.filter(({ found }) => found).map(({ name }) => ({ name, use: { driver: name }, testMatch: CORE })),
  ],
});
