import type { ByteSource } from '../reader/byte-source';

/** An image in a Blob: a file that somebody dropped or picked. Errors are those of the browser. */
export function blobImage(blob: Blob): ByteSource {
  return {
    byteLength: blob.size,
    async read(offset, byteLength) {
      return new Uint8Array(await blob.slice(offset, offset + byteLength).arrayBuffer());
    },
  };
}
