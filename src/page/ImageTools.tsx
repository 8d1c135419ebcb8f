import { computed } from '@preact/signals';
import { Icon } from './Icon';
import { ShieldCheck } from './icons';
import { HardDriveDownload, Hash } from './icons-later';
import { canSave, check, running, saveToFile, showChecksums } from './image-work';
import { askable, part } from './state';
import { texts } from './texts-saving';

const archives = part('archives');
/** Names of the files that an image is read from as it is saved: none of them can be the one that is chosen. */
const openedImages = computed(() => archives.value.filter(({ isImage }) => isImage).map(({ name }) => name));

/** What can be done with the image besides downloading it: quiet, since few people need it. */
export function ImageTools() {
  const isOff = !askable.value;
  // A button that was pressed keeps the focus while its work goes on.
  const busy = running.value !== undefined;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's fields
    <div class="image-tools" role="group" aria-label={texts.tools.label}>
      {canSave() && (
        <button
          type="button"
          class="button small quiet"
          title={texts.tools.saveHelp}
          disabled={isOff}
          aria-disabled={busy}
          onClick={() => void saveToFile()}
        >
          <Icon path={HardDriveDownload} size={15} />
          {texts.tools.save}
        </button>
      )}
      <button
        type="button"
        class="button small quiet"
        disabled={isOff}
        aria-disabled={busy}
        onClick={() => busy || showChecksums()}
      >
        <Icon path={Hash} size={15} />
        {texts.tools.checksums}
      </button>
      <button
        type="button"
        class="button small quiet"
        title={texts.tools.checkHelp}
        disabled={isOff}
        aria-disabled={busy}
        onClick={() => void check()}
      >
        <Icon path={ShieldCheck} size={15} />
        {texts.tools.check}
      </button>
      {canSave() && openedImages.value.length > 0 && (
        <p class="fine elsewhere">{texts.tools.elsewhere(openedImages.value)}</p>
      )}
    </div>
  );
}
