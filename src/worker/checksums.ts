/** Checksums of an image. Loaded when somebody wants one. */
import { createBLAKE3, createMD5, createSHA256, createSHA512, type IHasher } from 'hash-wasm';
import { blobPieces } from '../sources/blob-pieces';
import { PacedProgress } from './paced-progress';
import { readable } from './saving';
import type { ChecksumKind, Told } from './works';

const MAKERS: Readonly<Record<ChecksumKind, () => Promise<IHasher>>> = {
  sha256: createSHA256,
  sha512: createSHA512,
  md5: createMD5,
  blake3: createBLAKE3,
};

/** A checksum in hexadecimal digits. Throws a `SourceError` where the bytes cannot be read. */
export async function checksumOf(image: Blob, kind: ChecksumKind, told: Told): Promise<string> {
  const hash = await MAKERS[kind]();
  const progress = new PacedProgress(image.size, told);
  for await (const piece of readable(blobPieces(image))) {
    hash.update(piece);
    progress.add(piece.length);
  }
  return hash.digest();
}
