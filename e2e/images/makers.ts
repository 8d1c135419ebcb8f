/** Images of a folder by each program, made under the same conditions: UTC, UTF-8, and a time limit. */
import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The built command. */
export const COMMAND = fileURLToPath(new URL('../../build/isodrop.js', import.meta.url));
const ENVIRONMENT = { ...process.env, TZ: 'UTC', LC_ALL: 'C.UTF-8' };
const LIMIT = 60_000;

/** Makes an image with the built command. Throws what it said when it fails. */
export function isodrop(folder: string, output: string, options: readonly string[]): void {
  execFileSync(process.execPath, [COMMAND, '-quiet', ...options, '-o', output, folder], {
    env: ENVIRONMENT,
    stdio: 'pipe',
    timeout: LIMIT,
  });
}

/** Makes an image with genisoimage. Returns what it said when it fails. */
export function genisoimage(folder: string, output: string, options: readonly string[]): string | undefined {
  const words = ['-quiet', ...options, '-o', output, folder];
  const { status, stderr } = spawnSync('genisoimage', words, { env: ENVIRONMENT, encoding: 'utf8', timeout: LIMIT });
  return status === 0 ? undefined : stderr || 'it did not end in time';
}
