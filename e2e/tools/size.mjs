// `npm run size`: how much the page is, compressed: every script, style and WASM that it ever loads.
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { DIST } from './serve.mjs';

/** Bytes that all of them may have together, each compressed by gzip. */
export const BUDGET = 60_000;

/**
 * Every script, style and WASM of the built page: page, workers, encoder and service worker. Nothing is left out.
 * @returns {{ file: string, bytes: number, gzip: number, brotli: number }[]} largest first
 */
export function builtFiles() {
  return readdirSync(DIST, { recursive: true, encoding: 'utf8' })
    .filter((file) => ['.js', '.mjs', '.css', '.wasm'].includes(extname(file)))
    .map((file) => {
      const bytes = readFileSync(join(DIST, file));
      const gzip = gzipSync(bytes, { level: 9 }).length;
      return { file, bytes: bytes.length, gzip, brotli: brotliCompressSync(bytes).length };
    })
    .sort((a, b) => b.gzip - a.gzip);
}

/** All files in one row. @param {ReturnType<typeof builtFiles>} files */
export function total(files) {
  const sum = (/** @type {'bytes' | 'gzip' | 'brotli'} */ column) =>
    files.reduce((before, file) => before + file[column], 0);
  return { file: 'in all', bytes: sum('bytes'), gzip: sum('gzip'), brotli: sum('brotli') };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const files = builtFiles();
  const all = total(files);
  console.log('     bytes       gzip     brotli');
  for (const row of [...files, all]) {
    const numbers = [row.bytes, row.gzip, row.brotli].map((number) => number.toLocaleString('en').padStart(10));
    console.log(`${numbers.join(' ')}  ${row.file}`);
  }
  const left = BUDGET - all.gzip;
  const count = Math.abs(left).toLocaleString('en');
  console.log(`${count} bytes ${left < 0 ? 'over' : 'below'} the budget of ${BUDGET.toLocaleString('en')} (gzip).`);
}
