import { signal } from '@preact/signals-core';
import { speakAll } from './language';
import { pageNews } from './state';

/** The components of later.ts, once they are loaded; until then nothing of them is shown. */
export const later = signal<Partial<Omit<typeof import('./later'), 'begin'>>>({});

/** Loads them. A host may have them no more when it has a newer version of the page. */
export async function loadLater() {
  try {
    const [{ begin, ...parts }] = await Promise.all([import('./later'), speakAll()]);
    later.value = parts;
    begin();
  } catch {
    tellMissing();
  }
}

/** A part of the page could not be loaded. */
export function tellMissing() {
  pageNews.value = { kind: 'missing', reload: () => location.reload() };
}
