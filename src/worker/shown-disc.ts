/** The pictures of the disc: what lies where, and what takes the room. */
import { type KindTotal, type PieceKind, SHADE } from '../image/disc-pieces';
import type { EntryId, Revision } from './session';

export { type KindTotal, type PieceKind, SHADE };

/**
 * Files are coloured by the folder that they lie in: `GROUPS` folders have a colour of their own, the largest first. All
 * others share two, in turn, so that one sees where the next begins.
 */
export const GROUPS = 6;

/** A colour of the picture: one for each kind of piece, or for the files of a group (from `GROUPS` on all others). */
export type DiscColour = PieceKind | number;

/** Folders whose files have a colour of their own, the largest first. */
export interface DiscGroup {
  entry: EntryId;
  name: string;
  isFolder: boolean;
  /** Of its files. */
  byteLength: number;
}

/** The image from one block on, as cells. */
export interface DiscPicture {
  revision: Revision;
  /** Of the whole image. */
  blocks: number;
  first: number;
  blocksEach: number;
  /** The colour of each cell by its place in `colours`; `SHADE` is added where it is drawn in another shade. */
  cells: Uint8Array;
  colours: readonly DiscColour[];
  groups: DiscGroup[];
  /** Bytes of files that are in no group. */
  otherBytes: number;
  totals: readonly KindTotal[];
  /** Pieces of the whole image. */
  pieces: number;
}

/** A run of blocks that is one thing. */
export interface DiscPiece {
  kind: PieceKind;
  firstBlock: number;
  blocks: number;
  /** Of a file, or a directory: its entry, where the tree has one. */
  entry?: EntryId;
  /** From the top of the image; the root's is empty. */
  path?: string;
  /** Of a file: its bytes. */
  byteLength?: number;
}

/** What is right in a folder, the largest first. */
export interface RoomInFolder {
  revision: Revision;
  entry: EntryId;
  name: string;
  /** Folders around it from the top on. */
  around: { entry: EntryId; name: string }[];
  byteLength: number;
  /** Of all files, each counted once for each of its names. */
  imageBytes: number;
  parts: RoomPart[];
  /** What else is in it, all together. */
  others: { count: number; byteLength: number };
}

export interface RoomItem {
  entry: EntryId;
  name: string;
  kind: 'folder' | 'file';
  byteLength: number;
  /** Of a folder: the largest in it, as far as they are worth a look. */
  parts: RoomItem[];
}

export interface RoomPart extends RoomItem {
  files: number;
  /** As in the picture of the disc; absent of folders that hold such as have colours of their own. */
  group?: number;
}
