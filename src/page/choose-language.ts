/** Speaking another language, once somebody chooses it. */
import { CHOSEN, type LanguageId, LOADERS, spoken, wordsOf } from './language';

/** Speaks it from now on, here and at the next visit. Returns whether its words could be loaded. */
export async function choose(id: LanguageId): Promise<boolean> {
  const loaders = LOADERS[id];
  try {
    const parts = await Promise.all([loaders?.first().then(wordsOf), loaders?.rest().then(wordsOf)]);
    spoken.value = { id, words: Object.assign({}, ...parts) };
  } catch {
    return false;
  }
  try {
    localStorage.setItem(CHOSEN, id);
  } catch {
    // Then it is chosen for this visit.
  }
  return true;
}
