/** The command as a whole, to a file, against the programs that do the same. */
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from './cases';
import { compare, limited, type Peer, showBytes, showMegabytes, showSeconds, timeCommand } from './measure';
import { temporaryFolder, treeOf } from './trees';

const COMMAND = 'build/isodrop.js';
/** Where an image goes; the one before is deleted, since each program takes another time to replace one. */
function imageOf(maker: string): string {
  const path = join(temporaryFolder(), `${maker}.iso`);
  rmSync(path, { force: true });
  return path;
}

const isodrop = (path: string, what?: 'processor') =>
  timeCommand('node', [COMMAND, '-quiet', '-J', '-r', '-o', imageOf('isodrop'), path], what);

export const genisoimage = (path: string, what?: 'processor') =>
  timeCommand('genisoimage', ['-quiet', '-J', '-r', '-o', imageOf('genisoimage'), path], what);

const xorriso = (path: string, what?: 'processor') =>
  timeCommand('xorriso', ['-as', 'mkisofs', '-quiet', '-J', '-r', '-o', imageOf('xorriso'), path], what);

const bsdtar = (path: string) => timeCommand('bsdtar', ['--format=iso9660', '-cf', imageOf('bsdtar'), '-C', path, '.']);

const cat = (path: string) => timeCommand('bash', ['-c', `cat "$1"/* > "$2"`, 'cat', path, imageOf('cat')]);

const peersOf = (path: string, target: number): Peer[] => [
  { name: 'genisoimage', run: () => genisoimage(path), target },
  { name: 'xorriso', run: () => xorriso(path), target },
  { name: 'bsdtar', run: () => bsdtar(path) },
];

/** Forgets what the system has read of files. Only the superuser may; false: it did not work. */
function dropCaches(): boolean {
  try {
    spawnSync('sync');
    writeFileSync('/proc/sys/vm/drop_caches', '3');
    return true;
  } catch {
    return false;
  }
}

/** Most memory that the command had, in bytes. */
function peakMemory(path: string): number {
  const tell = "process.on('exit',()=>console.log(process.resourceUsage().maxRSS))";
  const words = [`--import=data:text/javascript,${encodeURIComponent(tell)}`, COMMAND];
  const options = ['-quiet', '-J', '-r', '-o', imageOf('isodrop'), path];
  const { status, stdout, stderr } = spawnSync('node', [...words, ...options], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The command failed.\n${stderr}`);
  return Number(stdout) * 1024;
}

export const nodeCases: readonly Case[] = [
  {
    name: 'node-many',
    async *rows({ runs }) {
      const path = treeOf({ files: 100_000, folders: 2000, bytes: 100 });
      yield* await compare({
        what: '100,000 files in 2,000 folders, warm',
        ours: () => isodrop(path),
        peers: peersOf(path, 0.6),
        runs,
      });
    },
  },
  {
    name: 'node-cold',
    async *rows({ runs }) {
      const what = '100,000 files in 2,000 folders, cold';
      const path = treeOf({ files: 100_000, folders: 2000, bytes: 100 });
      if (!dropCaches()) {
        yield { what, ours: 'not measured: only the superuser can empty the caches' };
        return;
      }
      const cold = (run: () => number | Promise<number>) => () => {
        dropCaches();
        return run();
      };
      yield* await compare({
        what,
        ours: cold(() => isodrop(path)),
        peers: peersOf(path, 0.6).map((peer) => ({ ...peer, run: cold(peer.run) })),
        runs,
      });
    },
  },
  {
    name: 'node-large',
    async *rows({ runs }) {
      const path = treeOf({ files: 4, folders: 0, bytes: 500_000_000, kind: 'random' });
      yield* await compare({
        what: '2 GB in four files',
        ours: () => isodrop(path),
        peers: [{ name: '`cat`', run: () => cat(path), target: 1.05 }, ...peersOf(path, 1)],
        runs,
      });
    },
  },
  {
    name: 'node-alike',
    async *rows({ runs }) {
      const path = treeOf({ files: 40_000, folders: 0, bytes: 0, kind: 'alike' });
      const more = treeOf({ files: 400_000, folders: 0, bytes: 0, kind: 'alike' });
      yield* await compare({
        what: '400,000 names of one folder that are alike in 8.3, for each entry (processor time)',
        ours: () => isodrop(more, 'processor') / 10,
        peers: [{ name: '40,000 of them', run: () => isodrop(path, 'processor'), target: 1.5 }],
        runs,
      });
      yield* await compare({
        what: '40,000 names of one folder that are alike in 8.3 (processor time)',
        ours: () => isodrop(path, 'processor'),
        peers: [
          { name: 'genisoimage', run: () => genisoimage(path, 'processor'), target: 0.03 },
          { name: 'xorriso', run: () => xorriso(path, 'processor'), target: 0.1 },
        ],
        runs,
      });
    },
  },
  {
    name: 'node-million',
    async *rows({ runs }) {
      const count = 1_000_000;
      const path = treeOf({ files: count, folders: 20_000, bytes: 0 });
      const fewer = treeOf({ files: 100_000, folders: 2000, bytes: 0 });
      yield* await compare({
        what: '1,000,000 empty files in 20,000 folders, for each entry (processor time)',
        ours: () => isodrop(path, 'processor') / 10,
        peers: [{ name: '100,000 in 2,000 folders', run: () => isodrop(fewer, 'processor'), target: 1.5 }],
        runs,
      });
      // Once: it takes minutes, and nothing is aimed at.
      const [ours, theirs] = [isodrop(path, 'processor'), genisoimage(path, 'processor')];
      yield {
        what: 'the same, all of it, once (processor time)',
        ours: showSeconds(ours),
        against: `genisoimage ${showSeconds(theirs)}`,
        ratio: (ours / theirs).toFixed(3),
      };
      const peak = peakMemory(path);
      yield limited('the same: most memory of the process', [peak], showMegabytes);
      yield limited('the same: memory for each entry', [(peak - peakMemory(fewer)) / (count * 0.9)], showBytes);
    },
  },
];
