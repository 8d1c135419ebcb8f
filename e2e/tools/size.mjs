// `npm run size`: how much the page weighs, compressed: every script, style and WASM of it.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { DIST } from './serve.mjs';

/**
 * Bytes that the first load may have, each file compressed by gzip: every script and style that is fetched until the page
 * takes a drop, which are those that index.html names, and the service worker. All else is fetched after that.
 */
export const BUDGET = 45_000;

/** When a file is fetched, in this order. @typedef {'page' | 'language' | 'engine' | 'later' | 'lazy'} Stage */
/** @typedef {{ file: string, stage: Stage, bytes: number, gzip: number, brotli: number }} BuiltFile */

/** What the first load has beside the page for those who do not read English: one of these. */
const LANGUAGE = /^language-.+-first-/;
/** Beginnings of what is fetched right after the first view, and of what somebody has to ask for. */
const ENGINE = ['engine-', 'encoder-'];
const LAZY = [
  'equal-files-',
  'digester-',
  'OptionsDialog-',
  'About-',
  'CloudForm-',
  'DiscNeeds-',
  'disc-look-',
  'DiscPictures-',
  'disc-map-',
  'disc-pictures-',
];

/** Every script, style and WASM of the built page, by stage, the largest first. @returns {BuiltFile[]} */
export function builtFiles() {
  const html = readFileSync(join(DIST, 'index.html'), 'utf8');
  /** @param {string} file @returns {Stage} */
  const stageOf = (file) => {
    const name = basename(file);
    const begins = (/** @type {string} */ beginning) => name.startsWith(beginning);
    if (html.includes(name) || name === 'sw.js') return 'page';
    if (LANGUAGE.test(name)) return 'language';
    return ENGINE.some(begins) ? 'engine' : LAZY.some(begins) ? 'lazy' : 'later';
  };
  return readdirSync(DIST, { recursive: true, encoding: 'utf8' })
    .filter((file) => ['.js', '.mjs', '.css', '.wasm'].includes(extname(file)))
    .map((file) => {
      const bytes = readFileSync(join(DIST, file));
      const gzip = gzipSync(bytes, { level: 9 }).length;
      return { file, stage: stageOf(file), bytes: bytes.length, gzip, brotli: brotliCompressSync(bytes).length };
    })
    .sort((a, b) => b.gzip - a.gzip);
}

/** Several files in one row. @param {string} name @param {BuiltFile[]} files */
function total(name, files) {
  const sum = (/** @type {'bytes' | 'gzip' | 'brotli'} */ column) =>
    files.reduce((before, file) => before + file[column], 0);
  return { file: name, bytes: sum('bytes'), gzip: sum('gzip'), brotli: sum('brotli') };
}

/** What counts against the budget, in one row: in the language that has most words to load. */
export function firstLoad(files = builtFiles()) {
  const [language] = files.filter(({ stage }) => stage === 'language');
  const counted = files.filter((file) => file.stage === 'page' || file === language);
  return total('first load', counted);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const files = builtFiles();
  const of = (/** @type {Stage} */ stage) => files.filter((file) => file.stage === stage);
  const rows = [
    ...of('page'),
    ...of('language'),
    firstLoad(files),
    ...of('engine'),
    ...of('later'),
    ...of('lazy'),
    total('in all', files),
  ];
  console.log('     bytes       gzip     brotli');
  for (const row of rows) {
    const numbers = [row.bytes, row.gzip, row.brotli].map((number) => number.toLocaleString('en').padStart(10));
    console.log(`${numbers.join(' ')}  ${'stage' in row ? `${row.stage}: ` : ''}${row.file}`);
  }
  const left = BUDGET - firstLoad(files).gzip;
  const count = Math.abs(left).toLocaleString('en');
  console.log(`First load: ${count} bytes ${left < 0 ? 'over' : 'below'} ${BUDGET.toLocaleString('en')} (gzip).`);
}
