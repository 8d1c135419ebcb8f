// Installs the packages of package-lock.json when node_modules does not hold exactly these.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs a program in the project's folder, its output shown and its input closed, and ends it (and whatever it started)
 * after a while.
 * @param {string} program
 * @param {string[]} args
 * @param {number} [seconds]
 * @returns {Promise<boolean>} whether it succeeded
 */
export function run(program, args, seconds = 600) {
  const windows = process.platform === 'win32';
  const stdio = /** @type {const} */ (['ignore', 'inherit', 'inherit']);
  // A process group of its own can be ended as a whole.
  const child = spawn(program, args, { cwd: root, stdio: [...stdio], shell: windows, detached: !windows });
  const end = (/** @type {NodeJS.Signals} */ signal) => {
    if (child.pid !== undefined && child.exitCode === null)
      windows ? child.kill(signal) : process.kill(-child.pid, signal);
  };
  const interrupted = () => {
    child.once('close', () => process.exit(130));
    end('SIGTERM');
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, interrupted);
  const timers = [
    setTimeout(() => {
      console.error(`Ended after ${seconds} seconds: ${program} ${args.join(' ')}`);
      end('SIGTERM');
    }, seconds * 1000),
    setTimeout(() => end('SIGKILL'), (seconds + 10) * 1000),
  ];
  return new Promise((done) => {
    const finish = (/** @type {boolean} */ good) => {
      timers.forEach(clearTimeout);
      for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, interrupted);
      done(good);
    };
    child.once('error', () => finish(false));
    child.once('close', (code) => finish(code === 0));
  });
}

/** Runs a script of package.json. @param {string} script @param {string[]} [args] @param {number} [seconds] */
export const runScript = (script, args = [], seconds) => run('npm', ['run', '--silent', script, ...args], seconds);

/** @returns {Promise<boolean>} whether the packages are there now */
export async function installPackages() {
  if (isInstalled()) return true;
  console.log('Installing packages …');
  // Not `npm ci`: it refuses a lock file without the optional packages for other systems, which some mirrors of the
  // registry do not have. This installs the locked versions as well, and leaves the lock file alone.
  return run('npm', ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund']);
}

function isInstalled() {
  const wanted = lockedPackages('package-lock.json');
  const present = lockedPackages('node_modules/.package-lock.json');
  if (!wanted || !present) return false;
  const paths = Object.keys(wanted).filter((path) => path !== '');
  // npm leaves optional packages for other systems out.
  return paths.every((path) =>
    present[path] ? present[path].version === wanted[path]?.version : wanted[path]?.optional === true,
  );
}

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean }> | undefined} */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(`${root}/${file}`, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
