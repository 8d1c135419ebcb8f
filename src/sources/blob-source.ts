import type { ByteSource } from '../reader/byte-source';

/** A Blob or File as bytes that can be read anywhere. */
export function blobSource(blob: Blob): ByteSource {
  return {
    byteLength: blob.size,
    async read(offset, byteLength) {
      return new Uint8Array(await blob.slice(offset, offset + byteLength).arrayBuffer());
    },
  };
}
