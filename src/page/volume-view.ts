/** What an opened image is like itself: whether that is shown, and its parts, which are loaded when they are. */
import { computed, signal } from '@preact/signals-core';
import { tellMissing } from './lazy';
import { part } from './state';

const archives = part('archives');
/** The images whose contents are in the tree. */
export const openedImages = computed(() => archives.value.filter(({ isImage }) => isImage));

export const isVolumeOpen = signal(false);
/** Whether what the image has recorded of the selected entry is shown. */
export const isRecordedOpen = signal(false);
/** The parts, once they are loaded. */
export const volumeParts = signal<typeof import('./VolumeDetails') | undefined>(undefined);

export const VOLUME_PANEL = 'volume-panel';

export async function loadVolume() {
  try {
    volumeParts.value ??= await import('./VolumeDetails');
  } catch {
    tellMissing();
  }
}

/** Opens the panel and leads there. */
export async function showVolume() {
  isVolumeOpen.value = true;
  await loadVolume();
  // Once it is drawn.
  requestAnimationFrame(() => {
    const panel = document.getElementById(VOLUME_PANEL);
    panel?.querySelector('summary')?.focus({ preventScroll: true });
    panel?.scrollIntoView({ block: 'nearest' });
  });
}
