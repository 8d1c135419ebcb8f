import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KeptFiles } from './node-kept-files';

let base: string;
beforeEach(() => {
  base = fs.mkdtempSync(join(tmpdir(), 'isodrop-kept-'));
  // The process has other threads, whose waits would be taken for those for files.
  vi.spyOn(process, 'resourceUsage').mockReturnValue(process.resourceUsage());
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(base, { recursive: true, force: true });
});

const KIB = 1 << 10;
const MIB = 1 << 20;
const put = (name: string, bytes: Uint8Array | string) => {
  fs.writeFileSync(join(base, name), bytes);
  return join(base, name);
};

function keepingItsTime(path: string, change: () => void): void {
  const { atime, mtime } = fs.statSync(path);
  change();
  fs.utimesSync(path, atime, mtime);
}

describe('KeptFiles', () => {
  it('keeps what a small file holds, and says of every file what it is', () => {
    const files = new KeptFiles();
    // More than a chunk, so that some of them would be in two.
    const sizes = [0, 1, 8 * KIB - 1, 8 * KIB, 8 * KIB + 1, 3 * MIB, ...Array(400).fill(3000)];
    const looks = sizes.map((size, number) => {
      const bytes = Buffer.alloc(size, `${number} `);
      const path = put(`${number}`, bytes);
      const stats = fs.lstatSync(path, { bigint: true });
      return { bytes, stats, look: files.look(path) };
    });
    for (const { bytes, stats, look } of looks) {
      expect(look?.stats).toEqual(stats);
      expect(look?.kept !== undefined).toBe(bytes.length <= 8 * KIB);
      if (look?.kept !== undefined) expect(bytes.equals(files.bytes(look.kept, bytes.length))).toBe(true);
    }
  });

  it('takes no memory for files that are empty', () => {
    const files = new KeptFiles();
    const kept = files.look(put('empty', ''))?.kept as number;
    expect(files.bytes(kept, 0).buffer.byteLength).toBe(0);
  });

  it('does not keep one of several links, which may be met again', () => {
    const path = put('a', 'x');
    fs.linkSync(path, join(base, 'b'));
    expect(new KeptFiles().look(path)).toEqual({ stats: fs.lstatSync(path, { bigint: true }), kept: undefined });
  });

  it('keeps 32 MiB, and looks at nothing after that', () => {
    const path = put('file', Buffer.alloc(8 * KIB));
    const files = new KeptFiles();
    for (let kept = 0; kept < 32 * MIB; kept += 8 * KIB) expect(files.look(path)?.kept).toBe(kept);
    expect(files.look(path)).toBeUndefined();
    expect(files.look(put('empty', ''))).toBeUndefined();
  });

  it.each<[what: string, make: (path: string) => unknown]>([
    ['that is not there', () => {}],
    ['that is a folder', (path) => fs.mkdirSync(path)],
    ['that is a link', (path) => fs.symlinkSync(put('target', 'x'), path)],
    ['that became a pipe', (path) => execFileSync('mkfifo', [path])],
  ])('leaves a file %s to be looked at by its path', (_what, make) => {
    make(join(base, 'file'));
    expect(new KeptFiles().look(join(base, 'file'))).toBeUndefined();
  });

  it.each<[what: string, change: (path: string) => void]>([
    ['is written', (path) => fs.utimesSync(path, 1, 1)],
    ['grows', (path) => keepingItsTime(path, () => fs.appendFileSync(path, 'x'))],
    ['shrinks', (path) => keepingItsTime(path, () => fs.truncateSync(path, 2))],
  ])('keeps nothing of a file that %s while it is read', (_what, change) => {
    const [path, next] = [put('file', 'abc'), put('next', 'next')];
    const files = new KeptFiles();
    fs.utimesSync(path, 1000, 1000);
    const read = fs.readSync;
    vi.spyOn(fs, 'readSync').mockImplementationOnce(((...words: Parameters<typeof read>) => {
      change(path);
      return read(...words);
    }) as typeof read);
    expect(files.look(path)).toBeUndefined();
    const look = files.look(next);
    expect(look?.kept).toBe(0);
    expect(Buffer.from(files.bytes(0, 4)).toString()).toBe('next');
  });

  it('keeps nothing of a file of which less is read than it has, though nothing was written', () => {
    const [path, next] = [put('file', 'abc'), put('next', 'next')];
    const files = new KeptFiles();
    vi.spyOn(fs, 'readSync').mockImplementationOnce(() => 2);
    expect(files.look(path)).toBeUndefined();
    expect(files.look(next)?.kept).toBe(0);
    expect(Buffer.from(files.bytes(0, 4)).toString()).toBe('next');
  });

  it('keeps no more where each file must be waited for', () => {
    const path = put('file', 'x');
    const usage = process.resourceUsage();
    let waits = 0;
    vi.spyOn(process, 'resourceUsage').mockImplementation(() => {
      waits += 200;
      return { ...usage, voluntaryContextSwitches: waits };
    });
    const files = new KeptFiles();
    for (let file = 0; file < 256; file++) expect(files.look(path)).toBeDefined();
    for (let file = 0; file < 600; file++) expect(files.look(path)).toBeUndefined();
  });
});
