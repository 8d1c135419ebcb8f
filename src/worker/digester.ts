/** Digests of contents, for those who look for equal ones. Loaded when somebody does. */
import { createBLAKE2b } from 'hash-wasm';
import { blobPieces } from '../sources/blob-pieces';
import { readTogether } from '../sources/small-files';
import { errorName } from './failure';
import type { Digests, Places } from './protocol';
import { StoreWindows } from './store-windows';
import { isPacked } from './stores';

/** BLAKE2b (RFC 7693) with 256 bits: of the cryptographic hashes the fastest in WASM, three times SHA-256. */
const DIGEST_BITS = 256;
/** Bytes after which it is told how far this is. */
const PACE = 8 * 2 ** 20;

/**
 * Digests contents, one after the other, until `signal` ends it. A large file that cannot be read is named.
 * Rejects as the browser does when packed bytes cannot be read, which would be a defect.
 * @param endBytes of large files only so many at either end; undefined: all
 * @param told called now and then with the bytes that were read since
 */
export async function digestContents(
  stores: ReadonlyMap<number, Blob>,
  places: Places,
  endBytes: number | undefined,
  signal: AbortSignal,
  told: (bytes: number) => void,
): Promise<Digests> {
  const hash = await createBLAKE2b(DIGEST_BITS);
  const windows = new StoreWindows(stores);
  const result: Digests = { digests: [], failed: [] };
  let untold = 0;
  const take = async (pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) => {
    for await (const piece of pieces) {
      hash.update(piece);
      untold += piece.length;
      if (untold >= PACE) {
        told(untold);
        untold = 0;
      }
      if (signal.aborted) return;
    }
  };
  for (let row = 0; row < places.stores.length && !signal.aborted; row++) {
    const [store, offset, byteLength] = [places.stores, places.offsets, places.byteLengths].map(
      (column) => column[row] as number,
    ) as [number, number, number];
    hash.init();
    if (isPacked(store)) await take(windows.parts(store, offset, byteLength));
    else {
      const whole = stores.get(store) as Blob;
      // Of an archive a part, of any other file all of it.
      const file = whole.size === byteLength ? whole : whole.slice(offset, offset + byteLength);
      try {
        await take(endBytes === undefined ? blobPieces(file) : await readEnds(file, endBytes));
      } catch (error) {
        result.failed.push({ row, error: errorName(error) });
      }
    }
    if (!signal.aborted) result.digests.push(hash.digest());
  }
  told(untold);
  return result;
}

async function readEnds(file: Blob, endBytes: number): Promise<Uint8Array[]> {
  const ends = await readTogether([file.slice(0, endBytes), file.slice(file.size - endBytes)]);
  return ends.map((end) => {
    if ('error' in end) throw end.error;
    return end.bytes;
  });
}
