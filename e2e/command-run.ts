/** The built command in a folder of its own for each test, as a person runs it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, type TestContext } from 'vitest';
import { scratchDirectory, type Tree } from './images/trees';
import { findProgram, READERS } from './tools/programs.mjs';

export const COMMAND = fileURLToPath(new URL('../build/isodrop.js', import.meta.url));
const STRICT = process.env.ISODROP_STRICT === '1' || (process.env.CI !== undefined && process.env.CI !== 'false');
const NOBODY = 65534;
/** A home without files of defaults. */
const ENVIRONMENT = { ...process.env, TZ: 'UTC', HOME: '/nonexistent' };

const isRoot = process.getuid?.() === 0;

let scratch: string;
/** The folder of the test that is running. */
export let folder: string;

/** Gives each test of a file a folder of its own. */
export function runInFolders(): void {
  beforeAll(() => {
    if (!fs.existsSync(COMMAND)) throw new Error('There is no build/isodrop.js: run npm run build:node first.');
    scratch = scratchDirectory();
    fs.chmodSync(scratch, 0o755);
  });
  afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));
  beforeEach(() => {
    folder = fs.mkdtempSync(join(scratch, 'test-'));
    fs.chmodSync(folder, 0o777);
  });
}

export function need(context: TestContext, program: keyof typeof READERS): string {
  return findProgram(READERS[program]) ?? leave(context, `${program} is not installed`);
}

export function leave(context: TestContext, reason: string): never {
  if (STRICT) throw new Error(`${reason}: in CI nothing may be left out.`);
  return context.skip(reason);
}

interface Options {
  environment?: Record<string, string>;
  /** Run as a user without rights, where the test itself has all. */
  asNobody?: boolean;
}

export function isodrop(argv: string[], { environment, asNobody }: Options = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...argv], {
    cwd: folder,
    env: { ...ENVIRONMENT, ...environment },
    maxBuffer: 1 << 28,
    ...user(asNobody),
  });
  return { code: status, output: stdout, log: stderr.toString() };
}

export interface Ended {
  code: number | null;
  signal: string | null;
  log: string;
}

export function start(
  argv: string[],
  { asNobody }: Pick<Options, 'asNobody'> = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [COMMAND, ...argv], {
    cwd: folder,
    env: ENVIRONMENT,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...user(asNobody),
  });
  let log = '';
  child.stderr?.on('data', (text) => {
    log += text;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, log }));
  });
  return { child, ended };
}

const user = (asNobody = false) => (asNobody && isRoot ? { uid: NOBODY, gid: NOBODY } : {});

export const path = (...names: string[]) => join(folder, ...names);
export const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A file of so many bytes that takes no room on the disk. */
export function sparse(name: string, byteLength: number): string {
  fs.mkdirSync(join(path(name), '..'), { recursive: true });
  fs.writeFileSync(path(name), '');
  fs.truncateSync(path(name), byteLength);
  return path(name);
}

/** Waits until the temporary file beside the image has so many bytes. */
export async function written(byteLength: number): Promise<void> {
  for (const until = Date.now() + 20_000; Date.now() < until; ) {
    const part = fs.readdirSync(folder).find((name) => name.endsWith('.part'));
    if (part && fs.statSync(path(part)).size > byteLength) return;
    await new Promise((later) => setTimeout(later, 5));
  }
  throw new Error('The image was not begun within 20 seconds.');
}

export const firstTree: Tree = {
  name: 'first',
  entries: [
    { kind: 'file', path: 'test_file.txt', content: '' },
    { kind: 'file', path: 'test_dir/testfile.txt', content: '' },
  ],
};
