import { FINDING_KINDS, type FindingDetails } from './findings';
import type { ReadingCode } from './reading-findings';
import type { Zisofs } from './rock-ridge';

/** The hierarchies of an image: what Linux, Windows, readers of ISO 9660:1999 and all others see. */
export type NamespaceKind = 'rock-ridge' | 'joliet' | 'enhanced' | 'iso';

export type EntryKind = 'file' | 'directory' | 'link' | 'character-device' | 'block-device' | 'pipe' | 'socket';

/**
 * What is not read of an entry: extended attributes and access lists of AAIP, what Apple's extensions record of files,
 * CD-ROM XA's attributes, an extended attribute record (ECMA-119 9.5).
 */
export type UnreadDetail = 'aaip' | 'apple' | 'cd-xa' | 'attribute-record';

/** A run of bytes in the image. */
export interface Extent {
  /** From the beginning of the image. */
  at: number;
  byteLength: number;
}

/** Why the contents of an entry cannot be read. */
export interface Refusal extends FindingDetails {
  code: ReadingCode;
}

/** Something in a directory, as one namespace shows it. */
export interface Entry {
  /**
   * Its name: one of its kind in its directory, and without a slash or NUL; never empty, `.` or `..`, whatever the image
   * says.
   */
  name: string;
  /** The name as it is recorded, where that is no UTF-8. */
  nameBytes?: Uint8Array;
  /** The identifier of the directory record, version and all. */
  identifier: string;
  kind: EntryKind;
  /** Bytes of the contents, uncompressed. 0 for what is no file. */
  byteLength: number;
  /** Where the contents are recorded: the sections of a file, the extent of a directory. */
  extents: readonly Extent[];
  /** Place of the (first) directory record, in bytes. */
  at: number;
  /** Unix seconds. */
  modified?: number;
  accessed?: number;
  attributesChanged?: number;
  created?: number;
  /** File type and permissions, links, owner: of Rock Ridge. */
  mode?: number;
  links?: number;
  user?: number;
  group?: number;
  /** Of RRIP 1.12: names of one file share it. */
  serial?: number;
  device?: { major: number; minor: number };
  /** Of a symbolic link. */
  target?: string;
  /** The target as it is recorded, where that is no UTF-8. */
  targetBytes?: Uint8Array;
  /** File flags (ECMA-119 9.1.6): not to be shown without being asked for. */
  isHidden: boolean;
  isAssociated: boolean;
  /** What its records have besides, and is not read: by what it is called. */
  unread?: readonly UnreadDetail[];
  /** The contents are compressed. */
  zisofs?: Zisofs;
  refusal?: Refusal;
}

/** A directory that can be listed. */
export interface Directory {
  /** `/`-separated, without a slash at its beginning; empty for the root. */
  path: string;
  extent: Extent;
  parent: Directory | undefined;
  /** The root's is 1 (ECMA-119 6.8.2). */
  level: number;
}

/** Why an entry's contents cannot be read, as a sentence. */
export function refusalSentence(refusal: Refusal): string {
  return FINDING_KINDS[refusal.code].sentence(refusal);
}

/** A name in a directory. */
export const joinPath = (directory: string, name: string) => (directory === '' ? name : `${directory}/${name}`);
