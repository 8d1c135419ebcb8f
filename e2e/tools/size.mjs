// `npm run size`: how much the first load of the page pulls, compressed.
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { DIST } from './serve.mjs';

/**
 * Every script, style and WASM of the built page. All of it counts, since the service worker fetches all of it.
 * @returns {{ file: string, bytes: number, gzip: number, brotli: number }[]} largest first
 */
export function firstLoad() {
  const files = readdirSync(DIST, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => ['.js', '.css', '.wasm'].includes(extname(file)))
    .map((file) => {
      const bytes = readFileSync(join(DIST, file));
      const gzip = gzipSync(bytes, { level: 9 }).length;
      return { file, bytes: bytes.length, gzip, brotli: brotliCompressSync(bytes).length };
    })
    .sort((a, b) => b.gzip - a.gzip);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const rows = firstLoad();
  const sum = (/** @type {'bytes' | 'gzip' | 'brotli'} */ column) =>
    rows.reduce((total, row) => total + row[column], 0);
  console.log('     bytes       gzip     brotli');
  for (const row of [...rows, { file: 'in all', bytes: sum('bytes'), gzip: sum('gzip'), brotli: sum('brotli') }]) {
    const numbers = [row.bytes, row.gzip, row.brotli].map((number) => number.toLocaleString('en').padStart(10));
    console.log(`${numbers.join(' ')}  ${row.file}`);
  }
}
