/** A browser as the tests of every engine drive it, whatever protocol it speaks. */
import type { ChildProcess } from 'node:child_process';

/** Elements are named by XPath, which each protocol has. */
export interface Engine {
  /** Name and version. */
  readonly name: string;
  goto(url: string): Promise<void>;
  /** Runs a function in the page. Argument and result cross as JSON. */
  evaluate<T, A = undefined>(work: (argument: A) => T | Promise<T>, argument?: A): Promise<T>;
  /** Presses the mouse in the middle of an element. */
  click(xpath: string): Promise<void>;
  /** Replaces the text of a field, key by key. */
  fill(xpath: string, text: string): Promise<void>;
  /** Gives files to an input. */
  chooseFiles(xpath: string, paths: string[]): Promise<void>;
  /** Presses a button that opens the browser's folder dialog, and chooses in it. Absent where it cannot be driven. */
  chooseFolder?(xpath: string, path: string): Promise<void>;
  /** Drops a folder, as the window system delivers it. Absent where that cannot be driven. */
  drop?(path: string): Promise<void>;
  /** Where the browser saves downloads. */
  readonly downloads: string;
  /** Errors on the console and uncaught ones. Absent where the browser does not tell. */
  readonly errors?: string[];
  /** Ends the browser and starts it again with the same profile. Absent where nothing outlives a driven browser. */
  restart?(): Promise<void>;
  /** What the page looks like, as PNG. */
  screenshot(): Promise<Buffer>;
  close(): Promise<void>;
}

/** Where things lie that belong to one run of an engine. */
export interface Places {
  profile: string;
  downloads: string;
}

/** Waits for a line of a program's error output. Rejects with all of it when the program ends before. */
export function lineOf(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      text += chunk;
      const match = pattern.exec(text);
      if (match) resolve(match);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${child.spawnfile} ended with ${code}.\n${text}`)));
  });
}

/** Ends a program that was started here, and waits for it. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  const late = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(late);
}

/** Asks again and again until there is an answer that counts. */
export async function until<T>(what: string, ask: () => Promise<T | undefined | false>, seconds = 20): Promise<T> {
  const last = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > last) throw new Error(`This did not happen in ${seconds} seconds: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
