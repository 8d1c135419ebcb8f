/** Tells when a worker has ended, for whatever reason: a Web Lock that it holds becomes free. */

const hasLocks = () => typeof navigator.locks?.request === 'function';

/** In the worker: holds the lock as long as the worker lives. Resolves when it is held. */
export function holdLifeline(name: string): Promise<void> {
  if (!hasLocks()) return Promise.resolve();
  return new Promise((resolve) => {
    void navigator.locks.request(name, () => {
      resolve();
      return new Promise(() => {});
    });
  });
}

/** On the page, once the worker holds it: calls back when the worker has ended. */
export function watchLifeline(name: string, ended: () => void): void {
  if (hasLocks()) void navigator.locks.request(name, ended);
}

/** In a worker: a promise that nobody looks after ends it like any other error, so that it is told. */
export function raiseRejections(): void {
  self.addEventListener('unhandledrejection', ({ reason }) => {
    setTimeout(() => {
      throw reason;
    });
  });
}
