/** The columns of a manifest that every row has: what did not change is copied from an earlier one, many rows at once. */
import type { EarlierManifest, NewestTimes } from './earlier-manifest';
import { eachPart, type FlatTree, firstIn, foldersBehind, type Run } from './flat-tree';
import { EPOCH_1980, type ImageOptions } from './options';
import { type ImageTree, Kind, Mark, NO_MODE } from './tree';

export const FILE_MODE = 0o444;
export const FOLDER_MODE = 0o555;

/** Columns of which parts are set; generic over these since a union of them has no `set` of its own kind. */
type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** Fills a column: runs from an earlier one, if there is one, and the rows between them anew. */
export function fillColumn<T extends Column>(
  into: T,
  runs: readonly Run[],
  earlier: T | undefined,
  fill: (into: T, first: number, end: number) => void,
): void {
  const part = (first: number, end: number) => fill(into.subarray(first, end) as T, first, end);
  eachPart(earlier ? runs : [], into.length, {
    kept: ({ row, before, length }) => into.set((earlier as T).subarray(before, before + length), row),
    others: part,
  });
}

/** Bytes of all names. */
export function nameBytesOf(
  tree: ImageTree,
  { entries, runs }: FlatTree,
  earlier: EarlierManifest | undefined,
): number {
  const { name, names } = tree.columns();
  let bytes = 0;
  eachPart(runs, entries.length, {
    kept: ({ before, length }) => {
      const { nameStart } = earlier as EarlierManifest;
      bytes += (nameStart[before + length] as number) - (nameStart[before] as number);
    },
    others: (first, end) => {
      for (let row = first; row < end; row++) {
        const number = name[entries[row] as number] as number;
        bytes += names.end(number) - names.start(number);
      }
    },
  });
  return bytes;
}

/** Writes the names, and where each begins and the last one ends. */
export function writeNames(
  tree: ImageTree,
  { entries, runs }: FlatTree,
  earlier: EarlierManifest | undefined,
  nameStart: Uint32Array,
  into: Uint8Array,
): void {
  const { name, names } = tree.columns();
  nameStart[0] = 0;
  eachPart(runs, entries.length, {
    kept: (run) => {
      const from = earlier as EarlierManifest;
      shiftNameStarts(nameStart, run, from.nameStart);
      const { row, before, length } = run;
      into.set(from.names.subarray(from.nameStart[before], from.nameStart[before + length]), nameStart[row]);
    },
    others: (first, end) => {
      let next = nameStart[first] as number;
      for (let row = first; row < end; row++) {
        const number = name[entries[row] as number] as number;
        names.copy(number, into, next);
        next += names.end(number) - names.start(number);
        nameStart[row + 1] = next;
      }
    },
  });
}

/** Where the names behind each row of a run begin. */
function shiftNameStarts(into: Uint32Array, { row, before, length }: Run, from: Uint32Array): void {
  const distance = (into[row] as number) - (from[before] as number);
  if (distance === 0) into.set(from.subarray(before + 1, before + length + 1), row + 1);
  else for (let at = 1; at <= length; at++) into[row + at] = (from[before + at] as number) + distance;
}

/** Of which options modes are, besides those of the tree. */
export function modesOf({ rockRidge, owner }: ImageOptions): string {
  return [rockRidge, owner.fileMode, owner.directoryMode, owner.newDirectoryMode].join();
}

/**
 * Permission bits as they are recorded: genisoimage's `-r` makes all read bits, and execute for all or none. What is
 * neither file nor directory is treated so, too, once either has a mode of its own, as genisoimage does it.
 */
export function permissions({ rockRidge, owner }: ImageOptions, kind: number, mode: number): number {
  const isOther = kind !== Kind.file && kind !== Kind.directory;
  const fixed = isOther ? undefined : kind === Kind.file ? owner.fileMode : owner.directoryMode;
  if (fixed !== undefined) return fixed;
  if (mode === NO_MODE) return kind === Kind.file ? FILE_MODE : FOLDER_MODE;
  const hasFixed = owner.fileMode !== undefined || owner.directoryMode !== undefined;
  if (rockRidge !== 'rationalized' && !(isOther && hasFixed)) return mode;
  return (mode & 0o111) !== 0 ? 0o555 : 0o444;
}

