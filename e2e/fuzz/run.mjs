// `npm run fuzz`: hostile manifests for ten minutes; `npm run fuzz:reader`: hostile images;
// `npm run fuzz:archives`: hostile archives; -- --seconds 60 --seed 7.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

const { values } = parseArgs({
  options: {
    archives: { type: 'boolean', default: false },
    reader: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '600' },
    seed: { type: 'string' },
  },
});
const seconds = Number(values.seconds);
const seed = values.seed === undefined ? Date.now() >>> 0 : Number(values.seed);
if (!(seconds > 0) || !Number.isInteger(seed)) {
  console.error('--seconds takes a number over 0, --seed a whole number.');
  process.exit(1);
}
console.log(`Seed ${seed}, ${seconds} s.`);
const path = fileURLToPath(new URL('fuzz.ts', import.meta.url));
/** @type {{ module: typeof import('./fuzz') }} */
const { module } = await runnerImport(path, { configFile: false, logLevel: 'error' });
const [run, what] = values.archives
  ? [module.fuzzArchives, 'archives']
  : values.reader
    ? [module.fuzzReader, 'images']
    : [module.fuzzEncoder, 'manifests'];
const line = (/** @type {import('./fuzz').FuzzReport} */ { tried, accepted, slowest }) =>
  `${tried.toLocaleString('en')} ${what}, ${accepted.toLocaleString('en')} of them accepted; ` +
  `the slowest (${slowest.number}) took ${slowest.seconds.toFixed(2)} s`;
try {
  console.log(line(await run(seed, { seconds }, (report) => console.log(line(report)))));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
