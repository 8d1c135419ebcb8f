import { endVolumeName, typeVolumeName } from './actions';
import { volumeName } from './state';
import { texts } from './texts';
import { volumeNameForms } from './volume-name';

function hint(name: string): string {
  if (name === '') return texts.volume.nothing;
  const { iso, joliet } = volumeNameForms(name);
  if (iso === name && joliet === name) return texts.volume.limits;
  return iso === joliet ? texts.volume.changed(iso) : texts.volume.differs(joliet, iso);
}

/** The disc's name, with what will become of it. */
export function VolumeName() {
  return (
    <div class="field">
      <label for="volume-name">{texts.volume.label}</label>
      <input
        id="volume-name"
        type="text"
        dir="auto"
        autocomplete="off"
        spellcheck="false"
        value={volumeName.value}
        aria-describedby="volume-name-hint"
        oninput={(event) => typeVolumeName(event.currentTarget.value)}
        onchange={endVolumeName}
      />
      <p class="fine" id="volume-name-hint">
        {hint(volumeName.value)}
      </p>
    </div>
  );
}
