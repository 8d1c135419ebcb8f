import type { DirectoryReader } from '../directory-reader';
import { type DirectoryRecord, FLAG_DIRECTORY, FLAG_MULTI_EXTENT, isSelfOrParent } from '../directory-record';
import { joinPath } from '../entry';
import { identifierOf } from '../entry-names';
import { utf8Text } from '../fields';
import type { Findings } from '../findings';
import { type RockRidge, rockRidge } from '../rock-ridge';
import type { ContinuationArea, SystemUse, SystemUseEntry } from '../system-use';

/** A record with all that the rules need of it. */
export interface CheckedRecord {
  record: DirectoryRecord;
  /** The identifier, version and all; `.` and `..` for the first two. */
  name: string;
  path: string;
  /** Of the primary hierarchy, where there is Rock Ridge. */
  entries: readonly SystemUseEntry[];
  areas: readonly ContinuationArea[];
  said: RockRidge;
  /** The directory that it leads to. */
  child?: CheckedDirectory;
}

/** A directory, and what stays known of it when its records are gone. */
export interface CheckedDirectory {
  path: string;
  /** The path as Rock Ridge has it, without a slash at its beginning; plain names where there is none. */
  shownPath: string;
  block: number;
  byteLength: number;
  at: number;
  level: number;
  parent: CheckedDirectory | undefined;
  /** Of the record that leads to it; one zero for the root. */
  identifier: Uint8Array;
  /** File links of its own record, its `.` and its `..` (PX); where its `..` leads by PL. */
  links: { own?: number; self?: number; parent?: number };
  parentLink?: number;
  /** Whether the record that leads to it has an RE entry. */
  isRelocated: boolean;
  /** Folders in it as Rock Ridge shows them. */
  shownFolders: number;
}

/** Directories of one hierarchy are no larger than the image in all; so much may be in any case. */
const DIRECTORIES_FLOOR = 1 << 24;

/**
 * Goes through the directories of a hierarchy level by level, each once.
 * @param each is called with a directory and its records, which are gone afterwards
 */
export async function readTree(
  reader: DirectoryReader,
  systemUse: SystemUse | undefined,
  findings: Findings,
  imageBytes: number,
  each: (directory: CheckedDirectory, records: CheckedRecord[]) => void | Promise<void>,
): Promise<CheckedDirectory[]> {
  const isJoliet = reader.kind === 'joliet';
  const { root } = reader;
  const { blockBytes } = reader.descriptor;
  const directories: CheckedDirectory[] = [
    {
      ...{
        path: '',
        shownPath: '',
        block: root.extent.at / blockBytes,
        byteLength: root.extent.byteLength,
        at: root.extent.at,
        level: 1,
      },
      ...{ parent: undefined, identifier: Uint8Array.of(0), links: {}, isRelocated: false, shownFolders: 0 },
    },
  ];
  const seen = new Set([root.extent.at]);
  let bytesLeft = Math.max(imageBytes, DIRECTORIES_FLOOR) - root.extent.byteLength;
  for (const directory of directories) {
    const extent = { at: directory.at, byteLength: directory.byteLength };
    const records: CheckedRecord[] = [];
    for await (const run of reader.records({
      path: directory.path,
      extent,
      parent: undefined,
      level: directory.level,
    })) {
      for (const record of run) {
        const isSelf = isSelfOrParent(record);
        const name = isSelf ? (record.identifier[0] === 0 ? '.' : '..') : identifierOf(record.identifier, isJoliet);
        const path = `${directory.path}/${name}`;
        const place = { findings, path };
        const isRootSelf = name === '.' && directory.level === 1;
        const { entries, next } = systemUse?.inRecord(record, isRootSelf, place) ?? { entries: [], next: undefined };
        const areas = next && systemUse ? await systemUse.addContinued(entries, next, place) : [];
        const checked: CheckedRecord = { record, name, path, entries, areas, said: rockRidge(entries) };
        records.push(checked);
        if (!(record.flags & FLAG_DIRECTORY) || isSelf || record.flags & FLAG_MULTI_EXTENT) continue;
        const at = (record.block + record.attributeBlocks) * blockBytes;
        bytesLeft -= record.dataLength;
        if (seen.has(at) || bytesLeft < 0) {
          findings.add(seen.has(at) ? 'directory-once' : 'directories-too-large', { at: record.at, path });
          continue;
        }
        seen.add(at);
        checked.child = {
          ...{ path, shownPath: joinPath(directory.shownPath, shownName(checked)) },
          ...{ block: record.block, byteLength: record.dataLength, at, level: directory.level + 1 },
          ...{ parent: directory, identifier: record.identifier.slice(), links: {}, shownFolders: 0 },
          isRelocated: checked.said.isRelocated,
        };
        directories.push(checked.child);
      }
    }
    await each(directory, records);
  }
  return directories;
}

/** What Rock Ridge calls an entry. */
export const shownName = ({ said, name }: Pick<CheckedRecord, 'said' | 'name'>) =>
  said.name ? utf8Text(said.name) : name;

/** The records of one file, in their order; every record that is neither `.` nor `..` is in one of the groups. */
export function* sectionsOf(records: readonly CheckedRecord[]): Generator<CheckedRecord[]> {
  let sections: CheckedRecord[] = [];
  for (const checked of records) {
    if (checked.name === '.' || checked.name === '..') continue;
    sections.push(checked);
    if (checked.record.flags & FLAG_MULTI_EXTENT) continue;
    yield sections;
    sections = [];
  }
  if (sections.length > 0) yield sections;
}
