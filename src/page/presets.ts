/** Presets on the page: which there are, and what choosing one does. */
import { computed, signal } from '@preact/signals-core';
import { isPresetId, PRESETS } from '../image/presets';
import type { OwnPreset } from '../worker/session';
import { answered } from './actions';
import { part, session } from './state';
import { texts } from './texts-later';
import { texts as words } from './texts-presets';

/** Presets that somebody made. */
export const ownPresets = signal<readonly OwnPreset[]>([]);

const preset = part('preset');
/** What the preset is called that was chosen last. */
export const presetTitle = computed(
  () =>
    (isPresetId(preset.value) ? words[preset.value].title : undefined) ??
    ownPresets.value.find(({ id }) => id === preset.value)?.title ??
    texts.madeFor.gone,
);

/** An id that no other preset has; `crypto.randomUUID` is missing over plain http. */
export function newPresetId(): string {
  return `own-${crypto.getRandomValues(new Uint32Array(4)).join('-')}`;
}

let asked: Promise<void> | undefined;

/** Has the presets that were kept; asks for them once. */
export function loadOwnPresets(): Promise<void> {
  asked ??= session()
    .ownPresets()
    .then(
      (kept) => {
        ownPresets.value = kept;
      },
      // A session that cannot answer says so in its summary.
      () => {
        asked = undefined;
      },
    );
  return asked;
}

/** Shows other presets of somebody's own from now on. Returns whether they can be kept. */
export function keepOwnPresets(presets: readonly OwnPreset[]): Promise<boolean> {
  ownPresets.value = presets;
  return session()
    .keepOwnPresets(presets)
    .catch(() => false);
}

/** Sets all options as a preset has them, in one step. */
export async function choosePreset(id: string) {
  const own = ownPresets.value.find((one) => one.id === id);
  const preset = isPresetId(id) ? PRESETS[id] : own;
  if (!preset) return;
  const { options } = preset;
  const command = { do: 'options', preset: id, presetOptions: options, options, title: preset.title } as const;
  await answered(session().do(command));
}
