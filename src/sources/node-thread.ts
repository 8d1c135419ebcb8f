import { Worker } from 'node:worker_threads';

/**
 * Starts a thread that helps and without which everything works as well: undefined where threads are forbidden, and
 * what fails in it nobody hears of.
 * @param text a module's, which imports nothing but Node's own
 */
export function startThread(text: string, workerData?: unknown): Worker | undefined {
  try {
    const thread = new Worker(new URL(`data:text/javascript,${encodeURIComponent(text)}`), { workerData });
    thread.on('error', () => {});
    thread.unref();
    return thread;
  } catch {
    return undefined;
  }
}
