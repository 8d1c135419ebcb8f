/** What the platform's streams make of compressed pieces. */
import { ArchiveError } from './archive-error';

/** The bytes are not what the format says. */
export class StreamDamage extends Error {
  override readonly name = 'StreamDamage';
}

/**
 * Decompresses piece by piece (RFC 1951, 1952). Throws `StreamDamage`, or what reading the pieces threw: that it was
 * ended, or that the archive is cut off.
 */
export async function* decompressed(
  format: 'gzip' | 'deflate-raw',
  packed: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const stream = new DecompressionStream(format);
  const writer = stream.writable.getWriter();
  let failure: unknown;
  const fed = (async () => {
    try {
      for await (const piece of packed) await writer.write(piece as Uint8Array<ArrayBuffer>);
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
      if (done) return;
      yield value;
    }
  } catch (error) {
    await fed;
    const isOwn = failure instanceof ArchiveError || (failure instanceof Error && failure.name === 'AbortError');
    throw isOwn ? failure : new StreamDamage('It cannot be decompressed.', { cause: error });
  } finally {
    await reader.cancel().catch(() => {});
  }
}
