// `npm run mutate`: puts each defect of defects.ts into a copy of the encoder and says which the tests find;
// `npm run mutate -- path_table sort` those with one of these words in their file or in what they break.
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from 'assemblyscript/asc';
import { runnerImport } from 'vite';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/**
 * The quick tests first; the others are run with what those do not find.
 * @typedef {{ tests: string[], command?: boolean }} Stage `command`: they use the built command
 * @type {Stage[]}
 */
const STAGES = [
  { tests: ['e2e/images/random.test.ts'] },
  {
    tests: [
      'e2e/images/name-properties.test.ts',
      'e2e/images/renaming.test.ts',
      'e2e/images/survey.test.ts',
      'src/image/',
    ],
  },
  { tests: ['e2e/fuzz/', 'e2e/images/limits.test.ts'] },
  { tests: ['e2e/images/names.test.ts', 'e2e/images/entries.test.ts', 'e2e/images/worlds.test.ts'] },
  {
    tests: [
      'e2e/images/translation-table.test.ts',
      'e2e/images/equal-contents.test.ts',
      'e2e/images/conformance.test.ts',
    ],
    command: true,
  },
  { tests: ['e2e/matrix/'] },
];
/** Milliseconds after which a defect counts as found: the encoder does not end. */
const LIMIT = 600_000;

const path = fileURLToPath(new URL('defects.ts', import.meta.url));
const { module } = await runnerImport(path, { configFile: false, logLevel: 'error' });
/** @type {typeof import('./defects')} */
const { DEFECTS, withDefect } = module;
const words = process.argv.slice(2);
/** @type {import('node:child_process').ChildProcess | undefined} what runs now */
let child;
const copy = mkdtempSync(join(tmpdir(), 'isodrop-mutate-'));
process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => stop());
for (const name of ['wasm', 'src', 'e2e', 'package.json', 'tsconfig.json', 'vite.config.ts', 'build']) {
  cpSync(join(ROOT, name), join(copy, name), { recursive: true });
}
symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));

/** Not found yet. */
let left = DEFECTS.filter(
  ({ file, breaks }) => words.length === 0 || words.some((word) => `${file}: ${breaks}`.includes(word)),
);
const count = left.length;
for (const stage of STAGES) {
  if (left.length === 0) break;
  await compile();
  const without = await failure(stage);
  if (without) {
    console.error(`Without any defect: ${without}. What the tests find would mean nothing.`);
    process.exit(1);
  }
  /** @type {typeof left} */
  const notFound = [];
  for (const defect of left) {
    const by = await failureWith(defect, stage);
    if (by) console.log(`caught: ${defect.file}: ${defect.breaks} — ${by}`);
    else notFound.push(defect);
  }
  left = notFound;
}
for (const { file, breaks } of left) console.log(`NOT CAUGHT: ${file}: ${breaks}`);
console.log(`${count - left.length} of ${count} caught`);
process.exit(left.length === 0 ? 0 : 1);

/** The first test of a stage that fails with a defect. @param {import('./defects').Defect} defect @param {Stage} stage */
async function failureWith(defect, stage) {
  const path = join(copy, defect.file);
  const source = readFileSync(path, 'utf8');
  writeFileSync(path, withDefect(source, defect));
  try {
    // also for a defect elsewhere, after one in the encoder
    await compile();
    return await failure(stage, !defect.file.startsWith('wasm/'));
  } finally {
    writeFileSync(path, source);
  }
}

function stop() {
  child?.kill('SIGKILL');
  process.exit(1);
}

/** Compiles the copy's encoder, quickly rather than small. */
async function compile() {
  const options = [
    '-O1',
    '--runtime',
    'stub',
    '--importMemory',
    '--zeroFilledMemory',
    '--baseDir',
    copy,
    '--outFile',
    'build/encoder.wasm',
  ];
  const { error, stderr } = await main(['wasm/encoder.ts', ...options]);
  if (error) throw new Error(`The encoder does not compile with this defect.\n${stderr.toString()}`);
}

/** The first test of a stage that fails, if any. @param {Stage} stage @param {boolean} [isInCommand] */
async function failure({ tests, command = false }, isInCommand = false) {
  if (command && isInCommand) {
    const built = await node([
      'node_modules/vite/bin/vite.js',
      'build',
      '--ssr',
      'src/node/main.ts',
      '--logLevel',
      'error',
    ]);
    if (built.status !== 0) throw new Error(`The command cannot be built.\n${built.stderr}`);
  }
  const config = ['-c', 'e2e/mutate/vitest.config.ts', '--root', copy];
  const { status, stdout, isEndless } = await node(['node_modules/vitest/vitest.mjs', 'run', ...config, ...tests]);
  if (isEndless) return 'the encoder does not end';
  if (status === 0) return undefined;
  /** @type {{ testResults: { message: string, assertionResults: { status: string, title: string, failureMessages: string[] }[] }[] }} */
  const { testResults } = JSON.parse(stdout.slice(stdout.indexOf('{')));
  const failed = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .find(({ status }) => status === 'failed');
  if (failed) return `${failed.title} (${failed.failureMessages[0]?.split('\n', 1)})`;
  return testResults.find(({ message }) => message)?.message ?? 'the tests end with an error';
}

/**
 * @param {string[]} words
 * @returns {Promise<{ status: number, stdout: string, stderr: string, isEndless: boolean }>}
 */
function node(words) {
  const options = { cwd: copy, timeout: LIMIT, killSignal: /** @type {const} */ ('SIGKILL'), maxBuffer: 1 << 28 };
  return new Promise((resolve) => {
    child = execFile(process.execPath, words, options, (error, stdout, stderr) => {
      const status = typeof error?.code === 'number' ? error.code : error ? 1 : 0;
      resolve({ status, stdout, stderr, isEndless: error?.signal === 'SIGKILL' });
    });
  });
}
