/** The worker that an archive is read in, as the read worker has it; and its own side. */
import { proxy, transfer, wrap } from 'comlink';
import { imageStem } from '../opened/image-names';
import { missingPart } from './failure';
import { startWorker } from './start';
import type { Unpack, UnpackHost, UnpackRequest } from './unpacking';

/** In the worker. */
export class Unpacker {
  async unpack(request: UnpackRequest, host: UnpackHost) {
    // Loaded beside that, not after it: an image of any size is opened in less time than its reader takes to come.
    if (imageStem(request.name) !== undefined) void import('./opening-images').catch(() => {});
    const { unpack } = await import('./unpacking').catch(missingPart);
    const { signal } = new AbortController();
    return unpack(
      request,
      {
        told: (bytes) => void host.told(bytes),
        made: (store) => void host.made(store),
        given: (first, rows) => host.given(first, transfer(rows, [rows.numbers.buffer])),
      },
      signal,
    );
  }
}

/** Reads archives in workers that are started from a script, one for each, and ended when it is done or not wanted. */
export const unpackIn =
  (script: string): Unpack =>
  async (request, host, signal) => {
    signal.throwIfAborted();
    const worker = startWorker(script, 'unpack');
    try {
      return await new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        worker.addEventListener('error', (event) => {
          event.preventDefault();
          reject(new Error(event.message || 'The part that opens archives ended.'));
        });
        wrap<Unpacker>(worker).unpack(request, proxy(host)).then(resolve, reject);
      });
    } finally {
      worker.terminate();
    }
  };
