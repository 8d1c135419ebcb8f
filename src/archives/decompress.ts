/** Decompresses a tar archive as a whole into the spool. */
import type { ByteSource } from '../reader/byte-source';
import { decompressed, StreamDamage } from './decompressed';
import type { OpenSpool, Reading } from './reading';

/**
 * RFC 1952, by the platform, which verifies sum and length of it.
 * @returns undefined where that does not get through: the archive is damaged, or of several parts, of which browsers
 *   read the first
 */
export async function gunzip(reading: Reading, open: OpenSpool): Promise<ByteSource | undefined> {
  const spool = await open();
  try {
    const pieces = decompressed('gzip', reading.pieces(0, reading.byteLength));
    for await (const piece of pieces) await spool.write(piece);
  } catch (error) {
    if (error instanceof StreamDamage) return undefined;
    throw error;
  }
  return spool.complete();
}
