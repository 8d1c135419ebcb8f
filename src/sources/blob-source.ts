import type { ByteSource } from '../reader/byte-source';

/** Files one after the other, as one that was changed when the newest was. */
export function joinedFile(files: readonly File[]): File {
  const [first] = files;
  if (files.length === 1 && first) return first;
  return new File([...files], first?.name ?? '', { lastModified: Math.max(...files.map((file) => file.lastModified)) });
}

/** A Blob or File as bytes that can be read anywhere. */
export function blobSource(blob: Blob): ByteSource {
  return {
    byteLength: blob.size,
    async read(offset, byteLength) {
      return new Uint8Array(await blob.slice(offset, offset + byteLength).arrayBuffer());
    },
  };
}
