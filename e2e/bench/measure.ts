import { spawnSync } from 'node:child_process';
import type { Row } from './report';

/** One run of something: seconds. */
export type Run = () => number | Promise<number>;

/** What ours is compared with. */
export interface Peer {
  name: string;
  run: Run;
  /** Ratio that is aimed at; without one it is only shown. */
  target?: number;
}

export interface Comparison {
  what: string;
  ours: Run;
  peers: readonly Peer[];
  runs: number;
}

/**
 * Runs ours and its peers in turn, every other time from the last to the first, after one uncounted run each, and compares
 * pair by pair: a row for each peer. A target is met when the lower end of the spread is under it.
 */
export async function compare({ what, ours, peers, runs }: Comparison): Promise<Row[]> {
  const mine: number[] = [];
  const theirs = peers.map((): number[] => []);
  for (let run = 0; run <= runs; run++) {
    const turns = [{ run: ours, into: mine }, ...peers.map((peer, at) => ({ run: peer.run, into: theirs[at] }))];
    // What writes gigabytes leaves the disk busy for whoever comes next.
    if (run % 2 === 0) turns.reverse();
    for (const turn of turns) {
      const seconds = await turn.run();
      if (run > 0) turn.into?.push(seconds);
    }
  }
  return peers.map(({ name, target }, at): Row => {
    const others = theirs[at] as number[];
    const ratios = mine.map((seconds, run) => seconds / (others[run] as number));
    return {
      what,
      ours: seconds(mine),
      against: `${name} ${seconds(others)}`,
      ratio: spread(ratios, (ratio) => ratio.toFixed(3)),
      ...(target === undefined ? {} : { target: `≤ ${target}`, met: Math.min(...ratios) < target }),
    };
  });
}

/** A row for something that has a limit of its own, or none. */
export function limited(what: string, values: readonly number[], show: (value: number) => string, limit?: number): Row {
  return {
    what,
    ours: spread(values, show),
    ...(limit === undefined ? {} : { target: `≤ ${show(limit)}`, met: Math.min(...values) <= limit }),
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2;
}

/** Median, and the lowest and highest where there are several. */
export function spread(values: readonly number[], show: (value: number) => string): string {
  const middle = show(median(values));
  if (values.length < 2) return middle;
  return `${middle} (${show(Math.min(...values))}–${show(Math.max(...values))})`;
}

const seconds = (values: readonly number[]) => showSeconds(median(values));

export function showSeconds(value: number): string {
  return value < 1 ? `${(value * 1000).toFixed(0)} ms` : `${value.toFixed(2)} s`;
}

export const showMilliseconds = (value: number) => `${value.toFixed(0)} ms`;
export const showMegabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
export const showBytes = (bytes: number) => `${Math.round(bytes).toLocaleString('en')} bytes`;

/** Runs a command and gives its wall time, or the processor time (user and system) that it used, in seconds. */
export function timeCommand(command: string, words: readonly string[], what: 'wall' | 'processor' = 'wall'): number {
  const script = 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null 2>&1';
  const { status, stderr } = spawnSync('bash', ['-c', script, 'time', command, ...words], { encoding: 'utf8' });
  const [real, user, system] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  if (status !== 0 || real === undefined || user === undefined || system === undefined) {
    throw new Error(`${command} ended with code ${status}.\n${stderr}`);
  }
  return what === 'wall' ? real : user + system;
}

/** Processor time of this process for some work, in seconds: other programs do not count. */
export function timeWork(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
