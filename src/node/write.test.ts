import fs from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Segment } from '../image/plan';
import type { ImageOutput } from '../sinks/node-file';
import { NodeContents } from '../sources/node-contents';
import { writeImage } from './write';

let base: string;
beforeEach(() => {
  base = fs.mkdtempSync(join(tmpdir(), 'isodrop-write-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(base, { recursive: true, force: true });
});

const KIB = 1 << 10;
const MIB = 1 << 20;

class MemoryOutput implements ImageOutput {
  written = 0;
  pieces: Buffer[] = [];
  failAfter = Number.POSITIVE_INFINITY;
  onWrite = () => {};

  write(bytes: Uint8Array): void {
    if (this.written >= this.failAfter) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    this.pieces.push(Buffer.from(bytes));
    this.written += bytes.length;
    if (bytes.length > 0) this.onWrite();
  }
  finish() {}
  discard() {}
  freeBytes() {
    return undefined;
  }
}

/** Files in a folder, and the segments that take each whole. */
function sources(sizes: number[]) {
  const contents = new NodeContents();
  const store = contents.addDirectory(base);
  const files = sizes.map((byteLength, index) => {
    const bytes = Buffer.alloc(byteLength, index + 1);
    const name = `file${index}`;
    fs.writeFileSync(join(base, name), bytes);
    const offset = contents.addFile(name, fs.statSync(join(base, name), { bigint: true }).mtimeNs);
    const segment: Segment = { kind: 'source', content: index, store, offset, byteLength };
    return { bytes, segment, path: join(base, name) };
  });
  return { contents, files };
}

type SourceSegment = Extract<Segment, { kind: 'source' }>;

const render = (firstBlock: number, blocks: number) =>
  Uint8Array.from({ length: blocks * 2048 }, (_, at) => firstBlock + Math.floor(at / 2048));

describe('writeImage', () => {
  it('puts structures, files and zeros one after the other, whatever their sizes', async () => {
    const { contents, files } = sources([1, 2048, 5 * MIB + 3, 4 * MIB, 12 * MIB, 7]);
    const segments: Segment[] = [{ kind: 'metadata', firstBlock: 0, blocks: 600 }];
    for (const { segment } of files) segments.push(segment, { kind: 'zeros', byteLength: 100 });
    segments.push({ kind: 'zeros', byteLength: 9 * MIB });
    const output = new MemoryOutput();
    await writeImage({ segments, render, contents }, output);
    const expected = Buffer.concat([
      render(0, 600),
      ...files.flatMap(({ bytes }) => [bytes, Buffer.alloc(100)]),
      Buffer.alloc(9 * MIB),
    ]);
    expect(Buffer.concat(output.pieces).equals(expected)).toBe(true);
    expect(output.pieces.slice(0, -1).every(({ length }) => length === 128 * KIB)).toBe(true);
  });

  it('has a thread read large files ahead, and writes the same', async () => {
    const { contents, files } = sources([3 * MIB, 40 * MIB + 1, 5, 20 * MIB + 4095, 4 * MIB]);
    const segments: Segment[] = [{ kind: 'metadata', firstBlock: 0, blocks: 77 }];
    for (const { segment } of files) segments.push(segment, { kind: 'zeros', byteLength: 100 });
    const output = new MemoryOutput();
    await writeImage({ segments, render, contents }, output);
    const expected = [render(0, 77), ...files.flatMap(({ bytes }) => [bytes, Buffer.alloc(100)])];
    expect(Buffer.concat(output.pieces).equals(Buffer.concat(expected))).toBe(true);
    // All but the last begin where a buffer would.
    expect(output.pieces.slice(0, -1).every(({ length }) => length % (128 * KIB) === 0)).toBe(true);
    if (availableParallelism() > 1) expect(output.pieces.some(({ length }) => length > 128 * KIB)).toBe(true);
  });

  it('writes the same where the system reads small files ahead', async () => {
    const { contents, files } = sources(Array.from({ length: 2000 }, (_, file) => file % 50));
    let waits = 0;
    const usage = process.resourceUsage();
    vi.spyOn(process, 'resourceUsage').mockImplementation(() => {
      waits += 1000;
      return { ...usage, voluntaryContextSwitches: waits };
    });
    const output = new MemoryOutput();
    await writeImage({ segments: files.map(({ segment }) => segment), render, contents }, output);
    expect(waits).toBeGreaterThan(0);
    expect(Buffer.concat(output.pieces).equals(Buffer.concat(files.map(({ bytes }) => bytes)))).toBe(true);
  });

  it('takes what is kept as it was listed, whatever became of its file, but for what is patched', async () => {
    const { contents, files } = sources([700, 3, 2000]);
    const segments = files.map(({ path, bytes }, index): Segment => {
      const look = index === 1 ? undefined : contents.look(path);
      const offset = contents.addFile(`file${index}`, fs.statSync(path, { bigint: true }).mtimeNs, look?.kept);
      return { kind: 'source', content: index, store: 0, offset, byteLength: bytes.length };
    });
    fs.rmSync(files[0]?.path as string);
    const unwritten = segments.slice(0, 1) as SourceSegment[];
    const output = new MemoryOutput();
    await writeImage({ segments, render, contents, unwritten }, output);
    expect(Buffer.concat(output.pieces).equals(Buffer.concat(files.map(({ bytes }) => bytes)))).toBe(true);
    fs.utimesSync(files[2]?.path as string, 1, 1);
    const patched = { ...segments[2], patches: [{ at: 8, bytes: new Uint8Array(4) }] } as SourceSegment;
    const writing = writeImage({ segments: [patched], render, contents }, new MemoryOutput());
    await expect(writing).rejects.toThrow(/file2” was changed/);
  });

  it('tells how far it is, in order, up to the end', async () => {
    const { contents, files } = sources([10 * MIB]);
    const told: number[] = [];
    const segments: Segment[] = [...files.map(({ segment }) => segment), { kind: 'zeros', byteLength: 5 }];
    await writeImage({ segments, render, contents }, new MemoryOutput(), (bytes) => told.push(bytes));
    expect(told[0]).toBe(0);
    expect(told.at(-1)).toBe(10 * MIB + 5);
    for (const [index, bytes] of told.entries()) {
      if (index === 0) continue;
      const piece = bytes - (told[index - 1] as number);
      expect(piece).toBeGreaterThan(0);
      expect(piece).toBeLessThanOrEqual(128 * KIB);
    }
  });

  const replaceByFolder = (path: string) => {
    fs.rmSync(path);
    fs.mkdirSync(path);
  };
  const failing: [what: string, change: (path: string) => void, message: RegExp][] = [
    ['shrank', (path) => fs.truncateSync(path, 99), /shrank from 5,000,000 to 99 bytes, after it had been listed/],
    ['grew', (path) => fs.appendFileSync(path, 'x'), /grew from 5,000,000 to 5,000,001 bytes/],
    ['was changed in place', (path) => fs.utimesSync(path, 1, 1), /was changed/],
    ['vanished', (path) => fs.rmSync(path), /cannot be read any more: it is not there/],
    ['became a folder', replaceByFolder, /cannot be read any more: it is a folder/],
  ];
  const readers: [reader: string, before: number[]][] = [
    ['read here', [10]],
    ['read ahead', [33 * MIB]],
  ];
  const all = readers.flatMap((reader) => failing.map(([what, ...rest]) => [what, ...reader, ...rest] as const));
  it.each(all)(
    'fails with a sentence that names a file which %s and is %s',
    async (_what, _reader, before, change, message) => {
      const { contents, files } = sources([...before, 5_000_000, 10]);
      const path = files[1]?.path as string;
      change(path);
      const writing = writeImage(
        { segments: files.map(({ segment }) => segment), render, contents },
        new MemoryOutput(),
      );
      await expect(writing).rejects.toThrow(message);
      await expect(writing).rejects.toThrow(`“${path}”`);
    },
  );

  it('notices a file that changes while it is being read', async () => {
    const { contents, files } = sources([20 * MIB]);
    const [file] = files as [(typeof files)[0]];
    const output = new MemoryOutput();
    const writing = writeImage({ segments: [file.segment], render, contents }, output, (bytes) => {
      if (bytes === 8 * MIB) fs.writeSync(fs.openSync(file.path, 'r+'), 'x', 0);
    });
    await expect(writing).rejects.toThrow(/was changed/);
  });

  it('fails where a file has fewer bytes than its size says, as those of the kernel do', async (context) => {
    const name = '/sys/kernel/mm/transparent_hugepage/enabled';
    const stats = fs.statSync(name, { bigint: true, throwIfNoEntry: false });
    if (!stats) return context.skip('This system has no /sys.');
    const contents = new NodeContents();
    const store = contents.addDirectory('/sys/kernel/mm/transparent_hugepage');
    const offset = contents.addFile('enabled', stats.mtimeNs);
    const segment: Segment = { kind: 'source', content: 0, store, offset, byteLength: Number(stats.size) };
    const writing = writeImage({ segments: [segment], render, contents }, new MemoryOutput());
    await expect(writing).rejects.toThrow(/enabled” ended after \d+ of 4,096 bytes/);
  });

  it('stops at the first failure of the output', async () => {
    const { contents } = sources([]);
    const output = new MemoryOutput();
    output.failAfter = 8 * MIB;
    const writing = writeImage({ segments: [{ kind: 'zeros', byteLength: 100 * MIB }], render, contents }, output);
    await expect(writing).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(output.written).toBe(8 * MIB);
  });

  it('lets others have their turn while it works', async () => {
    const { contents } = sources([]);
    const happened: string[] = [];
    // Every piece that is written takes 30 ms of this clock: no turn is due after one, one is after two.
    let clock = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => clock);
    const output = new MemoryOutput();
    output.onWrite = () => {
      clock += 30;
      happened.push('a piece');
    };
    setImmediate(() => happened.push('the turn of another'));
    await writeImage({ segments: [{ kind: 'zeros', byteLength: 3 * 128 * KIB }], render, contents }, output);
    expect(happened).toEqual(['a piece', 'a piece', 'the turn of another', 'a piece']);
  });
});
