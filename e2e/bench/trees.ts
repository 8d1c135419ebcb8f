import { closeSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let temporary: string | undefined;

/** A temporary folder that is gone when the process ends. */
export function temporaryFolder(): string {
  if (temporary !== undefined) return temporary;
  const folder = mkdtempSync(join(tmpdir(), 'isodrop-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  temporary = folder;
  return folder;
}

/** What a tree of files is to be like; its files lie evenly in its folders. */
export interface Shape {
  files: number;
  /** 0: all files lie in the tree's own folder. */
  folders: number;
  /** Of each file. */
  bytes: number;
  kind?: 'small' | 'sparse' | 'random' | 'alike';
}

const made = new Map<string, string>();

/** The folder of a tree, which is made when it is asked for the first time. */
export function treeOf(shape: Shape): string {
  const { files, folders, bytes, kind = 'small' } = shape;
  const name = `${kind}-${files}-${folders}-${bytes}`;
  let path = made.get(name);
  if (path === undefined) {
    path = join(temporaryFolder(), name);
    for (let folder = 0; folder < Math.max(folders, 1); folder++) {
      const into = folders === 0 ? path : join(path, `folder${folder}`);
      mkdirSync(into, { recursive: true });
      for (let file = 0; file < files / Math.max(folders, 1); file++) makeFile(into, file, bytes, kind);
    }
    made.set(name, path);
  }
  return path;
}

/** Names of the files that `treeOf` makes. */
export const plainName = (number: number) => `file${number}.txt`;
/** Names that all become the same one in 8.3. */
export const alikeName = (number: number) => `a_long_common_prefix_${number}.txt`;

function makeFile(folder: string, number: number, bytes: number, kind: Shape['kind']): void {
  if (kind === 'small' || kind === 'alike') {
    const name = kind === 'alike' ? alikeName(number) : plainName(number);
    writeFileSync(join(folder, name), Buffer.alloc(bytes, 'isodrop '));
    return;
  }
  const file = openSync(join(folder, `large${number}.bin`), 'w');
  // A sparse file is read from nowhere: what has to come from a disk is written.
  for (let written = 0; kind === 'random' && written < bytes; written += NOISE.length) writeSync(file, NOISE);
  ftruncateSync(file, bytes);
  closeSync(file);
}

/** Bytes that no file system makes smaller. */
const NOISE = Buffer.alloc(2 ** 22);
for (let at = 0; at < NOISE.length; at += 4) NOISE.writeUInt32LE(Math.imul(at, 2_654_435_761) >>> 0, at);
