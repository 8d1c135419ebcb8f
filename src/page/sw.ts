/**
 * The service worker: keeps every file of the page, so that it starts without a network. A new version is fetched
 * beside the one in use and waits until a page posts it a message: there is but one thing to say, take over.
 */

interface LifeEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends LifeEvent {
  request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Scope {
  /** Every file of the built page; a file whose name does not tell its version has a revision. */
  __WB_MANIFEST: { url: string; revision: string | null }[];
  registration: { scope: string };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: LifeEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
  addEventListener(type: 'message', listener: () => void): void;
}
declare const self: Scope;

export {};

const { scope } = self.registration;
/** Caches are the whole origin's: this one is named by the path that the page lies under. */
const opened = caches.open(`isodrop ${scope}`);
/** The address of each file, and the key under which this version of it is kept. */
const keys = new Map(
  self.__WB_MANIFEST.map(({ url, revision }) => {
    const address = new URL(url === 'index.html' ? './' : url, scope).href;
    return [address, revision ? `${address}?${revision}` : address];
  }),
);

self.addEventListener('install', (event) => {
  const keep = async ([address, key]: [string, string]) => {
    const cache = await opened;
    if (await cache.match(key)) return;
    const response = await fetch(address, { cache: 'no-cache' });
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    // A copy, since an answer that was redirected may not be used to open a page.
    await cache.put(key, new Response(response.body, response));
  };
  event.waitUntil(Promise.all([...keys].map(keep)));
});

self.addEventListener('activate', (event) => {
  const forgetOthers = async () => {
    const cache = await opened;
    const current = new Set(keys.values());
    for (const { url } of await cache.keys()) if (!current.has(url)) await cache.delete(url);
  };
  event.waitUntil(forgetOthers());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = request.url.replace(/(\/index\.html)?([?#].*)?$/, (_, index) => (index ? '/' : ''));
  const key = request.method === 'GET' && keys.get(address);
  if (!key) return;
  event.respondWith(opened.then(async (cache) => (await cache.match(key)) ?? fetch(request)));
});

self.addEventListener('message', () => void self.skipWaiting());
