/** A screen that nobody sees, for browsers that want one. */
import { spawn } from 'node:child_process';
import { findProgram } from '../tools/programs.mjs';
import { end } from './engine';

export interface Display {
  name: string;
  close(): Promise<void>;
}

/** Starts an X server without a screen. Undefined where there is none. */
export async function openDisplay(): Promise<Display | undefined> {
  const program = findProgram(['Xvfb']);
  if (!program) return undefined;
  // It chooses a free display and tells which.
  const child = spawn(program, ['-displayfd', '1', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const number = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(String(chunk).trim()));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}.`)));
  });
  return { name: `:${number}`, close: () => end(child) };
}
