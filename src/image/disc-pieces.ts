/** What an image consists of, as a picture of it shows it. */

/** Set in a cell of a picture; colours are below it. */
export const SHADE = 32;

/** What a piece of an image is. */
export const PIECE_KINDS = [
  'system-area',
  'primary-descriptor',
  'boot-record',
  'enhanced-descriptor',
  'joliet-descriptor',
  'terminator',
  'version',
  'path-table',
  'joliet-path-table',
  'directory',
  'joliet-directory',
  'extension',
  'file',
  'translation-table',
  'boot-catalog',
  'padding',
] as const;
export type PieceKind = (typeof PIECE_KINDS)[number];

/** A run of blocks that is one thing. */
export interface Piece {
  kind: PieceKind;
  firstBlock: number;
  blocks: number;
  /** Of a directory its row in the manifest; of a file, or a translation table, its content in the layout; else 0. */
  item: number;
}

/** All pieces of one kind together. */
export interface KindTotal {
  kind: PieceKind;
  firstBlock: number;
  blocks: number;
  pieces: number;
}
