/** The texts of presets. English says what the presets themselves say. */
import { PRESETS, type Preset, type PresetId } from '../image/presets';
import { localized } from './localized';

/** What a preset is called, what it does, and why its disc has the name that it has. */
export interface PresetWords {
  title: string;
  sentence: string;
  because: string;
}

const wordsOf = ({ title, sentence, volumeName }: Preset): PresetWords => ({
  title,
  sentence,
  because: volumeName?.because ?? '',
});
const english = Object.fromEntries(Object.entries(PRESETS).map(([id, preset]) => [id, wordsOf(preset)])) as Readonly<
  Record<PresetId, PresetWords>
>;

/** Every text of it, as English says it. */
export type English = typeof english;
export const texts = localized('presets', english);
