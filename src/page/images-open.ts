/** Checking and comparing images: dialogs that are loaded when somebody opens one. */
import { signal } from '@preact/signals-core';
import { toFailure } from '../worker/failure';
import type { Examinations } from '../worker/session';
import { tellMissing } from './lazy';
import { downloadFailure, session } from './state';

/** What a dialog is open for. */
export type AskedImages = { task: 'check'; files?: File[] } | { task: 'compare' };

/** The dialogs and what does their work, once they are loaded: the items of a drop do not wait until it is. */
export const imageDialogs = signal<(typeof import('./image-dialogs') & { examinations: Examinations }) | undefined>(
  undefined,
);
export const askedImages = signal<AskedImages | undefined>(undefined);

/** Opens one. A host may have it no more when it has a newer version of the page. */
export async function openImages(asked: AskedImages): Promise<void> {
  try {
    if (!imageDialogs.value) {
      const [dialogs, examinations] = await Promise.all([import('./image-dialogs'), session().examinations()]);
      imageDialogs.value = { ...dialogs, examinations };
    }
    askedImages.value = asked;
  } catch {
    tellMissing();
  }
}

/** Opens the check of an image that was opened, and begins it. */
export async function checkOpened(source: number): Promise<void> {
  try {
    await openImages({ task: 'check', files: await session().openedFiles(source) });
  } catch (reason) {
    // It is not there any more, or may not be read.
    downloadFailure.value = toFailure(reason);
  }
}
