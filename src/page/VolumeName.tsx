import { volumeNames } from '../image/identifiers';
import { type PresetId, presetOf } from '../image/presets';
import { endVolumeName, typeVolumeName } from './actions';
import { part, volumeName } from './state';
import { texts } from './texts-later';
import { texts as presets } from './texts-presets';

function hint(name: string): string {
  if (name === '') return texts.volume.nothing;
  const { iso, joliet } = volumeNames(name);
  if (iso === name && joliet === name) return texts.volume.limits;
  return iso === joliet ? texts.volume.changed(iso) : texts.volume.differs(joliet, iso);
}

/** Types a name into the field, as a person would: the field's own undo and the page's take it back. */
function typeName(name: string) {
  const field = document.getElementById('volume-name') as HTMLInputElement;
  field.select();
  if (!document.execCommand('insertText', false, name)) typeVolumeName(name);
}

const topFolder = part('topFolder');
const preset = part('preset');

/** The disc's name, with what will become of it. */
export function VolumeName() {
  const folder = topFolder.value?.name;
  const fixed = presetOf(preset.value)?.volumeName;
  return (
    <div class="field">
      <div class="field-head">
        <label for="volume-name">{texts.volume.label}</label>
        {!fixed && folder !== undefined && folder !== volumeName.value && (
          <button
            type="button"
            class="link"
            aria-label={texts.volume.useFolderName(folder)}
            title={texts.volume.useFolderName(folder)}
            onClick={() => typeName(folder)}
          >
            {texts.volume.useFolder}
          </button>
        )}
      </div>
      <input
        id="volume-name"
        type="text"
        dir="auto"
        autocomplete="off"
        spellcheck={false}
        value={volumeName.value}
        readOnly={fixed !== undefined}
        aria-describedby="volume-name-hint"
        onInput={(event) => typeVolumeName(event.currentTarget.value)}
        onChange={endVolumeName}
      />
      <p class="fine" id="volume-name-hint">
        {fixed ? presets[preset.value as PresetId].because : hint(volumeName.value)}
      </p>
    </div>
  );
}
