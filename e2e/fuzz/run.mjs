// `npm run fuzz`: hostile manifests for ten minutes; `npm run fuzz -- --seconds 60 --seed 7`.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '600' }, seed: { type: 'string' } },
});
const seconds = Number(values.seconds);
const seed = values.seed === undefined ? Date.now() >>> 0 : Number(values.seed);
if (!(seconds > 0) || !Number.isInteger(seed)) {
  console.error('--seconds takes a number over 0, --seed a whole number.');
  process.exit(1);
}
console.log(`Seed ${seed}, ${seconds} s.`);
const path = fileURLToPath(new URL('fuzz.ts', import.meta.url));
const { module } = await runnerImport(path, { configFile: false, logLevel: 'error' });
const line = (/** @type {import('./fuzz').FuzzReport} */ { manifests, accepted, slowest }) =>
  `${manifests.toLocaleString('en')} manifests, ${accepted.toLocaleString('en')} of them accepted; ` +
  `the slowest (${slowest.manifest}) took ${slowest.seconds.toFixed(2)} s`;
try {
  console.log(
    line(
      module.fuzz(seed, { seconds }, (/** @type {import('./fuzz').FuzzReport} */ report) => console.log(line(report))),
    ),
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
