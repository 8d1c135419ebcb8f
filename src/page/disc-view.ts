/** Which picture of the disc is shown, and of what: for the panel, and for those who lead to it. */
import { effect, signal } from '@preact/signals-core';
import type { EntryId } from '../worker/session';
import { tellMissing } from './lazy';
import { part } from './state';

export type DiscTab = 'map' | 'sizes';
export const DISC_TABS: readonly DiscTab[] = ['map', 'sizes'];
const ROOT = 0;

const generation = part('generation');

export const isDiscOpen = signal(false);
export const discTab = signal<DiscTab>('map');
/** The folder whose sizes are shown. */
export const roomFolder = signal<EntryId>(ROOT);
effect(() => {
  // In a tree that was made anew entries have other numbers.
  void generation.value;
  roomFolder.value = ROOT;
});
/** A block that the map is to show. */
export const soughtBlock = signal<number | undefined>(undefined);
/** The pictures, once they are loaded. */
export const pictures = signal<typeof import('./DiscPictures')['DiscPictures'] | undefined>(undefined);

export async function loadPictures() {
  try {
    pictures.value ??= (await import('./DiscPictures')).DiscPictures;
  } catch {
    tellMissing();
  }
}

/** Shows what takes the room on the disc. */
export function showSizes() {
  roomFolder.value = ROOT;
  return show('sizes');
}

/** Shows where a block lies. */
export function showOnMap(block: number) {
  soughtBlock.value = block;
  return show('map');
}

/** Opens a picture and gives its tab the focus. */
async function show(tab: DiscTab) {
  discTab.value = tab;
  isDiscOpen.value = true;
  await loadPictures();
  // Once it is drawn.
  requestAnimationFrame(() => {
    document.getElementById(tabId(tab))?.focus({ preventScroll: true });
    document.getElementById('disc-panel')?.scrollIntoView({ block: 'nearest' });
  });
}

export const tabId = (tab: DiscTab) => `disc-tab-${tab}`;
export const tabPanelId = (tab: DiscTab) => `disc-picture-${tab}`;
