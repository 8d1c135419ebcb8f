import { existsSync } from 'node:fs';
import { defineConfig, devices, firefox, webkit } from 'playwright/test';
import { findChromium } from './tools/programs.mjs';

/** Set once, so that the test processes need not look again. */
process.env.ISODROP_CHROMIUM ??= findChromium() ?? '';

const others = [
  { name: 'firefox', path: firefox.executablePath(), use: devices['Desktop Firefox'] },
  { name: 'webkit', path: webkit.executablePath(), use: devices['Desktop Safari'] },
];

/** Tests of the built page in real browsers. `baseURL` is dist, served with its headers. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results/page',
  globalSetup: './tools/page-setup.mjs',
  reporter: [['list'], ['json', { outputFile: '../test-results/page.json' }]],
  forbidOnly: Boolean(process.env.CI),
  // Only for tests in which Chromium itself ended: tools/page.ts fails any other at once.
  retries: 3,
  workers: 2,
  timeout: 60_000,
  use: { baseURL: process.env.ISODROP_URL, actionTimeout: 15_000, trace: 'off' },
  projects: [
    {
      name: 'chromium',
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
    ...others.filter(({ path }) => existsSync(path)).map(({ name, use }) => ({ name, use })),
  ],
});
