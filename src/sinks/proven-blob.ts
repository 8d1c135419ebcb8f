/** Blobs that are known to be readable. */

/** Milliseconds to wait before another try: a fresh browser refuses memory for a while. */
const WAITS = [0, 250, 750, 1500, 3000];

/** How Blobs are made and waited for; tests put their own. */
export interface BlobMaker {
  make(bytes: Uint8Array<ArrayBuffer>): Blob;
  wait(milliseconds: number): Promise<void>;
}
const BROWSER: BlobMaker = {
  make: (bytes) => new Blob([bytes]),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/**
 * A Blob of these bytes, proved by reading its last one: a browser that has no room refuses silently, the size looks
 * right and every read fails for ever. Undefined when it is still refused after some seconds.
 */
export async function provenBlob(
  bytes: Uint8Array<ArrayBuffer>,
  tries = WAITS.length,
  maker: BlobMaker = BROWSER,
): Promise<Blob | undefined> {
  for (const wait of WAITS.slice(0, tries)) {
    if (wait > 0) await maker.wait(wait);
    const blob = maker.make(bytes);
    if (bytes.length === 0) return blob;
    try {
      const last = new Uint8Array(await blob.slice(blob.size - 1).arrayBuffer());
      if (last.length === 1 && last[0] === bytes.at(-1)) return blob;
    } catch {
      // Refused: the next try may be let in.
    }
  }
  return undefined;
}
