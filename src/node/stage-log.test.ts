import { describe, expect, it } from 'vitest';
import type { Layout } from '../image/layout';
import { StageLog } from './stage-log';

const BLOCK = 2048;

/** An image of a few stages whose files lie from block 20 on. */
function layoutOf(fileBlocks: number[], totalBlocks?: number): Layout {
  const end = 20 + fileBlocks.reduce((sum, blocks) => sum + blocks, 0);
  const blocks = totalBlocks ?? end + 150;
  const before = (content: number) => fileBlocks.slice(0, content).reduce((sum, size) => sum + size, 20);
  return {
    blocks,
    metadataBlocks: 20,
    regions: [
      { id: 0, name: 'Initial Padblock', firstBlock: 0, blocks: 16 },
      { id: 9, name: 'Directory tree cleanup', firstBlock: 16, blocks: 0 },
      { id: 11, name: 'The File(s)', firstBlock: 20, blocks: end - 20 },
      { id: 12, name: 'Ending Padblock', firstBlock: end, blocks: blocks - end },
    ],
    contentOrder: Uint32Array.from(fileBlocks.keys()),
    contentBlocks: Uint32Array.from(fileBlocks.keys(), before),
    structureBytes: new Float64Array(0),
    translationTableBytes: 0,
    rockRidgeBytes: 552,
    directoryBytes: 4096,
    pathTableBytes: 26,
    changes: new Uint32Array(0),
    changeCounts: [],
  };
}

function logOf(layout: Layout, fileBlocks: number[], verbosity: number, times: number[] = [0], gui = false) {
  const lines: string[] = [];
  let clock = 0;
  const now = () => (times[Math.min(clock++, times.length - 1)] as number) * 1000;
  const byteLengths = fileBlocks.map((blocks) => blocks * BLOCK - 1);
  const log = new StageLog(layout, byteLengths, verbosity, (line) => lines.push(line), now, gui);
  return { log, lines };
}

describe('the stage log', () => {
  it('tells the progress ten times as often to a graphical program', () => {
    const counts = [false, true].map((gui) => {
      const { log, lines } = logOf(layoutOf([50_000]), [50_000], 1, [0], gui);
      log.advance(60_000 * BLOCK);
      return lines.filter((line) => line.includes('% done')).length;
    });
    expect(counts).toEqual([10, 100]);
  });

  it('tells each stage when its first block is made and when its last is, then the totals', () => {
    const { log, lines } = logOf(layoutOf([3]), [3], 2);
    log.advance(0);
    expect(lines).toEqual(['Writing:   Initial Padblock                        Start Block 0']);
    log.advance(16 * BLOCK - 1);
    expect(lines).toHaveLength(1);
    log.advance(173 * BLOCK);
    expect(lines.slice(1)).toEqual([
      'Done with: Initial Padblock                        Block(s)    16',
      'Writing:   Directory tree cleanup                  Start Block 16',
      'Done with: Directory tree cleanup                  Block(s)    0',
      'Writing:   The File(s)                             Start Block 20',
      'Total translation table size: 0',
      'Total rockridge attributes bytes: 552',
      'Total directory bytes: 4096',
      'Path table size(bytes): 26',
      'Done with: The File(s)                             Block(s)    3',
      'Writing:   Ending Padblock                         Start Block 23',
      'Done with: Ending Padblock                         Block(s)    150',
      '173 extents written (0 MB)',
    ]);
  });

  it('tells only the totals below -v, and the extents to be written with -v -v', () => {
    const quiet = logOf(layoutOf([3]), [3], 1);
    quiet.log.advance(173 * BLOCK);
    expect(quiet.lines.map((line) => line.split(':')[0])).toEqual([
      'Total translation table size',
      'Total rockridge attributes bytes',
      'Total directory bytes',
      'Path table size(bytes)',
      '173 extents written (0 MB)',
    ]);
    const loud = logOf(layoutOf([3]), [3], 3);
    loud.log.advance(173 * BLOCK);
    expect(loud.lines).toContain('Total extents scheduled to be written = 173');
  });

  it('has a line in each piece of 16 blocks of a file that passes a multiple of 5,000 blocks', () => {
    // The first file ends at 4,999; the second's pieces end at 4,999 + 16 n, the last one at its end, 10,003.
    const files = [4979, 5004];
    const { log, lines } = logOf(layoutOf(files, 20_000), files, 1);
    log.advance(20_000 * BLOCK);
    expect(lines.filter((line) => line.includes('%')).map((line) => line.slice(0, 14))).toEqual([
      ' 25.07% done, ',
      ' 50.02% done, ',
    ]);
  });

  it('has such a line for a file that ends right there', () => {
    const { log, lines } = logOf(layoutOf([4980], 10_000), [4980], 1);
    log.advance(10_000 * BLOCK);
    expect(lines[0]?.slice(0, 14)).toBe(' 50.00% done, ');
  });

  it('has no such line for a file that ends just before', () => {
    const { log, lines } = logOf(layoutOf([4979], 10_000), [4979], 1);
    log.advance(10_000 * BLOCK);
    expect(lines.filter((line) => line.includes('%'))).toEqual([]);
  });

  it('rounds what lies exactly between two hundredths as C does', () => {
    // The line comes at block 5,012: 0.625 % of the first image, 3.125 % of the second, 12.5 % of the third.
    const files = [5000];
    const percents = [801_920, 160_384, 40_096].map((total) => {
      const { log, lines } = logOf(layoutOf(files, total), files, 1);
      log.advance(1e12);
      return lines[0]?.slice(0, 7);
    });
    expect(percents).toEqual(['  0.62%', '  3.12%', ' 12.50%']);
  });

  it('estimates the end from the part that is done, in local time', () => {
    const zone = process.env.TZ;
    process.env.TZ = 'UTC';
    try {
      const begun = Date.UTC(2026, 10, 4, 3, 55, 0) / 1000;
      const { log, lines } = logOf(layoutOf([5000], 20_048), [5000], 1, [begun, begun + 60]);
      log.advance(20_048 * BLOCK);
      expect(lines[0]).toBe(' 25.00% done, estimate finish Wed Nov  4 03:59:00 2026');
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });
});
