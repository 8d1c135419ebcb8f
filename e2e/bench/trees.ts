import { closeSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary folder that is gone when the process ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'isodrop-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Files `file0.txt` … of `bytes` each, spread evenly over `folders` folders. */
export function makeFiles(into: string, files: number, folders: number, bytes: number): string {
  const content = Buffer.alloc(bytes, 'isodrop ');
  for (let folder = 0; folder < folders; folder++) {
    const path = join(into, `folder${folder}`);
    mkdirSync(path, { recursive: true });
    for (let file = 0; file < files / folders; file++) writeFileSync(join(path, `file${file}.txt`), content);
  }
  return into;
}

/** Files whose names of one folder all become the same 8.3 name. */
export function makeAlike(into: string, files: number): string {
  mkdirSync(into, { recursive: true });
  for (let file = 0; file < files; file++) writeFileSync(join(into, `a_long_common_prefix_${file}.txt`), '');
  return into;
}

/** A few large files of real bytes (a sparse file would be read from nowhere). */
export function makeLarge(into: string, files: number, bytes: number): string {
  mkdirSync(into, { recursive: true });
  const block = Buffer.alloc(2 ** 22);
  for (let at = 0; at < block.length; at += 4) block.writeUInt32LE(Math.imul(at, 2_654_435_761) >>> 0, at);
  for (let file = 0; file < files; file++) {
    const handle = openSync(join(into, `large${file}.bin`), 'w');
    for (let written = 0; written < bytes; written += block.length) writeSync(handle, block);
    ftruncateSync(handle, bytes);
    closeSync(handle);
  }
  return into;
}
