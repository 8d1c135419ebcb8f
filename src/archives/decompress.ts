/** Decompresses a tar archive as a whole into the spool. */
import type { ByteSource } from '../reader/byte-source';
import { ArchiveError } from './archive-error';
import type { OpenSpool, Reading } from './reading';

/**
 * RFC 1952, by the platform, which verifies sum and length of it.
 * @returns undefined where that does not get through: the archive is damaged, or of several parts, of which browsers
 *   read the first
 */
export async function gunzip(reading: Reading, open: OpenSpool): Promise<ByteSource | undefined> {
  const spool = await open();
  const stream = new DecompressionStream('gzip');
  const writer = stream.writable.getWriter();
  let failure: unknown;
  const fed = (async () => {
    try {
      for await (const piece of reading.pieces(0, reading.byteLength)) {
        await writer.write(piece as Uint8Array<ArrayBuffer>);
      }
      await writer.close();
    } catch (error) {
      failure ??= error;
      await writer.abort(error).catch(() => {});
    }
  })();
  const reader = stream.readable.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      await spool.write(value);
    }
  } catch (error) {
    await reader.cancel().catch(() => {});
    await fed;
    for (const own of [error, failure]) {
      if (own instanceof ArchiveError || (own instanceof Error && own.name === 'AbortError')) throw own;
    }
    return undefined;
  }
  await fed;
  return spool.complete();
}
