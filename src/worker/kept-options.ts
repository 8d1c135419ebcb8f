/** Options and presets that are kept between visits. */
import { get, set } from 'idb-keyval';
import { isChoice } from '../image/option-checks';
import { presetOf } from '../image/presets';
import type { Made } from './history';
import type { OwnPreset } from './session';
import { saveSetting } from './settings';

/** Keeps what discs are made for; one with a purpose, whose name goes with it, is one of its kind. */
export function keepMade({ preset, base, options }: Made): void {
  if (!presetOf(preset)?.volumeName) void saveSetting('made-for', { preset, base, options });
}

/** What was kept, unless by a version of the page that means something else by it. */
export function keptMade(kept: unknown): Made | undefined {
  return isMade(kept) ? kept : undefined;
}

function isMade(kept: unknown): kept is Made {
  if (typeof kept !== 'object' || kept === null) return false;
  const { preset, base, options } = kept as Partial<Record<keyof Made, unknown>>;
  return typeof preset === 'string' && isChoice(base) && isChoice(options);
}

/** Presets that somebody made; none where nothing can be kept, or of another version of the page. */
export async function ownPresets(): Promise<OwnPreset[]> {
  const kept: unknown = await get('own-presets').catch(() => []);
  return Array.isArray(kept) ? kept.filter(isOwnPreset) : [];
}

/** Keeps them. Returns whether that was possible. */
export function keepOwnPresets(presets: readonly OwnPreset[]): Promise<boolean> {
  return set('own-presets', presets).then(
    () => true,
    () => false,
  );
}

function isOwnPreset(kept: unknown): kept is OwnPreset {
  if (typeof kept !== 'object' || kept === null) return false;
  const { id, title, options } = kept as Partial<Record<keyof OwnPreset, unknown>>;
  return typeof id === 'string' && typeof title === 'string' && isChoice(options);
}
