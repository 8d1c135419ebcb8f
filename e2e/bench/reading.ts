/** Reading images in the terminal, against the programs that do the same. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, READERS } from '../tools/programs.mjs';
import type { Case } from './cases';
import { compare, type Peer, timeCommand } from './measure';
import { temporaryFolder, treeOf } from './trees';

const COMMAND = 'build/isodrop.js';
const SEVEN_ZIP = findProgram(READERS['7-Zip']);

/** An image of a tree, made for the measurement. */
function imageOf(tree: string): string {
  const image = join(temporaryFolder(), 'read.iso');
  const { status, stderr } = spawnSync('node', [COMMAND, '-quiet', '-J', '-r', '-o', image, tree], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The image could not be made.\n${stderr}`);
  return image;
}

/** Of so few files a folder is removed at once. */
const FEW_FILES = 100;
/** Where was extracted to. */
const filled: string[] = [];

/**
 * An empty folder to extract to: a new one. ext4 looks for a number for a new file among those that were given back just
 * now, so that after a folder was removed each file takes half a millisecond, whoever makes it.
 */
function emptyFolder(): string {
  const folder = mkdtempSync(join(temporaryFolder(), 'extracted-'));
  filled.push(folder);
  return folder;
}

function removeFilled(): void {
  for (const folder of filled.splice(0)) {
    // Rock Ridge's modes may forbid it to anybody but the superuser.
    spawnSync('chmod', ['-R', 'u+w', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}

const peers = (target: number, sevenZip: () => string[], xorriso: () => string[]): Peer[] => [
  ...(SEVEN_ZIP ? [{ name: '7-Zip', run: () => timeCommand(SEVEN_ZIP, sevenZip(), 'processor'), target }] : []),
  { name: 'xorriso', run: () => timeCommand('xorriso', xorriso(), 'processor'), target },
];

export const readingCases: readonly Case[] = [
  {
    name: 'read-list',
    async *rows({ runs }) {
      const image = imageOf(treeOf({ files: 100_000, folders: 2000, bytes: 100 }));
      yield* await compare({
        what: 'listing 100,000 files in 2,000 folders (processor time)',
        ours: () => timeCommand('node', [COMMAND, 'ls', '-lR', image], 'processor'),
        peers: peers(
          1,
          () => ['l', '-slt', image],
          () => ['-indev', `stdio:${image}`, '-find', '/', '-exec', 'lsdl'],
        ),
        runs,
      });
    },
  },
  {
    name: 'read-extract',
    async *rows({ runs }) {
      for (const [what, tree] of [
        [
          'extracting 20,000 files of 3 KB in 400 folders (processor time)',
          { files: 20_000, folders: 400, bytes: 3000 },
        ],
        ['extracting 1 GB in two files (processor time)', { files: 2, folders: 0, bytes: 500_000_000, kind: 'random' }],
      ] as const) {
        const image = imageOf(treeOf(tree));
        const folder = () => {
          // Two files give back two numbers, and twenty gigabytes.
          if (tree.files < FEW_FILES) removeFilled();
          return emptyFolder();
        };
        yield* await compare({
          what,
          ours: () => timeCommand('node', [COMMAND, 'extract', image, '--to', folder()], 'processor'),
          peers: peers(
            1,
            () => ['x', '-y', `-o${folder()}`, image],
            () => ['-osirrox', 'on', '-indev', `stdio:${image}`, '-extract', '/', folder()],
          ),
          runs,
        });
        removeFilled();
      }
    },
  },
];
