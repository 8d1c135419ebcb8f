/** A fresh browser for every run, real drops, and the memory of all its processes. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright';
import { findChromium } from '../tools/programs.mjs';
import { temporaryFolder } from './trees';

/** A page that was just opened. */
export interface Visit {
  browser: Browser;
  page: Page;
  devtools: CDPSession;
  /** Drops a file or folder of the disk, as the operating system does. */
  drop(path: string): Promise<void>;
}

/** Opens a page in a browser of its own, so that no run profits from the one before. */
export async function visit<T>(url: string, work: (visit: Visit) => Promise<T>): Promise<T> {
  return withBrowser(async (context) => {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await page.goto(url);
    await page.waitForLoadState('networkidle');
    const drop = async (path: string) => {
      const data = { items: [], files: [path], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
        await devtools.send('Input.dispatchDragEvent', { type, x: 100, y: 100, data });
      }
    };
    return work({ browser: context.browser() as Browser, page, devtools, drop });
  });
}

/**
 * A browser with a profile on the disk, as people have one: in a private window, which is what tests get else, what a
 * page puts into its private file system stays in memory.
 */
export async function withBrowser<T>(work: (context: BrowserContext) => Promise<T>): Promise<T> {
  const executablePath = findChromium();
  const profile = mkdtempSync(join(temporaryFolder(), 'profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath ? { executablePath } : {}),
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-background-networking', '--no-first-run'],
  });
  try {
    return await work(context);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** Bytes of memory of all processes below this one, each shared page divided among those that share it (Linux). */
export function browserMemory(): number {
  let kilobytes = 0;
  for (const id of processes()) {
    kilobytes += Number(/^Pss:\s*(\d+)/m.exec(readProcess(`${id}/smaps_rollup`))?.[1] ?? 0);
  }
  return kilobytes * 1024;
}

/** Of a second, as Linux counts them for programs. */
const TICKS = 100;

/** Seconds that all processes below this one have had the processors: other programs do not count (Linux). */
export function browserProcessorTime(): number {
  let ticks = 0;
  for (const id of processes()) {
    const stat = readProcess(`${id}/stat`);
    // The second field is a name, which may hold anything; user and system time are the 14th and 15th.
    const [user = 0, system = 0] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
      .map(Number);
    ticks += user + system;
  }
  return ticks / TICKS;
}

/** All processes below this one. */
function processes(): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = /^PPid:\s*(\d+)/m.exec(readProcess(`${name}/status`))?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const isBelow = (id: number | undefined): boolean => {
    const parent = id === undefined ? undefined : parents.get(id);
    return parent !== undefined && (parent === process.pid || isBelow(parent));
  };
  return [...parents.keys()].filter(isBelow);
}

/** Looks at the memory again and again until it is stopped, which gives the most that was seen. */
export function watchMemory(milliseconds = 200): () => number {
  let most = browserMemory();
  const look = () => {
    most = Math.max(most, browserMemory());
  };
  const timer = setInterval(look, milliseconds);
  return () => {
    clearInterval(timer);
    look();
    return most;
  };
}

/** A process may end while it is looked at. */
function readProcess(file: string): string {
  try {
    return readFileSync(`/proc/${file}`, 'utf8');
  } catch {
    return '';
  }
}
