/** Which kind of archive a file is. */
import { BLOCK_BYTES, isHeader } from './tar-header';

/** What an archive is written as; all but the first three are a tar archive that was compressed. */
export type ArchiveFormat = 'tar' | 'zip' | '7z' | 'gzip' | 'xz' | 'zstd' | 'bzip2';

/** So many bytes of its beginning tell what an archive is. */
export const FORMAT_BYTES = BLOCK_BYTES;

/** As each begins: 4.3.1 of PKWARE's APPNOTE, 7zFormat.txt, RFC 1952, the .xz format 2.1.1, RFC 8878, bzip2. */
const SIGNATURES: readonly (readonly [ArchiveFormat, readonly number[]])[] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['zip', [0x50, 0x4b, 0x30, 0x30, 0x50, 0x4b]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['gzip', [0x1f, 0x8b]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['bzip2', [0x42, 0x5a, 0x68]],
];

/** What bytes are the beginning of. Whoever names a zip archive by its ending may have put a program before it. */
export function archiveFormat(start: Uint8Array, name: string): ArchiveFormat {
  // The name of its first file, which a tar archive begins with, may look like anything.
  if (start.length === BLOCK_BYTES && isHeader(start)) return 'tar';
  const found = SIGNATURES.find(([, signature]) => signature.every((byte, at) => start[at] === byte));
  if (found) return found[0];
  return name.toLowerCase().endsWith('.zip') ? 'zip' : 'tar';
}
