/** Keeps the page for use offline, and says when a new version waits. Nothing is ever forced. */
import { pageNews } from './state';

const OFFLINE_TOLD = 'isodrop.offline-told';
/** Milliseconds for which it is told. */
const OFFLINE_SHOWN = 8000;

/** Registers the service worker. */
export function keepOffline() {
  if (import.meta.env.PROD && 'serviceWorker' in navigator) void register(navigator.serviceWorker);
}

async function register(container: ServiceWorkerContainer) {
  try {
    const registration = await container.register('sw.js');
    if (registration.waiting && container.controller) offer(container, registration.waiting);
    const watch = () => {
      const { installing } = registration;
      const { controller } = container;
      installing?.addEventListener('statechange', () => {
        if (installing.state === 'installed' && controller) offer(container, installing);
        if (installing.state === 'activated' && !controller) tellOffline();
      });
    };
    registration.addEventListener('updatefound', watch);
    // It may have been found before anybody listened.
    watch();
    // The one in use is never replaced but by somebody's word, which may have been said in another tab.
    if (container.controller) container.addEventListener('controllerchange', tellTaken);
  } catch {
    // Where the browser keeps nothing (a private window) the page works all the same, only not offline.
  }
}

/** Offers the version that waits; it takes over, in all tabs, only when somebody agrees. */
function offer(container: ServiceWorkerContainer, waiting: ServiceWorker) {
  const reload = () => {
    container.removeEventListener('controllerchange', tellTaken);
    container.addEventListener('controllerchange', () => location.reload(), { once: true });
    // The word by which Workbox's service worker knows it.
    waiting.postMessage('take over');
  };
  pageNews.value = { kind: 'update', reload };
}

/** Another tab took a new version: what this one still has to load may be gone with the old one. */
function tellTaken() {
  pageNews.value = { kind: 'taken', reload: () => location.reload() };
}

/** Said once in the life of an installation. */
function tellOffline() {
  if (pageNews.value || localStorage.getItem(OFFLINE_TOLD)) return;
  localStorage.setItem(OFFLINE_TOLD, '1');
  pageNews.value = { kind: 'offline' };
  setTimeout(() => {
    if (pageNews.value?.kind === 'offline') pageNews.value = undefined;
  }, OFFLINE_SHOWN);
}
