/** A large file's bytes, piece by piece: into one buffer where the browser can do that, which is twice as fast. */
import { LengthError } from './small-files';

const PIECE_BYTES = 4 * 2 ** 20;

/**
 * Reads a blob from its beginning to its end. A piece is valid until the next one is asked for.
 * Rejects as the browser does where it cannot be read, or with `LengthError` where it has another length.
 */
export async function* blobPieces(blob: Blob): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const piece of pieces(blob.stream())) {
    length += piece.length;
    yield piece;
  }
  if (length !== blob.size) throw new LengthError(`${length} bytes were read where ${blob.size} were expected.`);
}

async function* pieces(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = intoBuffer(stream);
  if (!reader) {
    const plain = stream.getReader();
    try {
      for (let { value } = await plain.read(); value; { value } = await plain.read()) yield value;
    } finally {
      await plain.cancel().catch(() => {});
    }
    return;
  }
  try {
    let buffer = new ArrayBuffer(PIECE_BYTES);
    for (;;) {
      const read: ReadableStreamReadResult<Uint8Array<ArrayBuffer>> = await reader.read(new Uint8Array(buffer));
      if (read.done) return;
      yield read.value;
      buffer = read.value.buffer;
    }
  } finally {
    // Somebody who wants no more of it ends the reading.
    await reader.cancel().catch(() => {});
  }
}

function intoBuffer(stream: ReadableStream<Uint8Array>): ReadableStreamBYOBReader | undefined {
  try {
    return stream.getReader({ mode: 'byob' });
  } catch {
    // Not every browser gives a blob as a stream of bytes.
    return undefined;
  }
}
