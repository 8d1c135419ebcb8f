// Finds the programs that the tests need: browsers, and independent readers of disc images.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const CHROMIUM_NAMES = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'chrome',
  'microsoft-edge',
  'msedge',
];
const CHROMIUM_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ...[process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].flatMap((folder) =>
    folder
      ? [`${folder}\\Google\\Chrome\\Application\\chrome.exe`, `${folder}\\Microsoft\\Edge\\Application\\msedge.exe`]
      : [],
  ),
];

/** Readers of images and the names that each may have here. */
export const READERS = {
  genisoimage: ['genisoimage'],
  isoinfo: ['isoinfo'],
  xorriso: ['xorriso'],
  '7-Zip': ['7zz', '7z', '7za'],
  bsdtar: ['bsdtar'],
  // Debian's package has this program beside the library, for its own Python.
  pycdlib: ['pycdlib-explorer'],
};

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The first of the named programs that PATH holds, as an absolute path.
 * @param {readonly string[]} names
 * @returns {string | undefined}
 */
export function findProgram(names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const files = process.platform === 'win32' ? names.map((name) => `${name}.exe`) : names;
  return files.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/**
 * An installed Chrome, Chromium or Edge that starts. $ISODROP_CHROMIUM and $CHROME_PATH come first.
 * @returns {string | undefined}
 */
export function findChromium() {
  const { ISODROP_CHROMIUM, CHROME_PATH } = process.env;
  const places = [
    ISODROP_CHROMIUM,
    CHROME_PATH,
    ...CHROMIUM_NAMES.map((name) => findProgram([name])),
    ...CHROMIUM_PLACES,
  ];
  return places.find((place) => place !== undefined && isExecutable(place) && starts(place));
}

/** Some systems put a script in a browser's place that only tells how to install it. @param {string} browser */
function starts(browser) {
  if (process.platform === 'win32') return true;
  return spawnSync(browser, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

const FIREFOX_PLACES = [
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  ...[process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)']].flatMap((folder) =>
    folder ? [`${folder}\\Mozilla Firefox\\firefox.exe`] : [],
  ),
];

/**
 * An installed Firefox that starts. $ISODROP_FIREFOX comes first.
 * @returns {string | undefined}
 */
export function findFirefox() {
  const named = ['firefox-esr', 'firefox'].map((name) => findProgram([name]));
  const places = [process.env.ISODROP_FIREFOX, ...named, ...FIREFOX_PLACES];
  return places.find((place) => place !== undefined && isExecutable(place) && starts(place));
}

/**
 * WebKitGTK's WebDriver and the browser that comes with it, and a screen for it.
 * @returns {{ driver: string, browser: string } | undefined}
 */
export function findWebKitGtk() {
  const driver = findProgram(['WebKitWebDriver']);
  if (!driver || !findProgram(['Xvfb'])) return undefined;
  const libraries = subfolders('/usr/lib').filter((path) => path.endsWith('-linux-gnu'));
  const places = [...libraries, '/usr/libexec', '/usr/lib64'].flatMap(subfolders);
  const browsers = places.filter((path) => /webkit2?gtk-[\d.]+$/.test(path)).map((path) => join(path, 'MiniBrowser'));
  const browser = browsers.find(isExecutable);
  return browser ? { driver, browser } : undefined;
}

/** @param {string} folder */
function subfolders(folder) {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}
