/** Options that are kept between visits. */
import { OPENED_PRESET } from '../image/choice';
import { isChoice } from '../image/option-checks';
import { presetOf } from '../image/presets';
import { saveSetting } from './settings';
import type { Made } from './step';

/** Keeps what discs are made for; one with a purpose, whose name goes with it, and one that was
    opened are each one of its kind. */
export function keepMade({ preset, base, options }: Made): void {
  if (preset !== OPENED_PRESET && !presetOf(preset)?.volumeName)
    void saveSetting('made-for', { preset, base, options });
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
