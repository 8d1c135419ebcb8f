// Random comparison with genisoimage: `npm run compare`, or `npm run compare -- 5000 1234` (how many, from which seed).
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { buildEncoder } from '../tools/wasm.mjs';

const [count = '1000', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
if (!/^\d+$/.test(count) || !/^\d+$/.test(seed)) {
  console.error('npm run compare -- COUNT SEED: both are whole numbers.');
  process.exit(1);
}
await buildEncoder();
const path = fileURLToPath(new URL('long.ts', import.meta.url));
const { module } = await runnerImport(path, { configFile: false, logLevel: 'error' });
await module.compareAtRandom(Number(count), Number(seed));
