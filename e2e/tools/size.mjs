// `npm run size`: how much the page's first load pulls, compressed, and what is fetched once it is shown.
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { DIST } from './serve.mjs';

/**
 * Every script, style and WASM of the built page. `first`: index.html names it, or it is the service worker; the
 * workers and the encoder follow once the page is shown and takes a drop.
 * @returns {{ file: string, first: boolean, bytes: number, gzip: number, brotli: number }[]} largest first
 */
export function firstLoad() {
  const index = readFileSync(join(DIST, 'index.html'), 'utf8');
  const files = readdirSync(DIST, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => ['.js', '.css', '.wasm'].includes(extname(file)))
    .map((file) => {
      const bytes = readFileSync(join(DIST, file));
      const gzip = gzipSync(bytes, { level: 9 }).length;
      const first = index.includes(file) || file === 'sw.js';
      return { file, first, bytes: bytes.length, gzip, brotli: brotliCompressSync(bytes).length };
    })
    .sort((a, b) => b.gzip - a.gzip);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const rows = firstLoad();
  const sum = (/** @type {typeof rows} */ some, /** @type {'bytes' | 'gzip' | 'brotli'} */ column) =>
    some.reduce((total, row) => total + row[column], 0);
  const total = (/** @type {string} */ file, /** @type {typeof rows} */ some) => ({
    file,
    bytes: sum(some, 'bytes'),
    gzip: sum(some, 'gzip'),
    brotli: sum(some, 'brotli'),
  });
  const first = rows.filter((row) => row.first);
  const later = rows.filter((row) => !row.first);
  console.log('     bytes       gzip     brotli');
  for (const row of [...first, total('first load', first), ...later, total('in all', rows)]) {
    const numbers = [row.bytes, row.gzip, row.brotli].map((number) => number.toLocaleString('en').padStart(10));
    console.log(`${numbers.join(' ')}  ${row.file}`);
  }
}
