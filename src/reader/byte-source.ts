/** Bytes that can be read anywhere: a file on a disk, a Blob, a part of either. */
export interface ByteSource {
  readonly byteLength: number;
  /**
   * The bytes from `offset` on: as many as are asked for, fewer only where the source ends. What is given stays as it
   * is. Fails with the error of the place that they come from.
   * @param into may be used for what is given, if it is large enough: until it is used again
   */
  read(offset: number, byteLength: number, into?: Uint8Array): Promise<Uint8Array>;
}

/** Bytes in memory. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    byteLength: bytes.length,
    read: async (offset, byteLength) => bytes.subarray(offset, offset + byteLength),
  };
}

/** Several sources one after the other, as one: an image that was split in parts. */
export function joinedSource(parts: readonly ByteSource[]): ByteSource {
  let byteLength = 0;
  const places = parts.map((part) => {
    const start = byteLength;
    byteLength += part.byteLength;
    return { part, start };
  });
  return {
    byteLength,
    async read(offset, wanted) {
      const end = Math.min(offset + wanted, byteLength);
      const pieces: Uint8Array[] = [];
      for (const { part, start } of places) {
        const from = Math.max(offset, start);
        const to = Math.min(end, start + part.byteLength);
        if (from < to) pieces.push(await part.read(from - start, to - from));
      }
      return pieces.length === 1 ? (pieces[0] as Uint8Array) : concatenated(pieces);
    },
  };
}

/** The pieces as one run of bytes. */
export function concatenated(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
