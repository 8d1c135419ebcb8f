import { spawnSync } from 'node:child_process';

/** One run of something: seconds. */
export type Run = () => number | Promise<number>;

export interface Comparison {
  name: string;
  ours: Run;
  /** What is compared with, and its name. */
  other: Run;
  otherName: string;
  /** Ratio that is aimed at. */
  target: number;
  runs?: number;
}

/** Runs both in turn, after one uncounted run each, and gives a row of a Markdown table: ratios pair by pair. */
export async function compare({ name, ours, other, otherName, target, runs = 5 }: Comparison): Promise<string> {
  await ours();
  await other();
  const mine: number[] = [];
  const theirs: number[] = [];
  for (let run = 0; run < runs; run++) {
    mine.push(await ours());
    theirs.push(await other());
  }
  const ratios = mine.map((seconds, run) => seconds / (theirs[run] as number));
  const spread = `${median(ratios).toFixed(3)} (${Math.min(...ratios).toFixed(3)}–${Math.max(...ratios).toFixed(3)})`;
  return `| ${name} | ${shown(median(mine))} | ${otherName} ${shown(median(theirs))} | ${spread} | ≤ ${target} |`;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2;
}

function shown(seconds: number): string {
  return seconds < 1 ? `${(seconds * 1000).toFixed(0)} ms` : `${seconds.toFixed(2)} s`;
}

/** Runs a command and gives its wall time, or the processor time (user and system) that it used, in seconds. */
export function timeCommand(command: string, words: readonly string[], what: 'wall' | 'processor'): number {
  const script = 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null 2>&1';
  const { status, stderr } = spawnSync('bash', ['-c', script, 'time', command, ...words], { encoding: 'utf8' });
  const [real, user, system] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  if (status !== 0 || real === undefined || user === undefined || system === undefined) {
    throw new Error(`${command} ended with code ${status}.\n${stderr}`);
  }
  return what === 'wall' ? real : user + system;
}
