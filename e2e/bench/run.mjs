// Benchmarks: `npm run bench`, or `npm run bench -- NAME…` for some of them; ratios in a Markdown table.
// --list: the names. --write: into BENCHMARKS.md too. --runs=N: how often each is run. --gigabytes=N: of sparse files.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

/** @template T @param {string} file @returns {Promise<T>} */
async function load(file) {
  const path = fileURLToPath(new URL(file, import.meta.url));
  return /** @type {Promise<{ module: T }>} */ (runnerImport(path, { configFile: false, logLevel: 'error' })).then(
    ({ module }) => module,
  );
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: 'boolean' },
    write: { type: 'boolean' },
    runs: { type: 'string', default: '5' },
    gigabytes: { type: 'string', default: '5' },
  },
});
/** @type {typeof import('./cases')} */
const { CASES } = await load('cases.ts');
/** @type {typeof import('./report')} */
const { tableHead, tableLine, writeTable } = await load('report.ts');
const names = CASES.map(({ name }) => name);
const unknown = positionals.find((name) => !names.some((known) => known.startsWith(name)));
if (values.list || unknown !== undefined) {
  if (unknown !== undefined) console.error(`There is no benchmark “${unknown}”. There are:`);
  console.log(names.join('\n'));
  process.exit(unknown === undefined ? 0 : 1);
}

const date = new Date().toISOString().slice(0, 10);
const file = fileURLToPath(new URL('../../BENCHMARKS.md', import.meta.url));
console.log(tableHead);
const failed = [];
for (const { name, rows } of CASES) {
  if (positionals.length > 0 && !positionals.some((wanted) => name.startsWith(wanted))) continue;
  const lines = [];
  const begun = performance.now();
  try {
    for await (const row of rows({ runs: Number(values.runs), gigabytes: Number(values.gigabytes) })) {
      const line = tableLine(name, row, date);
      lines.push(line);
      console.log(line);
    }
  } catch (error) {
    // The others can be measured all the same; what is kept of this one stays as it was.
    failed.push(name);
    console.error(`${name} could not be measured: ${error instanceof Error ? error.message : error}`);
    continue;
  }
  console.error(`${name}: ${((performance.now() - begun) / 60_000).toFixed(1)} minutes`);
  if (values.write) writeTable(file, names, new Map([[name, lines]]));
}
if (failed.length > 0) {
  console.error(`Could not be measured: ${failed.join(', ')}.`);
  process.exitCode = 1;
}
