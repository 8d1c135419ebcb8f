/** An opened image as the tree of an image takes it: what lies in it, entry by entry. */
import type { Attributes, Kind } from '../image/tree';

/** Something of an opened image. */
export interface OpenedEntry {
  /** The folder that it lies in, by its place among all of them; -1: the top. Folders stand before what is in them. */
  parent: number;
  /** Bytes where they are no UTF-8. */
  name: string | Uint8Array;
  kind: Kind;
  attributes: Attributes;
  /** `Mark`s, together. */
  marks?: number;
  /** Of a symbolic link. */
  target?: Uint8Array;
  /** Of a file that is not empty: where its bytes are in the image's file; undefined: they have to be decoded. */
  range?: { offset: number; byteLength: number } | undefined;
  /** Bytes of a file. */
  byteLength: number;
  /** A file with the contents of an earlier entry: both are names of one file, or equal files that were stored once. */
  sameAs?: number;
  /** The contents of a file, or a link's target, cannot be read: why, as a sentence. */
  refusal?: string;
}