/** What kind of thing each of some entries is. */
export function copyKinds(kinds: Uint8Array, from: Uint8Array, entries: Uint32Array): void {
  for (let row = 0; row < kinds.length; row++) kinds[row] = from[entries[row] as number] as number;
}

/** The times of some entries, or the lengths of some contents, by their numbers. */
export function copyTimesOrSizes(into: Float64Array, from: Float64Array, numbers: Uint32Array): void {
  for (let row = 0; row < into.length; row++) into[row] = from[numbers[row] as number] as number;
}

/** The mode of each of some entries, as it is recorded. */
export function copyModes(modes: Uint16Array, tree: ImageTree, entries: Uint32Array, options: ImageOptions): void {
  const { kind, mode, flags } = tree.columns();
  const newMode = options.owner.newDirectoryMode ?? FOLDER_MODE;
  // Most are like the one before.
  let [lastKind, lastMode, permitted] = [-1, -1, 0];
  for (let row = 0; row < modes.length; row++) {
    const entry = entries[row] as number;
    if (kind[entry] !== lastKind || mode[entry] !== lastMode) {
      lastKind = kind[entry] as number;
      lastMode = mode[entry] as number;
      permitted = permissions(options, lastKind, lastMode);
    }
    modes[row] = ((flags[entry] as number) & Mark.imageOnly) === 0 ? permitted : newMode;
  }
}

/** Fills in the times of folders: one of which nothing tells is as new as the newest file in it, or of 1980-01-01. */
export function settleFolders(
  times: Float64Array,
  from: Float64Array,
  { entries, folders }: Pick<FlatTree, 'entries' | 'folders'>,
  newest: NewestTimes,
): void {
  const newestIn = newest.of.slice();
  for (let folder = folders.rows.length - 1; folder >= 0; folder--) {
    for (let inner = folders.before[folder] as number; inner < foldersBehind(folders, folder); inner++) {
      newestIn[folder] = Math.max(newestIn[folder] as number, newestIn[inner] as number);
    }
    const row = folders.rows[folder] as number;
    const time = from[entries[row] as number] as number;
    const known = newestIn[folder] as number;
    times[row] = !Number.isNaN(time) ? time : known === Number.NEGATIVE_INFINITY ? EPOCH_1980 : known;
  }
}

/** How new what lies right in each folder is; what has no time gets one. */
export function newestTimes(
  kinds: Uint8Array,
  times: Float64Array,
  { folders }: FlatTree,
  earlier: NewestTimes | undefined,
): NewestTimes {
  const count = folders.rows.length;
  const newest = { of: new Float64Array(count), files: new Float64Array(count) };
  for (let folder = 0; folder < count; folder++) {
    const copied = folders.copied[folder] as number;
    if (earlier && copied >= 0) {
      newest.of[folder] = earlier.of[copied] as number;
      newest.files[folder] = earlier.files[copied] as number;
      continue;
    }
    let [newestOf, newestFile] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const end = folders.ends[folder] as number;
    for (let row = firstIn(folders, folder); row < end; row++) {
      const kind = kinds[row];
      if (kind === Kind.directory) continue;
      if (Number.isNaN(times[row])) times[row] = EPOCH_1980;
      const time = times[row] as number;
      if (time > newestOf) newestOf = time;
      if (kind === Kind.file && time > newestFile) newestFile = time;
    }
    newest.of[folder] = newestOf;
    newest.files[folder] = newestFile;
  }
  return newest;
}

/** The newest file's time; undefined without files. */
export function newestFile({ files }: NewestTimes): number | undefined {
  let newest = Number.NEGATIVE_INFINITY;
  for (const time of files) if (time > newest) newest = time;
  return newest === Number.NEGATIVE_INFINITY ? undefined : newest;
}
