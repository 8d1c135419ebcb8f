/** Copies packed bytes to new stores, in a new order. */
import type { Spool } from '../sinks/spool';
import { paddedBytes } from './gather';
import type { Places } from './protocol';

/** Bytes of a store read at a time, and how many such windows are kept. */
const WINDOW_BYTES = 16 * 2 ** 20;
const WINDOWS = 8;

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
  const windows = new Map<string, Uint8Array>();
  const windowAt = async (store: number, index: number): Promise<Uint8Array> => {
    const key = `${store}/${index}`;
    let bytes = windows.get(key);
    if (bytes) {
      // The one used last is thrown away last.
      windows.delete(key);
    } else {
      const blob = stores.get(store);
      if (!blob) throw new RangeError(`Store ${store} is not known (this is a defect of Isodrop).`);
      const part = blob.slice(index * WINDOW_BYTES, (index + 1) * WINDOW_BYTES);
      bytes = new Uint8Array(await part.arrayBuffer());
    }
    windows.set(key, bytes);
    if (windows.size > WINDOWS) windows.delete(windows.keys().next().value as string);
    return bytes;
  };
  for (let row = 0; row < count; row++) {
    const byteLength = paddedBytes(from.byteLengths[row] as number);
    const room = await spool.reserve(byteLength);
    for (let done = 0; done < byteLength; ) {
      const at = (from.offsets[row] as number) + done;
      const index = Math.floor(at / WINDOW_BYTES);
      const bytes = await windowAt(from.stores[row] as number, index);
      const start = at - index * WINDOW_BYTES;
      const part = bytes.subarray(start, Math.min(bytes.length, start + byteLength - done));
      if (part.length === 0)
        throw new RangeError('A store is shorter than its contents (this is a defect of Isodrop).');
      room.bytes.set(part, done);
      done += part.length;
    }
    to.stores[row] = room.store;
    to.offsets[row] = room.offset;
  }
  await spool.seal();
  return to;
}
