/** Which of the given paths are archives that stand for what is in them, and what is told of them. */
import fs from 'node:fs';
import { basename } from 'node:path';
import { archiveStem } from '../archives/archive-names';
import type { FileOptions } from '../command/command-options';
import { UsageError } from '../command/usage-error';
import type { OpenArchives } from '../sources/node-archive';
import { nameDecoder } from '../sources/node-charset';
import { showPath, splitPath } from '../sources/node-path';
import type { OwnFile, PlacedPath } from '../sources/node-walk-options';

/** Programs by whose names the command puts a file that is named into the image, whatever it is. */
const ELSEWHERE = /^(genisoimage|mkisofs|xorrisofs|mkhybrid)$/;

/** Which archives are opened, for a command that was called by that name. */
export function archivesOpened(files: FileOptions, program: string | undefined): FileOptions['archives'] {
  const isElsewhere = program !== undefined && ELSEWHERE.test(basename(program).replace(/\.js$/, ''));
  return files.archives === 'alone' && isElsewhere ? 'none' : files.archives;
}

/** Whether a path is taken as what is in an archive. */
export function isOpened({ path, name }: PlacedPath, paths: number, which: FileOptions['archives']): boolean {
  if (which === 'none' || archiveStem(showPath(splitPath(path).name)) === undefined) return false;
  if (which === 'alone' && (paths > 1 || name !== undefined)) return false;
  return fs.statSync(path as string, { throwIfNoEntry: false })?.isFile() === true;
}

/**
 * Reads the archives among the paths, one after the other. Throws a `SourceError` for one that cannot be taken, and a
 * `UsageError` for one that is being written.
 * @param opened told of each
 */
export async function openArchives(
  paths: readonly PlacedPath[],
  files: FileOptions,
  which: FileOptions['archives'],
  own: readonly OwnFile[],
  archives: OpenArchives,
  opened: (sentence: string) => void,
): Promise<PlacedPath[]> {
  const decode = files.charset === undefined ? undefined : nameDecoder(files.charset);
  const placed: PlacedPath[] = [];
  for (const path of paths) {
    if (!isOpened(path, paths.length, which)) {
      placed.push(path);
      continue;
    }
    const shown = showPath(path.path);
    requireOther(path, shown, own);
    const archive = await archives.open(path.path, decode && ((bytes) => decode(Buffer.from(bytes))));
    placed.push({ ...path, archive });
    opened(`“${shown}” was opened: the image has what is in it. -archives-as-files puts it into the image as a file.`);
    if (files.followLinks) opened(`-f: symbolic links in “${shown}” stay links.`);
  }
  return placed;
}

/** What is being written cannot be what is read. */
function requireOther({ path }: PlacedPath, shown: string, own: readonly OwnFile[]): void {
  const { directory, name } = splitPath(path);
  const folder = fs.statSync(directory as string);
  for (const file of own) {
    if (!('directory' in file)) continue;
    const there = fs.statSync(file.directory, { throwIfNoEntry: false });
    if (there?.ino !== folder.ino || there.dev !== folder.dev || !file.isOwn(showPath(name))) continue;
    throw new UsageError(`“${shown}” is ${file.what} that would be written: name another file for it (-o disc.iso).`);
  }
}
