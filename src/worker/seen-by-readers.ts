/** What readers see of the image, and what notices and findings are about. */
import type { Notice } from '../image/notices';
import type { FindingCode, FindingLevel, ReaderId, World } from '../image/readers';
import type { EntryId } from './session';

export type { FindingCode, FindingLevel, ReaderId, World };

/** A notice with the entry that it is about, where that is in the image. */
export interface EntryNotice extends Notice {
  entry?: EntryId;
}

/** What one reader calls an entry. */
export interface NameOnDisc {
  reader: ReaderId;
  /** The hierarchy that it reads. */
  world: World;
  /** Absent where that does not have the entry. */
  name?: string;
  /** From the top of the disc, with the separators of the reader. */
  path?: string;
  /** The name is not the one that was given. */
  isChanged: boolean;
}

/** An entry in the image that is known. */
export interface EntryOnDisc {
  entry: EntryId;
  /** Where its bytes begin; of a folder its directory. Absent for an empty file, which has none. */
  firstBlock?: number;
  /** Of a file: bytes of all its blocks. */
  discBytes?: number;
  names: NameOnDisc[];
  /** What had to be changed. */
  notices: Notice[];
}

/** What a reader stumbles over. */
export interface Finding {
  code: FindingCode;
  level: FindingLevel;
  /** Entries that it is about. */
  count: number;
}

/** An entry that a finding is about. */
export interface FindingEntry {
  entry: EntryId;
  path: string;
  /** The name that the reader shows; null where it does not have the entry. */
  shown: string | null;
}

/** What a notice or a finding is about. */
export type Matter = { notice: Notice['code']; reader?: undefined } | { reader: ReaderId; finding: FindingCode };

/** Whether cloud-init takes the disc for a NoCloud seed. */
export interface CloudInitReport {
  label: string;
  isLabelled: boolean;
  /** Files that it needs at the top and does not find there under these names. */
  missing: ('user-data' | 'meta-data')[];
  /** The label or a file says that the disc is meant for it. */
  isMeant: boolean;
  world: World;
}

/** What one kind of reader finds in the image. */
export interface ReaderReport {
  reader: ReaderId;
  world: World;
  /** The gravest first; only those that there are. */
  findings: Finding[];
  cloudInit?: CloudInitReport;
}
