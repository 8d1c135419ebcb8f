/** What the disc is to fit on: kept for the next visit, and no part of the image. */
import { signal } from '@preact/signals-core';
import { type MediumChoice, mediumText, NO_MEDIUM, readMedium } from './media';
import { session } from './state';

export const medium = signal<MediumChoice>(NO_MEDIUM);
let isLoaded = false;

/** Takes what was chosen on the last visit. */
export async function loadMedium() {
  if (isLoaded) return;
  isLoaded = true;
  const kept = readMedium(await session().keptMedium());
  // Somebody may have been quicker.
  if (medium.value === NO_MEDIUM) medium.value = kept;
}

export function chooseMedium(choice: MediumChoice) {
  medium.value = choice;
  session().keepMedium(mediumText(choice));
}
