import { signal } from '@preact/signals-core';
import { useEffect } from 'preact/hooks';
import { OPENED_PRESET } from '../image/choice';
import { isPresetId, PRESETS, type PresetId } from '../image/presets';
import type { Summary } from '../worker/session';
import { cloudForm, isCloudFormOpen } from './cloud-open';
import { choosePreset, loadOwnPresets, ownPresets } from './presets';
import { pageNews, part } from './state';
import { texts } from './texts-later';
import { texts as presets } from './texts-presets';

const preset = part('preset');
const changedOptions = part('changedOptions');
const saved = part('saved');

const ANY_DISC: readonly PresetId[] = ['universal', 'linux', 'windows', 'macos'];
const PURPOSES = (Object.keys(PRESETS) as PresetId[]).filter((id) => !ANY_DISC.includes(id));

/** Purposes for which a disc needs something: what knows that is loaded for them. */
const NEEDY: readonly string[] = ['cloud-init', 'config-2', 'unattend', 'kickstart'] satisfies PresetId[];
const needs = signal<typeof import('./DiscNeeds')['DiscNeeds'] | undefined>(undefined);

async function loadNeeds() {
  try {
    needs.value ??= (await import('./DiscNeeds')).DiscNeeds;
  } catch {
    pageNews.value = { kind: 'missing', reload: () => location.reload() };
  }
}

/** The dialog of all options, once it is loaded. */
const dialog = signal<typeof import('./OptionsDialog')['OptionsDialog'] | undefined>(undefined);
const isOpen = signal(false);

/** Opens the options. */
export async function openOptions() {
  try {
    dialog.value ??= (await import('./OptionsDialog')).OptionsDialog;
    isOpen.value = true;
  } catch {
    pageNews.value = { kind: 'missing', reload: () => location.reload() };
  }
}

/** The form for cloud-init, while it is open: also where there is no disc yet. */
export function CloudFormHost() {
  const CloudForm = cloudForm.value;
  if (!CloudForm || !isCloudFormOpen.value) return null;
  return (
    <CloudForm
      onClose={() => {
        isCloudFormOpen.value = false;
      }}
    />
  );
}

/** What the disc is made for, and the way to every option. */
export function MadeFor() {
  useEffect(() => void loadOwnPresets(), []);
  const isNeedy = NEEDY.includes(preset.value);
  useEffect(() => {
    if (isNeedy) void loadNeeds();
  }, [isNeedy]);
  const [OptionsDialog, DiscNeeds] = [dialog.value, needs.value];
  return (
    <>
      <div class="field made-for">
        <div class="field-head">
          <label for="made-for">{texts.madeFor.label}</label>
          <button
            type="button"
            class="link"
            id="open-options"
            aria-haspopup="dialog"
            onClick={() => void openOptions()}
          >
            {texts.madeFor.options}
          </button>
        </div>
        <PresetSelect />
        <p class="fine" id="made-for-hint">
          <Hint />
        </p>
      </div>
      {isNeedy && DiscNeeds && <DiscNeeds />}
      {OptionsDialog && isOpen.value && (
        <OptionsDialog
          onClose={() => {
            isOpen.value = false;
          }}
        />
      )}
    </>
  );
}

function PresetSelect() {
  const chosen = preset.value;
  const own = ownPresets.value;
  const isKnown = isPresetId(chosen) || own.some(({ id }) => id === chosen);
  const options = (ids: readonly PresetId[]) =>
    ids.map((id) => (
      <option key={id} value={id}>
        {presets[id].title}
      </option>
    ));
  return (
    <select
      id="made-for"
      value={chosen}
      aria-describedby="made-for-hint"
      onChange={({ currentTarget }) => void choosePreset(currentTarget.value)}
    >
      <optgroup label={texts.madeFor.groups.any}>{options(ANY_DISC)}</optgroup>
      <optgroup label={texts.madeFor.groups.purpose}>{options(PURPOSES)}</optgroup>
      {own.length > 0 && (
        <optgroup label={texts.madeFor.groups.own}>
          {own.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </optgroup>
      )}
      {!isKnown && (
        <option value={chosen}>{chosen === OPENED_PRESET ? texts.madeFor.opened : texts.madeFor.gone}</option>
      )}
    </select>
  );
}

/** What the preset does, how far the options are its, and what storing equal files once saves. */
function Hint() {
  const id = preset.value;
  const count = changedOptions.value.length;
  const other = id === OPENED_PRESET ? texts.madeFor.asOpened : texts.madeFor.own;
  const sentence = isPresetId(id) ? presets[id].sentence : other;
  const parts = [sentence, count > 0 && texts.madeFor.changed(count), savedText(saved.value)];
  return <>{parts.filter((one) => one !== false && one !== undefined).join(' ')}</>;
}

/** What is saved by storing equal files once; undefined where they are not. */
export function savedText(known: Summary['saved']): string | undefined {
  if (!known) return undefined;
  return known.files === 0 ? texts.storeOnce.nothing : texts.storeOnce.saved(known.files, known.bytes);
}
