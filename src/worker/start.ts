/**
 * Starts a module worker that the page's Content-Security-Policy binds.
 *
 * A worker loaded by its URL has the policy of its own response, hence none at all on a host that sends no header. A
 * worker loaded from a `blob:` URL inherits the policy of the page, `<meta>` included. So the worker is a small blob
 * module that imports the script.
 *
 * It does so by `import()`: what a blob module imports statically Firefox fetches past the service worker, so there
 * would be no workers without a network. Messages that come before the script listens are kept for it.
 *
 * Inside the worker `import.meta.url` is the script's address and `self.location` the blob's: build addresses from
 * the former. A script that cannot be loaded gives the worker an `error` event, as usual.
 *
 * @param url the bundled worker's address, absolute or, on the page, relative to it
 * @param name the worker's name in developer tools
 */
export function startWorker(url: URL | string, name: string): Worker {
  const script = new URL(url, globalThis.document?.baseURI).href;
  const source = `const early = [];
const keep = (event) => early.push(event);
addEventListener('message', keep);
import(${JSON.stringify(script)}).then(
  () => {
    removeEventListener('message', keep);
    for (const { data } of early) dispatchEvent(new MessageEvent('message', { data }));
  },
  (error) => setTimeout(() => { throw error; }),
);
URL.revokeObjectURL(import.meta.url);`;
  const blobUrl = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  return new Worker(blobUrl, { type: 'module', name });
}
