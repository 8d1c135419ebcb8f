// `npm test`: everything that can be checked on this machine, in one run. Its last line is `N passed, N failed`.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { installPackages, run, runScript } from './install.mjs';
import { findChromium, findFirefox, findProgram, READERS } from './programs.mjs';

/** In CI nothing may be missing. Elsewhere what is missing is told. */
const strict = Boolean(process.env.CI && process.env.CI !== 'false') || process.env.ISODROP_STRICT === '1';
const began = Date.now();
const total = { passed: 0, failed: 0 };
/** @type {string[]} */
const failures = [];
/** @type {Map<string, number>} a sentence, and how many tests it speaks of */
const unchecked = new Map();

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
process.env.ISODROP_STRICT = strict ? '1' : '0';
process.env.ISODROP_THOROUGH ??= '0';
rmSync('test-results', { recursive: true, force: true });
mkdirSync('test-results', { recursive: true });

if (process.env.ISODROP_THOROUGH === '0') note('The longer tests were left out: npm run test:unit, npm run test:page');

if (await installPackages()) {
  const browser = await findBrowser();
  for (const [reader, names] of Object.entries(READERS)) {
    // The tests use 7z-wasm, a package of ours, where the system has no 7-Zip.
    if (reader !== '7-Zip' && !findProgram(names)) missing(`${reader} is not installed, so it read no image`);
  }
  await Promise.all([
    check('Types', () => runScript('types')),
    check('Lint', () => runScript('lint')).then(() => check('Build', () => runScript('build'))),
  ]);
  const reporter = ['--reporter=default', '--reporter=./e2e/tools/vitest-report.mjs'];
  await suite('Unit tests', 'test:unit', ['--', ...reporter], 'test-results/unit.json', (report) => report);
  if (browser) {
    process.env.ISODROP_CHROMIUM = browser;
    const noFirefox = 'The page was not tested in Firefox, which is not installed';
    // Where it was asked for by name it must be there.
    if (!findFirefox()) process.env.ISODROP_FIREFOX ? missing(noFirefox) : note(noFirefox);
    process.env.ISODROP_WEBKITGTK ??= '0';
    if (process.env.ISODROP_WEBKITGTK === '0') note('The page was not tested in WebKitGTK: npm run test:webkitgtk');
    await suite('Page tests', 'test:page', [], 'test-results/page.json', pageTally);
  } else {
    missing('The page was not tested: no Chrome, Chromium or Edge was found or could be installed');
  }
} else {
  fail('The packages could not be installed');
}

if (unchecked.size > 0) {
  console.log('\nNot checked:');
  for (const [reason, count] of unchecked) console.log(`  ${reason}${count > 1 ? ` (${count} tests)` : ''}`);
}
if (failures.length > 0) console.log(`\nFailed:\n${failures.map((failure) => `  ${failure}`).join('\n')}`);
console.log(`\nIn ${Math.round((Date.now() - began) / 1000)} s.`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);

/** One check that passes or fails as a whole. @param {string} title @param {() => Promise<boolean>} work */
async function check(title, work) {
  console.log(`\n— ${title}`);
  const good = await work();
  if (good) total.passed++;
  else fail(title);
  return good;
}

/**
 * A test runner that leaves a report behind.
 * @param {string} title
 * @param {string} script
 * @param {string[]} args
 * @param {string} file
 * @param {(report: any) => import('./vitest-report.mjs').Tally} tallyOf
 */
async function suite(title, script, args, file, tallyOf) {
  console.log(`\n— ${title}`);
  const good = await runScript(script, args, 420);
  if (!existsSync(file)) return fail(`${title} could not run`);
  const { passed, failed, skipped } = tallyOf(JSON.parse(readFileSync(file, 'utf8')));
  total.passed += passed;
  if (failed > 0) fail(title, failed);
  else if (!good) fail(`${title} ended with an error`);
  for (const { title, reason } of skipped) note(reason === 'no reason given' ? `${title}: ${reason}` : reason);
}

/** @param {string} what @param {number} [count] */
function fail(what, count = 1) {
  total.failed += count;
  failures.push(count > 1 ? `${what} (${count})` : what);
}

/** @param {string} sentence */
function missing(sentence) {
  if (strict) fail(sentence);
  else note(sentence);
}

/** @param {string} reason */
function note(reason) {
  unchecked.set(reason, (unchecked.get(reason) ?? 0) + 1);
}

/** Adds up a report of Playwright's. @param {import('playwright/types/testReporter').JSONReport} report */
function pageTally(report) {
  /** @type {import('./vitest-report.mjs').Tally} */
  const tally = { passed: 0, failed: report.errors.length, skipped: [] };
  const suites = [...report.suites];
  for (const { suites: inner = [], specs } of suites) {
    suites.push(...inner);
    for (const { title, tests } of specs) {
      for (const { status, annotations } of tests) {
        if (status === 'expected' || status === 'flaky') tally.passed++;
        if (status === 'flaky') note(`“${title}” failed at first and passed when it was tried again`);
        if (status === 'skipped')
          tally.skipped.push({
            title,
            reason: annotations.find(({ type }) => type === 'skip')?.description ?? 'no reason given',
          });
        if (status === 'unexpected') tally.failed++;
      }
    }
  }
  return tally;
}

/** An installed browser, or one that Playwright or Debian can install. */
async function findBrowser() {
  const installed = findChromium();
  if (installed) return installed;
  const { chromium } = await import('playwright');
  const bundled = () => (existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined);
  if (bundled()) return bundled();
  console.log('\n— No browser is installed: trying to get Chromium');
  await run('npm', ['exec', '--', 'playwright', 'install', 'chromium'], 90);
  if (bundled()) return bundled();
  if (process.getuid?.() === 0 && findProgram(['apt-get'])) {
    await run('apt-get', ['update', '-q'], 60);
    await run('apt-get', ['install', '-qy', '--no-install-recommends', 'chromium'], 120);
  }
  return findChromium();
}
