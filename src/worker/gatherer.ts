/** Copies packed bytes to new stores, in a new order. */
import type { Spool } from '../sinks/spool';
import { paddedBytes } from './gather';
import type { Places } from './protocol';
import { StoreWindows } from './store-windows';

/**
 * Copies packed files, one after the other, into a spool, and seals it. Returns their new places.
 * Rejects with `SpoolFullError`, or as the browser does when a store cannot be read.
 */
export async function gatherPacked(
  stores: ReadonlyMap<number, Blob>,
  from: Places,
  spool: Spool,
): Promise<Pick<Places, 'stores' | 'offsets'>> {
  const count = from.stores.length;
  const to = { stores: new Uint32Array(count), offsets: new Float64Array(count) };
  const windows = new StoreWindows(stores);
  for (let row = 0; row < count; row++) {
    const byteLength = paddedBytes(from.byteLengths[row] as number);
    const room = await spool.reserve(byteLength);
    let done = 0;
    for await (const part of windows.parts(from.stores[row] as number, from.offsets[row] as number, byteLength)) {
      room.bytes.set(part, done);
      done += part.length;
    }
    to.stores[row] = room.store;
    to.offsets[row] = room.offset;
  }
  await spool.seal();
  return to;
}
