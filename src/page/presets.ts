/** Presets on the page: which there are, and what choosing one does. */
import { computed, signal } from '@preact/signals-core';
import { OPENED_PRESET } from '../image/choice';
import { changed, isPresetId, PRESETS } from '../image/presets';
import type { OwnPreset, OwnPresetChange } from '../worker/session';
import { answered } from './actions';
import { part, session } from './state';
import { texts } from './texts-later';
import { texts as words } from './texts-presets';

/** Presets that somebody made. */
export const ownPresets = signal<readonly OwnPreset[]>([]);
/** Those that were kept cannot be read. */
export const arePresetsUnread = signal(false);

const preset = part('preset');
/** What the preset is called that was chosen last. */
export const presetTitle = computed(
  () =>
    (preset.value === OPENED_PRESET ? texts.madeFor.opened : undefined) ??
    (isPresetId(preset.value) ? words[preset.value].title : undefined) ??
    ownPresets.value.find(({ id }) => id === preset.value)?.title ??
    texts.madeFor.gone,
);

/** An id that no other preset has; `crypto.randomUUID` is missing over plain http. */
export function newPresetId(): string {
  return `own-${crypto.getRandomValues(new Uint32Array(4)).join('-')}`;
}

let asked: Promise<void> | undefined;
/** Those that the browser did not keep: they go with the page. */
const unkept = new Set<string>();

/** Has the presets that were kept; asks for them until they are read. */
export function loadOwnPresets(): Promise<void> {
  asked ??= session()
    .ownPresets()
    // A session that cannot answer says so in its summary.
    .catch(() => undefined)
    .then((kept) => {
      arePresetsUnread.value = kept === undefined;
      if (kept) show(kept);
      else asked = undefined;
    });
  return asked;
}

/** Changes a preset of somebody's own, here and among those that are kept. Returns whether it is kept. */
export async function changeOwnPreset(change: OwnPresetChange): Promise<boolean> {
  const kept = await session()
    .changeOwnPreset(change)
    .catch(() => undefined);
  const id = 'put' in change ? change.put.id : change.remove;
  if (kept) {
    unkept.delete(id);
    arePresetsUnread.value = false;
    show(kept);
  } else {
    unkept.add(id);
    ownPresets.value = changed(ownPresets.value, change);
  }
  return kept !== undefined;
}

/** Shows those that are kept, with others that another tab has saved. */
function show(kept: readonly OwnPreset[]) {
  ownPresets.value = [
    ...kept.filter(({ id }) => !unkept.has(id)),
    ...ownPresets.value.filter(({ id }) => unkept.has(id)),
  ];
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
