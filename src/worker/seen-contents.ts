/** What is looked at in a file: what it is, its text in parts, its bytes, and what it is as a picture. */
import type { EntryId } from './session';

/** How bytes are read as text, by the names that `TextDecoder` knows, and code page 437 of DOS. */
export const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'iso-8859-15',
  'macintosh',
  'cp437',
  'windows-1250',
  'windows-1251',
  'koi8-r',
  'shift_jis',
  'euc-jp',
  'gb18030',
  'big5',
  'euc-kr',
] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** How a file is looked at. */
export const LOOKS = ['text', 'picture', 'hex'] as const;
export type Look = (typeof LOOKS)[number];

/** What an entry is, for who wants to look into it. Its bytes are a Blob: nothing of them is read yet. */
export type EntryContents = { entry: EntryId; name: string; path: string } & (
  | FileContents
  /** A symbolic link, and where it points to. */
  | { kind: 'link'; target: string }
  /** A device, a pipe or a socket. */
  | { kind: 'special' }
);

export interface FileContents {
  kind: 'file';
  bytes: Blob;
  /** Where these are the bytes that were read: when their file was modified, in Unix milliseconds, to the second. */
  modified?: number;
}

/** A picture that browsers show. */
export interface PictureHead {
  /** Media type. */
  type: string;
  /** What people call the format. */
  format: string;
  /** Pixels, where the head tells. */
  width?: number;
  height?: number;
  /** It is not drawn: nobody knows how long that would take, or how large it is. */
  isTooComplex?: boolean;
}

/** What the beginning of a file tells. */
export interface FileHead {
  byteLength: number;
  /** How it is best looked at. */
  look: Look;
  /** The encoding of a text, as far as it can be told. */
  encoding: Encoding;
  /** It begins with a byte order mark. */
  hasMark: boolean;
  picture?: PictureHead;
}

/** A part of a text: whole lines, but where lines are longer than parts. */
export interface TextPart {
  index: number;
  /** Where it begins in the file, and its bytes. */
  offset: number;
  byteLength: number;
  /** Without their ends. */
  lines: string[];
  /** Ends of lines in it. */
  lineEnds: number;
  /** Its first line is the rest of one that begins in an earlier part. */
  continues: boolean;
}

/** A file that is looked into. What it reads is a small part each time, however long the file is. */
export interface FileLook {
  readonly head: FileHead;
  /** Parts that its text has. */
  readonly parts: number;
  /** The part that a place in the file is in, or close to. */
  partAt(offset: number): number;
  /** Rejects as the browser does where the file cannot be read. */
  text(part: number, encoding: Encoding): Promise<TextPart>;
  /** Lines that end before a part; undefined where they are too many bytes to count. */
  linesBefore(part: number, encoding: Encoding): Promise<number | undefined>;
  bytes(offset: number, byteLength: number): Promise<Uint8Array>;
  /** The picture, for an element that shows it: an SVG image in such a one runs no script and loads nothing. */
  picture(): Blob | undefined;
}
