// `npm run size`: how much the page weighs, compressed: every script, style and WASM of it.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { DIST } from './serve.mjs';

/**
 * Bytes that the first load may have, each file compressed by gzip: all that is loaded until the page takes a drop, and
 * all that it starts: page, workers, encoder and service worker. What shows a tree and its details (src/page/later.ts)
 * is loaded after that and is not in this sum; `npm run size` prints it too.
 */
export const BUDGET = 60_000;

/** Beginnings of what is loaded after the first load: right after it, or when somebody looks for equal files. */
const LATER = ['later-', 'equal-files-', 'digester-'];

/** @typedef {{ file: string, isLater: boolean, bytes: number, gzip: number, brotli: number }} BuiltFile */

/** Every script, style and WASM of the built page, largest first. @returns {BuiltFile[]} */
export function builtFiles() {
  return readdirSync(DIST, { recursive: true, encoding: 'utf8' })
    .filter((file) => ['.js', '.mjs', '.css', '.wasm'].includes(extname(file)))
    .map((file) => {
      const bytes = readFileSync(join(DIST, file));
      const gzip = gzipSync(bytes, { level: 9 }).length;
      const isLater = LATER.some((name) => basename(file).startsWith(name));
      return { file, isLater, bytes: bytes.length, gzip, brotli: brotliCompressSync(bytes).length };
    })
    .sort((a, b) => b.gzip - a.gzip);
}

/** Several files in one row. @param {string} name @param {BuiltFile[]} files */
export function total(name, files) {
  const sum = (/** @type {'bytes' | 'gzip' | 'brotli'} */ column) =>
    files.reduce((before, file) => before + file[column], 0);
  return { file: name, bytes: sum('bytes'), gzip: sum('gzip'), brotli: sum('brotli') };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const files = builtFiles();
  const first = files.filter(({ isLater }) => !isLater);
  const later = files.filter(({ isLater }) => isLater);
  const firstLoad = total('first load', first);
  console.log('     bytes       gzip     brotli');
  for (const row of [...first, firstLoad, ...later, total('in all', files)]) {
    const numbers = [row.bytes, row.gzip, row.brotli].map((number) => number.toLocaleString('en').padStart(10));
    console.log(`${numbers.join(' ')}  ${row.file}`);
  }
  const left = BUDGET - firstLoad.gzip;
  const count = Math.abs(left).toLocaleString('en');
  console.log(`First load: ${count} bytes ${left < 0 ? 'over' : 'below'} ${BUDGET.toLocaleString('en')} (gzip).`);
}
