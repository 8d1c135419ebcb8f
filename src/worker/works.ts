/** Long work on a finished image, each in a worker of its own: what is asked, what is told of it, what is answered. */
import type { FinishedImage } from './session';

/** How far it is. */
export interface WorkProgress {
  bytesDone: number;
  bytes: number;
  /** Bytes a second, over the last seconds. */
  bytesRate: number;
  /** Milliseconds left, when it can be told. */
  left?: number;
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

/** Code of the failure of work that somebody took back. */
export const CANCELLED = 'cancelled';

/** Work that is under way. */
export interface Work<Answer> {
  /** Rejects with a `Failure` as a plain object; its code is `CANCELLED` where somebody took it back. */
  result: Promise<Answer>;
  cancel(): void;
}

export type Told = (progress: WorkProgress) => void;

/** What can be done with a finished image. */
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
}
