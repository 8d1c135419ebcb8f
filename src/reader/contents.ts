import type { ByteSource } from './byte-source';
import { type Entry, type Extent, refusalSentence } from './entry';
import { FINDING_KINDS } from './findings';
import { ImageError } from './image-error';
import { FormTwoError } from './sectors';
import { DecompressionError, decompressed } from './zisofs';

/** Contents are read in pieces of this size at most. */
const PIECE_BYTES = 1 << 20;

/**
 * The contents of a file, in order and in pieces of 1 MiB at most; uncompressed where they are compressed.
 * @param path for messages
 * @param into may be used for each piece, which is as it is until the next one; its length is the most that is read at once
 * @throws {ImageError} where they cannot be read, or end too early
 */
export async function* contents(
  source: ByteSource,
  entry: Entry,
  path: string,
  into?: Uint8Array,
): AsyncGenerator<Uint8Array> {
  if (entry.refusal) throw new ImageError(refusalSentence({ ...entry.refusal, path }));
  try {
    if (entry.zisofs)
      yield* decompressed((at, length) => readRange(source, entry, at, length), recorded(entry), entry.zisofs);
    else yield* recordedBytes(source, entry, path, into);
  } catch (error) {
    if (error instanceof DecompressionError) {
      throw new ImageError(FINDING_KINDS['zisofs-damaged'].sentence({ path, found: error.message }));
    }
    if (error instanceof FormTwoError) throw new ImageError(FINDING_KINDS['form-two'].sentence({ path }));
    throw error;
  }
}

/** The bytes of a file as they are recorded, section by section, as far as they are there. */
export async function* recordedBytes(
  source: ByteSource,
  entry: Entry,
  path: string,
  into?: Uint8Array,
): AsyncGenerator<Uint8Array> {
  for (const { at, byteLength } of entry.extents) {
    for (let offset = 0; offset < byteLength; ) {
      const wanted = Math.min(into?.length ?? PIECE_BYTES, byteLength - offset);
      const piece = await source.read(at + offset, wanted, into);
      if (piece.length > 0) yield piece;
      if (piece.length < wanted) {
        throw new ImageError(
          FINDING_KINDS['contents-beyond'].sentence({ path, found: offset + piece.length, wanted: recorded(entry) }),
        );
      }
      offset += piece.length;
    }
  }
}

/** Bytes of all sections. */
export const recorded = ({ extents }: Entry) => extents.reduce((sum, { byteLength }) => sum + byteLength, 0);

/** A range of a file's recorded bytes. */
async function readRange(
  source: ByteSource,
  { extents }: Entry,
  offset: number,
  byteLength: number,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(byteLength);
  let filled = 0;
  let start = 0;
  for (const extent of extents as Extent[]) {
    const from = Math.max(offset + filled, start);
    const to = Math.min(offset + byteLength, start + extent.byteLength);
    if (from < to) {
      const piece = await source.read(extent.at + from - start, to - from);
      bytes.set(piece, from - offset);
      filled = to - offset;
      if (piece.length < to - from) break;
    }
    start += extent.byteLength;
  }
  return bytes;
}
