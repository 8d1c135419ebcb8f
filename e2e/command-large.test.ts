/** A file that does not fit into one file section, through the built command and back. */
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { need, runInFolders, start } from './command-run';
import { needsAll } from './tools/thorough';

runInFolders();

describe('a file over 4 GiB', () => {
  const SIZE = 2 ** 32 + 5_000_001;
  const MARKS: [at: number, text: string][] = [
    [0, 'the head'],
    [2 ** 32 - 2052, 'around the end of the first section'],
    [SIZE - 8, 'the tail'],
  ];
  const texts = MARKS.map(([, text]) => text);

  /** How much a program writes to standard output, and what stands at the marks. */
  async function streamed(program: string, argv: string[]): Promise<{ size: number; texts: string[] }> {
    const child = spawn(program, argv, { stdio: ['ignore', 'pipe', 'ignore'] });
    const found = MARKS.map(() => '');
    let size = 0;
    for await (const bytes of child.stdout as AsyncIterable<Buffer>) {
      for (const [index, [at, text]] of MARKS.entries()) {
        const from = Math.max(0, at - size);
        const to = Math.min(bytes.length, at + text.length - size);
        if (from < to) found[index] += bytes.toString('latin1', from, to);
      }
      size += bytes.length;
    }
    return { size, texts: found };
  }

  it('is written whole in little memory, and xorriso and 7-Zip read it back', { timeout: 300_000 }, async (context) => {
    needsAll(context);
    const readers = [need(context, 'xorriso'), need(context, '7-Zip')] as const;
    // Not in the scratch folder: that may be memory.
    const disk = fs.mkdtempSync('/tmp/isodrop-large-');
    try {
      const large = join(disk, 'tree/large.bin');
      fs.mkdirSync(join(disk, 'tree'));
      const descriptor = fs.openSync(large, 'w');
      fs.ftruncateSync(descriptor, SIZE);
      for (const [at, text] of MARKS) fs.writeSync(descriptor, text, at);
      fs.closeSync(descriptor);

      const image = join(disk, 'x.iso');
      const { child, ended } = start(['-J', '-r', '-o', image, join(disk, 'tree')]);
      let peakKibibytes = 0;
      const watch = setInterval(() => {
        const status = fs.readFileSync(`/proc/${child.pid}/status`, { encoding: 'latin1', flag: 'r' });
        peakKibibytes = Math.max(peakKibibytes, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
      }, 100);
      child.on('exit', () => clearInterval(watch));
      const { code, log } = await ended;
      expect(code).toBe(0);
      expect(log).toMatch(/“large\.bin” is larger than 4 GiB − 1 bytes and recorded in several sections/);
      if (process.platform === 'linux') expect(peakKibibytes).toBeGreaterThan(0);
      expect(peakKibibytes).toBeLessThan(200_000);

      const [xorriso, sevenZip] = readers;
      const cuts = MARKS.flatMap(([at, text], index) => [
        ...['-extract_cut', '/large.bin', String(at), String(text.length)],
        join(disk, `cut${index}`),
      ]);
      const lsdl = ['-find', '/large.bin', '-exec', 'lsdl'];
      const { stdout } = spawnSync(xorriso, ['-osirrox', 'on', '-indev', image, ...lsdl, '--', ...cuts], {
        encoding: 'utf8',
      });
      expect(stdout).toContain(` ${SIZE} `);
      expect(MARKS.map((_, index) => fs.readFileSync(join(disk, `cut${index}`), 'utf8'))).toEqual(texts);

      expect(await streamed(sevenZip, ['e', '-so', image, 'large.bin'])).toEqual({ size: SIZE, texts });
    } finally {
      fs.rmSync(disk, { recursive: true, force: true });
    }
  });
});
