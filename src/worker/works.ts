/** Long work, each in a worker of its own: what is asked, what is told of it, what is answered. */
import type { NotSaved } from './sayings';
import type { EntryId, FinishedImage } from './session';

/** How far it is. */
export interface WorkProgress {
  bytesDone: number;
  bytes: number;
  /** Bytes a second, over the last seconds. */
  bytesRate: number;
  /** Milliseconds left, when it can be told. */
  left?: number;
  /** Of what is extracted. */
  files?: { done: number; all: number };
  /** All is written, and the browser makes a file of it: that cannot be cancelled. */
  isClosing?: boolean;
}

/** The checksums that `sha256sum`, `sha512sum`, `md5sum` and `b3sum` make. */
export const CHECKSUM_KINDS = ['sha256', 'sha512', 'md5', 'blake3'] as const;
export type ChecksumKind = (typeof CHECKSUM_KINDS)[number];

export interface SavedImage {
  byteLength: number;
  /** Of what was written, in hexadecimal digits. */
  sha256: string;
}

/** Something that was found as an image was read back. */
export interface CheckedFinding {
  severity: 'error' | 'warning' | 'note';
  sentence: string;
  /** What it is held to: a section of a standard. */
  section: string;
  /** Of the entry that it is about. */
  path?: string;
}

/** An image that was read back and compared with the tree. */
export interface ImageCheck {
  /** What was found and compared: files, links among them, and folders. */
  files: number;
  folders: number;
  /** Of the image. */
  bytes: number;
  /** How many there are of each severity. */
  errors: number;
  warnings: number;
  notes: number;
  /** The first of them, the gravest first. */
  findings: CheckedFinding[];
}

/** Where something is extracted to. Without a file an archive is a Blob, to be downloaded. */
export type ExtractTo =
  /** `inside`: a folder to be made in it, for all of it. */
  | { kind: 'folder'; folder: FileSystemDirectoryHandle; inside?: string | undefined }
  | { kind: 'zip' | 'tar'; file?: FileSystemFileHandle | undefined; name: string };

/** What is asked before or while something is extracted to a folder. */
export type ExtractQuestion =
  /** Names that are there already. */
  | { ask: 'taken'; names: string[]; count: number }
  /** A file could not be written, for a reason that others may meet, too. */
  | { ask: 'failed'; path: string; why: NotSaved };
export type ExtractAnswer = 'replace' | 'keep-both' | 'skip' | 'retry' | 'go-on' | 'stop';

/** What is not where, or as, it was in the image. */
export type ExtractWhy =
  /** It has another name: the disk cannot hold its own, or does not tell it from another. */
  | 'renamed'
  /** It was there already, and stays what it was. */
  | 'kept'
  /** There is something else of its name, which stays. */
  | 'other-there'
  /** The disc is made of the file that has its name, which stays. */
  | 'source'
  /** It cannot be read, or not whole. */
  | 'unread'
  | 'link'
  | 'special'
  | 'name'
  | NotSaved;
export interface ExtractNote {
  path: string;
  why: ExtractWhy;
  /** What it is called there. */
  name?: string;
}

/** The most notes that are told one by one. */
export const NOTES_TOLD = 1000;

/** What was extracted. */
export interface Extracted {
  files: number;
  folders: number;
  links: number;
  bytes: number;
  /** The first of them, and how many there are of those that were left out and of all others. */
  notes: ExtractNote[];
  leftOut: number;
  others: number;
  /** It was ended before everything was written. */
  isStopped: boolean;
  /** The folder that was made for all of it. */
  inside?: string;
  /** An archive without a file of its own. */
  blob?: Blob;
}

/** Who is asked while something is extracted. */
export interface ExtractHost {
  told: Told;
  ask(question: ExtractQuestion): Promise<ExtractAnswer>;
  /** Whether a file is one that the disc is made of. */
  isSource(file: FileSystemFileHandle): Promise<boolean>;
}

/** Code of the failure of work that somebody took back. */
export const CANCELLED = 'cancelled';

/** Work that is under way. */
export interface Work<Answer> {
  /** Rejects with a `Failure` as a plain object; its code is `CANCELLED` where somebody took it back. */
  result: Promise<Answer>;
  cancel(): void;
}

export type Told = (progress: WorkProgress) => void;

/** What can be done with a finished image, and with what is in the tree. */
export interface Works {
  /**
   * Writes an image to a file, which is nobody's source (see `Session.isSource`). Until all is written, or for good where
   * that fails, it is what the browser's picker left of it: browsers empty a file that is there already.
   */
  save(image: FinishedImage, file: FileSystemFileHandle, told: Told): Work<SavedImage>;
  /** A checksum of an image, in hexadecimal digits. */
  checksum(image: FinishedImage, kind: ChecksumKind, told: Told): Work<{ digest: string }>;
  /** Reads an image back and compares it with the tree; or a file that it was saved to. */
  check(image: FinishedImage, saved: File | undefined, told: Told): Work<ImageCheck>;
  /**
   * Extracts some entries, or everything that is in the image. What is cancelled leaves no part of a file; what was
   * complete in a folder stays, and is told.
   */
  extract(entries: readonly EntryId[] | undefined, to: ExtractTo, host: ExtractHost): Work<Extracted>;
}
