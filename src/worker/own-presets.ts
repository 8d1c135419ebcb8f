/** Presets that somebody made, kept between visits: other tabs change them too, and other versions of the page. */
import { get, update } from 'idb-keyval';
import { isChoice } from '../image/option-checks';
import { changed } from '../image/presets';
import type { OwnPreset, OwnPresetChange } from './session';

const KEY = 'own-presets';

/** Those that this version of the page knows; undefined where they cannot be read. */
export async function ownPresets(): Promise<OwnPreset[] | undefined> {
  try {
    return listOf(await get<unknown>(KEY)).filter(isOwnPreset);
  } catch {
    return undefined;
  }
}

/**
 * Changes one among those that are kept by then. What another version of the page made of them stays as it is. Returns
 * all there are then; undefined where nothing can be kept, and nothing is changed.
 */
export async function changeOwnPreset(change: OwnPresetChange): Promise<OwnPreset[] | undefined> {
  let all: OwnPreset[] = [];
  try {
    await update<unknown>(KEY, (kept) => {
      all = changed(listOf(kept), change);
      return all;
    });
    return all.filter(isOwnPreset);
  } catch {
    return undefined;
  }
}

/** They may be of another version. Throws for what another version of the page keeps in some other way. */
function listOf(kept: unknown): OwnPreset[] {
  if (kept === undefined) return [];
  if (!Array.isArray(kept)) throw new TypeError('The presets are kept in a way that is not known.');
  return kept;
}

function isOwnPreset(kept: unknown): kept is OwnPreset {
  if (typeof kept !== 'object' || kept === null) return false;
  const { id, title, options } = kept as Partial<Record<keyof OwnPreset, unknown>>;
  return typeof id === 'string' && typeof title === 'string' && isChoice(options);
}
