// `npm run mutate`: puts each defect of defects.ts into a copy of the encoder and says which the tests find;
// `npm run mutate -- path_table sort` those whose file's name has one of these words in it.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from 'assemblyscript/asc';
import { runnerImport } from 'vite';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Run one after the other until a test fails: the quick ones first. `command`: they use the built command. */
const STAGES = [
  { tests: ['e2e/images/random.test.ts', 'e2e/images/name-properties.test.ts', 'src/image/'] },
  { tests: ['e2e/fuzz/', 'e2e/images/limits.test.ts', 'e2e/images/names.test.ts', 'e2e/images/entries.test.ts'] },
  { tests: ['e2e/images/genisoimage.test.ts', 'e2e/images/conformance.test.ts'], command: true },
];
/** Milliseconds after which a defect counts as found: the encoder does not end. */
const LIMIT = 600_000;

const path = fileURLToPath(new URL('defects.ts', import.meta.url));
const { module } = await runnerImport(path, { configFile: false, logLevel: 'error' });
/** @type {typeof import('./defects')} */
const { DEFECTS, withDefect } = module;
const words = process.argv.slice(2);
const wanted = DEFECTS.filter(({ file }) => words.length === 0 || words.some((word) => file.includes(word)));

const copy = mkdtempSync(join(tmpdir(), 'isodrop-mutate-'));
process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => process.exit(1));
for (const name of ['wasm', 'src', 'e2e', 'package.json', 'tsconfig.json', 'vite.config.ts', 'build']) {
  cpSync(join(ROOT, name), join(copy, name), { recursive: true });
}
symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));

await compile();
const without = failure(false);
if (without) {
  console.error(`Without any defect: ${without}. What the tests find would mean nothing.`);
  process.exit(1);
}
let found = 0;
for (const [index, defect] of wanted.entries()) {
  const { file, breaks } = defect;
  const source = readFileSync(join(copy, file), 'utf8');
  writeFileSync(join(copy, file), withDefect(source, defect));
  if (file.startsWith('wasm/')) await compile();
  const by = failure(!file.startsWith('wasm/'));
  writeFileSync(join(copy, file), source);
  if (by) found++;
  console.log(`${index + 1}. ${by ? 'caught' : 'NOT CAUGHT'}: ${file}: ${breaks}${by ? ` — ${by}` : ''}`);
}
console.log(`${found} of ${wanted.length} caught`);
process.exit(found === wanted.length ? 0 : 1);

/** Compiles the copy's encoder, quickly rather than small. */
async function compile() {
  const options = ['-O1', '--runtime', 'stub', '--baseDir', copy, '--outFile', 'build/encoder.wasm'];
  const { error, stderr } = await main(['wasm/encoder.ts', ...options]);
  if (error) throw new Error(`The encoder does not compile with this defect.\n${stderr.toString()}`);
}

/** The first test that fails, if any. @param {boolean} isInCommand whether the command must be built anew */
function failure(isInCommand) {
  for (const { tests, command } of STAGES) {
    if (command && isInCommand) {
      const built = node([
        'node_modules/vite/bin/vite.js',
        'build',
        '--ssr',
        'src/node/main.ts',
        '--logLevel',
        'error',
      ]);
      if (built.status !== 0) throw new Error(`The command cannot be built.\n${built.stderr}`);
    }
    const { status, stdout, error } = node([
      'node_modules/vitest/vitest.mjs',
      'run',
      '-c',
      'e2e/mutate/vitest.config.ts',
      '--root',
      copy,
      ...tests,
    ]);
    if (error) return 'the encoder does not end';
    if (status === 0) continue;
    /** @type {{ testResults: { message: string, assertionResults: { status: string, title: string, failureMessages: string[] }[] }[] }} */
    const { testResults } = JSON.parse(stdout.slice(stdout.indexOf('{')));
    const failed = testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .find(({ status }) => status === 'failed');
    if (failed) return `${failed.title} (${failed.failureMessages[0]?.split('\n', 1)})`;
    return testResults.find(({ message }) => message)?.message ?? 'the tests end with an error';
  }
  return undefined;
}

/** @param {string[]} words */
function node(words) {
  return spawnSync(process.execPath, words, {
    cwd: copy,
    encoding: 'utf8',
    timeout: LIMIT,
    killSignal: 'SIGKILL',
    maxBuffer: 1 << 28,
  });
}
